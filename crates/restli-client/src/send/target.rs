//! The target of a request: path and query (`docs/protocol.md §2`).

use std::borrow::Cow;
use std::collections::BTreeSet;

use restli_core::printable;
use restli_core::url::{self, Context};

use super::projection;
use crate::error::Error;
use crate::error::problem::Problem;
use crate::parts::CallParts;
use crate::tables::{Operation, Paging};

/// A query parameter, name and value encoded.
type Pair<'p> = (Cow<'p, str>, Cow<'p, str>);

/// Path and query of a call, encoded.
pub(crate) fn target(parts: &CallParts) -> Result<(String, Option<String>), Error> {
    match (parts.operation, &parts.verbatim) {
        (Some(operation), None) => {
            let path = path(operation, parts).map_err(Error::request)?;
            Ok((path, query(operation, parts)?))
        }
        (_, verbatim) => split(parts, verbatim.as_deref().unwrap_or_default()).map_err(Error::request),
    }
}

/// A target for people. Its query may hold a secret, so it is not shown.
pub(crate) fn bare(text: &str) -> Cow<'_, str> {
    printable(text.split(['?', '#']).next().unwrap_or_default())
}

/// Path and query of a target that is sent as it is.
fn split(parts: &CallParts, text: &str) -> Result<(String, Option<String>), Problem> {
    if !text.starts_with('/') || text.starts_with("//") {
        let remedy = "start it with one `/` and the path of a base";
        return Err(Problem::new(parts.about(), format!("`{}` is not a path", bare(text)), remedy));
    }
    if text.contains('#') {
        let remedy = "leave the fragment out, or write the `#` of a value as `%23`";
        return Err(Problem::new(parts.about(), format!("`{}` has a fragment, which no request sends", bare(text)), remedy));
    }
    if let Some(c) = text.chars().find(|c| !c.is_ascii_graphic()) {
        let encoded = url::encode_str(c.encode_utf8(&mut [0; 4]), Context::Path);
        let remedy = format!("percent-encode it: `{encoded}`");
        return Err(Problem::new(parts.about(), format!("`{}` or its query has {c:?}, which no URL may have", bare(text)), remedy));
    }
    let (path, query) = text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
    // A link to a next page has all parameters of the call.
    let added = if parts.operation.is_none() { parts.query.as_slice() } else { &[] };
    let mut names: BTreeSet<&str> = query.unwrap_or_default().split('&').filter_map(|pair| pair.split('=').next()).collect();
    if let Some((name, _)) = added.iter().find(|(name, _)| !names.insert(name)) {
        return Err(twice(parts.about(), name));
    }
    let added = added.iter().map(|(name, value)| format!("{name}={value}"));
    let pairs: Vec<String> = query.filter(|query| !query.is_empty()).map(str::to_owned).into_iter().chain(added).collect();
    Ok((path.to_owned(), (!pairs.is_empty()).then(|| pairs.join("&"))))
}

/// The problem of a repeated parameter, which makes servers refuse the whole query (`docs/protocol.md §3.4`).
fn twice(about: &str, name: &str) -> Problem {
    Problem::new(about, format!("the parameter `{name}` is given twice"), "give every parameter once")
}

