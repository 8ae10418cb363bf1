//! Answers of the endpoints: JSON, errors, pages, redirects.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, LOCATION, PRAGMA, REFERRER_POLICY, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};
use restli_schema::api::{Api, Situation};
use serde_json::{Value as Json, json};

/// An error of the token and introspection endpoints (RFC 6749 §5.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    status: StatusCode,
    error: String,
    description: String,
}

impl Fault {
    /// The error that the schema's catalogue has for a situation; without one, the usual one.
    pub(super) fn when(api: &Api, situation: Situation, usual: &'static str, description: impl Into<String>) -> Self {
        let usual = Self::new(usual, description);
        match api.error_when(None, situation) {
            Some(error) => {
                Self { status: StatusCode::from_u16(error.status).unwrap_or(usual.status), error: error.name.wire.clone(), ..usual }
            }
            None => usual,
        }
    }

    pub(super) fn new(error: &'static str, description: impl Into<String>) -> Self {
        let status = match error {
            "invalid_client" => StatusCode::UNAUTHORIZED,
            "server_error" => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        };
        Self { status, error: error.to_owned(), description: described(&description.into()) }
    }

    /// A request that lacks a parameter or is otherwise malformed.
    pub(super) fn request(description: impl Into<String>) -> Self {
        Self::new("invalid_request", description)
    }

    /// A client that is not known or has not proved who it is.
    pub(super) fn client(description: impl Into<String>) -> Self {
        Self::new("invalid_client", description)
    }

    /// A code or refresh token that is not accepted.
    pub(super) fn grant(description: impl Into<String>) -> Self {
        Self::new("invalid_grant", description)
    }

    fn answer(&self) -> Response<Bytes> {
        let body = json!({ "error": self.error, "error_description": self.description });
        let mut answer = json(self.status, &body);
        if self.status == StatusCode::UNAUTHORIZED {
            put(&mut answer, &[(WWW_AUTHENTICATE, "Basic realm=\"sandbox\"")]);
        }
        answer
    }
}

/// A description of an error, whose other characters than those that it may have (RFC 6749 §5.2) are `?`.
pub(super) fn described(text: &str) -> String {
    text.chars().map(|c| if matches!(c, ' '..='~') && !matches!(c, '"' | '\\') { c } else { '?' }).collect()
}

/// An object without its members that are null.
pub(super) fn present(mut object: Json) -> Json {
    if let Some(members) = object.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    object
}

/// The answer of an endpoint that gives out secrets, which nobody may keep.
pub(super) fn private(result: Result<Json, Fault>) -> Response<Bytes> {
    let mut answer = result.map_or_else(|fault| fault.answer(), |body| json(StatusCode::OK, &body));
    put(&mut answer, &[(CACHE_CONTROL, "no-store"), (PRAGMA, "no-cache")]);
    answer
}

/// The answer of an endpoint that everybody may read.
pub(super) fn public(result: Result<Json, Fault>) -> Response<Bytes> {
    result.map_or_else(|fault| fault.answer(), |body| json(StatusCode::OK, &body))
}

/// A page, which loads nothing and runs nothing.
pub(super) fn page(status: StatusCode, html: String) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::from(html));
    *answer.status_mut() = status;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, policy),
        // With `no-referrer` a browser hides the origin of the page's own form, too.
        (REFERRER_POLICY, "same-origin"),
        (CACHE_CONTROL, "no-store"),
    ];
    put(&mut answer, &headers);
    answer
}

/// A redirect of the browser.
pub(super) fn redirect(location: &str) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::new());
    *answer.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(location) = HeaderValue::from_str(location) {
        answer.headers_mut().insert(LOCATION, location);
    }
    put(&mut answer, &[(CACHE_CONTROL, "no-store")]);
    answer
}

fn json(status: StatusCode, body: &Json) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::from(body.to_string()));
    *answer.status_mut() = status;
    put(&mut answer, &[(CONTENT_TYPE, "application/json")]);
    answer
}

fn put(answer: &mut Response<Bytes>, headers: &[(HeaderName, &'static str)]) {
    for (name, value) in headers {
        answer.headers_mut().insert(name.clone(), HeaderValue::from_static(value));
    }
}
