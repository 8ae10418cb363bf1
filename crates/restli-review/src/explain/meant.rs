//! The operations that a request means.

use restli_core::{ResourceMethod as M, url};
use restli_schema::api::Api;
use restli_schema::operations::{self, Operation};
use restli_schema::requests::template;

use super::written::{VERBS, Written};

/// The operations that a request may mean, as far as it tells.
pub(super) fn meant<'a>(api: &'a Api, written: &Written) -> Vec<Operation<'a>> {
    let scored: Vec<(usize, Operation<'_>)> = operations::all(api).filter_map(|(_, one)| Some((score(one, written)?, one))).collect();
    let best = scored.iter().map(|(score, _)| *score).max();
    scored.into_iter().filter(|(score, _)| Some(*score) == best).map(|(_, one)| one).collect()
}

/// The operations of the addresses that a text of several words has in it: a log, or an error of another library.
pub(super) fn within<'a>(api: &'a Api, text: &str) -> Vec<Operation<'a>> {
    let mut found: Vec<Operation<'a>> = Vec::new();
    let mut verb: Option<&str> = None;
    for word in text.split_whitespace() {
        let word = word.trim_matches(|sign: char| "\"'`<>[](),;".contains(sign));
        if (word.starts_with('/') && word.matches('/').count() > 1) || word.starts_with("http://") || word.starts_with("https://") {
            let mut written = Written { verb: verb.map(str::to_owned), ..Written::default() };
            written.address(word);
            for one in meant(api, &written) {
                if found.iter().all(|other| (other.id, other.index) != (one.id, one.index)) {
                    found.push(one);
                }
            }
        }
        verb = VERBS.contains(&word).then_some(word);
    }
    found
}

/// Returns whether a path is one of an operation.
pub(super) fn has_path(operation: Operation<'_>, path: &str) -> bool {
    let wanted = template(operation.api, operation.resource, operation.method);
    let (wanted, told): (Vec<&str>, Vec<&str>) = (wanted.split('/').collect(), path.split('/').collect());
    let same = |(wanted, told): (&&str, &&str)| {
        let is_key = wanted.starts_with(['{', '(']);
        if is_key { !told.is_empty() } else { url::percent_decode(told).is_some_and(|told| told == *wanted) }
    };
    wanted.len() == told.len() && wanted.iter().zip(&told).all(same)
}

/// The number of facts that speak for an operation; `None` if one speaks against it.
fn score(operation: Operation<'_>, written: &Written) -> Option<usize> {
    let method = operation.method;
    if written.verb.as_deref().is_some_and(|verb| verb != method.kind.http_verb()) {
        return None;
    }
    if !has_path(operation, &written.path) {
        return None;
    }
    let names: Vec<(&str, &str)> = written.query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let called = method.kind.name_parameter().map(|name| names.iter().find(|(own, _)| *own == name).map(|(_, value)| *value));
    let is_named = ["q", "bq", "action"].iter().any(|name| names.iter().any(|(own, _)| own == name));
    let has_ids = written.query.split('&').any(|pair| pair.starts_with("ids"));
    let said = written.header("x-restli-method").or_else(|| written.header("x-http-method-override"));
    match called {
        Some(Some(value)) if url::percent_decode(value).is_some_and(|value| value == method.name.wire) => {}
        Some(Some(_)) => return None,
        // A finder or action that the query does not name is the last that a request may mean.
        Some(None) if is_named => return None,
        Some(None) => return Some(0),
        None if is_named || has_ids != method.kind.has_ids() => return None,
        None => {}
    }
    let wanted = template(operation.api, operation.resource, method);
    let literal = wanted.split('/').filter(|segment| !segment.starts_with(['{', '('])).count();
    let by_header = said.map_or(0, |said| if said.eq_ignore_ascii_case(method.kind.wire_name()) { 2 } else { 0 });
    let is_batch = written.body.as_deref().is_some_and(|body| body.contains("\"elements\""));
    let by_body = usize::from(is_batch == (method.kind == M::BatchCreate));
    Some(1 + literal * 4 + by_header + by_body)
}
