//! Stars in place of secrets, by the names beside which they stand: no schema says which fields are secret.

use reqwest::Url;
use restli_core::Json;

use crate::mask::{STARS, is_secret_name, masked_text, plain_name};
use crate::tables::{Operation, Paging};

/// Parts of names whose values lead to a person, in small letters without `-` and `_`.
const PERSONAL: [&str; 2] = ["email", "phone"];

/// The part of the names whose texts are addresses of uploads. Numbers beside it are no secrets: they tell when an address ends.
const UPLOAD_URL: &str = "uploadurl";

/// Names whose values are secret in a query or a form, beside those that are everywhere. In a body of JSON `code` is that of an error.
const QUERY_NAMES: [&str; 3] = ["code", "code_verifier", "sig"];

/// Ends of the names of what tells about a secret and is none: its life and its kind.
const ABOUT_SECRETS: [&str; 3] = ["expiresin", "expiresat", "tokentype"];

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
        let plain = plain_name(name);
        let is_about = ABOUT_SECRETS.iter().any(|end| plain.ends_with(end));
        !is_about && (is_secret_name(name) || PERSONAL.iter().any(|part| plain.contains(part))) && !self.pages.contains(&name)
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
                    let plain = plain_name(&name);
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

    /// Learns the secrets of a form, such as that of a login: its answer may repeat them.
    pub(super) fn learn(&mut self, form: &str) {
        let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
        let secrets = pairs.filter(|(name, _)| self.is_secret(name) || QUERY_NAMES.contains(name));
        let found: Vec<String> = secrets.flat_map(|(_, value)| [value.to_owned(), decoded(value)]).collect();
        self.known.extend(found);
    }

    /// A form, such as a query that travels in the body.
    pub(super) fn form(&self, form: &str) -> String {
        form.split('&').map(|pair| self.pair(pair)).collect::<Vec<_>>().join("&")
    }

    /// A parameter. Where a part of its value is secret, it is written decoded.
    fn pair(&self, pair: &str) -> String {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if self.is_secret(name) || plain_name(name).contains(UPLOAD_URL) || QUERY_NAMES.contains(&name) {
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
        self.named(&addresses(&text))
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
            let value = if is_scheme {
                Some(after)
            } else {
                behind(after).filter(|_| self.is_secret(name) || plain_name(name).contains(UPLOAD_URL))
            };
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

/// The signs at which an address in a text ends, besides white space. A query may have a comma, and so goes on behind it.
const ENDS: &[char] = &['"', '\'', '`', '<', '>', '|', '\\'];

fn is_end(c: char) -> bool {
    c.is_whitespace() || ENDS.contains(&c)
}

/// The text with addresses without user, query and fragment.
fn addresses(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(start) = rest.find("://").map(|colon| colon + "://".len()) {
        let (before, from) = rest.split_at(start);
        let (authority, path) = from.split_at(from.find(|c| is_end(c) || matches!(c, '/' | '?' | '#' | ',')).unwrap_or(from.len()));
        out.push_str(&paths(before));
        out.push_str(authority.rsplit('@').next().unwrap_or_default());
        let end = path.find(is_end).unwrap_or(path.len());
        // Another address may follow without a blank.
        let query = path.find(['?', '#']).filter(|query| *query < end && path.find("://").is_none_or(|next| *query < next));
        match query.and_then(|query| path.get(..query)) {
            Some(bare) => {
                out.push_str(bare);
                out.push_str("?***");
                rest = path.get(end..).unwrap_or_default();
            }
            None => rest = path,
        }
    }
    out + &paths(rest)
}

/// The text with stars in place of parameters of paths that are secret in queries only, such as `/a/b?sig=c`. Others stay: a link to the next page has
/// some.
fn paths(text: &str) -> String {
    let word = |word: &str| match word.split_once('?').filter(|(path, _)| path.starts_with('/')) {
        Some((path, query)) => {
            let end = query.find(is_end).unwrap_or(query.len());
            let (query, end) = query.split_at(end);
            let pairs: Vec<String> = query.split('&').map(parameter).collect();
            format!("{path}?{}{end}", pairs.join("&"))
        }
        None => word.to_owned(),
    };
    text.split_inclusive(is_end).map(word).collect()
}

fn parameter(pair: &str) -> String {
    match pair.split_once('=') {
        Some((name, _)) if QUERY_NAMES.contains(&name) => format!("{name}={STARS}"),
        _ => pair.to_owned(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_in_a_text_has_neither_user_nor_query() {
        let redactor = Redactor::new(Vec::new(), None);
        for (text, hidden) in [
            ("see https://h.example/p?x=1#f, and more", "see https://h.example/p?*** and more"),
            ("https://cdn.example/x?sig=S1\nhttp://b.example/", "https://cdn.example/x?***\nhttp://b.example/"),
            ("https://a.example/x\nhttps://u:p@b.example/", "https://a.example/x\nhttps://b.example/"),
            ("https://a.example/x,https://u:p@b.example/y?z=1", "https://a.example/x,https://b.example/y?***"),
            ("https://a.example|https://u:p@b.example", "https://a.example|https://b.example"),
            ("HTTPS://A.example/x?sig=S", "HTTPS://A.example/x?***"),
            ("<a href=\"/dms/x?sig=S\">", "<a href=\"/dms/x?sig=***\">"),
            ("/dms/x?sig=S", "/dms/x?sig=***"),
            ("/rest/things?start=10&code=C", "/rest/things?start=10&code=***"),
            ("postgres://u:p@db.example", "postgres://db.example"),
            ("and/or? yes, /really/? https://a.example/", "and/or? yes, /really/? https://a.example/"),
        ] {
            assert_eq!(redactor.text(text), hidden, "{text}");
        }
    }
}
