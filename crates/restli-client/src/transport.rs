//! The network. Nothing above this file sees the HTTP library.

use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use tracing::Instrument as _;

use crate::call::Parts;
use crate::error::{ApiError, CallInfo, Error, Problem, TransportError, TransportKind};
use crate::headers;
use crate::preflight;
use crate::prepare::{Prepared, prepare};
use crate::quota::QuotaLeft;
use crate::runtime::Core;
use crate::span;

/// A future that can be sent between threads.
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A successful answer, not yet decoded.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) call: CallInfo,
    pub(crate) core: Core,
}

/// The HTTP client: no redirects, no `Referer`, and no proxy if its server is on this machine.
pub(crate) fn client(user_agent: &str, timeout: Duration, connect_timeout: Duration, loopback: bool) -> Result<reqwest::Client, Error> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .user_agent(user_agent)
        .timeout(timeout)
        .connect_timeout(connect_timeout);
    if loopback {
        builder = builder.no_proxy();
    }
    builder
        .build()
        .map_err(|error| Error::setup("HTTP client", error.to_string(), "check the user agent and the TLS roots of this machine"))
}

/// The host of a URL is this machine.
pub(crate) fn is_loopback(url: &reqwest::Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// Checks, builds, sends, and tells errors apart.
pub(crate) fn exchange(core: Core, parts: Box<Parts>) -> BoxFuture<Result<Raw, Error>> {
    Box::pin(async move {
        if let Some(operation) = parts.operation {
            preflight::check(&core, operation, &parts.needs)?;
        }
        let about = parts.about();
        let prepared = prepare(&core, *parts)?;
        let span = span::call(about, &prepared.call.verb, &prepared.call.path);
        let started = Instant::now();
        let result = send(core, prepared).instrument(span.clone()).await;
        if !span.is_disabled() {
            let (status, ids) = match &result {
                Ok(raw) => (Some(raw.status), headers::request_ids(raw.core.api(), &raw.headers)),
                Err(Error::Api(error)) => (Some(error.status), error.request_ids.clone()),
                Err(_) => (None, Vec::new()),
            };
            span::finish(&span, started, status, ids.first().map(|(_, value)| value.as_str()));
        }
        result
    })
}

async fn send(core: Core, prepared: Prepared) -> Result<Raw, Error> {
    let Prepared { request, call } = prepared;
    let repeatable = call.operation.map_or(call.verb != http::Method::POST, |operation| operation.method.is_idempotent());
    let broken = |error| Error::Transport(Box::new(TransportError::new(call.clone(), repeatable, error)));
    let request = into_reqwest(request, &call)?;
    let mut response = core.settings.http.execute(request).await.map_err(broken)?;
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    let body = match read(response, core.settings.max_response_bytes).await {
        Ok(body) => body,
        Err(Some(error)) => return Err(broken(error)),
        Err(None) => return Err(too_large(call, repeatable, core.settings.max_response_bytes)),
    };
    if let Some(operation) = call.operation {
        core.note_quota(operation, QuotaLeft::read(core.api(), &headers));
    }
    let marked = headers.get(headers::ERROR).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"true"));
    if status.is_success() && !marked {
        Ok(Raw { status, headers, body, call, core })
    } else {
        Err(Error::Api(Box::new(ApiError::new(&core, call, status, &headers, body))))
    }
}

fn too_large(call: CallInfo, repeatable: bool, limit: usize) -> Error {
    Error::Transport(Box::new(TransportError { call, kind: TransportKind::TooLarge(limit), repeatable, source: None }))
}

/// Converts a request for `reqwest`, and refuses one whose URL that library would rewrite: a rewritten URL means something else
/// (`docs/protocol.md §12.3`).
fn into_reqwest(request: http::Request<Bytes>, call: &CallInfo) -> Result<reqwest::Request, Error> {
    let uri = request.uri().clone();
    let fail = |what: &str| {
        let remedy =
            "keep `.` and `..` out of path segments, percent-encode spaces, `#`, `?` and control characters, and leave query tunnelling on";
        Error::Request(Box::new(Problem::new(&call.to_string(), what, remedy)))
    };
    let request = reqwest::Request::try_from(request).map_err(|_| fail("its URL cannot be sent"))?;
    let same_path = request.url().path() == uri.path() || (uri.path().is_empty() && request.url().path() == "/");
    if same_path && request.url().query() == uri.query() && request.url().fragment().is_none() {
        Ok(request)
    } else {
        Err(fail("its URL would not arrive as it is written"))
    }
}

/// Reads an answer up to a limit; `None` means that it is larger.
pub(crate) async fn read(mut response: reqwest::Response, limit: usize) -> Result<Bytes, Option<reqwest::Error>> {
    let announced = response.content_length().map(|length| usize::try_from(length).unwrap_or(usize::MAX));
    if announced.is_some_and(|length| length > limit) {
        return Err(None);
    }
    let Some(first) = response.chunk().await.map_err(Some)? else { return Ok(Bytes::new()) };
    if first.len() > limit {
        return Err(None);
    }
    if announced == Some(first.len()) {
        return Ok(first);
    }
    let mut body = Vec::with_capacity(announced.unwrap_or(first.len()));
    body.extend_from_slice(&first);
    while let Some(chunk) = response.chunk().await.map_err(Some)? {
        if body.len() + chunk.len() > limit {
            return Err(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Bytes::from(body))
}
