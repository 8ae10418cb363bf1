//! Between the `oauth2` crate and our HTTP client: sends its requests, tells errors by status, and mends what token endpoints do differently.

use http::StatusCode;
use http::header::CONTENT_TYPE;
use oauth2::basic::BasicErrorResponse;
use oauth2::{AccessToken, ExtraTokenFields, HttpRequest, HttpResponse, RequestTokenError};
use restli_core::Json;
use serde::{Deserialize, Serialize};

use super::error::OAuthError;
use crate::error::excerpt;
use crate::mask::masked;
use crate::tables::{ApiInfo, OAuthInfo};
use crate::transport::{BoxFuture, read};

/// What token answers hold beside RFC 6749. The secret type of `oauth2` hides the identity token from `Debug`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Extra {
    /// Life of the refresh token in seconds.
    pub(super) refresh_token_expires_in: Option<u64>,
    /// The signed identity of `OpenID` Connect.
    pub(super) id_token: Option<AccessToken>,
}

impl ExtraTokenFields for Extra {}

/// An answer under way.
pub(super) type Answering = BoxFuture<Result<HttpResponse, OAuthError>>;

/// What `oauth2` makes of a failure.
pub(super) type Failure = RequestTokenError<OAuthError, BasicErrorResponse>;

/// Largest token answer that is read.
const MAX_ANSWER: usize = 1024 * 1024;

/// Sends one request to the token endpoint.
pub(super) fn call(
    http: reqwest::Client,
    api: &'static ApiInfo,
    info: &'static OAuthInfo,
    step: &'static str,
    request: HttpRequest,
) -> Answering {
    Box::pin(async move {
        let lost =
            |what: String| OAuthError::local(step, what, "check the network and try again; a code can be used once, so it may be spent");
        let secrets = secrets(request.body());
        let request = reqwest::Request::try_from(request).map_err(|_| lost("the token address is not a URL".to_owned()))?;
        let response = http.execute(request).await.map_err(|error| lost(reason(error)))?;
        let status = response.status();
        let body = match read(response, MAX_ANSWER).await {
            Ok(body) => body,
            Err(Some(error)) => return Err(lost(reason(error))),
            Err(None) => return Err(lost(format!("the answer is larger than {MAX_ANSWER} bytes"))),
        };
        understood(api, info, step, status, &body, &secrets)
    })
}

/// Parameters of a token request that are no secret (RFC 6749). All others are, whatever they are called.
const PUBLIC_PARAMETERS: [&str; 4] = ["grant_type", "client_id", "redirect_uri", "scope"];

/// The secrets in the form of a token request, as they are and as the form spells them.
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
pub(super) fn understood(
    api: &'static ApiInfo,
    info: &OAuthInfo,
    step: &'static str,
    status: StatusCode,
    body: &[u8],
    secrets: &[String],
) -> Result<HttpResponse, OAuthError> {
    if status.is_success() { answer(body, info, step) } else { Err(refusal(api, step, status, body, secrets)) }
}

/// The successful answer, mended: `token_type` added where the schema says that it may be missing, lifetimes as numbers,
/// scopes separated by blanks whatever separated them, members that are `null` left out.
fn answer(body: &[u8], info: &OAuthInfo, step: &'static str) -> Result<HttpResponse, OAuthError> {
    let unreadable =
        || OAuthError::local(step, "the token answer is not a JSON object".to_owned(), "check the token address of the schema");
    let Ok(Json::Object(mut members)) = serde_json::from_slice::<Json>(body) else { return Err(unreadable()) };
    members.retain(|_, value| !value.is_null());
    if info.token_type_optional && !members.contains_key("token_type") {
        members.insert("token_type".to_owned(), Json::from("bearer"));
    }
    for name in ["expires_in", "refresh_token_expires_in"] {
        if let Some(value) = members.get_mut(name)
            && let Some(number) = value.as_str().and_then(|text| text.trim().parse::<u64>().ok())
        {
            *value = Json::from(number);
        }
    }
    if let Some(scope) = members.get_mut("scope") {
        *scope = Json::from(words(scope).join(" "));
    }
    let mut response = HttpResponse::new(Json::Object(members).to_string().into_bytes());
    response.headers_mut().insert(CONTENT_TYPE, crate::headers::JSON);
    Ok(response)
}

/// The scopes of an answer: separated by commas, blanks or `+`, or a list.
fn words(scope: &Json) -> Vec<String> {
    let split = |text: &str| text.split([',', ' ', '+']).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    match scope {
        Json::String(text) => split(text),
        Json::Array(items) => items.iter().filter_map(Json::as_str).flat_map(split).collect(),
        _ => Vec::new(),
    }
}

/// An answer that is an error; it may be empty, or a page for people.
fn refusal(api: &'static ApiInfo, step: &'static str, status: StatusCode, body: &[u8], secrets: &[String]) -> OAuthError {
    let text = |json: &Json, name: &str| json.get(name).and_then(Json::as_str).map(|text| masked(text.to_owned(), secrets));
    match serde_json::from_slice::<Json>(body) {
        Ok(json) if json.is_object() => {
            OAuthError::answered(api, step, Some(status), text(&json, "error"), text(&json, "error_description"))
        }
        // Written anew, JSON spells a character in one way only.
        Ok(json) => OAuthError::answered(api, step, Some(status), None, Some(masked(json.to_string(), secrets))),
        Err(_) => OAuthError::answered(api, step, Some(status), None, Some(masked(String::from_utf8_lossy(body).into_owned(), secrets))),
    }
}

/// Why `oauth2` gave up.
pub(super) fn explain(step: &'static str, failure: Failure) -> OAuthError {
    let remedy = "check the token address of the schema";
    match failure {
        RequestTokenError::Request(error) => error,
        RequestTokenError::ServerResponse(error) => OAuthError::local(step, excerpt(&error.to_string()), remedy),
        // The parse error may quote the value it stumbled over, which may be the token: only the member is named.
        RequestTokenError::Parse(error, _) => {
            let path = error.path().to_string();
            let place =
                if path == "." { "it lacks a member that it must have".to_owned() } else { format!("`{path}` is not what it must be") };
            OAuthError::local(step, format!("the token answer cannot be read: {place}"), remedy)
        }
        RequestTokenError::Other(text) => OAuthError::local(step, excerpt(&text), remedy),
    }
}

fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut out = error.to_string();
    let mut next = std::error::Error::source(&error);
    while let Some(inner) = next {
        out = format!("{out}: {inner}");
        next = inner.source();
    }
    out
}
