//! The road of a request through the stations.

use std::time::Instant;

use bytes::Bytes;
use http::{Request, Response};
use restli_schema::api::{Resource, Situation};

use crate::behaviour::Moment;
use crate::log::Notes;
use crate::methods::{self, Reply, Work};
use crate::project::{Scene, Wanted};
use crate::received::Received;
use crate::refusal::Refusal;
use crate::state::{State, lock};
use crate::{answer, check, gates, oauth, page, unread, uploads};

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
        Ok(received) => received,
        Err(flaw) => return answer::refused(&Refusal::bare("tunnel", 400, flaw)),
    };
    let mut notes = Notes::default();
    let login = oauth::answer(state, &received);
    notes.is_secret = login.is_some();
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
    lock(&state.log).push(came, began.elapsed(), &received, notes, &told);
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
    let read = check::read(api, &call, caller.version, request)?;
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
    let behaviours = || state.settings.behaviours.iter().filter(|one| one.operations.contains(&call.id));
    for before in behaviours().filter_map(|one| one.before) {
        before(&mut Moment::before(work, &mut store))?;
    }
    let mut reply = methods::run(work, &mut store)?;
    for after in behaviours().filter_map(|one| one.after) {
        after(&mut Moment::after(work, &mut store, &mut reply))?;
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
