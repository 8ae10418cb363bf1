//! Conversion of the parts of a call into an HTTP request without a token (`docs/protocol.md §1`).

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use restli_core::ResourceMethod;

use super::{target, tunnel};
use crate::error::Error;
use crate::error::problem::{CallInfo, Problem};
use crate::headers;
use crate::parts::CallParts;
use crate::runtime::Runtime;
use crate::settings::{MethodHeader, Tunnel};
use crate::tables::{Base, Operation, Paging};

/// A request without a token, the base that it goes to, and the call in errors.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) request: Request<Bytes>,
    pub(crate) base: Option<&'static Base>,
    pub(crate) call: CallInfo,
}

/// Puts a request together.
pub(crate) fn prepare(runtime: &Runtime, mut parts: CallParts) -> Result<Prepared, Error> {
    if let Some(problem) = parts.problem.take() {
        return Err(Error::request(problem));
    }
    if let Some(operation) = parts.operation {
        check_limits(operation, &parts).map_err(Error::request)?;
        check_projection(operation, &parts).map_err(Error::projection)?;
    }
    let (mut body, media_type) = body(&mut parts).map_err(Error::request)?;
    let (path, query) = target::target(&parts)?;
    let mut all = header_map(runtime, &parts, media_type);
    let mut verb = parts.verb.clone();
    let mut uri = [runtime.url(parts.base), path.as_str()].concat();
    match query {
        Some(query) if travels_in_body(runtime.settings().tunnel, &query) => {
            let original = body.as_deref().zip(all.get(CONTENT_TYPE));
            let tunnelled = tunnel::tunnel(&query, original);
            if let Ok(original) = HeaderValue::from_str(verb.as_str()) {
                all.insert(headers::OVERRIDE, original);
            }
            all.insert(CONTENT_TYPE, tunnelled.content_type);
            body = Some(tunnelled.body);
            verb = Method::POST;
        }
        Some(query) => {
            uri.push('?');
            uri.push_str(&query);
        }
        None => {}
    }
    let actors = std::mem::take(&mut parts.actors);
    let call = CallInfo { actors, sent: parts.batch, keys: parts.ids.take(), ..CallInfo::new(parts.operation, parts.verb.clone(), path) };
    let uri = Uri::try_from(uri).map_err(|error| {
        let remedy = match parts.verbatim {
            Some(_) => "percent-encode the characters that no URL may have, and shorten one that is too long",
            None => "ask for fewer keys at once, and leave query tunnelling on",
        };
        Error::request(Problem::new(parts.about(), format!("the URL cannot be sent: {error}"), remedy))
    })?;
    let mut request = Request::new(body.unwrap_or_default());
    *request.method_mut() = verb;
    *request.uri_mut() = uri;
    *request.headers_mut() = all;
    Ok(Prepared { request, base: parts.base, call })
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
    let mut out = HeaderMap::with_capacity(8);
    out.insert(headers::PROTOCOL, HeaderValue::from_static(parts.base.map_or("2.0.0", |base| base.protocol)));
    let names_method = match runtime.settings().method_header {
        MethodHeader::Always => true,
        MethodHeader::PostOnly => parts.verb == Method::POST,
    };
    if let Some(operation) = parts.operation.filter(|_| names_method) {
        out.insert(headers::METHOD, HeaderValue::from_static(operation.method.wire_name()));
    }
    if let Some(family) = parts.base.and_then(|base| base.versions)
        && let Ok(name) = family.header.parse::<HeaderName>()
        && let Ok(version) = HeaderValue::try_from(family.text(runtime.version(family)))
    {
        out.insert(name, version);
    }
    let any = parts.operation.is_some_and(|operation| operation.unstructured && operation.method == ResourceMethod::Get);
    out.insert(ACCEPT, if any { headers::ANY } else { headers::JSON });
    out.extend(media_type.map(|media_type| (CONTENT_TYPE, media_type)));
    headers::replace(&mut out, &runtime.settings().headers);
    headers::replace(&mut out, &parts.headers);
    out
}
