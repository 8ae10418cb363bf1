//! The position of the next page, if there is one (`docs/protocol.md §8`).

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use reqwest::Url;
use restli_core::Json;
use restli_core::envelope::Paging as Reported;
use restli_core::json::Reader;

use super::successor::{Fill, Successor, Total, successor};
use crate::error::Error;
use crate::error::problem::Problem;
use crate::net::BoxFuture;
use crate::parts::CallParts;
use crate::received::RawResponse;
use crate::runtime::Runtime;
use crate::send::send;
use crate::send::target::target;
use crate::tables::Paging;

/// The page size of a server if neither request, response nor schema gives one (`docs/protocol.md §2.2`).
const DEFAULT_COUNT: u32 = 10;

/// The position in a collection, and the request that reads from it.
pub(super) struct Cursor {
    runtime: Runtime,
    parts: Box<CallParts>,
    next: Option<Next>,
    start: u32,
    /// `true` if the page was asked for by its `start`.
    by_start: bool,
    /// `true` if the page before was empty.
    after_empty: bool,
    /// Hashes of the tokens and links followed so far: a repeated one would mean an endless loop.
    seen: BTreeSet<u64>,
    /// Hashes of the pages asked for so far, as [`page_of`] writes them.
    asked: BTreeSet<u64>,
    /// The hash of the page before.
    before: Option<u64>,
}

enum Next {
    First,
    Start(u32),
    Token(String),
    Link(String),
    Broken(Problem),
}

impl Cursor {
    pub(super) fn new(runtime: Runtime, parts: Box<CallParts>) -> Self {
        let start = parts.start.unwrap_or(0);
        let (seen, asked) = (BTreeSet::new(), BTreeSet::new());
        Self { runtime, parts, next: Some(Next::First), start, by_start: false, after_empty: false, seen, asked, before: None }
    }

