//! The road of a request through the stations.

use std::time::Instant;

use bytes::Bytes;
use http::{Request, Response};
use restli_schema::api::{Resource, Situation};

use crate::behaviour::{About, Act, Moment};
use crate::log::Notes;
use crate::methods;
use crate::methods::work::Work;
use crate::project::Wanted;
use crate::project::scene::Scene;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::state::{State, lock};
use crate::{answer, check, gates, keys, misplaced, oauth, page, unread, uploads};

/// Answers a request for the page, which may wait for news, or one of the API.
pub(crate) async fn serve(state: &State, request: Request<Bytes>) -> Response<Bytes> {
    match page::answer(state, &request).await {
        Some(answer) => answer,
        None => answer(state, request),
    }
}

/// Answers a request of the API.
pub(crate) fn answer(state: &State, request: Request<Bytes>) -> Response<Bytes> {
    let (came, began) = (state.clock.now(), Instant::now());
    let received = match Received::new(request) {
        Ok(mut received) => {
            misplaced::put_in_place(state, &mut received);
            received
        }
        Err(flaw) => return answer::refused(&Refusal::bare("tunnel", 400, flaw)),
    };
    let mut notes = Notes { unread: misplaced::parts(state, &received), ..Notes::default() };
    let login = oauth::answer(state, &received);
    let is_login = login.is_some();
    let answered = login.or_else(|| uploads::receive(state, &received));
    let answered = answered.unwrap_or_else(|| reply(state, &received, &mut notes).map(answer::success));
    let told = match answered {
        Ok(answer) => answer,
        Err(refusal) => {
            notes.refused_by = Some(refusal.rule);
            answer::refused(&refusal)
        }
    };
    let id = state.request_id();
    let told = answer::dressed(&state.api, &received, &id, told);
    let masked = is_login.then(|| oauth::masked(&received, &told));
    let (seen, shown) = masked.as_ref().map_or((&received, &told), |(seen, shown)| (seen, shown));
    lock(&state.log).push(came, began.elapsed(), seen, notes, shown);
    told
}

/// The data of the answer to a request of the API.
fn reply(state: &State, request: &Received, notes: &mut Notes) -> Result<Reply, Refusal> {
    let api = &*state.api;
    let version_of = |resource: &Resource| gates::version::asked(api, resource, request);
    let call = state.described.routes.find(api, request, &version_of)?;
    notes.operation = Some(call.id.to_owned());
    let caller = gates::pass(state, &call, request)?;
    notes.permission.clone_from(&caller.permission);
    notes.quotas_left.clone_from(&caller.quotas_left);
    let read = check::read(api, &call, caller.version, state.settings.may_lack, request)?;
    gates::pass_read(state, &call, &caller, &read)?;
    let wanted = Wanted::of(api, call.method, &request.query)?;
    if let Some(record) = call.resource.entity {
        wanted.of_entities(call.method.kind).try_for_each(|one| gates::pass_projection(state, &call, &caller, record, one))?;
    }
    notes.unread = unread::of(api, &call, request);
    if state.settings.refuses_unread
        && let Some(first) = notes.unread.first()
    {
        return Err(Refusal::of(api, Some(call.method), Situation::Unread, format!("no rule read {first}")));
    }
    let work = Work { state, call: &call, read: &read, caller: &caller, request };
    let mut store = lock(&state.store);
    let acts = || state.settings.behaviours.iter().filter(|one| one.operations.contains(&call.id)).map(|one| one.act);
    let (collection, key) = (work.collection(), keys::text(&work.own_key()));
    let member = caller.grant.as_ref().and_then(|grant| grant.member.as_ref());
    let about = About {
        api,
        method: call.method,
        operation: call.id,
        read: &read,
        member: member.and_then(|id| state.settings.members.iter().find(|member| member.id == *id)),
        now: state.clock.now(),
        base_url: &state.base_url,
        collection: &collection,
        key: &key,
    };
    for act in acts() {
        match act {
            Act::Refuse(refuse) => refuse(&Moment { about, store: &mut store, reply: None })?,
            Act::Before(act) => act(&mut Moment { about, store: &mut store, reply: None }),
            Act::After(_) => {}
        }
    }
    let mut reply = methods::run(work, &mut store)?;
    for act in acts() {
        if let Act::After(act) = act {
            act(&mut Moment { about, store: &mut store, reply: Some(&mut reply) });
        }
    }
    reply.headers.extend(caller.headers.iter().cloned());
    uploads::begin(work, &mut store, &mut reply);
    state.keep(&mut store)?;
    if let Some((shape, ty)) = &reply.entities {
        let scene = Scene { api, store: &store, caller: &caller };
        reply.body = reply.body.map(|body| wanted.apply(scene, body, *shape, ty)).transpose()?;
    }
    Ok(reply)
}
