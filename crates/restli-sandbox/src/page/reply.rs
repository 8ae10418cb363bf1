//! Answers of the page.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use http::{Response, StatusCode};
use restli_core::Json;
use serde_json::json;

/// An answer with a body, which nobody keeps and whose type nobody guesses.
pub(super) fn with(media_type: &'static str, body: String) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::from(body));
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}

/// An answer with data.
pub(super) fn json(body: &Json) -> Response<Bytes> {
    with("application/json", body.to_string())
}

/// The reason why a request is refused, with the status.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) status: u16,
    pub(super) message: String,
}

impl Refused {
    /// The refusal of a request that is wrong.
    pub(super) fn wrong(message: impl Into<String>) -> Self {
        Self { status: 400, message: message.into() }
    }
}

/// An answer with data, or the refusal in its place.
pub(super) fn of(done: Result<Json, Refused>) -> Response<Bytes> {
    done.map_or_else(|Refused { status, message }| refused(status, &message), |body| json(&body))
}

/// A refusal, with its reason.
pub(super) fn refused(status: u16, message: &str) -> Response<Bytes> {
    let mut answer = json(&json!({ "message": message }));
    *answer.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    answer
}
