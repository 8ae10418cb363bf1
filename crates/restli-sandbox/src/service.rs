//! The road of a request through the stations.

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use restli_schema::api::{Method, Resource, Situation};

use crate::behaviour::Moment;
use crate::faults::{Injected, NO_ANSWER, Scene, Stage, Wire};
use crate::log::Notes;
use crate::methods::{self, Reply, Work};
use crate::project::{self, Wanted};
use crate::received::{self, Received};
use crate::refusal::Refusal;
use crate::server::Answer;
use crate::state::{State, lock};
use crate::{answer, check, gates, unread};

/// Answers a request.
pub(crate) fn answer(state: &State, request: Request<Bytes>) -> Answer {
    let received = match Received::new(request) {
        Ok(received) => received,
        Err(flaw) => return answer::refused(&Refusal::bare("tunnel", 400, flaw)).into(),
    };
    let mut notes = Notes::default();
    let fault = fault(state, &received, Stage::Whole);
    let (told, fault) = match fault {
        Ok(None) => (told(state, &received, &mut notes), None),
        Ok(Some(fault)) => (broken(state, &received, &fault, &mut notes), Some(fault)),
        Err(refusal) => (refused(&refusal, &mut notes), None),
    };
    let response = answer::dressed(&state.api, &received, &state.request_id(), told);
    let wire = fault.and_then(|fault| fault.wire(&response));
    let is_seen = wire.as_ref().is_none_or(Wire::has_status);
    let seen = if is_seen { &response } else { &unanswered() };
    lock(&state.log).push(state.clock.now(), &received, notes, seen);
    Answer { response, wire }
}

/// The end of a connection whose request meets a fault before its body is read.
pub(crate) fn ends_at_the_head(state: &State, request: &Request<()>) -> Option<Wire> {
    if !state.faults.may_meet(request.headers()) || request.headers().contains_key(received::OVERRIDE) {
        return None;
    }
    let received = Received::new(request.clone().map(|()| Bytes::new())).ok()?;
    let fault = fault(state, &received, Stage::Head).ok()??;
    let operation = call(state, &received).map(|(id, _)| id.to_owned());
    let notes = Notes { operation, fault: Some(fault.fault()).into(), ..Notes::default() };
    lock(&state.log).push(state.clock.now(), &received, notes, &unanswered());
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
    let version_of = |resource: &Resource| gates::asked_version(&state.api, resource, request);
    let call = state.routes.find(&state.api, request, &version_of).ok()?;
    Some((call.id, call.method))
}

/// The answer in the log of a request that got none.
fn unanswered() -> Response<Bytes> {
    let mut none = Response::new(Bytes::new());
    *none.status_mut() = StatusCode::from_u16(NO_ANSWER).unwrap_or_default();
    none
}

/// The answer to a request.
fn told(state: &State, request: &Received, notes: &mut Notes) -> Response<Bytes> {
    reply(state, request, notes).map_or_else(|refusal| refused(&refusal, notes), answer::success)
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
    fault.answer(Scene { api: &state.api, method: call.map(|(_, method)| method), request }, answer)
}

/// The data of the answer to a request of the API.
fn reply(state: &State, request: &Received, notes: &mut Notes) -> Result<Reply, Refusal> {
    let api = &*state.api;
    let version_of = |resource: &Resource| gates::asked_version(api, resource, request);
    let call = state.routes.find(api, request, &version_of)?;
    notes.operation = Some(call.id.to_owned());
    let caller = gates::pass(state, &call, request)?;
    let read = check::read(api, &call, caller.version, request)?;
    gates::pass_read(state, &call, &caller, &read)?;
    let wanted = Wanted::of(api, call.method, &request.query)?;
    notes.unread = unread::of(api, &call, request);
    if state.settings.refuses_unread
        && let Some(first) = notes.unread.first()
    {
        return Err(Refusal::of(api, Some(call.method), Situation::Unread, format!("no rule read {first}")));
    }
    let work = Work { state, call: &call, read: &read, caller: &caller, request, fault: &notes.fault };
    let mut store = lock(&state.store);
    let behaviours = || state.settings.behaviours.iter().filter(|one| one.operations.contains(&call.id));
    for before in behaviours().filter_map(|one| one.before) {
        before(&mut Moment::before(work, &mut store))?;
    }
    let mut reply = methods::run(work, &mut store)?;
    for after in behaviours().filter_map(|one| one.after) {
        after(&mut Moment::after(work, &mut store, &mut reply))?;
    }
    if let (Some((shape, ty)), Some(body)) = (reply.entities.clone(), reply.body.take()) {
        let scene = project::Scene { api, store: &store, version: caller.version };
        reply.body = Some(wanted.apply(scene, body, shape, &ty)?);
    }
    Ok(reply)
}
