//! Requests to the token endpoint: the `oauth2` crate writes them, the HTTP client sends them, and deviations of servers are corrected
//! here.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use oauth2::basic::{BasicErrorResponse, BasicTokenType};
use oauth2::{AccessToken, ExtraTokenFields, HttpRequest, HttpResponse, RequestTokenError, StandardTokenResponse};
use restli_core::Json;
use restli_core::error::ErrorResponse;
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use super::introspection::Introspection;
use super::scopes::words;
use crate::error::problem::{CallInfo, excerpt, status_words};
use crate::error::{Error, LoginStep, OAuthError, TransportKind};
use crate::headers;
use crate::net::{BoxFuture, NO_RUNTIME, in_runtime};
use crate::send::wire::{Need, Received, Wire};
use crate::tables::{ApiInfo, OAuthInfo};

/// Fields of token responses beyond RFC 6749. The secret type of `oauth2` hides the identity token from `Debug`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Extra {
    /// Life of the refresh token in seconds.
    pub(super) refresh_token_expires_in: Option<u64>,
    /// The signed identity of `OpenID` Connect.
    pub(super) id_token: Option<AccessToken>,
}

impl ExtraTokenFields for Extra {}

/// A successful response of the token endpoint.
pub(super) type Response = StandardTokenResponse<Extra, BasicTokenType>;

/// The future of a response.
pub(super) type Responding = BoxFuture<Result<HttpResponse, OAuthError>>;

/// A failure as `oauth2` reports it.
pub(super) type Failure = RequestTokenError<OAuthError, BasicErrorResponse>;

/// The remedy for an answer that no token endpoint gives.
const SCHEMA: &str = "check the token address of the schema";

/// The remedies for a request without an answer, for an answer that was cut on its way, for a page in the place of an answer, and for an answer
/// without a token. What can be used once may be spent.
const fn lost(step: LoginStep) -> [&'static str; 4] {
    match step {
        LoginStep::Exchange => [
            "check the network and try again; a code can be used once, so it may be spent",
            "try again; a code can be used once, so it may be spent. If it stays, look for a proxy",
            "look for a proxy, or the login page of a network, that answers; a code can be used once, so it may be spent",
            "check the token address of the schema; a code can be used once, so start the login again",
        ],
        LoginStep::Renewal => [
            "check the network and try again; if refresh tokens can be used once, it may be spent",
            "try again; if refresh tokens can be used once, it may be spent. If it stays, look for a proxy",
            "look for a proxy, or the login page of a network, that answers; if refresh tokens can be used once, it may be spent",
            "check the token address of the schema; if refresh tokens can be used once, it may be spent",
        ],
        _ => [
            "check the network and try again",
            "try again; if it stays, look for a proxy",
            "look for a proxy, or the login page of a network, that answers",
            SCHEMA,
        ],
    }
}

/// A mark that some servers put before JSON.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Largest token response that is read, in bytes.
const MAX_RESPONSE: usize = 1024 * 1024;

/// The longest time for a request, response included.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Sends one request to the token endpoint.
pub(super) fn call(wire: Arc<Wire>, api: &'static ApiInfo, info: &'static OAuthInfo, step: LoginStep, request: HttpRequest) -> Responding {
    Box::pin(async move {
        let (answer, secrets) = send(&wire, step, request).await?;
        read_response(api, info, step, answer, &secrets)
    })
}

/// Asks the introspection endpoint about a token; the form holds id and secret of the app.
pub(super) async fn introspect(wire: &Wire, api: &'static ApiInfo, request: HttpRequest) -> Result<Introspection, OAuthError> {
    let step = LoginStep::Introspection;
    let (answer, secrets) = send(wire, step, request).await?;
    if !answer.status().is_success() || is_refusal(answer.body()) {
        return Err(OAuthError::of_answer(api, step, answer, &secrets));
    }
    match serde_json::from_slice::<Json>(answer.body()) {
        Ok(Json::Object(members)) => {
            let missing = || OAuthError::local(step, "the answer does not say whether the token is active".to_owned(), SCHEMA);
            Introspection::read(members).ok_or_else(missing)
        }
        Ok(_) => Err(OAuthError::local(step, "the answer is JSON, but no object".to_owned(), SCHEMA)),
        Err(error) => Err(no_json(step, &answer, answer.body(), error.is_eof())),
    }
}

