//! Requests: a line of curl, an address, or a verb and an address; with what is wrong with them.

use restli_core::{Day, ResourceMethod as M, url};
use restli_schema::api::{Api, Version};
use restli_schema::requests::{self, Request, Strict, template};

use super::entry::{Entry, version};
use super::operation::{self, Operation};

/// The request that a text writes.
#[derive(Debug, Default)]
struct Written {
    verb: Option<String>,
    path: String,
    query: String,
    /// The headers; `None` where the text has none to show.
    headers: Option<Vec<(String, String)>>,
    body: Option<String>,
}

/// The explanations of a request, if the text is one.
pub(super) fn explain(api: &Api, text: &str, today: Day) -> Option<Vec<Entry>> {
    let written = curl(text).or_else(|| line(text))?;
    let fits = |operation: &Operation<'_>| score(api, *operation, &written);
    let scored: Vec<(usize, Operation<'_>)> = operation::all(api).filter_map(|(_, one)| Some((fits(&one)?, one))).collect();
    let best = scored.iter().map(|(score, _)| *score).max();
    let found: Vec<Entry> =
        scored.into_iter().filter(|(score, _)| Some(*score) == best).map(|(_, one)| told(api, one, &written, today)).collect();
    if found.is_empty() {
        let shown = format!("{} {}", written.verb.as_deref().unwrap_or("GET"), written.path);
        let near = restli_schema::suggest::nearest(&written.path, all_paths(api).iter().map(String::as_str))
            .map(|near| format!("did you mean `{near}`?"));
        let help = near.unwrap_or_else(|| "no operation of the schema has this path and verb".to_owned());
        return Some(vec![Entry::of("request", shown).fact("wrong", help)]);
    }
    Some(found)
}

fn all_paths(api: &Api) -> Vec<String> {
    let mut paths: Vec<String> = operation::all(api).map(|(_, one)| template(api, one.resource, one.method)).collect();
    paths.dedup();
    paths
}

/// The request of a line of curl.
fn curl(text: &str) -> Option<Written> {
    let text = text.trim_start_matches(['$', ' ']);
    if !text.starts_with("curl") {
        return None;
    }
    let words = shlex::split(&text.replace("\\\n", " ").replace("\\\r\n", " "))?;
    let mut written = Written { headers: Some(Vec::new()), ..Written::default() };
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        let (option, inline) = match word.split_once('=') {
            Some((option, value)) if option.starts_with("--") => (option.to_owned(), Some(value.to_owned())),
            _ => (word, None),
        };
        let mut value = || inline.clone().or_else(|| words.next()).unwrap_or_default();
        match option.as_str() {
            "-X" | "--request" => written.verb = Some(value().to_uppercase()),
            "-H" | "--header" => {
                let header = value();
                if let (Some((name, value)), Some(headers)) = (header.split_once(':'), &mut written.headers) {
                    headers.push((name.trim().to_owned(), value.trim().to_owned()));
                }
            }
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--json" => written.body = Some(value()),
            "-G" | "--get" => written.verb = Some("GET".to_owned()),
            "-o" | "--output" | "-u" | "--user" | "-A" | "--user-agent" | "-m" | "--max-time" | "-x" | "--proxy" => drop(value()),
            "--url" => address(&value(), &mut written),
            other if !other.starts_with('-') => address(other, &mut written),
            _ => {}
        }
    }
    (!written.path.is_empty()).then_some(written)
}

/// The request of an address, or of a verb and an address.
fn line(text: &str) -> Option<Written> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let is_verb = ["GET", "POST", "PUT", "DELETE", "PATCH"].contains(&first);
    let target = if is_verb { words.next()? } else { first };
    if !(target.starts_with('/') && (is_verb || target.matches('/').count() > 1)
        || target.starts_with("http://")
        || target.starts_with("https://"))
    {
        return None;
    }
    let mut written = Written { verb: is_verb.then(|| first.to_owned()), ..Written::default() };
    address(target, &mut written);
    Some(written)
}

fn address(text: &str, written: &mut Written) {
    let below = text.split_once("://").map_or(text, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"));
    let (path, query) = below.split_once('?').unwrap_or((below, ""));
    path.trim_end_matches('/').clone_into(&mut written.path);
    query.split('#').next().unwrap_or_default().clone_into(&mut written.query);
}

impl Written {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().flatten().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The verb, which a body makes POST.
    fn verb(&self) -> Option<&str> {
        let by_body = self.headers.is_some().then_some(if self.body.is_some() { "POST" } else { "GET" });
        self.verb.as_deref().or(by_body)
    }
}

/// The number of facts that speak for an operation; `None` if one speaks against it.
fn score(api: &Api, operation: Operation<'_>, written: &Written) -> Option<usize> {
    let method = operation.method;
    if written.verb().is_some_and(|verb| verb != method.kind.http_verb()) {
        return None;
    }
    let wanted = template(api, operation.resource, method);
    let (wanted, told): (Vec<&str>, Vec<&str>) = (wanted.split('/').collect(), written.path.split('/').collect());
    let same = |(wanted, told): (&&str, &&str)| {
        let is_key = wanted.starts_with(['{', '(']);
        if is_key { !told.is_empty() } else { url::percent_decode(told).is_some_and(|told| told == *wanted) }
    };
    if wanted.len() != told.len() || !wanted.iter().zip(&told).all(same) {
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
    let literal = wanted.iter().filter(|segment| !segment.starts_with(['{', '('])).count();
    let by_header = said.map_or(0, |said| if said.eq_ignore_ascii_case(method.kind.wire_name()) { 2 } else { 0 });
    let is_batch = written.body.as_deref().is_some_and(|body| body.contains("\"elements\""));
    let by_body = usize::from(is_batch == (method.kind == M::BatchCreate));
    Some(1 + literal * 4 + by_header + by_body)
}

/// The explanation of an operation, with the misfits of the request before the other facts.
fn told(api: &Api, operation: Operation<'_>, written: &Written, today: Day) -> Entry {
    let mut wrong: Vec<String> = Vec::new();
    let family = api[operation.resource.base].versions.map(|id| &api[id]);
    let asked = family.and_then(|family| written.header(&family.header)?.split('.').next()?.parse::<u32>().ok());
    let strict = Strict { version: asked.or(family.map(|family| family.pinned)), is_first_protocol: false };
    let compared =
        Request { path: &written.path, query: &written.query, body: written.body.as_deref().filter(|body| !body.starts_with('@')) };
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
    let mut entry = operation::entry(api, operation, today);
    let told = Entry::of(entry.kind, entry.name.clone()).list("wrong", wrong);
    entry.facts.splice(0..0, told.facts);
    entry
}
