//! The layout of YAML: a value is on one line if it fits, and in block style otherwise.

use super::scalar::{is_printable, scalar};
use super::{Entries, Yaml};

/// The preferred line width, in characters.
const WIDTH: usize = 120;

/// Writes a file. Top-level tables have an empty line before them.
pub(crate) fn document(head: &str, entries: &Entries) -> String {
    let mut out = head.to_owned();
    for (key, value) in entries {
        let mut text = String::new();
        entry(&mut text, 0, key, value);
        if text.lines().count() > 1 && !out.is_empty() && key != "doc" {
            out.push('\n');
        }
        out.push_str(&text);
    }
    out
}

fn spaces(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

fn entry(out: &mut String, indent: usize, key: &str, value: &Yaml) {
    spaces(out, indent);
    let key = scalar(key, false);
    out.push_str(&key);
    out.push(':');
    block(out, indent, indent + key.chars().count() + 2, value);
}

/// Writes a value after `key:` or, as an item, after `-`. `column` is where a value on the same line starts.
fn block(out: &mut String, indent: usize, column: usize, value: &Yaml) {
    let room = WIDTH.saturating_sub(column);
    if let Some(text) = inline(value, room) {
        if !text.is_empty() {
            out.push(' ');
            out.push_str(&text);
        }
        out.push('\n');
        return;
    }
    match value {
        Yaml::Map(entries) | Yaml::Block(entries) => {
            out.push('\n');
            for (key, value) in entries {
                entry(out, indent + 2, key, value);
            }
        }
        Yaml::List(items) => {
            out.push('\n');
            for one in items {
                item(out, indent + 2, one);
            }
        }
        Yaml::Text(text) if text.ends_with('\n') => {
            out.push_str(" |\n");
            lines(out, indent + 2, text.lines());
        }
        Yaml::Text(text) => {
            out.push_str(" >-\n");
            let folded = fold(text, WIDTH.saturating_sub(indent + 2));
            lines(out, indent + 2, folded.iter().map(String::as_str));
        }
        Yaml::Absent | Yaml::Plain(_) => out.push('\n'),
    }
}

fn lines<'t>(out: &mut String, indent: usize, lines: impl Iterator<Item = &'t str>) {
    for line in lines {
        if !line.is_empty() {
            spaces(out, indent);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Writes an item of a list: the content after the dash is indented like a value after a key.
fn item(out: &mut String, indent: usize, value: &Yaml) {
    let mut text = String::new();
    match value {
        Yaml::Map(entries) | Yaml::Block(entries) if inline(value, WIDTH.saturating_sub(indent + 2)).is_none() => {
            for (key, value) in entries {
                entry(&mut text, indent + 2, key, value);
            }
        }
        Yaml::List(items) if inline(value, WIDTH.saturating_sub(indent + 2)).is_none() => {
            for one in items {
                item(&mut text, indent + 2, one);
            }
        }
        _ => {
            spaces(out, indent);
            out.push('-');
            return block(out, indent, indent + 2, value);
        }
    }
    spaces(out, indent);
    out.push_str("- ");
    out.push_str(text.trim_start_matches(' '));
}

/// The value on one line, if that is possible in `room` characters.
fn inline(value: &Yaml, room: usize) -> Option<String> {
    match value {
        Yaml::Absent => Some(String::new()),
        Yaml::Plain(text) => Some(text.clone()),
        Yaml::Text(text) => {
            let long = text.chars().count() > room;
            if is_literal(text) || long && is_foldable(text) { None } else { Some(scalar(text, false)) }
        }
        Yaml::Block(entries) if entries.is_empty() => Some("{}".to_owned()),
        Yaml::Block(_) => None,
        Yaml::List(_) | Yaml::Map(_) => bracketed(value).filter(|text| text.chars().count() <= room),
    }
}

/// The value in flow style inside brackets, if that is possible.
fn bracketed(value: &Yaml) -> Option<String> {
    match value {
        Yaml::Absent => Some(String::new()),
        Yaml::Plain(text) => Some(text.clone()),
        Yaml::Text(text) if text.contains('\n') => None,
        Yaml::Text(text) => Some(scalar(text, true)),
        Yaml::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(bracketed).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Yaml::Map(entries) => {
            let entries: Option<Vec<String>> = entries.iter().map(pair).collect();
            Some(format!("{{{}}}", entries?.join(", ")))
        }
        Yaml::Block(entries) => entries.is_empty().then(|| "{}".to_owned()),
    }
}

/// An entry in flow style. Keys with a `?` are not possible, since some readers reject them there.
fn pair((key, value): &(String, Yaml)) -> Option<String> {
    if key.ends_with('?') {
        return None;
    }
    Some(format!("{}: {}", scalar(key, true), bracketed(value)?))
}

/// Returns whether a literal block scalar preserves several lines exactly.
fn is_literal(text: &str) -> bool {
    let Some(body) = text.strip_suffix('\n') else { return false };
    !body.is_empty() && !body.ends_with('\n') && !body.starts_with([' ', '\t', '\n']) && body.chars().all(is_printable)
}

/// Returns whether a folded block scalar preserves one line exactly: single spaces, none at the ends.
fn is_foldable(text: &str) -> bool {
    let spaced = text.contains(' ') && !text.contains("  ") && !text.starts_with([' ', '#']) && !text.ends_with(' ');
    spaced && text.chars().all(|one| is_printable(one) && !matches!(one, '\n' | '\t'))
}

/// Breaks a line at spaces.
fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
