//! Requests: a line of curl, an address, a verb and an address, or a request as it is sent; with their faults.

use restli_core::Day;
use restli_schema::api::{Api, Version};
use restli_schema::operations::{self, Operation};
use restli_schema::requests::{self, Request, Strict, template};

use super::entry::{Entry, version};
use super::meant::{has_path, meant};
use super::written::{VERBS, Written};
use super::{answer, curl, operation};

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
