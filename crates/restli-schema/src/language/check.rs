//! The structural check of a document against the tables: keys, kinds of values, words, numbers.

use super::shape::{Choice, Limit, Shape, Value, Word};
use super::tables::{API, INLINE_UNION, PRODUCT};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{self, Node};
use crate::literal;
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// Checks a file's content against the shape of an API or a product, and reports everything that is wrong.
/// Returns the texts under `source:`, with their places: only the table of `api.yaml` can say whether they are declared.
pub fn check(root: &Node, shape: &'static Shape, problems: &mut Diagnostics) -> Vec<(String, Span)> {
    let mut check = Check { root: shape.name, problems, sources: Vec::new() };
    check.shape(root, shape, root.span.head());
    check.sources
}

struct Check<'a> {
    root: &'static str,
    problems: &'a mut Diagnostics,
    sources: Vec<(String, Span)>,
}

impl Check<'_> {
    /// `owner` is the key that holds the value, for problems of what is not there.
    fn value(&mut self, node: &Node, value: &'static Value, owner: Span) {
        match value {
            Value::Any => {}
            Value::Text => self.text(node, "a text"),
            Value::Words(words) => self.word(node, words),
            Value::Bool => self.literal(node, "`true` or `false`", |text| matches!(text, "true" | "false")),
            Value::Whole => self.literal(node, "a whole number", |text| literal::whole(text).is_some()),
            Value::Integer => self.literal(node, "a whole number", |text| text.parse::<i64>().is_ok()),
            Value::Date => self.literal(node, "a date such as 2026-07-31", literal::is_date),
            Value::Source => self.source(node),
            Value::Typed(shape) if is_long_form(node) => self.shape(node, shape, owner),
            Value::Type | Value::Typed(_) => self.type_(node, owner),
            Value::List(item) => self.list(node, item, owner),
            Value::Table { names, value, empty } => self.table(node, names, value, *empty),
            Value::Pair(value) => self.pair(node, value),
            Value::Map(shape) => self.shape(node, shape, owner),
            Value::Pick { choices, otherwise } => self.shape(node, pick(node, choices, otherwise), owner),
            Value::Either(values) => match values.iter().find(|value| accepts(value, node)) {
                Some(value) => self.value(node, value, owner),
                None => self.kind(node, &kinds(values)),
            },
        }
    }

    fn kind(&mut self, node: &Node, expected: &str) {
        let found = kind_of(node);
        self.problems.push(
            Diagnostic::error(rules::WRONG_KIND, node.span, format!("expected {expected}, found {found}"))
                .label(format!("this is {found}")),
        );
    }

    fn text(&mut self, node: &Node, expected: &str) {
        if node.text().is_none() {
            self.kind(node, expected);
        }
    }

    fn source(&mut self, node: &Node) {
        match node.text() {
            Some(text) => self.sources.push((text.to_owned(), node.span)),
            None => self.kind(node, "a text"),
        }
    }

    fn literal(&mut self, node: &Node, expected: &str, valid: impl Fn(&str) -> bool) {
        let Some(text) = node.text() else { return self.kind(node, expected) };
        if valid(text) {
            return;
        }
        let mut problem = Diagnostic::error(rules::MALFORMED, node.span, format!("expected {expected}, found `{text}`"));
        if expected.contains("true") && matches!(text.to_lowercase().as_str(), "yes" | "no" | "on" | "off" | "true" | "false") {
            let yes = matches!(text.to_lowercase().as_str(), "yes" | "on" | "true");
            problem = problem.help(format!("write `{yes}`"));
        } else if expected.contains("number") {
            problem = problem.help(match digits(text) {
                None => "write it in digits".to_owned(),
                Some(digits) => format!("write digits only, as in `{digits}`"),
            });
        }
        self.problems.push(problem);
    }

    fn word(&mut self, node: &Node, words: &'static [Word]) {
        let Some(text) = node.text() else { return self.kind(node, "a word") };
        if words.iter().any(|word| word.word == text) {
            return;
        }
        let names = words.iter().map(|word| word.word);
        let message = format!("`{text}` is not one of {}", suggest::list(names.clone()));
        let mut problem = Diagnostic::error(rules::UNKNOWN_WORD, node.span, message);
        if let Some(near) = restli_core::suggest::nearest(text, names) {
            problem = problem.help(format!("did you mean `{near}`?"));
        }
        self.problems.push(problem);
    }

    fn list(&mut self, node: &Node, item: &'static Value, owner: Span) {
        let document::Value::Seq(items) = &node.value else {
            return self.kind(node, "a list");
        };
        for one in items {
            if one.is_absent() && !matches!(item, Value::Any) {
                self.absent(one.span, owner, "an item of this list is empty");
            } else {
                self.value(one, item, one.span);
            }
        }
    }

    fn absent(&mut self, at: Span, owner: Span, message: &str) {
        let at = if at.start == at.end { owner } else { at };
        self.problems.push(Diagnostic::error(rules::NO_VALUE, at, message).help("give it a value or remove it"));
    }

    fn table(&mut self, node: &Node, names: &'static str, value: &'static Value, empty: bool) {
        let document::Value::Map(entries) = &node.value else {
            return self.kind(node, &format!("a mapping from {names}"));
        };
        for (key, one) in entries {
            if !one.is_absent() {
                self.value(one, value, key.span);
            } else if !empty {
                let help = match value {
                    Value::Pick { .. } => "describe it; a record without fields is `{fields: {}}`",
                    Value::Typed(_) => "give it a type",
                    _ => "give it a value or remove it",
                };
                self.problems.push(Diagnostic::error(rules::NO_VALUE, key.span, format!("`{}` has no value", key.text)).help(help));
            }
        }
    }

    fn pair(&mut self, node: &Node, value: &'static Value) {
        match node.entries() {
            [(key, one)] if !one.is_absent() => self.value(one, value, key.span),
            [(key, _)] => self.absent(key.span, key.span, &format!("`{}` has no value", key.text)),
            _ => self.kind(node, "a mapping with exactly one key"),
        }
    }

    fn type_(&mut self, node: &Node, owner: Span) {
        match &node.value {
            document::Value::Scalar(_) => self.text(node, "a type"),
            document::Value::Seq(items) => match items.as_slice() {
                [item] => self.type_(item, owner),
                _ => self.problems.push(
                    Diagnostic::error(rules::WRONG_KIND, node.span, "an array type holds exactly one type")
                        .help("write `[T]`; for a value of one of several types declare a union under `types`"),
                ),
            },
            document::Value::Map(entries) => match entries.as_slice() {
                [(key, value)] if key.text == "string" => self.type_(value, key.span),
                _ if node.key("union").is_some() => self.shape(node, &INLINE_UNION, owner),
                [(key, _)] if key.text != "type" => self.problems.push(
                    Diagnostic::error(rules::WRONG_KIND, key.span, "the keys of a map are always `string`")
                        .help(format!("write `{{string: T}}` in place of `{{{}: T}}`", key.text)),
                ),
                _ => self.problems.push(
                    Diagnostic::error(rules::WRONG_KIND, node.span, "expected a type, found a mapping")
                        .help("a type is a text, `[T]`, `{string: T}` or `{union: ...}`; what else there is to say stands beside `type:`"),
                ),
            },
        }
    }

    fn shape(&mut self, node: &Node, shape: &'static Shape, owner: Span) {
        let document::Value::Map(entries) = &node.value else {
            return self.kind(node, &format!("a mapping that describes {}", article(shape.name)));
        };
        for (key, value) in entries {
            match shape.entries().find(|entry| entry.key == key.text) {
                None => self.unknown(&key.text, key.span, shape),
                Some(entry) if !value.is_absent() => self.value(value, &entry.value, key.span),
                Some(entry) if entry.required => {
                    let problem = Diagnostic::error(rules::NO_VALUE, key.span, format!("`{}` has no value", key.text));
                    self.problems.push(problem.help(entry.doc));
                }
                Some(_) => {}
            }
        }
        for entry in shape.entries().filter(|entry| entry.required && node.key(entry.key).is_none() && !misspelt(node, shape, entry.key)) {
            let message = format!("{} needs the key `{}`", article(shape.name), entry.key);
            self.problems.push(Diagnostic::error(rules::MISSING_KEY, owner, message).help(format!("`{}`: {}", entry.key, entry.doc)));
        }
        for limit in shape.limits {
            self.limit(node, limit, shape, owner);
        }
    }

    fn unknown(&mut self, key: &str, span: Span, shape: &'static Shape) {
        let message = format!("{} has no key `{key}`", article(shape.name));
        let names: Vec<&str> = shape.entries().map(|entry| entry.key).collect();
        let elsewhere = |other: &'static Shape| shape.name == self.root && other.entries().any(|entry| entry.key == key);
        let help = if elsewhere(&API) {
            format!("`{key}` belongs into `api.yaml`")
        } else if elsewhere(&PRODUCT) {
            format!("`{key}` belongs into the file of a product")
        } else if let Some(near) = restli_core::suggest::nearest(key, names.iter().copied()) {
            format!("did you mean `{near}`?")
        } else {
            format!("known are {}", suggest::list(names))
        };
        self.problems.push(Diagnostic::error(rules::UNKNOWN_KEY, span, message).help(help));
    }

    fn limit(&mut self, node: &Node, limit: &'static Limit, shape: &'static Shape, owner: Span) {
        match limit {
            Limit::AtMostOne(keys) => {
                let mut there = node.entries().iter().map(|(key, _)| key).filter(|key| keys.contains(&key.text.as_str()));
                if let (Some(first), Some(second)) = (there.next(), there.next()) {
                    let message = format!("`{}` and `{}` exclude each other", first.text, second.text);
                    self.problems.push(
                        Diagnostic::error(rules::EXCLUSIVE, second.span, message)
                            .also(first.span, "stands here already")
                            .help(format!("keep one of {}", suggest::list(keys.iter().copied()))),
                    );
                }
            }
            Limit::AtLeastOne(keys) => {
                if !keys.iter().any(|key| node.key(key).is_some() || misspelt(node, shape, key)) {
                    let message = format!("{} needs {}", article(shape.name), suggest::either(keys.iter().copied()));
                    self.problems.push(Diagnostic::error(rules::MISSING_KEY, owner, message).help("add one of them"));
                }
            }
        }
    }
}

