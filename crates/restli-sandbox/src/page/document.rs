//! The page as HTML: one document, which holds its style and its program and no data.

use bytes::Bytes;
use http::Response;
use http::header::{CONTENT_SECURITY_POLICY, HeaderValue, REFERRER_POLICY};

use super::reply;

const HTML: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const PROGRAM: &str = include_str!("page.js");

/// The document. Its policy lets the browser run what is in it, and ask this server alone.
pub(super) fn answer() -> Response<Bytes> {
    let nonce = format!("{:016x}", getrandom::u64().unwrap_or_default());
    let document = HTML.replace("{nonce}", &nonce).replace("{style}", STYLE).replace("{program}", PROGRAM);
    let mut answer = reply::with("text/html; charset=utf-8", document);
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; img-src data:; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::try_from(policy) {
        answer.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    answer.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}
