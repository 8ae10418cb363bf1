//! Answers on the wire.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use restli_core::Json;
use restli_schema::api::Api;

use crate::received::Received;
use crate::refusal::Refusal;
use crate::reply::Reply;

/// The answer with the data of a method.
pub(crate) fn success(reply: Reply) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::new());
    *answer.status_mut() = StatusCode::from_u16(reply.status).unwrap_or_default();
    for (name, value) in reply.headers {
        // The protocol writes the octets of a key raw (`docs/protocol.md §3.6`).
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_bytes(value.as_bytes())) {
            answer.headers_mut().insert(name, value);
        }
    }
    if let Some(body) = reply.body {
        put(&mut answer, &body);
    }
    answer
}

/// The answer that a refusal is.
pub(crate) fn refused(refusal: &Refusal) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::new());
    *answer.status_mut() = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST);
    answer.headers_mut().insert("x-restli-error-response", HeaderValue::from_static("true"));
    for (name, value) in &refusal.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            answer.headers_mut().insert(name, value);
        }
    }
    put(&mut answer, &refusal.to_json());
    answer
}

/// Puts the headers on that every answer of the protocol has: the version that the request speaks, and an id to quote.
pub(crate) fn dressed(api: &Api, request: &Received, id: &str, mut answer: Response<Bytes>) -> Response<Bytes> {
    let headers = answer.headers_mut();
    if let Some(version) = request.headers.get("x-restli-protocol-version") {
        headers.insert("x-restli-protocol-version", version.clone());
    }
    for name in &api.headers.request_ids {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(id)) {
            headers.insert(name, value);
        }
    }
    answer
}

fn put(answer: &mut Response<Bytes>, body: &Json) {
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    *answer.body_mut() = Bytes::from(body.to_string());
}
