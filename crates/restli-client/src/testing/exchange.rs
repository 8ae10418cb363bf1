//! One exchange of a recording: a request and what came of it, without secrets.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderName, StatusCode};
use reqwest::Url;
use restli_core::Json;
use serde_json::json;

use super::redact::Redactor;
use crate::error::{CallInfo, Error, TransportKind};
use crate::headers::{is_secret, secrets, text};
use crate::mask::STARS;
use crate::tables::ApiInfo;

/// The request of an exchange. Two requests with the same one have the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) operation: Option<String>,
    pub(super) verb: String,
    pub(super) url: String,
    pub(super) body: Json,
}

impl Sent {
    /// The request without its secrets, and what hides them in its answer.
    pub(super) fn of(request: &reqwest::Request, call: &CallInfo) -> (Self, Redactor) {
        let mut redactor = Redactor::new(secrets(request.headers()), call.operation);
        let bytes = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
        // The address of an upload is a secret; its call names the host alone.
        let url = match Url::parse(&call.path) {
            Ok(host) => format!("{}://{}/{STARS}", host.scheme(), host.host_str().unwrap_or_default()),
            Err(_) => redactor.url(request.url()),
        };
        let operation = call.operation.map(|operation| operation.id.to_owned());
        let media_type = media_type(request.headers());
        let body = match request.body() {
            // The bytes of a source are not at hand; their number is.
            Some(body) if body.as_bytes().is_none() => json!({ "bytes": length(request.headers()) }),
            _ => tunnelled(bytes, &media_type, &redactor).unwrap_or_else(|| body(bytes, &media_type, &redactor)),
        };
        if let Some(form) = form(bytes, &media_type) {
            redactor.learn(form);
        }
        (Self { operation, verb: request.method().to_string(), url, body }, redactor)
    }

    pub(super) fn to_json(&self) -> Json {
        json!({ "operation": self.operation, "verb": self.verb, "url": self.url, "body": self.body })
    }

    pub(super) fn read(json: &Json) -> Option<Self> {
        let text = |name: &str| json.get(name)?.as_str().map(str::to_owned);
        Some(Self { operation: text("operation"), verb: text("verb")?, url: text("url")?, body: json.get("body")?.clone() })
    }
}

/// The text of a form.
fn form<'a>(bytes: &'a [u8], media_type: &str) -> Option<&'a str> {
    std::str::from_utf8(bytes).ok().filter(|_| media_type.starts_with("application/x-www-form-urlencoded"))
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn media_type(headers: &HeaderMap) -> String {
    headers.get(CONTENT_TYPE).map(text).unwrap_or_default()
}

/// The body of a tunnelled request in a recording: its query and its own body, each as if it had come alone; `None` for any other request.
fn tunnelled(bytes: &[u8], media_type: &str, redactor: &Redactor) -> Option<Json> {
    let boundary = media_type.strip_prefix("multipart/mixed; boundary=")?;
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix(&format!("\r\n--{boundary}--\r\n"))?;
    let part = |part: &str| {
        let (head, content) = part.split_once("\r\n\r\n")?;
        Some(body(content.as_bytes(), head.strip_prefix("Content-Type: ")?, redactor))
    };
    let between = format!("\r\n--{boundary}\r\n");
    let parts = text.strip_prefix(between.trim_start())?.split(&between).map(part);
    Some(json!({ "parts": parts.collect::<Option<Vec<_>>>()? }))
}

/// The body in a recording: JSON as it is, text and XML as text, and of other bytes their number.
fn body(bytes: &[u8], media_type: &str, redactor: &Redactor) -> Json {
    if bytes.is_empty() {
        return Json::Null;
    }
    if let Ok(mut json) = serde_json::from_slice(bytes) {
        redactor.json(&mut json);
        return json!({ "json": json });
    }
    if let Some(form) = form(bytes, media_type) {
        return json!({ "text": redactor.form(form) });
    }
    match std::str::from_utf8(bytes) {
        Ok(page) if media_type.starts_with("text/") || media_type.starts_with("application/xml") => json!({ "text": redactor.text(page) }),
        _ => json!({ "bytes": bytes.len() }),
    }
}

/// Response headers that a recording keeps, besides those that the API names and those of the protocol.
const KEPT: [HeaderName; 4] = [CONTENT_TYPE, ETAG, LOCATION, RETRY_AFTER];

/// The answer to a request, for a recording.
pub(super) fn answered(api: &ApiInfo, status: StatusCode, headers: &HeaderMap, bytes: &Bytes, redactor: &Redactor) -> Json {
    let named = [api.quota_remaining_header, api.quota_reset_header];
    let named = || named.into_iter().flatten().chain(api.request_id_headers.iter().chain(api.created_id_headers).copied());
    let is_kept = |name: &HeaderName| {
        let is_named = named().any(|known| known.eq_ignore_ascii_case(name.as_str()));
        is_named || KEPT.contains(name) || name.as_str().starts_with("x-restli-")
    };
    let kept = headers.iter().filter(|(name, _)| is_kept(name) && !is_secret(name));
    let kept: Vec<Json> = kept.map(|(name, value)| json!([name.as_str(), redactor.text(&text(value))])).collect();
    json!({ "status": status.as_u16(), "headers": kept, "body": body(bytes, &media_type(headers), redactor) })
}

/// The failure of a request, for a recording; `None` for one that a replay cannot repeat.
pub(super) fn failed(error: &Error) -> Option<Json> {
    let Error::Transport(error) = error else { return None };
    match error.kind {
        TransportKind::Connect => Some(failure("not_delivered")),
        TransportKind::Broken | TransportKind::Garbled => Some(failure("lost")),
        TransportKind::Timeout => Some(silence()),
        _ => None,
    }
}

/// No answer, for a recording.
pub(super) fn silence() -> Json {
    failure("silence")
}

fn failure(name: &str) -> Json {
    json!({ "failure": name })
}
