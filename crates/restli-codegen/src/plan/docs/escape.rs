//! Prose of a schema as Markdown of rustdoc that shows what is written.

use std::fmt::Write as _;

/// Escapes schema text for rustdoc: brackets and angle brackets outside code become text, bare addresses become links.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let (prose, code) = rest.split_at(start);
        escape_prose(prose, &mut out);
        let inner = code.trim_start_matches('`');
        let marks = code.len() - inner.len();
        let (code, behind) = code.split_at(end_of_code(inner, marks).map_or(marks, |end| marks + end));
        if code.len() > marks {
            out.push_str(code);
        } else {
            code.chars().for_each(|mark| out.extend(['\\', mark]));
        }
        rest = behind;
    }
    escape_prose(rest, &mut out);
    out
}

/// The end of the code that so many marks have opened, behind as many marks.
fn end_of_code(text: &str, marks: usize) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find('`')?;
        let rest = text.get(at..)?;
        let found = rest.len() - rest.trim_start_matches('`').len();
        at += found;
        if found == marks {
            return Some(at);
        }
    }
}

fn escape_prose(text: &str, out: &mut String) {
    for word in text.split_inclusive(char::is_whitespace) {
        let mut rest = word;
        while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
            let (before, address) = rest.split_at(start);
            let end = address.find(|one: char| one.is_whitespace() || matches!(one, '<' | '>' | '"')).unwrap_or(address.len());
            let end = address.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ')', ']']).len();
            let (address, behind) = address.split_at(end);
            escape_word(before, out);
            let _ = write!(out, "<{address}>");
            rest = behind;
        }
        escape_word(rest, out);
    }
}

fn escape_word(word: &str, out: &mut String) {
    for c in word.chars() {
        if matches!(c, '[' | ']' | '<' | '>' | '*' | '\\') || (c == '_' && word.starts_with('_')) {
            out.push('\\');
        }
        out.push(c);
    }
}
