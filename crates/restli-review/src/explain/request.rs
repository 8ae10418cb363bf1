//! Requests: a line of curl, an address, a verb and an address, or a request as it is sent; with what is wrong with them.

use restli_core::{Day, ResourceMethod as M, url};
use restli_schema::api::{Api, Version};
use restli_schema::operations::{self, Operation};
use restli_schema::requests::{self, Request, Strict, template};

use super::entry::{Entry, version};
use super::{answer, curl, operation};

/// The verbs of requests.
const VERBS: [&str; 6] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"];

/// The request that a text writes.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) verb: Option<String>,
    pub(super) path: String,
    pub(super) query: String,
    /// The headers; `None` where the text has none to show.
    pub(super) headers: Option<Vec<(String, String)>>,
    pub(super) body: Option<String>,
    /// The faults of the text itself.
    pub(super) wrong: Vec<&'static str>,
}

/// The explanations of a request, if the text is one, and of the answer behind it.
pub(super) fn explain(api: &Api, text: &str, today: Day) -> Option<Vec<Entry>> {
    let (written, rest) = curl::read(text).or_else(|| Some((line(text)?, String::new())))?;
    let mut found: Vec<Entry> = meant(api, &written).into_iter().map(|one| told(one, &written, today)).collect();
    if found.is_empty() {
        found.push(unknown(api, &written));
    }
    found.extend(answer::of_json(api, &rest));
    Some(found)
}

/// The operations that a request may mean, as far as it tells.
fn meant<'a>(api: &'a Api, written: &Written) -> Vec<Operation<'a>> {
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

/// The words on a request that no operation takes.
fn unknown(api: &Api, written: &Written) -> Entry {
    let shown = format!("{} {}", written.verb.as_deref().unwrap_or("GET"), written.path);
    let of_path: Vec<String> = operations::all(api)
        .filter(|(_, one)| has_path(*one, &written.path))
        .map(|(id, one)| format!("{} {}: {id}", one.method.kind.http_verb(), called(one)))
        .collect();
    let entry = Entry::of("request", shown);
    if !of_path.is_empty() {
        return entry.fact("wrong", "no operation of this path has this verb and query").list("there are", of_path);
    }
    let paths = all_paths(api);
    let near = restli_schema::suggest::nearest(&written.path, paths.iter().map(String::as_str));
    let help =
        near.map_or_else(|| "no operation of the schema has this path and verb".to_owned(), |near| format!("did you mean `{near}`?"));
    entry.fact("wrong", help)
}

/// The path of an operation, with the parameter that names it.
fn called(operation: Operation<'_>) -> String {
    let Operation { api, resource, method, .. } = operation;
    let query = method.kind.name_parameter().map(|name| format!("?{name}={}", method.name.wire)).unwrap_or_default();
    format!("{}{query}", template(api, resource, method))
}

fn all_paths(api: &Api) -> Vec<String> {
    let mut paths: Vec<String> = operations::all(api).map(|(_, one)| template(api, one.resource, one.method)).collect();
    paths.dedup();
    paths
}

/// The request of an address, of a verb and an address, or of the lines that are sent.
fn line(text: &str) -> Option<Written> {
    let mut lines = text.lines();
    let mut words = lines.next()?.split_whitespace();
    let first = words.next()?;
    let is_verb = VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(first));
    let target = if is_verb { words.next()? } else { first };
    if !(target.starts_with('/') && (is_verb || target.matches('/').count() > 1)
        || target.starts_with("http://")
        || target.starts_with("https://"))
    {
        return None;
    }
    let mut written = Written { verb: is_verb.then(|| first.to_uppercase()), ..Written::default() };
    written.address(target);
    if words.next().is_some_and(|word| word.starts_with("HTTP/")) {
        let headers = lines.by_ref().map_while(|line| line.split_once(':')).map(|(name, value)| (name.trim().into(), value.trim().into()));
        written.headers = Some(headers.collect()).filter(|headers: &Vec<_>| !headers.is_empty());
        written.body = Some(lines.collect::<Vec<_>>().join("\n")).filter(|body| !body.trim().is_empty());
    }
    Some(written)
}

impl Written {
    /// Takes an address.
    pub(super) fn address(&mut self, text: &str) {
        let below = match text.split_once("://") {
            Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
            None => text.find('/').and_then(|at| text.get(at..)).unwrap_or(text),
        };
        let (path, query) = below.split_once('?').unwrap_or((below, ""));
        path.trim_end_matches('/').clone_into(&mut self.path);
        query.split('#').next().unwrap_or_default().clone_into(&mut self.query);
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().flatten().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Returns whether a path is one of an operation.
fn has_path(operation: Operation<'_>, path: &str) -> bool {
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

/// The explanation of an operation, with the misfits of the request before the other facts.
fn told(operation: Operation<'_>, written: &Written, today: Day) -> Entry {
    let api = operation.api;
    let mut wrong: Vec<String> = written.wrong.iter().map(|&wrong| wrong.to_owned()).collect();
    let family = api[operation.resource.base].versions.map(|id| &api[id]);
    let asked = family.and_then(|family| written.header(&family.header)?.split('.').next()?.parse::<u32>().ok());
    let strict = Strict { version: asked.or(family.map(|family| family.pinned)), is_first_protocol: false };
    let compared =
        Request { path: &written.path, query: &written.query, body: written.body.as_deref().filter(|body| !body.starts_with(['@', '$'])) };
    if written.path.contains("urn:") {
        let help = "a URN in a path is escaped: write `%3A` for each `:`";
        wrong.push(help.to_owned());
    }
    let is_told = |misfit: &&requests::Misfit| written.body.is_some() || misfit.part != requests::Part::Body;
    wrong.extend(
        requests::misfits(api, operation.resource, operation.method, compared, Some(strict))
            .iter()
            .filter(is_told)
            .map(ToString::to_string),
    );
    if written.headers.is_some() {
        if let Some(family) = family {
            let living = family.released.iter().filter(|one| one.sunset.is_none_or(|end| !end.has_passed(today)));
            let living: Vec<String> = living.map(Version::text).collect();
            match (written.header(&family.header), asked.and_then(|asked| family.released.iter().find(|one| one.number == asked))) {
                (None, _) => {
                    wrong.push(format!("the header `{}` is missing: `{}: {}`", family.header, family.header, family.text(family.pinned)));
                }
                (Some(told), None) => wrong.push(format!("version `{told}` is none that lives: send one of {}", living.join(", "))),
                (Some(_), Some(own)) if own.sunset.is_some_and(|end| end.has_passed(today)) => {
                    wrong.push(format!("version {}: send one of {}", version(own, today), living.join(", ")));
                }
                (Some(_), Some(_)) => {}
            }
        }
        if written.header("x-restli-protocol-version").is_none() && requests::has_second_syntax(&written.path, &written.query) {
            wrong.push("the header `X-Restli-Protocol-Version: 2.0.0` is missing, and the address is written in its syntax".to_owned());
        }
        let needs_token = operation.method.requirement.is_checked() && !operation.method.requirement.permissions().is_empty();
        if needs_token && written.header("authorization").is_none() {
            wrong.push("the header `Authorization: Bearer TOKEN` is missing".to_owned());
        }
    }
    let mut entry = operation::entry(operation, today);
    let told = Entry::of(entry.kind, entry.name.clone()).list("wrong", wrong);
    entry.facts.splice(0..0, told.facts);
    entry
}