    pub(super) fn about(&self) -> &'static str {
        self.parts.about()
    }

    /// Sends the request for the next page.
    pub(super) fn request(&mut self) -> Option<Result<BoxFuture<Result<RawResponse, Error>>, Error>> {
        let mut parts = self.parts.clone();
        let next = self.next.take()?;
        self.by_start = matches!(next, Next::Start(_));
        match next {
            Next::First => {}
            Next::Start(start) => parts.start = Some(start),
            Next::Token(token) => parts.page_token = Some(token),
            Next::Link(path_and_query) => parts.verbatim = Some(path_and_query),
            Next::Broken(problem) => return Some(Err(Error::paging(problem))),
        }
        if let Ok((path, query)) = target(&parts) {
            self.asked.insert(page_of(&path, query.as_deref()));
        }
        Some(Ok(send(self.runtime.clone(), parts)))
    }

    /// Returns an error for a page that is the one before once more, as its `start` admits: the server passes over the position that was asked
    /// for, and the stream would go on for ever.
    pub(super) fn check_position(&mut self, body: &[u8], got: usize, reported: Option<&Reported>) -> Result<(), Error> {
        let (before, here) = (self.before, hash(body));
        self.before = Some(here);
        let elsewhere = reported.and_then(|paging| paging.start).is_some_and(|start| i64::from(start) != i64::from(self.start));
        if before != Some(here) || !elsewhere || !self.by_start || got == 0 {
            return Ok(());
        }
        Err(Error::paging(self.problem("the server gave the same page twice, whatever `start` says")))
    }

    /// Decides on the page after one with `got` elements; `metadata` is the JSON text of its metadata, and `is_lost` is `true` if
    /// something in its `paging` could not be read.
    pub(super) fn advance(&mut self, got: usize, reported: Option<&Reported>, is_lost: bool, metadata: Option<&str>) {
        self.next = match self.parts.operation.map(|operation| operation.paging) {
            Some(Paging::Token { token_field, token_param, .. }) => {
                let link = reported.and_then(Reported::next_href).filter(|href| got > 0 && has_parameter(href, token_param));
                self.by_token(token_field, metadata).or_else(|| link.map(|href| self.link(href)))
            }
            Some(Paging::StartCount { default, .. }) => self.by_position(got, reported, is_lost, default),
            Some(Paging::None) | None => self.by_position(got, reported, is_lost, None),
        };
        self.after_empty = got == 0;
    }

    /// Follows a page token. An absent, empty or `null` token is the end, unless a link has one; pages before it may be empty.
    fn by_token(&mut self, field: &str, metadata: Option<&str>) -> Option<Next> {
        let token = match member(metadata?, field) {
            Some(Json::String(text)) if !text.is_empty() => text,
            Some(Json::Number(number)) => number.to_string(),
            Some(Json::Null | Json::String(_)) => return None,
            None => return Some(self.broken("the server gave metadata that is no object, so that a page token cannot be read")),
            Some(_) => return Some(self.broken("the server gave a page token that is neither text nor number")),
        };
        Some(if self.first_time(&token) { Next::Token(token) } else { self.broken("the server gave the same page token twice") })
    }

    /// Follows `start` and `count`, or the server's own link.
    fn by_position(&mut self, got: usize, reported: Option<&Reported>, is_lost: bool, default: Option<u32>) -> Option<Next> {
        let size = self.page_size(reported, default);
        let next = self.start.checked_add(size)?;
        let fill = match u32::try_from(got) {
            Ok(0) => Fill::Empty,
            Ok(got) if got < size => Fill::Partial,
            Ok(_) | Err(_) => Fill::Full,
        };
        let received = i64::from(self.start).saturating_add(i64::try_from(got).unwrap_or(i64::MAX));
        let total = match reported.and_then(|paging| paging.total).map(i64::from) {
            Some(total) if total < received => Total::Unknown,
            Some(total) if total > i64::from(next) => Total::More,
            Some(_) => Total::Reached,
            None => Total::Unknown,
        };
        let Some(successor) = successor(fill, total, reported.and_then(Reported::next_href), self.after_empty) else {
            let what = "the server gave a `paging` that cannot be read, so nothing tells whether another page follows";
            return (is_lost && got > 0).then(|| self.broken(what));
        };
        self.start = next;
        let next = match successor {
            Successor::Link(href) => self.link(href),
            Successor::Start => Next::Start(next),
        };
        // Out of an empty page, a link that leads nowhere says no more than none.
        (got > 0 || !matches!(next, Next::Broken(_))).then_some(next)
    }

    /// The size of a full page: the requested count, or the smaller one that the server reports.
    fn page_size(&self, reported: Option<&Reported>, default: Option<u32>) -> u32 {
        let reported = reported.and_then(|paging| paging.count).and_then(|count| u32::try_from(count).ok()).filter(|count| *count > 0);
        match (self.parts.count.filter(|count| *count > 0), reported) {
            (Some(asked), Some(reported)) => asked.min(reported),
            (asked, reported) => asked.or(reported).or(default).unwrap_or(DEFAULT_COUNT),
        }
    }

    /// Follows a link to another page of the same host, byte for byte. The token goes to no other host.
    fn link(&mut self, href: &str) -> Next {
        let own = self.runtime.url(self.parts.base);
        let local = href.strip_prefix(own).filter(|rest| rest.starts_with('/')).unwrap_or(href);
        let local = local.split_once('#').map_or(local, |(local, _)| local);
        let is_path = local.starts_with('/');
        if local.starts_with("//") || (!is_path && local.contains("://")) {
            return self.broken("the server gave a `next` link that leads away from it");
        }
        if !is_path {
            return self.broken("the server gave a `next` link that is not a path");
        }
        if local.contains(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>')) {
            return self.broken("the server gave a `next` link with a character that no URL may have");
        }
        if !self.first_time(local) {
            return self.broken("the server gave the same `next` link twice");
        }
        let base = self.parts.base.map_or("", |base| base.path);
        let complete = local.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
        let path = if complete { local.to_owned() } else { format!("{base}{local}") };
        let (way, query) = path.split_once('?').map_or((path.as_str(), None), |(way, query)| (way, Some(query)));
        if self.asked.contains(&page_of(way, query)) {
            return self.broken("the server gave a `next` link that leads back to a page that was read");
        }
        // A query that would be rewritten goes in the body.
        let parsed = Url::parse(&format!("{}{way}", self.runtime.url(self.parts.base)));
        if !parsed.is_ok_and(|url| url.path().ends_with(way)) {
            return self.broken("the server gave a `next` link that would be rewritten");
        }
        Next::Link(path)
    }

    fn first_time(&mut self, text: &str) -> bool {
        self.seen.insert(hash(text.as_bytes()))
    }

    fn broken(&self, what: &str) -> Next {
        Next::Broken(self.problem(what))
    }

    fn problem(&self, what: &str) -> Problem {
        Problem::new(self.about(), what, "stop here; the pages so far are good")
    }
}

/// The hash of a page: path and parameters in any order, without the size of the page, from 0 on if they have no `start`.
fn page_of(path: &str, query: Option<&str>) -> u64 {
    let pairs = query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && *pair != "start=0" && !pair.starts_with("count="));
    let pairs: BTreeSet<&str> = pairs.collect();
    let mut hasher = DefaultHasher::new();
    (path, pairs).hash(&mut hasher);
    hasher.finish()
}

/// Returns `true` if the query of a link has a parameter of that name.
fn has_parameter(href: &str, name: &str) -> bool {
    let query = href.split_once('?').map_or("", |(_, query)| query);
    query.split('&').any(|pair| pair.split_once('=').is_some_and(|(known, value)| known == name && !value.is_empty()))
}

fn hash(octets: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    octets.hash(&mut hasher);
    hasher.finish()
}

/// One member of a JSON object; the others are skipped.
fn member(object: &str, wanted: &str) -> Option<Json> {
    let mut found = Json::Null;
    let mut reader = Reader::new(object.as_bytes()).ok()?;
    let read = reader.object(&mut |reader, name| if name == wanted { reader.read(&mut found) } else { Ok(()) });
    read.ok().map(|()| found)
}
