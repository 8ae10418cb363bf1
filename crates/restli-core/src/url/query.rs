//! The query string as a whole (`docs/protocol.md §3.4`).

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use super::writer::{is_there, write_name};
use super::{Context, percent_decode, write};
use crate::data::{Data, DataRef};

/// Parameters that may have no value: the masks, where it means "no fields" (`docs/protocol.md §5.1`).
const MAY_BE_EMPTY: [&str; 3] = ["fields", "metadataFields", "pagingFields"];

/// A query while it is put together. Parameters may come in any order and are kept in the protocol's, by their encoded
/// names; nothing is allocated but the text itself as long as they come in that order.
///
/// ```
/// use restli_core::url::Query;
///
/// let mut query = Query::default();
/// query.push("q", &"author".to_owned());
/// query.push("author", &"urn:li:person:1".to_owned());
/// assert_eq!(query.as_str(), "author=urn%3Ali%3Aperson%3A1&q=author");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    text: String,
    /// The offset of the last parameter.
    last: usize,
}

impl Query {
    /// Adds a parameter; a value that is absent adds nothing.
    pub fn push(&mut self, name: &str, value: &dyn Data) {
        if is_there(&value.data()) {
            self.text.reserve(name.len() + 2 + room(value));
            self.add(name, |out| {
                out.push('=');
                write(value, Context::Query, out);
            });
        }
    }

    /// Adds a parameter whose value is already encoded: a projection. If it is empty, the name stands alone.
    pub fn push_raw(&mut self, name: &str, value: &str) {
        self.text.reserve(name.len() + 2 + value.len());
        self.add(name, |out| {
            if !value.is_empty() {
                out.push('=');
                out.push_str(value);
            }
        });
    }

    /// The text without `?`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// There is no parameter.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text without `?`.
    pub fn into_string(self) -> String {
        self.text
    }

    fn add(&mut self, name: &str, value: impl FnOnce(&mut String)) {
        let before = self.text.len();
        if before > 0 {
            self.text.push('&');
        }
        let start = self.text.len();
        write_name(name, &mut self.text);
        let end = self.text.len();
        value(&mut self.text);
        let added = self.text.get(start..end).unwrap_or_default();
        if before == 0 || name_of(self.text.get(self.last..before).unwrap_or_default()) <= added {
            self.last = start;
        } else {
            self.move_back(before);
        }
    }

    /// Moves the last parameter, which starts with its `&` at `from`, before the first one with a greater name.
    #[cold]
    fn move_back(&mut self, from: usize) {
        let (sorted, added) = self.text.split_at_checked(from).unwrap_or((&self.text, ""));
        let added = added.strip_prefix('&').unwrap_or(added);
        let mut pairs: Vec<&str> = sorted.split('&').collect();
        let place = pairs.partition_point(|pair| name_of(pair) <= name_of(added));
        pairs.insert(place, added);
        let text = pairs.join("&");
        self.last = text.rfind('&').map_or(0, |at| at + 1);
        self.text = text;
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn name_of(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

/// The upper limit of the estimated length of a list, in octets.
const MOST_ROOM: usize = 64 * 1024;

/// Estimates the length of a written value, in octets: enough for URNs, of which a quarter or so is escaped. Every item of a list
/// counts as its first.
pub(crate) fn room(value: &dyn Data) -> usize {
    match value.data() {
        DataRef::Text(text) => text.len() + text.len() / 2 + 4,
        DataRef::Array(items) => items.count().saturating_mul(items.item(0).map_or(0, room)).saturating_add(6).min(MOST_ROOM),
        DataRef::Map(_) | DataRef::Record(_) | DataRef::ComplexKey(..) => 256,
        _ => 24,
    }
}

/// A whole query.
pub fn query(parameters: &[(&str, &dyn Data)]) -> String {
    let mut query = Query::default();
    for (name, value) in parameters {
        query.push(name, *value);
    }
    query.into_string()
}

/// A parameter of a query that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The name, escapes undone.
    pub name: Cow<'a, str>,
    /// The value as it stands: URL data to be read with [`super::read`], or the text of a projection.
    pub value: &'a str,
}

/// A query that no request may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The message.
    pub message: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QueryError {}

/// Takes a query apart; values stay as they are.
///
/// # Errors
/// A repeated name, a name that cannot be decoded, or a parameter without a value.
pub fn read_query(text: &str) -> Result<Vec<Pair<'_>>, QueryError> {
    let mut names = BTreeSet::new();
    let mut pairs = Vec::new();
    for piece in text.split('&').filter(|piece| !piece.is_empty() && !piece.starts_with('=')) {
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        let name = form_decode(name).ok_or_else(|| QueryError::new("cannot decode the parameter name", name))?;
        if value.is_empty() && !MAY_BE_EMPTY.contains(&&*name) {
            return Err(QueryError::new("no value for the parameter", &name));
        }
        if !names.insert(name.clone()) {
            return Err(QueryError::new("more than one value for the parameter", &name));
        }
        pairs.push(Pair { name, value });
    }
    Ok(pairs)
}

impl QueryError {
    #[cold]
    fn new(message: &str, name: &str) -> Self {
        let name: String = name.chars().take(100).collect();
        Self { message: format!("{message} `{name}`") }
    }
}

/// A name, in which a plus is a blank.
fn form_decode(name: &str) -> Option<Cow<'_, str>> {
    if !name.contains('+') {
        return percent_decode(name);
    }
    let blanks = name.replace('+', " ");
    percent_decode(&blanks).map(|name| Cow::Owned(name.into_owned()))
}
