//! The edits of a file that make a problem go away, from the advice of the problem.

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Node, Value};
use crate::help::Fix;
use crate::source::{Span, saturate};

/// A text in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The place of the text that goes.
    pub span: Span,
    /// The text that comes.
    pub text: String,
}

/// The edit that the advice on a problem describes; `None` if a program cannot make it. `document` is the file of the problem, `None` if it
/// does not parse, and `text` its text.
#[must_use]
pub fn edit(problem: &Diagnostic, document: Option<&Document>, text: &str) -> Option<Edit> {
    let fix = problem.help.as_ref()?.fix.as_ref()?;
    let span = problem.span;
    Some(match fix {
        Fix::Write(new) => Edit { span, text: new.clone() },
        Fix::WriteAt(place, new) => Edit { span: *place, text: new.clone() },
        Fix::WriteValue(new) => {
            let node = document.and_then(|document| value_at(&document.root, span));
            Edit { span: node.map_or(span, |node| with_first_dash(node, text)), text: new.clone() }
        }
        Fix::WriteWhole(new) => Edit { span: text_around(&document?.root, span)?, text: new.clone() },
        Fix::WriteEntry(new) => Edit { span: entry_around(&document?.root, span, text)?, text: new.clone() },
        Fix::WriteUnder(key, new) => Edit { span: named(&document?.root, span)?.get(key)?.span, text: new.clone() },
        Fix::Remove => Edit { span: removed(&document?.root, span, text)?, text: String::new() },
    })
}

/// The value whose place this is: the outermost one, since a mapping in block style has the place of its first entry.
fn value_at(node: &Node, span: Span) -> Option<&Node> {
    if node.span == span {
        return Some(node);
    }
    let values = node.entries().iter().map(|(_, value)| value);
    values.chain(node.items()).find_map(|value| value_at(value, span))
}

/// The mapping whose name begins where a span does: the key before it, or a text in it, as that of `product`.
fn named(node: &Node, span: Span) -> Option<&Node> {
    for (key, value) in node.entries() {
        if key.span.start == span.start {
            return Some(value);
        }
        if value.span.start == span.start && value.text().is_some() {
            return Some(node);
        }
    }
    node.entries().iter().map(|(_, value)| value).chain(node.items()).find_map(|value| named(value, span))
}

/// The place of the entry of which a span is the key or the begin of the value, to the end of the span at least.
fn entry_around(node: &Node, span: Span, text: &str) -> Option<Span> {
    let entry = node.entries().iter().find(|(key, value)| key.span.start == span.start || value.span.start == span.start);
    if let Some((key, value)) = entry {
        return Some(Span { end: extent(value, text).end.max(key.span.end).max(span.end), ..key.span });
    }
    let values = node.entries().iter().map(|(_, value)| value);
    values.chain(node.items()).find_map(|value| entry_around(value, span, text))
}

/// The place of the text that a span lies in.
fn text_around(node: &Node, span: Span) -> Option<Span> {
    if let Value::Scalar(_) = &node.value {
        return (node.span.start <= span.start && span.end <= node.span.end && !node.is_absent()).then_some(node.span);
    }
    let values = node.entries().iter().map(|(_, value)| value);
    values.chain(node.items()).find_map(|value| text_around(value, span))
}

/// The place of a whole value, closing bracket included.
#[must_use]
pub fn extent(node: &Node, text: &str) -> Span {
    let last = match &node.value {
        Value::Scalar(_) => return node.span,
        Value::Seq(items) => items.last().map(|item| extent(item, text).end),
        Value::Map(entries) => entries.last().map(|(key, value)| extent(value, text).end.max(key.span.end)),
    };
    let end = last.unwrap_or(node.span.start + 1).max(node.span.start);
    let Some(closing) = closing(node, text) else { return Span { end, ..node.span } };
    let behind = text.get(end as usize..).unwrap_or_default();
    let end = behind.find(closing).map_or(end, |at| end.saturating_add(saturate(at + 1)));
    Span { end, ..node.span }
}

/// The place of a whole value, and of the dash before the first item of a list in block style.
fn with_first_dash(node: &Node, text: &str) -> Span {
    let whole = extent(node, text);
    let before = text.get(..whole.start as usize).unwrap_or_default().trim_end_matches(' ');
    let is_block = matches!(node.value, Value::Seq(_)) && closing(node, text).is_none();
    let dash = before.strip_suffix('-').filter(|_| is_block);
    dash.map_or(whole, |before| Span { start: saturate(before.len()), ..whole })
}

/// The closing bracket of a collection; `None` in block style.
fn closing(node: &Node, text: &str) -> Option<char> {
    match (text.get(node.span.start as usize..)?.chars().next()?, &node.value) {
        ('[', Value::Seq(_)) => Some(']'),
        ('{', Value::Map(_)) => Some('}'),
        _ => None,
    }
}

/// The place of the entry or item that a span lies in, with what divides it from the next. `None` if nothing would be left of what holds it.
fn removed(node: &Node, span: Span, text: &str) -> Option<Span> {
    let places: Vec<Span> = match &node.value {
        Value::Scalar(_) => return None,
        Value::Seq(items) => items.iter().map(|item| extent(item, text)).collect(),
        Value::Map(entries) => {
            let whole = |(key, value): &(crate::document::Key, Node)| Span { end: extent(value, text).end.max(key.span.end), ..key.span };
            entries.iter().map(whole).collect()
        }
    };
    let at = places.iter().position(|place| place.start <= span.start && span.start < place.end.max(place.start + 1))?;
    let place = *places.get(at)?;
    let inner = match &node.value {
        Value::Seq(items) => items.get(at).and_then(|item| removed(item, span, text)),
        Value::Map(entries) => {
            entries.get(at).filter(|(key, _)| key.span.start != span.start).and_then(|(_, value)| removed(value, span, text))
        }
        Value::Scalar(_) => None,
    };
    if inner.is_some() {
        return inner;
    }
    if places.len() < 2 {
        return None;
    }
    let next = places.get(at + 1);
    if closing(node, text).is_some() {
        let before = at.checked_sub(1).and_then(|before| places.get(before));
        return Some(match (next, before) {
            (Some(next), _) => Span { end: next.start, ..place },
            (None, Some(before)) => Span { start: before.end, ..place },
            (None, None) => place,
        });
    }
    let line = |offset: u32| text.get(..offset as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| saturate(at + 1));
    let after = |offset: u32| {
        let behind = text.get(offset as usize..).and_then(|behind| behind.find('\n'));
        behind.map_or(saturate(text.len()), |at| offset.saturating_add(saturate(at + 1)))
    };
    // The first entry of a mapping that is an item stands behind the dash.
    let own_line = text.get(line(place.start) as usize..place.start as usize)?;
    let starts_line =
        own_line.trim_start_matches(['-', ' ']).is_empty() && (matches!(node.value, Value::Seq(_)) || own_line.trim().is_empty());
    Some(match next {
        _ if starts_line => Span { start: line(place.start), end: next.map_or_else(|| after(place.end), |next| line(next.start)), ..place },
        Some(next) => Span { end: next.start, ..place },
        None => place,
    })
}
