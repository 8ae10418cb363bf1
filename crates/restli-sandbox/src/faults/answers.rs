//! Answers that are none of the operation: errors, pages, redirects, bodies that lack something.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use http::{Method, Response, StatusCode};
use restli_core::Json;
use restli_schema::api::Situation;
use serde_json::json;

use super::fault::Fault;
use super::rule::Rule;
use super::scene::Scene;
use crate::refusal::{Input, Refusal};

/// The answer that a fault makes of the true one.
pub(super) fn of(rule: &Rule, scene: Scene<'_>, answer: Response<Bytes>) -> Response<Bytes> {
    let message = || rule.param("message").unwrap_or_else(|| rule.fault.doc()).to_owned();
    let refused = |refusal: &Refusal| crate::answer::refused(refusal);
    let soon = |status: u16| with(refused(&Refusal::bare("fault", status, message())), "retry-after", HeaderValue::from_static("1"));
    match rule.fault {
        Fault::Refused(situation) => refused(&Refusal::of(scene.api, scene.method, situation, message())),
        Fault::Token(fault) => refused(&Refusal::token(scene.api, fault, message())),
        Fault::Late => refused(&Refusal::of(scene.api, scene.method, Situation::NotFound, message())),
        Fault::Answer => given(rule),
        Fault::Error => refused(&listed(rule, scene, &message())),
        Fault::Http500 => refused(&Refusal::bare("fault", 500, message())),
        Fault::Http503 => soon(503),
        Fault::Http429 => soon(429),
        Fault::Http502 => page(502, "502 Bad Gateway"),
        Fault::Http504 => page(504, "504 Gateway Time-out"),
        Fault::Html200 => page(200, "Please sign in"),
        Fault::RedirectElsewhere => redirect(scene, rule.param("to").unwrap_or("http://elsewhere.invalid")),
        Fault::RedirectHere => redirect(scene, "/moved"),
        Fault::OauthError if scene.request.verb == Method::POST => login_refused(rule, scene),
        Fault::OauthError => sent_back(rule, scene),
        Fault::Error200 => {
            let mut answer = refused(&Refusal::bare("fault", 500, message()));
            *answer.status_mut() = StatusCode::OK;
            answer.headers_mut().remove("x-restli-error-response");
            answer
        }
        Fault::Empty200 => status(200, Bytes::new()),
        Fault::TruncatedJson => answer.map(|body| body.slice(..body.len() / 2)),
        Fault::Lacks => changed(answer, &|body| lacking(body, rule.param("member").unwrap_or_default())),
        Fault::ScopesFewer => changed(answer, &fewer_scopes),
        _ => answer,
    }
}

/// An answer with one header more.
pub(super) fn with(mut answer: Response<Bytes>, name: &'static str, value: HeaderValue) -> Response<Bytes> {
    answer.headers_mut().insert(name, value);
    answer
}

/// Puts a body into an answer.
pub(super) fn put(answer: &mut Response<Bytes>, body: &Json) {
    *answer.body_mut() = Bytes::from(body.to_string());
}

/// The error of the catalogue that a rule names.
fn listed(rule: &Rule, scene: Scene<'_>, message: &str) -> Refusal {
    let code = rule.param("code").unwrap_or_default();
    let found = scene.api.errors().iter().find(|error| error.name.wire == code);
    let inputs = rule.params("input").map(|path| Input { path: path.to_owned(), code: None, description: format!("{path} is wrong") });
    let refusal = match found {
        Some(error) => Refusal::listed("fault", error, message.to_owned()),
        None => Refusal::bare("fault", 400, message.to_owned()),
    };
    Refusal { inputs: inputs.collect(), ..refusal }
}

/// The answer that a rule writes out.
fn given(rule: &Rule) -> Response<Bytes> {
    let code = rule.param("status").and_then(|code| code.parse().ok()).unwrap_or(200);
    let body = rule.param("body").unwrap_or_default().to_owned();
    let is_json = !body.is_empty();
    let mut answer = status(code, body);
    for (name, value) in rule.headers() {
        answer.headers_mut().append(name, value);
    }
    if is_json {
        answer.headers_mut().entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
    }
    answer
}

fn status(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    answer
}

/// A page for people.
fn page(code: u16, title: &str) -> Response<Bytes> {
    let body = format!("<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>");
    with(status(code, body), CONTENT_TYPE.as_str(), HeaderValue::from_static("text/html"))
}

/// A redirect to the path of the request behind a beginning.
fn redirect(scene: Scene<'_>, beginning: &str) -> Response<Bytes> {
    let query = if scene.request.query.is_empty() { String::new() } else { format!("?{}", scene.request.query) };
    to(&format!("{beginning}{}{query}", scene.request.path))
}

/// The answer of a token endpoint with an error.
fn login_refused(rule: &Rule, scene: Scene<'_>) -> Response<Bytes> {
    let code = rule.param("code").unwrap_or("invalid_client");
    let listed = scene.api.errors().iter().find(|error| error.name.wire == code);
    let body = json!({"error": code, "error_description": "injected"}).to_string();
    with(status(listed.map_or(400, |error| error.status), body), CONTENT_TYPE.as_str(), HeaderValue::from_static("application/json"))
}

/// A redirect to the program that asked for a login, with an error.
fn sent_back(rule: &Rule, scene: Scene<'_>) -> Response<Bytes> {
    let code = rule.param("code").unwrap_or("user_cancelled_authorize");
    let asked = |name: &str| {
        let mut pairs = scene.request.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(told, _)| *told == name).map_or("", |(_, value)| value)
    };
    let back = restli_core::url::percent_decode(asked("redirect_uri")).unwrap_or_default();
    let sign = if back.contains('?') { '&' } else { '?' };
    to(&format!("{back}{sign}error={code}&error_description=injected&state={}", asked("state")))
}

fn to(location: &str) -> Response<Bytes> {
    let location = HeaderValue::from_str(location).unwrap_or_else(|_| HeaderValue::from_static("/moved"));
    with(status(302, Bytes::new()), LOCATION.as_str(), location)
}

/// An answer with a changed body.
fn changed(mut answer: Response<Bytes>, change: &dyn Fn(&mut Json)) -> Response<Bytes> {
    if let Ok(mut body) = serde_json::from_slice::<Json>(answer.body()) {
        change(&mut body);
        put(&mut answer, &body);
    }
    answer
}

/// Removes a member from a body, and from the entities in it.
fn lacking(body: &mut Json, member: &str) {
    let Some(members) = body.as_object_mut() else { return };
    members.remove(member);
    let elements = members.get_mut("elements").and_then(Json::as_array_mut).into_iter().flatten();
    elements.for_each(|element| {
        element.as_object_mut().map(|element| element.remove(member));
    });
    let results = members.get_mut("results").and_then(Json::as_object_mut).into_iter().flat_map(serde_json::Map::values_mut);
    results.for_each(|result| {
        result.as_object_mut().map(|result| result.remove(member));
    });
}

/// Removes the last scope from the answer to a login.
fn fewer_scopes(body: &mut Json) {
    let Some(Json::String(scopes)) = body.get_mut("scope") else { return };
    let separator = if scopes.contains(',') { ',' } else { ' ' };
    let kept = scopes.rsplit_once(separator).map(|(kept, _)| kept.to_owned()).unwrap_or_default();
    *scopes = kept;
}