/// The path of an operation with its keys.
fn path(operation: &Operation, parts: &CallParts) -> Result<String, Problem> {
    let fail = |what: String, remedy: &str| Err(Problem::new(operation.id, what, remedy));
    let keys: usize = parts.keys.iter().map(|(_, value)| value.len()).sum();
    let mut path = String::with_capacity(operation.base.path.len() + operation.path.len() + keys);
    path.push_str(operation.base.path);
    let mut rest = operation.path;
    while let Some((before, after)) = rest.split_once('{') {
        path.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let Some((_, value)) = parts.keys.iter().find(|(known, _)| *known == name) else {
            return fail(format!("the path has a placeholder `{name}` that nothing fills"), "generate the client anew");
        };
        // URL parsers resolve a segment of dots, escaped or not.
        if matches!(value.as_str(), "." | "..") {
            let remedy = if tail.is_empty() {
                "such an entity can only be reached by a batch method"
            } else {
                "no call can reach what lies below it"
            };
            return fail(format!("the key `{value}` cannot stand in a path"), remedy);
        }
        path.push_str(value);
        rest = tail;
    }
    path.push_str(rest);
    if !parts.compound.is_empty() {
        let mut pairs: Vec<String> = parts.compound.iter().map(|(name, value)| format!("{name}:{value}")).collect();
        pairs.sort_unstable();
        path.push_str("/(");
        path.push_str(&pairs.join(","));
        path.push(')');
    }
    Ok(path)
}

/// The query of an operation, parameters in order of their names.
fn query(operation: &'static Operation, parts: &CallParts) -> Result<Option<String>, Error> {
    let mut pairs: Vec<Pair<'_>> = parts.query.iter().map(|(name, value)| (Cow::from(name), Cow::from(value))).collect();
    protocol_parameters(operation, parts, &mut pairs).map_err(Error::request)?;
    for (name, value) in projection::parameters(operation, parts)? {
        pairs.push((Cow::from(name), Cow::from(value)));
    }
    if pairs.is_empty() {
        return Ok(None);
    }
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    if let Some((pair, _)) = pairs.iter().zip(pairs.iter().skip(1)).find(|(one, next)| one.0 == next.0) {
        return Err(Error::request(twice(operation.id, &pair.0)));
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
    Ok(Some(query))
}

/// The text of a number of elements, which the protocol counts in an `int` (`docs/protocol.md §2.2`).
fn int(operation: &Operation, name: &str, number: u32, remedy: &str) -> Result<String, Problem> {
    if i32::try_from(number).is_ok() {
        return Ok(number.to_string());
    }
    let what = format!("`{name}` is {number}, and the protocol counts to {}", i32::MAX);
    Err(Problem::new(operation.id, what, remedy))
}

/// Adds the parameters that the protocol defines (`docs/protocol.md §2.2`).
fn protocol_parameters(operation: &'static Operation, parts: &CallParts, pairs: &mut Vec<Pair<'_>>) -> Result<(), Problem> {
    let mut put = |name: &str, value: String| pairs.push((Cow::from(name.to_owned()), Cow::from(value)));
    let encoded = |text: &str| url::encode_str(text, Context::Query);
    if let Some((parameter, name)) = operation.method.name_parameter().zip(operation.name) {
        put(parameter, encoded(name));
    }
    if let Some(ids) = &parts.ids {
        put("ids", format!("List({ids})"));
    }
    let (start, count, token) = match operation.paging {
        Paging::Token { token_param, size_param, .. } => (None, size_param, Some(token_param)),
        Paging::StartCount { .. } | Paging::None => (Some("start"), "count", None),
    };
    let wrong = |what: &str, remedy: &str| Err(Problem::new(operation.id, what, remedy));
    match (parts.start, start) {
        (Some(number), Some(name)) => {
            put(name, int(operation, name, number, "narrow the search, so that less comes before what is wanted")?);
        }
        (Some(_), None) => return wrong("it pages by token, so it has no `start`", "use `stream`, `pages` or `page_token`"),
        (None, _) => {}
    }
    if let Some(number) = parts.count {
        put(&encoded(count), int(operation, count, number, "ask for less at once: `stream` and `pages` go on to the next page")?);
    }
    match (&parts.page_token, token) {
        (Some(text), Some(_)) if text.is_empty() => return wrong("the page token is empty", "leave `page_token` out for the first page"),
        (Some(text), Some(name)) => put(&encoded(name), encoded(text)),
        (Some(_), None) => return wrong("it pages by `start` and `count`, so it has no page token", "use `stream`, `pages` or `start`"),
        (None, _) => {}
    }
    Ok(())
}
