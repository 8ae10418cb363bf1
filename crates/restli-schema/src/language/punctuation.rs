//! Advice on colons, commas and blanks that are missing, or that split a text.

use super::notation::Notation;
use super::shape::{Shape, Value};
use crate::diagnostic::Diagnostic;
use crate::document::{self, Key, Node};
use crate::help::Help;
use crate::rules;
use crate::source::Span;

/// The longest text that advice repeats.
pub(super) const SHOWN: usize = 60;

/// The problem of an unquoted text or number that a comma splits inside brackets.
pub(super) fn split(node: &Node) -> Option<Diagnostic> {
    if let Some((span, number)) = thousands(node) {
        return Some(Diagnostic::error(rules::MALFORMED, span, "a comma ends a number inside brackets").help(Help::write(number)));
    }
    let (span, text) = torn(node)?;
    Some(torn_text(span, &text))
}

/// The problem of a text that a comma splits in a mapping with fixed keys. What follows a comma is a key that the shape does not have.
pub(super) fn split_in_shape(node: &Node, shape: &Shape) -> Option<Diagnostic> {
    let of = |key: &Key| shape.entries().find(|entry| entry.key == key.text);
    let is_free = |key: &Key| of(key).is_some_and(|entry| entry.value.is_free_text());
    let is_names = |key: &Key| of(key).is_some_and(|entry| is_one_or_more(&entry.value));
    let is_rest = |key: &Key| of(key).is_none();
    split(node).or_else(|| prose(node, is_free, is_rest)).or_else(|| {
        let (key, span, names) = comma_apart(node, is_names, is_rest)?;
        let help = Help::write(format!("{}: [{}]", key.text, names.join(", "))).of_entry();
        Some(Diagnostic::error(rules::MALFORMED, span, "a comma ends a value that has no brackets of its own").help(help))
    })
}

/// Returns whether a value is a name or a list of names.
fn is_one_or_more(value: &Value) -> bool {
    let Value::Either(values) = value else { return false };
    values.iter().any(|value| matches!(value, Value::Name(_))) && values.iter().any(|value| matches!(value, Value::List(_)))
}

/// The problem of a text that a comma splits in a table. What follows a comma is no name in the notation of the table.
pub(super) fn split_in_table(node: &Node, value: &Value, written: &Notation) -> Option<Diagnostic> {
    split(node).or_else(|| prose(node, |_| value.is_free_text(), |key| !(written.fits)(&key.text)))
}

/// The problem of a text of any words that a comma splits: the rest of it stands there as keys without values.
fn prose(node: &Node, is_free: impl Fn(&Key) -> bool, is_rest: impl Fn(&Key) -> bool) -> Option<Diagnostic> {
    let (_, span, words) = comma_apart(node, is_free, is_rest)?;
    let text = Some(words.join(", ")).filter(|text| text.len() <= SHOWN).unwrap_or_else(|| "...".to_owned());
    Some(torn_text(span, &text))
}

/// A text without quotes that goes on behind a comma, as keys without values: its key, its place, and its parts.
fn comma_apart(node: &Node, is_start_of: impl Fn(&Key) -> bool, is_rest: impl Fn(&Key) -> bool) -> Option<(&Key, Span, Vec<&str>)> {
    let entries = node.entries();
    let is_start = |(key, value): &(Key, Node)| {
        is_start_of(key) && matches!(&value.value, document::Value::Scalar(text) if !text.quoted && !text.text.is_empty())
    };
    entries.iter().enumerate().filter(|(_, entry)| is_start(entry)).find_map(|(at, (start, value))| {
        let rest = entries.iter().skip(at + 1).map_while(|(key, value)| (value.lacks_colon(key) && is_rest(key)).then_some(key));
        let rest: Vec<&Key> = rest.collect();
        let span = Span { end: rest.last()?.span.end, ..value.span };
        Some((start, span, value.text().into_iter().chain(rest.iter().map(|key| key.text.as_str())).collect()))
    })
}

/// The problem of a text in pieces.
fn torn_text(span: Span, text: &str) -> Diagnostic {
    let problem = Diagnostic::error(rules::MALFORMED, span, "a comma ends a text without quotes inside brackets");
    problem.help(quotes(text))
}

/// Advice to put quotes around a text, which is shown unless it is long.
fn quotes(text: &str) -> Help {
    let help = Help::written("put quotes around the text:", format!("{text:?}"));
    if text == "..." { help.without_fix() } else { help }
}

