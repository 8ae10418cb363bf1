//! The effects of methods on the store, and the data of their answers (`docs/protocol.md §2.2`).

mod act;
mod change;
mod create;
mod find;
mod get;
mod matches;
mod place;
mod stamps;
pub(crate) mod work;

use restli_core::{Json, ResourceMethod as M};
use restli_schema::api::Situation;

use crate::keys;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::store::Store;
use work::Work;

/// Does what a method does.
pub(crate) fn run(work: Work<'_>, store: &mut Store) -> Result<Reply, Refusal> {
    let mut reply = of_kind(work, store)?;
    unfit(work, &mut reply);
    Ok(reply)
}

/// Tells the errors of keys whose structure is wrong.
fn unfit(work: Work<'_>, reply: &mut Reply) {
    for (key, flaw) in &work.read.unfit {
        let refusal = work.refuse(Situation::ParamInvalid, format!("`ids` of the query: {flaw}"));
        let mut tell = |map: &str, told: Json| {
            let map = reply.body.as_mut().and_then(|body| body.get_mut(map)).and_then(Json::as_object_mut);
            map.map(|map| map.insert(keys::text(key), told));
        };
        tell("statuses", refusal.status.into());
        tell("errors", refusal.to_json());
    }
}

fn of_kind(work: Work<'_>, store: &mut Store) -> Result<Reply, Refusal> {
    match work.call.method.kind {
        M::Get => get::get(work, store),
        M::BatchGet => Ok(get::batch_get(work, store)),
        M::GetAll | M::Finder => find::find(work, store),
        M::BatchFinder => find::batch_find(work, store),
        M::Create => create::create(work, store),
        M::BatchCreate => Ok(create::batch_create(work, store)),
        M::Update => change::update(work, store),
        M::PartialUpdate => change::partial_update(work, store),
        M::Delete => change::delete(work, store),
        M::BatchUpdate | M::BatchPartialUpdate | M::BatchDelete => Ok(change::batch(work, store)),
        M::Action => act::act(work, store),
    }
}