/// Returns whether a misspelt key explains the missing one, so that the mistake is reported once.
fn misspelt(node: &Node, shape: &'static Shape, key: &str) -> bool {
    let names = || shape.entries().map(|entry| entry.key);
    let unknown = node.entries().iter().map(|(key, _)| key.text.as_str()).filter(|key| names().all(|name| name != *key));
    unknown.into_iter().any(|unknown| restli_core::suggest::nearest(unknown, names()) == Some(key))
}

/// The number that was meant, written in digits: `1_000`, `1,000`, `2026-01`, `16 bytes`.
fn digits(text: &str) -> Option<String> {
    let number = text.split_once(' ').filter(|(_, unit)| unit.chars().all(char::is_alphabetic)).map_or(text, |(number, _)| number);
    let digits: String = number.chars().filter(|one| !matches!(one, '_' | ',' | '-' | ' ' | '\'')).collect();
    literal::whole(&digits).is_some().then_some(digits)
}

/// The shape of a mapping that shows in one of its keys.
pub(super) fn pick(node: &Node, choices: &'static [Choice], otherwise: &'static Shape) -> &'static Shape {
    choices.iter().find(|choice| node.key(choice.key).is_some()).map_or(otherwise, |choice| choice.shape)
}

/// A value in a type's place is the long form: a mapping that is neither a map type nor a bare union.
pub(crate) fn is_long_form(node: &Node) -> bool {
    match node.entries() {
        [] => matches!(node.value, document::Value::Map(_)),
        [(key, _)] => key.text != "string",
        _ => true,
    }
}