/// Advice on a text that begins with a key of the shape, and lacks the colon behind it or the blank behind that.
pub(super) fn lacking_blank(text: &str, shape: &Shape) -> Option<Help> {
    let is_key = |(key, _): &(&str, &str)| shape.entries().any(|entry| entry.key == *key);
    let blank = || {
        text.split_once(':').filter(is_key).map(|(key, _)| Help::from(format!("a blank is missing after the colon: write `{key}: ...`")))
    };
    lacking_colon(text, |key| is_key(&(key, ""))).or_else(blank)
}

/// Advice on a text that begins with a key, and lacks the colon behind it.
pub(super) fn lacking_colon(text: &str, is_key: impl Fn(&str) -> bool) -> Option<Help> {
    let (key, value) = text.split_once(' ').filter(|(key, value)| is_key(key) && !value.trim().is_empty())?;
    let value = ["=", "->", "=>", ":="].iter().find_map(|sign| value.trim_start().strip_prefix(sign)?.strip_prefix(' ')).unwrap_or(value);
    let value = if value.trim_start().starts_with(['{', '[']) { "..." } else { value };
    let value = if value.len() <= SHOWN { value.trim_start() } else { "..." };
    let help = Help::written("a colon is missing: write", format!("{key}: {value}"));
    Some(if value == "..." { help.without_fix() } else { help })
}

/// Advice on a text that was meant to be a name and its value: `id:long`.
pub(super) fn no_blank(text: &str) -> Option<Help> {
    let (name, value) = text.split_once(':').filter(|(name, value)| !matches!(*name, "" | "urn") && !value.is_empty())?;
    (!text.contains([' ', '/'])).then(|| Help::write(format!("{name}: {value}")))
}

/// The problem of a map type without a type of values, and advice.
pub(super) fn no_value_type(key: &str) -> (String, Help) {
    match key.rsplit_once(':').filter(|(name, value)| !matches!(*name, "" | "urn") && !value.is_empty()) {
        Some((key_type, value)) => {
            (format!("a blank is missing after the colon in `{key}`"), Help::write(format!("{{{key_type}: {value}}}")))
        }
        None => (format!("the map from `{key}` has no type of values"), Help::write(format!("{{{key}: T}}")).without_fix()),
    }
}

/// An unquoted text that a comma splits, with its place: `{select: (id,total)}` has the key `total)`.
fn torn(node: &Node) -> Option<(Span, String)> {
    match &node.value {
        document::Value::Map(entries) => entries.iter().enumerate().find_map(|(at, (_, value))| {
            let rest = entries.iter().skip(at + 1).map_while(|(key, value)| value.is_absent().then_some((key.text.as_str(), key.span)));
            joined(value, rest)
        }),
        document::Value::Seq(items) => items.iter().enumerate().find_map(|(at, item)| {
            let rest = items.iter().skip(at + 1).map_while(|item| Some((item.text()?, item.span)));
            joined(item, rest)
        }),
        document::Value::Scalar(_) => None,
    }
}

/// A number that a comma splits, with its place and without the comma: `{limit: 1,000}` has the key `000`.
fn thousands(node: &Node) -> Option<(Span, String)> {
    let of_thousands = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let entries = node.entries();
    let pairs = entries.iter().zip(entries.iter().skip(1)).filter(|(_, (next, value))| value.is_absent() && of_thousands(&next.text));
    let mut split = pairs.filter_map(|((_, first), (next, _))| Some((first, first.text()?, next)));
    let is_head = |text: &str| !text.starts_with('0') && (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let (first, head, next) = split.find(|(_, head, _)| is_head(head))?;
    Some((Span { end: next.span.end, ..first.span }, format!("{head}{}", next.text)))
}

fn joined<'n>(first: &'n Node, rest: impl Iterator<Item = (&'n str, Span)>) -> Option<(Span, String)> {
    let document::Value::Scalar(document::Scalar { text, quoted: false, .. }) = &first.value else { return None };
    let (mut whole, mut span) = (text.clone(), first.span);
    if open(&whole) <= 0 {
        return None;
    }
    for (part, at) in rest {
        whole.extend([",", part]);
        span.end = at.end.max(span.end);
        if open(&whole) <= 0 {
            return Some((span, whole));
        }
    }
    None
}

/// The number of unclosed brackets.
fn open(text: &str) -> i64 {
    text.chars().fold(0, |open, one| match one {
        '(' | '<' => open + 1,
        ')' | '>' => open - 1,
        _ => open,
    })
}