/// Fetches the keys that sign ID tokens.
#[cfg(feature = "openid")]
pub(super) async fn keys(wire: &Wire, api: &'static ApiInfo, address: &str) -> Result<Json, OAuthError> {
    let step = LoginStep::Keys;
    let request = oauth2::http::Request::get(address).body(Vec::new());
    let request = request.map_err(|_| OAuthError::local(step, "the address of the keys is not a URL".to_owned(), step.remedy()))?;
    let (answer, secrets) = send(wire, step, request).await?;
    if !answer.status().is_success() {
        return Err(OAuthError::of_answer(api, step, answer, &secrets));
    }
    serde_json::from_slice(answer.body()).map_err(|_| OAuthError::local(step, "the answer is not JSON".to_owned(), step.remedy()))
}

/// An answer, and the secrets of the request that it must not show.
type Answered = (http::Response<Bytes>, Vec<String>);

/// Sends one request.
async fn send(wire: &Wire, step: LoginStep, request: HttpRequest) -> Result<Answered, OAuthError> {
    let [remedy, ..] = lost(step);
    let lost = |what: String| OAuthError::local(step, what, remedy);
    let secrets = secrets(request.body());
    let request = reqwest::Request::try_from(request).map_err(|_| lost("the address is not a URL".to_owned()))?;
    if !in_runtime() {
        let (what, remedy) = NO_RUNTIME;
        return Err(OAuthError::local(step, what.to_owned(), remedy));
    }
    let call = CallInfo::new(None, request.method().clone(), request.url().path().to_owned());
    let received = timeout(TIMEOUT, wire.receive(request, &call, Need::Body, MAX_RESPONSE));
    let Received { status, headers, body } = match received.await {
        Ok(Ok(received)) => received,
        Ok(Err(Error::Transport(error))) => return Err(lost(error.told())),
        Ok(Err(Error::Setup(problem))) => return Err(OAuthError::local(step, problem.what, problem.remedy)),
        Ok(Err(error)) => return Err(lost(error.summary())),
        Err(_) => return Err(lost(TransportKind::Timeout.to_string())),
    };
    let mut answer = http::Response::new(body);
    (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
    Ok((answer, secrets))
}

/// Parameters of a token request that are not secret (RFC 6749). All other parameters count as secrets.
const PUBLIC_PARAMETERS: [&str; 4] = ["grant_type", "client_id", "redirect_uri", "scope"];

/// The secrets in the form of a token request, as plain text and form-encoded.
fn secrets(form: &[u8]) -> Vec<String> {
    let form = String::from_utf8_lossy(form);
    let secret = |name: &str| !PUBLIC_PARAMETERS.contains(&name);
    let spelt = form.split('&').filter_map(|pair| pair.split_once('=')).filter(|(name, _)| secret(name));
    let mut found: Vec<String> = spelt.map(|(_, value)| value.to_owned()).collect();
    if let Ok(url) = reqwest::Url::parse(&format!("http://form/?{form}")) {
        found.extend(url.query_pairs().filter(|(name, _)| secret(name)).map(|(_, value)| value.into_owned()));
    }
    found
}

/// Reads a response of the token endpoint. No secret of the request reaches the error.
pub(super) fn read_response(
    api: &'static ApiInfo,
    info: &OAuthInfo,
    step: LoginStep,
    response: http::Response<Bytes>,
    secrets: &[String],
) -> Result<HttpResponse, OAuthError> {
    if !response.status().is_success() || is_refusal(response.body()) {
        Err(OAuthError::of_answer(api, step, response, secrets))
    } else {
        corrected(&response, info, step)
    }
}

/// Returns `true` for a body that names an error and holds no token, whatever the status says.
fn is_refusal(body: &[u8]) -> bool {
    let Some(error) = ErrorResponse::from_body(body) else { return false };
    let no_token = error.as_json().get("access_token").and_then(Json::as_str).unwrap_or_default().is_empty();
    no_token && (error.message().is_some_and(|text| !text.is_empty()) || error.service_error_code().is_some())
}

/// The members of a token response that are read, each as far as it can be: tokens that are not empty, lifetimes in whole seconds, scopes
/// separated by blanks.
const MEMBERS: [(&str, Reading); 7] = [
    ("access_token", text),
    ("token_type", text),
    ("refresh_token", text),
    ("id_token", text),
    ("expires_in", seconds),
    ("refresh_token_expires_in", seconds),
    ("scope", |scope| Some(words(scope).join(" ")).filter(|scope| !scope.is_empty()).map(Json::from)),
];

/// A member as it is read; `None` if it cannot be.
type Reading = fn(&Json) -> Option<Json>;

fn text(value: &Json) -> Option<Json> {
    value.as_str().filter(|text| !text.is_empty()).map(Json::from)
}

/// Seconds, as a number or as text.
fn seconds(value: &Json) -> Option<Json> {
    let text = value.as_str().map(str::trim);
    let seconds = text.map_or_else(|| value.as_u64(), |text| text.parse().ok());
    let fraction = || text.map_or_else(|| value.as_f64(), |text| text.parse().ok()).map(Duration::try_from_secs_f64)?.ok();
    seconds.or_else(|| Some(fraction()?.as_secs())).map(Json::from)
}

/// The successful response, corrected: a missing `token_type` is added where the schema allows it, and a member that cannot be read counts as
/// absent.
fn corrected(response: &http::Response<Bytes>, info: &OAuthInfo, step: LoginStep) -> Result<HttpResponse, OAuthError> {
    let body = response.body().strip_prefix(BYTE_ORDER_MARK).unwrap_or(response.body());
    let [.., no_token] = lost(step);
    let mut members = match serde_json::from_slice::<Json>(body) {
        Ok(Json::Object(members)) => members,
        Ok(_) => return Err(OAuthError::local(step, "the token answer is JSON, but no object".to_owned(), no_token)),
        Err(error) => return Err(no_json(step, response, body, error.is_eof())),
    };
    for (name, read) in MEMBERS {
        let Some(value) = members.remove(name) else { continue };
        match read(&value) {
            Some(value) => {
                members.insert(name.to_owned(), value);
            }
            None if value.is_null() || value.as_str() == Some("") => {}
            None => tracing::warn!(member = name, "a member of the token answer cannot be read, and is left out"),
        }
    }
    if info.token_type_optional && !members.contains_key("token_type") {
        members.insert("token_type".to_owned(), Json::from("bearer"));
    }
    if let Some(name) = ["access_token", "token_type"].into_iter().find(|name| !members.contains_key(*name)) {
        return Err(OAuthError::local(step, format!("the token answer has no `{name}` that can be read"), no_token));
    }
    let mut response = HttpResponse::new(Json::Object(members).to_string().into_bytes());
    response.headers_mut().insert(CONTENT_TYPE, headers::JSON);
    Ok(response)
}

/// The error of a successful response without JSON, told by the kind of its body; `cut` if more was to come.
fn no_json(step: LoginStep, response: &http::Response<Bytes>, body: &[u8], cut: bool) -> OAuthError {
    let [_, again, look, no_token] = lost(step);
    let (what, remedy) = match body.trim_ascii_start().first() {
        None => ("has no body", again),
        Some(b'<') => ("is a page, not JSON", look),
        Some(_) if cut => ("ends in its middle", again),
        Some(_) => ("is not JSON", no_token),
    };
    let kind = response.headers().get(CONTENT_TYPE).map(headers::text).filter(|kind| !kind.is_empty() && !kind.contains("json"));
    let kind = kind.map(|kind| format!(", `{}`", excerpt(&kind))).unwrap_or_default();
    OAuthError::local(step, format!("the token answer, {}{kind}, {what}", status_words(response.status())), remedy)
}

/// The login error of a failure in `oauth2`.
pub(super) fn explain(step: LoginStep, failure: Failure) -> OAuthError {
    let [.., no_token] = lost(step);
    match failure {
        RequestTokenError::Request(error) => error,
        RequestTokenError::ServerResponse(error) => OAuthError::local(step, excerpt(&error.to_string()), no_token),
        // The parse error may quote the value at fault, which may be the token.
        RequestTokenError::Parse(..) => OAuthError::local(step, "the token answer cannot be read".to_owned(), no_token),
        RequestTokenError::Other(text) => OAuthError::local(step, excerpt(&text), no_token),
    }
}
