//! Parts of a request that no rule reads, which a program had better not send.

use restli_schema::api::Api;

use crate::received::Received;
use crate::route::Call;

/// Headers that rules of the protocol and of HTTP read.
const KNOWN: &[&str] = &[
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "host",
    "origin",
    "referer",
    "traceparent",
    "tracestate",
    "transfer-encoding",
    "user-agent",
    "x-http-method-override",
    "x-sandbox-fault",
    "x-restli-method",
    "x-restli-protocol-version",
];

/// The unread parts of a request, in words: ``the header `x-linkedin-version` ``.
pub(crate) fn of(api: &Api, call: &Call<'_>, request: &Received) -> Vec<String> {
    let version = api[call.resource.base].versions.map(|family| api[family].header.as_str());
    let is_known =
        |name: &str| KNOWN.contains(&name) || name.starts_with("sec-") || version.is_some_and(|known| known.eq_ignore_ascii_case(name));
    let headers = request.headers.keys().map(http::HeaderName::as_str).filter(|name| !is_known(name));
    headers.map(|name| format!("the header `{name}`")).collect()
}
