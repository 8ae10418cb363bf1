//! The road of a request through the stations.

use std::time::Instant;

use bytes::Bytes;
use http::{Method as Verb, Request, Response, StatusCode};
use restli_core::Time;
use restli_schema::api::{Method, Resource, Situation};

use crate::behaviour::{About, Act, Moment};
use crate::faults::{self, Fault, Injected, NO_ANSWER, Stage, Wire};
use crate::locks::lock;
use crate::log::Notes;
use crate::methods;
use crate::methods::work::Work;
use crate::project::Wanted;
use crate::project::scene::Scene;
use crate::received::{self, Received};
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::served::Served;
use crate::state::State;
use crate::webhooks::{tell, validation};
use crate::{answer, check, gates, headers, keys, misplaced, oauth, page, strangers, unread, uploads};

/// Answers a request for the page, which may wait for news, or one of the API, which may wait for the validation of a webhook.
pub(crate) async fn serve(state: &State, request: Request<Bytes>) -> Served {
    if let Some(answer) = page::answer(state, &request).await {
        return answer.into();
    }
    if let Err(why) = strangers::pass(state, &request) {
        return refused_outright(state, &Received::sent(request), &Refusal::bare("stranger", 403, why));
    }
    validation::before(state, &request).await;
    answer(state, request)
}

/// Answers a request of the API.
pub(crate) fn answer(state: &State, request: Request<Bytes>) -> Served {
    let arrival = Arrival::now(state);
    let sent = Received::sent(request);
    if let Some(flaw) = headers::flaw(&state.api, &sent.headers) {
        return refused_outright(state, &sent, &Refusal::bare("header", 400, flaw));
    }
    let received = match sent.clone().unpacked() {
        Ok(mut received) => {
            misplaced::put_in_place(state, &mut received);
            received
        }
        Err(flaw) => return refused_outright(state, &sent, &Refusal::bare("tunnel", 400, flaw)),
    };
    let mut notes = Notes { unread: misplaced::parts(state, &received), ..Notes::default() };
    let (told, fault) = match fault(state, &received, Stage::Whole) {
        Ok(None) => (told(state, &received, &mut notes), None),
        Ok(Some(fault)) => (broken(state, &received, &fault, &mut notes), Some(fault)),
        Err(refusal) => (refused(&refusal, &mut notes), None),
    };
    let is_written_out = fault.as_ref().is_some_and(|fault| fault.fault() == Fault::Answer);
    let response = if is_written_out { told } else { answer::dressed(&state.api, &received, &state.request_id(), told) };
    let wire = fault.and_then(|fault| fault.wire(&response));
    let is_seen = wire.as_ref().is_none_or(Wire::has_status);
    let unseen = unanswered();
    log(state, arrival, &received, notes, if is_seen { &response } else { &unseen });
    Served { response, wire }
}

/// The end of a connection whose request meets a fault before its body is read.
pub(crate) fn ends_at_the_head(state: &State, request: &Request<()>) -> Option<Wire> {
    if !state.faults.may_meet(request.headers()) || request.headers().contains_key(received::OVERRIDE) {
        return None;
    }
    let arrival = Arrival::now(state);
    let received = Received::sent(request.clone().map(|()| Bytes::new()));
    let fault = fault(state, &received, Stage::Head).ok()??;
    let operation = call(state, &received).map(|(id, _)| id.to_owned());
    let notes = Notes { operation, fault: Some(fault.fault()).into(), ..Notes::default() };
    log(state, arrival, &received, notes, &unanswered());
    fault.wire(&unanswered())
}

/// The answer to a request whose body cannot be read.
pub(crate) fn unread(state: &State, head: Request<Bytes>, status: StatusCode, why: &str) -> Served {
    refused_outright(state, &Received::sent(head), &Refusal::bare("http", status.as_u16(), format!("the body cannot be read: {why}")))
}

/// Writes down that bytes came which are no request, and which the connection has refused.
pub(crate) fn unparsed(state: &State, flaw: &hyper::Error) {
    let why = flaw.to_string();
    let status = match () {
        () if !flaw.is_parse_too_large() => 400,
        () if why.contains("URI") => 414,
        () => 431,
    };
    let mut nothing = Received::sent(Request::new(Bytes::new()));
    (nothing.verb, nothing.path) = (Verb::from_bytes(b"-").unwrap_or_default(), String::new());
    refused_outright(state, &nothing, &Refusal::bare("http", status, format!("what came is no request that can be read: {why}")));
}

/// The refusal of a request that no rule of the API has seen.
fn refused_outright(state: &State, request: &Received, refusal: &Refusal) -> Served {
    let (arrival, mut notes) = (Arrival::now(state), Notes::default());
    let response = answer::dressed(&state.api, request, &state.request_id(), refused(refusal, &mut notes));
    log(state, arrival, request, notes, &response);
    response.into()
}

/// The arrival of a request: the time of the sandbox, and the start of the answer.
#[derive(Clone, Copy)]
struct Arrival {
    came: Time,
    began: Instant,
}

impl Arrival {
    fn now(state: &State) -> Self {
        Self { came: state.clock.now(), began: Instant::now() }
    }
}

/// Keeps an exchange, without secrets.
fn log(state: &State, arrival: Arrival, request: &Received, notes: Notes, answer: &Response<Bytes>) {
    let masked = oauth::masked(state, request, answer);
    let (request, answer) = masked.as_ref().map_or((request, answer), |(request, answer)| (request, answer));
    lock(&state.log).push(arrival.came, arrival.began.elapsed(), request, notes, answer);
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
    let answered = oauth::answer(state, request).or_else(|| uploads::receive(state, request));
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
    let (collection, key) = (work.collection(), keys::text(&work.own_key()));
    let about = About {
        api,
        method: call.method,
        operation: call.id,
        read: &read,
        member: work.member(),
        now: state.clock.now(),
        base_url: &state.base_url,
        webhooks: &state.webhooks,
        webhooks_elsewhere: state.settings.webhooks_elsewhere,
        collection: &collection,
        key: &key,
        faults: &state.faults,
        request,
        met: &notes.fault,
    };
    let mut events = Vec::new();
    for act in work.acts() {
        match act {
            Act::Refuse(refuse) => refuse(&Moment { about, store: &mut store, reply: None, events: &mut events })?,
            Act::Before(act) => act(&mut Moment { about, store: &mut store, reply: None, events: &mut events }),
            Act::Select(_) | Act::After(_) => {}
        }
    }
    let mut reply = methods::run(work, &mut store)?;
    for act in work.acts() {
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
