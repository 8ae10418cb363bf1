//! Stars in place of secrets, by the names beside which they stand: no schema says which fields are secret.

use std::borrow::Cow;

use reqwest::Url;
use restli_core::Json;

use crate::mask::{STARS, masked_text};
use crate::tables::{Operation, Paging};

/// Parts of names, in small letters without `-` and `_`, whose values are secret or lead to a person.
const NAMES: [&str; 12] = [
    "authorization",
    "cookie",
    "token",
    "secret",
    "password",
    "apikey",
    "credential",
    "signature",
    "assertion",
    "session",
    "email",
    "phone",
];

/// The part of the names whose texts are addresses of uploads. Numbers beside it are no secrets: they tell when an address ends.
const UPLOAD_URL: &str = "uploadurl";

/// Names whose values are secret in a query, beside [`NAMES`]. In a body `code` is that of an error.
const QUERY_NAMES: [&str; 2] = ["code", "sig"];

/// The secrets that are hidden in the texts of one exchange.
pub(super) struct Redactor {
    /// Secrets that the request carries, wherever they stand.
    known: Vec<String>,
    /// Names of the tokens of pages, which are no secrets: a replay needs them.
    pages: Vec<&'static str>,
}

impl Redactor {
    pub(super) fn new(known: Vec<String>, operation: Option<&Operation>) -> Self {
        let pages = match operation.map(|operation| operation.paging) {
            Some(Paging::Token { token_param, token_field, .. }) => vec![token_param, token_field.rsplit('/').next().unwrap_or_default()],
            _ => Vec::new(),
        };
        Self { known, pages }
    }

    fn is_secret(&self, name: &str) -> bool {
        let plain = plain(name);
        NAMES.iter().any(|part| plain.contains(part)) && !self.pages.contains(&name)
    }

    /// JSON of the same shape, with stars in place of what stands below secret names.
    pub(super) fn json(&self, json: &mut Json) {
        self.below(json, false);
    }

