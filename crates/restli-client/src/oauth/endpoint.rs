//! The token endpoint and its neighbours: requests go out, and answers are read as far as servers keep to the standards, and somewhat beyond.

use std::time::Duration;

use bytes::Bytes;
#[cfg(feature = "openid")]
use http::Method;
use http::header::CONTENT_TYPE;
#[cfg(feature = "openid")]
use reqwest::Url;
use reqwest::{Body, Request};
use restli_core::Json;
use restli_core::error::ErrorResponse;
use secrecy::SecretString;
use serde_json::Map;
use tokio::time::timeout;

use super::introspection::Introspection;
use super::scopes::words;
use crate::error::problem::{CallInfo, excerpt, status_words};
use crate::error::{Error, LoginStep, OAuthError, TransportKind};
use crate::headers;
use crate::net::{NO_RUNTIME, in_runtime};
use crate::send::wire::{Need, Received, Wire};
use crate::tables::{ApiInfo, OAuthInfo};

/// A successful answer of the token endpoint: tokens that are not empty, lifetimes in whole seconds.
pub(super) struct Answer {
    pub(super) access: SecretString,
    pub(super) expires_in: Option<u64>,
    pub(super) refresh: Option<SecretString>,
    /// Beyond RFC 6749.
    pub(super) refresh_expires_in: Option<u64>,
    /// The signed identity of `OpenID` Connect.
    pub(super) identity: Option<SecretString>,
    pub(super) scopes: Option<Vec<String>>,
}

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
pub(super) async fn token(
    wire: &Wire,
    api: &'static ApiInfo,
    info: &OAuthInfo,
    step: LoginStep,
    request: Request,
) -> Result<Answer, OAuthError> {
    let (answer, secrets) = send(wire, step, request).await?;
    read_response(api, info, step, answer, &secrets)
}

/// Asks the introspection endpoint about a token; the form holds id and secret of the app.
pub(super) async fn introspect(wire: &Wire, api: &'static ApiInfo, request: Request) -> Result<Introspection, OAuthError> {
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
    let address = Url::parse(address);
    let address = address.map_err(|_| OAuthError::local(step, "the address of the keys is not a URL".to_owned(), step.remedy()))?;
    let (answer, secrets) = send(wire, step, Request::new(Method::GET, address)).await?;
    if !answer.status().is_success() {
        return Err(OAuthError::of_answer(api, step, answer, &secrets));
    }
    serde_json::from_slice(answer.body()).map_err(|_| OAuthError::local(step, "the answer is not JSON".to_owned(), step.remedy()))
}

/// An answer, and the secrets of the request that it must not show.
type Answered = (http::Response<Bytes>, Vec<String>);

/// Sends one request.
async fn send(wire: &Wire, step: LoginStep, request: Request) -> Result<Answered, OAuthError> {
    let [remedy, ..] = lost(step);
    let lost = |what: String| OAuthError::local(step, what, remedy);
    let secrets = secrets(request.body().and_then(Body::as_bytes).unwrap_or_default());
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
) -> Result<Answer, OAuthError> {
    if !response.status().is_success() || is_refusal(response.body()) {
        Err(OAuthError::of_answer(api, step, response, secrets))
    } else {
        read(&response, info, step)
    }
}

/// Returns `true` for a body that names an error and holds no token, whatever the status says.
fn is_refusal(body: &[u8]) -> bool {
    let Some(error) = ErrorResponse::from_body(body) else { return false };
    let no_token = error.as_json().get("access_token").and_then(Json::as_str).unwrap_or_default().is_empty();
    no_token && (error.message().is_some_and(|text| !text.is_empty()) || error.service_error_code().is_some())
}

/// A member as far as it can be read. What cannot be read counts as absent.
fn member<T>(members: &Map<String, Json>, name: &str, read: impl Fn(&Json) -> Option<T>) -> Option<T> {
    let value = members.get(name)?;
    let found = read(value);
    if found.is_none() && !value.is_null() && value.as_str() != Some("") {
        tracing::warn!(member = name, "a member of the token answer cannot be read, and is left out");
    }
    found
}

fn text(value: &Json) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}

/// Seconds, as a number or as text.
fn seconds(value: &Json) -> Option<u64> {
    let text = value.as_str().map(str::trim);
    let seconds = text.map_or_else(|| value.as_u64(), |text| text.parse().ok());
    let fraction = || text.map_or_else(|| value.as_f64(), |text| text.parse().ok()).map(Duration::try_from_secs_f64)?.ok();
    seconds.or_else(|| Some(fraction()?.as_secs()))
}

/// Reads a successful response. Without a `token_type` it is none, unless the schema says that the API may leave it out.
fn read(response: &http::Response<Bytes>, info: &OAuthInfo, step: LoginStep) -> Result<Answer, OAuthError> {
    let body = response.body().strip_prefix(BYTE_ORDER_MARK).unwrap_or(response.body());
    let [.., no_token] = lost(step);
    let members = match serde_json::from_slice::<Json>(body) {
        Ok(Json::Object(members)) => members,
        Ok(_) => return Err(OAuthError::local(step, "the token answer is JSON, but no object".to_owned(), no_token)),
        Err(error) => return Err(no_json(step, response, body, error.is_eof())),
    };
    let secret = |name| member(&members, name, |value| text(value).map(SecretString::from));
    let life = |name| member(&members, name, seconds);
    let missing = |name| OAuthError::local(step, format!("the token answer has no `{name}` that can be read"), no_token);
    let access = secret("access_token").ok_or_else(|| missing("access_token"))?;
    if member(&members, "token_type", |value| text(value).map(drop)).is_none() && !info.token_type_optional {
        return Err(missing("token_type"));
    }
    Ok(Answer {
        access,
        expires_in: life("expires_in"),
        refresh: secret("refresh_token"),
        refresh_expires_in: life("refresh_token_expires_in"),
        identity: secret("id_token"),
        scopes: member(&members, "scope", |scope| Some(words(scope)).filter(|scopes| !scopes.is_empty())),
    })
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
