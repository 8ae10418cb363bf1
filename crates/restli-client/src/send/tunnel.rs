//! Query tunnelling: a query that does not fit into the URL travels in the body (`docs/protocol.md §10`).

use bytes::Bytes;
use http::HeaderValue;

/// A tunnelled body and its content type.
pub(super) struct Tunnelled {
    pub(super) content_type: HeaderValue,
    pub(super) body: Bytes,
}

/// Puts the query into the body, byte for byte. An existing body follows it as a second part, with its content type.
pub(super) fn tunnel(query: &str, body: Option<(&[u8], &HeaderValue)>) -> Tunnelled {
    let Some((body, body_type)) = body else {
        return Tunnelled {
            content_type: HeaderValue::from_static("application/x-www-form-urlencoded"),
            body: Bytes::copy_from_slice(query.as_bytes()),
        };
    };
    let boundary = boundary(query.as_bytes(), body);
    let mut out = Vec::with_capacity(query.len() + body.len() + 256);
    let mut part = |content_type: &[u8], content: &[u8]| {
        out.extend_from_slice(format!("--{boundary}\r\nContent-Type: ").as_bytes());
        out.extend_from_slice(content_type);
        out.extend_from_slice(b"\r\n\r\n");
        out.extend_from_slice(content);
        out.extend_from_slice(b"\r\n");
    };
    part(b"application/x-www-form-urlencoded", query.as_bytes());
    part(body_type.as_bytes(), body);
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let content_type = HeaderValue::from_str(&format!("multipart/mixed; boundary={boundary}"));
    Tunnelled { content_type: content_type.unwrap_or(HeaderValue::from_static("multipart/mixed")), body: Bytes::from(out) }
}

/// A boundary that occurs in neither part; equal parts have equal boundaries.
fn boundary(query: &[u8], body: &[u8]) -> String {
    let holds = |text: &[u8], needle: &[u8]| text.windows(needle.len()).any(|window| window == needle);
    let mut candidates = (0_u64..).map(|number| format!("restli-{number}"));
    candidates.find(|name| !holds(query, name.as_bytes()) && !holds(body, name.as_bytes())).unwrap_or_default()
}
