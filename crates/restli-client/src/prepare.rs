//! From the parts of a call to the bytes of a request (`docs/protocol.md §1`, `§2`).

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use restli_core::ResourceMethod;
use restli_core::url::{self, Context};
use secrecy::ExposeSecret;

use crate::builder::{MethodHeader, Tunnel};
use crate::call::Parts;
use crate::error::{CallInfo, Error, Problem};
use crate::headers;
use crate::projection;
use crate::runtime::Core;
use crate::tables::{Operation, Paging};
use crate::tunnel;

/// A request ready to be sent, and what errors call it.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) request: Request<Bytes>,
    pub(crate) call: CallInfo,
}

/// A query parameter, name and value encoded.
type Pair<'p> = (Cow<'p, str>, Cow<'p, str>);

/// Puts a request together.
pub(crate) fn prepare(core: &Core, mut parts: Parts) -> Result<Prepared, Error> {
    parts.check()?;
    let fail = |problem: Problem| Error::Request(Box::new(problem));
    if let Some(operation) = parts.operation {
        limits(operation, &parts).map_err(fail)?;
    }
    let (mut body, media_type) = body(&mut parts).map_err(fail)?;
    let (path, query) = target(&parts)?;
    let mut all = header_map(core, &parts, media_type).map_err(fail)?;
    let mut verb = parts.verb.clone();
    let mut uri = format!("{}{path}", core.url(parts.base));
    match query {
        Some(query) if travels_in_body(core.settings.tunnel, &query) => {
            let own = body.as_deref().zip(all.get(CONTENT_TYPE));
            let tunnelled = tunnel::tunnel(&query, own);
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
    let call = CallInfo { operation: parts.operation, verb: parts.verb.clone(), path };
    let uri = Uri::try_from(uri).map_err(|error| {
        fail(Problem::new(
            parts.about(),
            format!("the URL cannot be sent: {error}"),
            "ask for fewer keys at once, and leave query tunnelling on",
        ))
    })?;
    let mut request = Request::new(body.unwrap_or_default());
    *request.method_mut() = verb;
    *request.uri_mut() = uri;
    *request.headers_mut() = all;
    Ok(Prepared { request, call })
}

fn travels_in_body(tunnel: Tunnel, query: &str) -> bool {
    match tunnel {
        Tunnel::Above(limit) => query.len() > limit || query.contains('\''),
        Tunnel::Never => false,
    }
}

/// What the schema says about sizes.
fn limits(operation: &Operation, parts: &Parts) -> Result<(), Problem> {
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

/// Path and query.
fn target(parts: &Parts) -> Result<(String, Option<String>), Error> {
    let fail = |what: String, remedy: &str| Error::Request(Box::new(Problem::new(parts.about(), what, remedy)));
    let Some(operation) = parts.operation.filter(|_| parts.verbatim.is_none()) else {
        let text = parts.verbatim.as_deref().unwrap_or_default();
        if !text.starts_with('/') || text.starts_with("//") {
            return Err(fail(format!("`{text}` is not a path"), "start it with one `/` and the path of a base"));
        }
        return Ok(match text.split_once('?') {
            Some((path, query)) => (path.to_owned(), Some(query.to_owned())),
            None => (text.to_owned(), None),
        });
    };
    let mut path = operation.base.path.to_owned();
    fill(operation.path, &parts.keys, &mut path).map_err(|(what, remedy)| fail(what, remedy))?;
    if !parts.compound.is_empty() {
        let mut pairs: Vec<String> = parts.compound.iter().map(|(name, value)| format!("{name}:{value}")).collect();
        pairs.sort_unstable();
        path.push_str("/(");
        path.push_str(&pairs.join(","));
        path.push(')');
    }
    let mut pairs: Vec<Pair<'_>> = parts.query.iter().map(|(name, value)| (Cow::from(name), Cow::from(value))).collect();
    own_parameters(operation, parts, &mut pairs)?;
    if pairs.is_empty() {
        return Ok((path, None));
    }
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    // Servers refuse the whole query then (`docs/protocol.md §3.4`).
    if let Some((pair, _)) = pairs.iter().zip(pairs.iter().skip(1)).find(|(one, next)| one.0 == next.0) {
        return Err(fail(format!("the parameter `{}` is given twice", pair.0), "give every parameter once"));
    }
    let mut query = String::with_capacity(pairs.iter().map(|(name, value)| name.len() + value.len() + 2).sum());
    for (name, value) in &pairs {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name);
        if !value.is_empty() {
            query.push('=');
            query.push_str(value);
        }
    }
    Ok((path, Some(query)))
}

/// The path template with its keys.
fn fill(template: &str, keys: &[(&'static str, String)], out: &mut String) -> Result<(), (String, &'static str)> {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let Some((_, value)) = keys.iter().find(|(known, _)| *known == name) else {
            return Err((format!("the path has a placeholder `{name}` that nothing fills"), "generate the client anew"));
        };
        // A segment of dots is a step up to every URL reader, escaped or not.
        if matches!(value.as_str(), "." | "..") {
            return Err((format!("the key `{value}` cannot stand in a path"), "such an entity can only be reached by a batch method"));
        }
        out.push_str(value);
        rest = tail;
    }
    out.push_str(rest);
    Ok(())
}

/// The parameters that the protocol names (`docs/protocol.md §2.2`).
fn own_parameters(operation: &'static Operation, parts: &Parts, pairs: &mut Vec<Pair<'_>>) -> Result<(), Error> {
    let mut put = |name: &str, value: String| pairs.push((Cow::from(name.to_owned()), Cow::from(value)));
    let encoded = |text: &str| {
        let mut out = String::new();
        url::write_str(text, Context::Query, &mut out);
        out
    };
    if let Some((parameter, name)) = operation.method.name_parameter().zip(operation.name) {
        put(parameter, encoded(name));
    }
    if let Some(ids) = &parts.ids {
        put("ids", format!("List({})", ids.join(",")));
    }
    let (start, count, token) = match operation.paging {
        Paging::Token { token_param, size_param, .. } => (None, size_param, Some(token_param)),
        Paging::StartCount { .. } | Paging::None => (Some("start"), "count", None),
    };
    let wrong = |what: &str, remedy: &str| Err(Error::Request(Box::new(Problem::new(operation.id, what, remedy))));
    match (parts.start, start) {
        (Some(number), Some(name)) => put(name, number.to_string()),
        (Some(_), None) => return wrong("it pages by token, so it has no `start`", "use `stream`, `pages` or `page_token`"),
        (None, _) => {}
    }
    if let Some(number) = parts.count {
        put(&encoded(count), number.to_string());
    }
    match (&parts.page_token, token) {
        (Some(text), Some(name)) => put(&encoded(name), encoded(text)),
        (Some(_), None) => return wrong("it pages by `start` and `count`, so it has no page token", "use `stream`, `pages` or `start`"),
        (None, _) => {}
    }
    for (name, value) in projection::parameters(operation, parts)? {
        put(name, value);
    }
    Ok(())
}

/// The body and what it is; an action always has one (`docs/protocol.md §2.2`).
fn body(parts: &mut Parts) -> Result<(Option<Bytes>, Option<HeaderValue>), Problem> {
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

fn header_map(core: &Core, parts: &Parts, media_type: Option<HeaderValue>) -> Result<HeaderMap, Problem> {
    let mut out = HeaderMap::with_capacity(8);
    if let Some(token) = &core.settings.token {
        out.insert(AUTHORIZATION, bearer(token.expose_secret())?);
    }
    out.insert(headers::PROTOCOL, HeaderValue::from_static(parts.base.map_or("2.0.0", |base| base.protocol)));
    let shown = |verb: &Method| core.settings.method_header == MethodHeader::Always || verb == Method::POST;
    if let Some(operation) = parts.operation.filter(|_| shown(&parts.verb)) {
        out.insert(headers::METHOD, HeaderValue::from_static(operation.method.wire_name()));
    }
    if let Some(family) = parts.base.and_then(|base| base.versions)
        && let Ok(name) = family.header.parse::<HeaderName>()
    {
        out.insert(name, HeaderValue::from(core.version(family)));
    }
    let any = parts.operation.is_some_and(|operation| operation.unstructured && operation.method == ResourceMethod::Get);
    out.insert(ACCEPT, if any { headers::ANY } else { headers::JSON });
    out.extend(media_type.map(|media_type| (CONTENT_TYPE, media_type)));
    replace(&mut out, &core.settings.headers);
    replace(&mut out, &parts.headers);
    Ok(out)
}

/// Puts headers in the place of those of the same names. All values of a name are kept.
fn replace(headers: &mut HeaderMap, others: &HeaderMap) {
    for name in others.keys() {
        for (index, value) in others.get_all(name).iter().enumerate() {
            if index == 0 {
                headers.insert(name, value.clone());
            } else {
                headers.append(name, value.clone());
            }
        }
    }
}

/// The value of `Authorization`, marked so that nothing prints it.
pub(crate) fn bearer(token: &str) -> Result<HeaderValue, Problem> {
    let mut value = HeaderValue::from_str(&format!("Bearer {token}"))
        .map_err(|_| Problem::new("token", "the token holds a character that no header can carry", "pass the access token alone"))?;
    value.set_sensitive(true);
    Ok(value)
}