    /// The JSON below a name. In what tells of an upload, an `url` is the address of a part.
    fn below(&self, json: &mut Json, in_upload: bool) {
        match json {
            Json::String(text) => *text = self.text(text),
            Json::Array(items) => items.iter_mut().for_each(|item| self.below(item, in_upload)),
            Json::Object(members) => {
                let hidden = std::mem::take(members).into_iter().map(|(name, mut value)| {
                    let plain = plain(&name);
                    if self.is_secret(&name) {
                        hide(&mut value, Numbers::Hidden);
                    } else if plain.contains(UPLOAD_URL) || (in_upload && plain == "url") {
                        hide(&mut value, Numbers::Kept);
                    } else {
                        self.below(&mut value, in_upload || plain.contains("upload"));
                    }
                    (self.text(&name), value)
                });
                *members = hidden.collect();
            }
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }

    /// The URL of a request: stars in place of secret parameters, and of what is secret inside of others.
    pub(super) fn url(&self, url: &Url) -> String {
        let mut bare = url.clone();
        let _ = bare.set_username("").and_then(|()| bare.set_password(None));
        bare.set_query(None);
        let pairs: Vec<String> = url.query().into_iter().flat_map(|query| query.split('&')).map(|pair| self.pair(pair)).collect();
        let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        masked_text(format!("{bare}{query}"), &self.known)
    }

    /// A form, such as a query that travels in the body.
    pub(super) fn form(&self, form: &str) -> String {
        form.split('&').map(|pair| self.pair(pair)).collect::<Vec<_>>().join("&")
    }

    /// A parameter. Where a part of its value is secret, it is written decoded.
    fn pair(&self, pair: &str) -> String {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if self.is_secret(name) || plain(name).contains(UPLOAD_URL) || QUERY_NAMES.contains(&name) {
            return format!("{name}={STARS}");
        }
        let decoded = decoded(value);
        let hidden = self.text(&decoded);
        if hidden == decoded { pair.to_owned() } else { format!("{name}={hidden}") }
    }

    /// A text: stars in place of known secrets, of what follows a secret name, and of the query of an address.
    pub(super) fn text(&self, text: &str) -> String {
        let text = masked_text(text.to_owned(), &self.known);
        if text.starts_with("urn:") {
            return text;
        }
        let words: Vec<Cow<'_, str>> = text.split(' ').map(address).collect();
        self.named(&words.join(" "))
    }

    /// The text with stars in place of each value behind a secret name: `token=abc`, `"token": "abc"`, `Bearer abc`.
    fn named(&self, text: &str) -> String {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let (mut out, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(start) = rest.find(is_name) {
            let (before, from) = rest.split_at(start);
            let (name, after) = from.split_at(from.find(|c| !is_name(c)).unwrap_or(from.len()));
            out.push_str(before);
            out.push_str(name);
            rest = after;
            let is_scheme = ["bearer", "basic"].iter().any(|scheme| name.eq_ignore_ascii_case(scheme)) && after.starts_with(' ');
            let value =
                if is_scheme { Some(after) } else { behind(after).filter(|_| self.is_secret(name) || plain(name).contains(UPLOAD_URL)) };
            if let Some(value) = value.map(|value| value.trim_start_matches([' ', '"', '\'', '\\'])) {
                out.push_str(after.get(..after.len() - value.len()).unwrap_or_default());
                // A value may have blanks, as in `password: open sesame`.
                let ends = |c: char| matches!(c, ',' | ')' | '&' | ';' | '"' | '\'' | '}' | '<' | '\n') || (is_scheme && c.is_whitespace());
                let end = value.find(ends).unwrap_or(value.len());
                if end > 0 {
                    out.push_str(STARS);
                }
                rest = value.get(end..).unwrap_or_default();
            }
        }
        out + rest
    }
}

/// The text behind the sign between a name and its value, if there is one.
fn behind(after: &str) -> Option<&str> {
    after.trim_start_matches(['"', '\'', ' ', '\\']).strip_prefix([':', '='])
}

/// An address without user, query and fragment; any other word as it is.
fn address(word: &str) -> Cow<'_, str> {
    let Some(start) = word.find("http://").or_else(|| word.find("https://")) else { return Cow::Borrowed(word) };
    let (before, rest) = word.split_at(start);
    let bare = rest.split(['?', '#']).next().unwrap_or_default();
    let cut = if bare.len() < rest.len() { "?***" } else { "" };
    let (scheme, place) = bare.split_once("//").unwrap_or(("", bare));
    let (host, path) = place.split_at(place.find('/').unwrap_or(place.len()));
    let host = host.rsplit('@').next().unwrap_or_default();
    Cow::Owned(format!("{before}{scheme}//{host}{path}{cut}"))
}

/// The name in small letters, without what is neither letter nor digit.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The numbers below a hidden name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Kept,
    Hidden,
}

/// Stars in place of every text, zero of every number that is not kept. Of an address scheme and host stay, so that it remains one.
fn hide(json: &mut Json, numbers: Numbers) {
    match json {
        Json::String(text) => {
            let host = Url::parse(text).ok().and_then(|url| Some(format!("{}://{}/{STARS}", url.scheme(), url.host_str()?)));
            *text = host.unwrap_or_else(|| STARS.to_owned());
        }
        Json::Number(number) if numbers == Numbers::Hidden => *number = 0.into(),
        Json::Array(items) => items.iter_mut().for_each(|item| hide(item, numbers)),
        Json::Object(members) => members.values_mut().for_each(|value| hide(value, numbers)),
        Json::Number(_) | Json::Null | Json::Bool(_) => {}
    }
}

/// A percent-decoded value of a query.
fn decoded(value: &str) -> String {
    let pairs = Url::parse(&format!("http://form/?v={value}"));
    pairs.ok().and_then(|url| url.query_pairs().next().map(|(_, value)| value.into_owned())).unwrap_or_default()
}
