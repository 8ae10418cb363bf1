//! The road of a request through the stations.

use std::time::Instant;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use restli_schema::api::{Method, Resource, Situation};

use crate::behaviour::{About, Act, Moment};
use crate::faults::{self, Asked, Injected, NO_ANSWER, Stage, Wire};
use crate::log::Notes;
use crate::methods;
use crate::methods::work::Work;
use crate::project::Wanted;
use crate::project::scene::Scene;
use crate::received::{self, Received};
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::server::Answer;
use crate::state::{State, lock};
use crate::webhooks::{tell, validation};
use crate::{answer, check, gates, keys, oauth, page, unread, uploads};

/// Answers a request for the page, which may wait for news, or one of the API, which may wait for the validation of a webhook.
pub(crate) async fn serve(state: &State, request: Request<Bytes>) -> Answer {
    if let Some(answer) = page::answer(state, &request).await {
        return answer.into();
    }
    validation::before(state, &request).await;
    answer(state, request)
}

/// Answers a request of the API.
pub(crate) fn answer(state: &State, request: Request<Bytes>) -> Answer {
    let (came, began) = (state.clock.now(), Instant::now());
    let received = match Received::new(request) {
        Ok(received) => received,
        Err(flaw) => return answer::refused(&Refusal::bare("tunnel", 400, flaw)).into(),
    };
    let mut notes = Notes::default();
    let (told, fault) = match fault(state, &received, Stage::Whole) {
        Ok(None) => (told(state, &received, &mut notes), None),
        Ok(Some(fault)) => (broken(state, &received, &fault, &mut notes), Some(fault)),
        Err(refusal) => (refused(&refusal, &mut notes), None),
    };
    let response = answer::dressed(&state.api, &received, &state.request_id(), told);
    let wire = fault.and_then(|fault| fault.wire(&response));
    let is_seen = wire.as_ref().is_none_or(Wire::has_status);
    let seen = if is_seen { &response } else { &unanswered() };
    let masked = notes.is_login.then(|| oauth::masked(&received, seen));
    let (request, shown) = masked.as_ref().map_or((&received, seen), |(request, shown)| (request, shown));
    lock(&state.log).push(came, began.elapsed(), request, notes, shown);
    Answer { response, wire }
}

/// The end of a connection whose request meets a fault before its body is read.
pub(crate) fn ends_at_the_head(state: &State, request: &Request<()>) -> Option<Wire> {
    if !state.faults.may_meet(request.headers()) || request.headers().contains_key(received::OVERRIDE) {
        return None;
    }
    let (came, began) = (state.clock.now(), Instant::now());
    let received = Received::new(request.clone().map(|()| Bytes::new())).ok()?;
    let fault = fault(state, &received, Stage::Head).ok()??;
    let operation = call(state, &received).map(|(id, _)| id.to_owned());
    let notes = Notes { operation, fault: Some(fault.fault()).into(), ..Notes::default() };
    lock(&state.log).push(came, began.elapsed(), &received, notes, &unanswered());
    fault.wire(&unanswered())
}

/// The fault that a request meets at a stage.
fn fault(state: &State, request: &Received, at: Stage) -> Result<Option<Injected>, Refusal> {
    if !state.faults.may_meet(&request.headers) {
        return Ok(None);
    }
    Ok(state.faults.choose(&state.api, request, call(state, request), at)?.map(Injected))
}

/// The operation that a request calls, with its method.
fn call<'a>(state: &'a State, request: &Received) -> Option<(&'a str, &'a Method)> {
    let version_of = |resource: &Resource| gates::version::asked(&state.api, resource, request);
    let call = state.described.routes.find(&state.api, request, &version_of).ok()?;
    Some((call.id, call.method))
}

/// The answer in the log of a request that got none.
fn unanswered() -> Response<Bytes> {
    let mut none = Response::new(Bytes::new());
    *none.status_mut() = StatusCode::from_u16(NO_ANSWER).unwrap_or_default();
    none
}

/// The answer to a request: of a login, of an upload, or of the API.
fn told(state: &State, request: &Received, notes: &mut Notes) -> Response<Bytes> {
    let login = oauth::answer(state, request);
    notes.is_login = login.is_some();
    let answered = login.or_else(|| uploads::receive(state, request));
    let answered = answered.unwrap_or_else(|| reply(state, request, notes).map(answer::success));
    answered.unwrap_or_else(|refusal| refused(&refusal, notes))
}

fn refused(refusal: &Refusal, notes: &mut Notes) -> Response<Bytes> {
    notes.refused_by = Some(refusal.rule);
    answer::refused(refusal)
}

/// The answer to a request that meets a fault. It proves nothing about refusals.
fn broken(state: &State, request: &Received, fault: &Injected, notes: &mut Notes) -> Response<Bytes> {
    let mut changed = request.clone();
    fault.change(&mut changed);
    let answer = if fault.has_effect() { told(state, &changed, notes) } else { Response::default() };
    let call = call(state, request);
    notes.operation = call.map(|(id, _)| id.to_owned());
    notes.refused_by = None;
    notes.fault.set(Some(fault.fault()));
    fault.answer(faults::Scene { api: &state.api, method: call.map(|(_, method)| method), request }, answer)
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
        webhooks: &state.webhooks,
        webhooks_elsewhere: state.settings.webhooks_elsewhere,
        collection: &collection,
        key: &key,
        asked: Asked { faults: &state.faults, api, request, operation: call.id, method: call.method, met: &notes.fault },
    };
    let mut events = Vec::new();
    for act in acts() {
        match act {
            Act::Refuse(refuse) => refuse(&Moment { about, store: &mut store, reply: None, events: &mut events })?,
            Act::Before(act) => act(&mut Moment { about, store: &mut store, reply: None, events: &mut events }),
            Act::After(_) => {}
        }
    }
    let mut reply = methods::run(work, &mut store)?;
    for act in acts() {
        if let Act::After(act) = act {
            act(&mut Moment { about, store: &mut store, reply: Some(&mut reply), events: &mut events });
        }
    }
    reply.headers.extend(caller.headers.iter().cloned());
    uploads::begin(work, &mut store, &mut reply);
    state.keep(&mut store)?;
    tell::happened(state, &store, events);
    if let Some((shape, ty)) = &reply.entities {
        let scene = Scene { api, store: &store, caller: &caller };
        reply.body = reply.body.map(|body| wanted.apply(scene, body, *shape, ty)).transpose()?;
    }
    Ok(reply)
}
