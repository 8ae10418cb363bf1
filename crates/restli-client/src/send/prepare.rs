//! Conversion of the parts of a call into an HTTP request without a token (`docs/protocol.md §1`).

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};
use reqwest::Url;
use restli_core::ResourceMethod;

use super::{target, tunnel};
use crate::error::Error;
use crate::error::problem::{CallInfo, Problem};
use crate::headers;
use crate::parts::CallParts;
use crate::runtime::Runtime;
use crate::settings::{MethodHeader, Tunnel};
use crate::tables::{Base, Operation, Paging};

/// The parts of a request without a token, the base that it goes to, and the call in errors.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) verb: Method,
    /// The query, unless it travels in the body. The path is that of the call.
    pub(crate) query: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) base: Option<&'static Base>,
    pub(crate) call: CallInfo,
    /// `true` if the caller has written path and query.
    verbatim: bool,
}

impl Prepared {
    /// The request, with its whole address.
    pub(crate) fn into_http(self, runtime: &Runtime) -> Result<Request<Bytes>, Error> {
        let uri = self.uri(runtime)?;
        let mut request = Request::new(self.body);
        *request.method_mut() = self.verb;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    /// The address, as the HTTP library sends it. That it leaves path and query as they are written proves each character; only a long one
    /// is read a second time.
    pub(super) fn url(&self, runtime: &Runtime) -> Result<Url, Error> {
        let (path, query) = (self.call.path.as_str(), self.query.as_deref());
        if path.len() + query.map_or(0, str::len) > SHORT {
            self.uri(runtime)?;
        }
        if let Some(url) = runtime.url_of(self.base, path, query) {
            return Ok(url);
        }
        self.uri(runtime)?;
        let remedy =
            "keep `.` and `..` out of path segments, percent-encode spaces, `#`, `?` and control characters, and leave query tunnelling on";
        Err(Error::request(Problem::new(&self.call.to_string(), "its URL would not arrive as it is written", remedy)))
    }

    fn uri(&self, runtime: &Runtime) -> Result<Uri, Error> {
        let (mark, query) = self.query.as_deref().map_or(("", ""), |query| ("?", query));
        Uri::try_from([runtime.url(self.base), &self.call.path, mark, query].concat()).map_err(|error| {
            let remedy = if self.verbatim {
                "percent-encode the characters that no URL may have, and shorten one that is too long"
            } else {
                "ask for fewer keys at once, and leave query tunnelling on"
            };
            let about = self.call.operation.map_or("raw call", |operation| operation.id);
            Error::request(Problem::new(about, format!("the URL cannot be sent: {error}"), remedy))
        })
    }
}

/// A length of path and query that fits every limit of a URL, with its host.
const SHORT: usize = 32 * 1024;

/// Puts a request together.
pub(crate) fn prepare(runtime: &Runtime, parts: &mut CallParts) -> Result<Prepared, Error> {
    if let Some(problem) = parts.problem.take() {
        return Err(Error::request(problem));
    }
    if let Some(operation) = parts.operation {
        check_limits(operation, parts).map_err(Error::request)?;
        check_projection(operation, parts).map_err(Error::projection)?;
    }
    let (mut body, media_type) = body(parts).map_err(Error::request)?;
    let (path, mut query) = target::target(parts)?;
    let mut all = header_map(runtime, parts, media_type);
    let mut verb = parts.verb.clone();
    if let Some(long) = query.take_if(|query| travels_in_body(runtime.settings().tunnel, query)) {
        let original = body.as_deref().zip(all.get(CONTENT_TYPE));
        let tunnelled = tunnel::tunnel(&long, original);
        if let Ok(original) = HeaderValue::from_str(verb.as_str()) {
            all.insert(headers::OVERRIDE, original);
        }
        all.insert(CONTENT_TYPE, tunnelled.content_type);
        body = Some(tunnelled.body);
        verb = Method::POST;
    }
    let actors = std::mem::take(&mut parts.actors);
    let call = CallInfo { actors, sent: parts.batch, keys: parts.ids.take(), ..CallInfo::new(parts.operation, parts.verb.clone(), path) };
    let (body, verbatim) = (body.unwrap_or_default(), parts.verbatim.is_some());
    Ok(Prepared { verb, query, headers: all, body, base: parts.base, call, verbatim })
}

fn travels_in_body(tunnel: Tunnel, query: &str) -> bool {
    match tunnel {
        Tunnel::Above(limit) => query.len() > limit || query.contains('\''),
        Tunnel::Never => false,
    }
}

/// Checks the schema's limits on batch size and page size.
fn check_limits(operation: &Operation, parts: &CallParts) -> Result<(), Problem> {
    let fail = |what: String, remedy: String| Err(Problem::new(operation.id, what, remedy));
    if let Some(max) = operation.max_batch
        && parts.batch > usize::try_from(max).unwrap_or(usize::MAX)
    {
        return fail(format!("{} keys or entities in one request", parts.batch), format!("send at most {max} at once"));
    }
    let max = match operation.paging {
        Paging::None => None,
        Paging::StartCount { max, .. } | Paging::Token { max, .. } => max,
    };
    match (parts.count, max) {
        (Some(count), Some(max)) if count > max => fail(format!("a page of {count}"), format!("ask for at most {max} at once")),
        _ => Ok(()),
    }
}

/// Refuses a call without a projection where the service asks for one. A link to a next page has that of the first; an entity that the caller
/// declined needs none.
fn check_projection(operation: &Operation, parts: &CallParts) -> Result<(), Problem> {
    let declined = parts.query.iter().any(|(name, value)| name.ends_with("returnEntity") && value == "false");
    let written = parts.query.iter().any(|(name, _)| name == "fields" || name == "projection");
    let is_complete = parts.projection.is_some() || parts.verbatim.is_some() || written || declined;
    if !operation.projection_required || is_complete {
        return Ok(());
    }
    let remedy = "name the fields with `.select(projection!(..))`, or with `.select_as(..)` where they are known at run time only";
    Err(Problem::new(operation.id, "the service answers this call only with a projection", remedy))
}

/// The body and its media type. An action always has a body (`docs/protocol.md §2.2`).
fn body(parts: &mut CallParts) -> Result<(Option<Bytes>, Option<HeaderValue>), Problem> {
    let Some(mut body) = parts.body.take() else {
        let is_action = parts.operation.is_some_and(|operation| operation.method == ResourceMethod::Action);
        return Ok(if is_action { (Some(Bytes::from_static(b"{}")), Some(headers::JSON)) } else { (None, None) });
    };
    let media_type = match body.media_type.take() {
        None => headers::JSON,
        Some(text) => HeaderValue::from_str(&text)
            .ok()
            .filter(|_| text.contains('/'))
            .ok_or_else(|| Problem::new(parts.about(), format!("`{text}` is not a media type"), "write it as `image/png`"))?,
    };
    Ok((Some(Bytes::from(body.finish())), Some(media_type)))
}

/// The headers of a request: headers of the protocol, replaced by headers of the builder, replaced by headers of the call.
fn header_map(runtime: &Runtime, parts: &CallParts, media_type: Option<HeaderValue>) -> HeaderMap {
    let mut out = HeaderMap::with_capacity(6);
    out.insert(headers::PROTOCOL, HeaderValue::from_static(parts.base.map_or("2.0.0", |base| base.protocol)));
    let names_method = match runtime.settings().method_header {
        MethodHeader::Always => true,
        MethodHeader::PostOnly => parts.verb == Method::POST,
    };
    if let Some(operation) = parts.operation.filter(|_| names_method) {
        out.insert(headers::METHOD, HeaderValue::from_static(operation.method.wire_name()));
    }
    out.extend(parts.base.and_then(|base| base.versions).and_then(|family| runtime.version_header(family)));
    let any = parts.operation.is_some_and(|operation| operation.unstructured && operation.method == ResourceMethod::Get);
    out.insert(ACCEPT, if any { headers::ANY } else { headers::JSON });
    out.extend(media_type.map(|media_type| (CONTENT_TYPE, media_type)));
    headers::replace(&mut out, &runtime.settings().headers);
    headers::replace(&mut out, &parts.headers);
    out
}
