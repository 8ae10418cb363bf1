//! A request that a script was asked to answer.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method};
use restli_core::Json;

use super::exchange::Sent;
use crate::error::CallInfo;
use crate::headers::shown;
use crate::net;
use crate::tables::Operation;

/// A request that a [`Script`](super::Script) was asked to answer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Called {
    /// The operation; `None` for a raw call or an upload.
    pub operation: Option<&'static Operation>,
    /// The HTTP verb. A query that travels in the body has the verb POST.
    pub verb: Method,
    /// The URL with its query.
    pub url: String,
    /// The headers, with stars in place of the token and of other secrets.
    pub headers: HeaderMap,
    /// The body as JSON; text if it is another, `null` if there is none or if it comes from a file or a reader.
    pub body: Json,
    /// The bytes of the body.
    pub bytes: Bytes,
    /// The request as a recording has it.
    pub(super) sent: Sent,
}

impl Called {
    pub(super) fn of(request: &reqwest::Request, call: &CallInfo) -> Self {
        let bytes = request.body().and_then(reqwest::Body::as_bytes).map(Bytes::copy_from_slice).unwrap_or_default();
        let body = match serde_json::from_slice(&bytes) {
            Ok(json) => json,
            Err(_) if bytes.is_empty() => Json::Null,
            Err(_) => Json::from(String::from_utf8_lossy(&bytes)),
        };
        let mut headers = request.headers().clone();
        for (name, value) in &mut headers {
            let text = HeaderValue::try_from(shown(name, value));
            *value = text.unwrap_or_else(|_| value.clone());
        }
        let (sent, _) = Sent::of(request, call);
        Self { sent, operation: call.operation, verb: request.method().clone(), url: request.url().to_string(), headers, body, bytes }
    }

    /// The name in messages: the operation, or verb and address without the query.
    pub(super) fn name(&self) -> String {
        let address = net::without_secrets(&self.url);
        self.operation.map_or_else(|| format!("{} {address}", self.verb), |operation| operation.id.to_owned())
    }
}
