//! The check of values that are one text.

use restli_core::{Day, Sunset};

use super::Check;
use crate::characters;
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::help::Help;
use crate::language::notation::{self, Notation};
use crate::language::shape::{Value, Word};
use crate::language::{numbers, words};
use crate::literal;
use crate::rules;
use crate::source::Span;
use crate::suggest;

impl Check<'_> {
    pub(super) fn text(&mut self, node: &Node, value: &Value, expected: &str) {
        if node.text().is_none() {
            self.kind(node, expected, value);
        }
    }

    pub(super) fn written(&mut self, node: &Node, value: &Value, notation: &Notation) {
        match node.text() {
            Some(text) => self.notation(text, node.span, notation),
            None => self.kind(node, "a text", value),
        }
    }

    pub(super) fn notation(&mut self, text: &str, span: Span, notation: &Notation) {
        if let Some((_, one)) = characters::first(text) {
            self.problems.push(characters::problem(one, span));
        } else if !(notation.fits)(text) {
            let stray = notation::stray(text).map(|sign| format!("an address has no {sign}: remove it; in a path it is percent-encoded"));
            // A domain with all below it begins with a dot.
            let domain = || text.strip_prefix('*').filter(|domain| (notation.fits)(domain)).map(Help::write);
            let help = stray.map(Help::from).or_else(domain).unwrap_or_else(|| notation.help.into());
            self.problems.error(notation.rule, span, format!("`{text}` is not {}", notation.what), help);
        }
    }

    pub(super) fn literal(&mut self, node: &Node, expected: &str, valid: impl Fn(&str) -> bool) {
        let Some(text) = node.text() else { return self.kind(node, expected, &Value::Text) };
        if !valid(text) {
            let help = advice(text, expected);
            let problem = Diagnostic::error(rules::MALFORMED, node.span, format!("expected {expected}, found `{text}`"));
            self.problems.push(Diagnostic { help, ..problem });
        }
    }

    pub(super) fn number(&mut self, node: &Node, least: u64, most: u64) {
        let Some(text) = node.text() else { return self.kind(node, "a number", &Value::Number { least, most }) };
        if !literal::whole(text).is_some_and(|number| (least..=most).contains(&number)) {
            let message = format!("expected {}, found `{text}`", numbers::range(least, most));
            self.problems.error(rules::MALFORMED, node.span, message, numbers::advice(text, least, most));
        }
    }

    /// Checks a word, in place of which a value of one of the other `forms` may stand.
    pub(super) fn word(&mut self, node: &Node, words: &'static [Word], forms: &'static [Value]) {
        let Some(text) = node.text() else { return self.kind(node, "a word", &Value::Words(words)) };
        if words.iter().any(|word| word.word == text) {
            return;
        }
        let message = if words.len() > words::MANY {
            format!("`{text}` is none of the {} words that stand here", words.len())
        } else {
            format!("`{text}` is not one of {}", suggest::list(words.iter().map(|word| word.word)))
        };
        self.problems.error(rules::UNKNOWN_WORD, node.span, message, words::word(text, words, forms));
    }
}

/// Advice on a text that is no truth value or number, or not a day.
fn advice(text: &str, expected: &str) -> Option<Help> {
    if let Some(month) = Sunset::parse(text).filter(|_| expected.starts_with("a date")) {
        return Some(Help::written("write a day of that month, such as", format!("{month}-01")));
    }
    if let Some(day) = day(text).filter(|_| expected.starts_with("a date")) {
        return Some(Help::write(day));
    }
    if expected.contains("number") {
        return Some(numbers::meant(text).map_or_else(|| Help::from("write digits only"), |number| Help::write(number.to_string())));
    }
    let advice = match text.to_lowercase().as_str() {
        "yes" | "on" | "true" => Help::write("true"),
        "no" | "off" | "false" => Help::write("false"),
        _ => "write one of the two, or remove the key".into(),
    };
    expected.contains("true").then_some(advice)
}

/// The day that was meant by `15.02.2027`, `2027/02/15` or `20270215`. A day before or behind its month with slashes may be either.
fn day(text: &str) -> Option<String> {
    let (year, rest) = text.split_at_checked(4)?;
    let parts: Vec<&str> = text.split(['.', '/']).collect();
    let written = match *parts.as_slice() {
        [day, month, year] if year.len() == 4 && !text.contains('/') => format!("{year}-{month:0>2}-{day:0>2}"),
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [_] if text.len() == 8 => format!("{year}-{}-{}", rest.get(..2)?, rest.get(2..)?),
        _ => return None,
    };
    Day::parse(&written).map(|_| written)
}
