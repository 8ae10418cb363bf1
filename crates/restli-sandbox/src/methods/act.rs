//! Actions. Their results are those that the documentation shows, or made up by their types.

use restli_core::Json;
use serde_json::json;

use super::work::Work;
use crate::make;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::store::Store;
use crate::uploads;

pub(super) fn act(work: Work<'_>, store: &mut Store) -> Result<Reply, Refusal> {
    uploads::finish(work, store)?;
    let key = work.own_key();
    if work.call.is_entity && work.call.resource.key.is_some() {
        let collection = work.collection();
        let known = work.known(store, &collection, &key);
        if work.is_written() && store.get(&collection, &crate::keys::text(&known)).is_none() {
            return Err(work.missing(&key));
        }
    }
    let status = work.success(200);
    let Some(result) = &work.call.method.returns else { return Ok(Reply::empty(status)) };
    let documented = work.documented().and_then(|body| body.get("value")).cloned();
    let value: Json = documented.unwrap_or_else(|| make::value(work.api(), &result.ty, &mut work.dice()));
    Ok(Reply::plain(status, json!({ "value": value })))
}