fn accepts(value: &Value, node: &Node) -> bool {
    match &node.value {
        document::Value::Scalar(_) => matches!(
            value,
            Value::Text
                | Value::Words(_)
                | Value::Bool
                | Value::Whole
                | Value::Integer
                | Value::Date
                | Value::Source
                | Value::Any
                | Value::Type
                | Value::Typed(_)
        ),
        document::Value::Seq(_) => matches!(value, Value::List(_) | Value::Any | Value::Type | Value::Typed(_)),
        document::Value::Map(_) => matches!(
            value,
            Value::Table { .. } | Value::Pair(_) | Value::Map(_) | Value::Pick { .. } | Value::Any | Value::Type | Value::Typed(_)
        ),
    }
}

fn kinds(values: &'static [Value]) -> String {
    let names: Vec<&str> = values
        .iter()
        .map(|value| match value {
            Value::List(_) => "a list",
            Value::Table { .. } | Value::Pair(_) | Value::Map(_) | Value::Pick { .. } => "a mapping",
            Value::Type | Value::Typed(_) => "a type",
            _ => "a text",
        })
        .collect();
    names.join(" or ")
}

fn kind_of(node: &Node) -> &'static str {
    match &node.value {
        document::Value::Scalar(_) if node.is_absent() => "nothing",
        document::Value::Scalar(_) => "a text",
        document::Value::Seq(_) => "a list",
        document::Value::Map(_) => "a mapping",
    }
}

fn article(name: &str) -> String {
    let name = name.replace('_', " ");
    match name.as_str() {
        "rules" | "methods" | "headers" | "needs" | "uploads" => format!("`{name}`"),
        "api" => "an API".to_owned(),
        "oauth" => "`oauth`".to_owned(),
        "media" => "a media rule".to_owned(),
        "urn" => "a URN".to_owned(),
        "paging" => "`paging`".to_owned(),
        "union" => "a union".to_owned(),
        _ if name.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {name}"),
        _ => format!("a {name}"),
    }
}
