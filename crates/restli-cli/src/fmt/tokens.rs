//! The tokens of a YAML file: its texts, as the parser finds them, and what stands between them.

use restli_schema::document::{Key, Node, Value};

use crate::same::tree;

/// A token: its kind and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text, with or without quotes.
    Scalar,
    /// A text in a block, from its `|` or `>` to the end of its last line, without its line feed.
    Block,
    /// A comment up to the end of its line.
    Comment,
    /// `{` or `[`.
    Open,
    /// `}` or `]`.
    Close,
    Comma,
    Colon,
    /// `-` before an item.
    Dash,
    /// The end of a line.
    LineFeed,
}

/// A file that cannot be laid out: the offset of the reason, and the reason.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refused(pub(super) usize, pub(super) &'static str);

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Refused> {
    let document = tree(text).ok_or(Refused(0, "it is no YAML"))?;
    let mut starts = Vec::new();
    scalars(&document.root, &mut starts);
    let mut starts = starts.into_iter().peekable();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let (kind, end) = if let Some((start, end)) = starts.next_if(|(start, _)| *start <= at) {
            if start != at || end <= start {
                return Err(Refused(at, "a text begins in an unexpected place"));
            }
            (Kind::Scalar, scalar_end(text, start, end)?)
        } else if sign == '|' || sign == '>' {
            let end =
                block_end(text, at).ok_or(Refused(at, "a text in a block that is empty, or that says its indentation, is not laid out"))?;
            // Its place is that of its content.
            if starts.next_if(|(start, _)| at < *start && *start <= end).is_none() {
                return Err(Refused(at, "a text begins in an unexpected place"));
            }
            (Kind::Block, end)
        } else {
            let kind = match sign {
                ' ' | '\t' => None,
                '\n' => Some(Kind::LineFeed),
                '#' => Some(Kind::Comment),
                '{' | '[' => Some(Kind::Open),
                '}' | ']' => Some(Kind::Close),
                ',' => Some(Kind::Comma),
                ':' => Some(Kind::Colon),
                '-' if text.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with([' ', '\n'])) => Some(Kind::Dash),
                _ => return Err(Refused(at, "a sign stands there that is not laid out, such as `?` before a key or the mark `---`")),
            };
            let Some(kind) = kind else {
                at += 1;
                continue;
            };
            (kind, if kind == Kind::Comment { line_end(text, at) } else { at + 1 })
        };
        tokens.push(Token { kind, start: at, end });
        at = end;
    }
    match starts.next() {
        None => Ok(tokens),
        Some((start, _)) => Err(Refused(start, "a text begins in an unexpected place")),
    }
}

/// Collects the places of all texts, in their order.
fn scalars(node: &Node, places: &mut Vec<(usize, usize)>) {
    match &node.value {
        Value::Scalar(_) if node.is_absent() => {}
        Value::Scalar(_) => places.push((node.span.start as usize, node.span.end as usize)),
        Value::Seq(items) => items.iter().for_each(|item| scalars(item, places)),
        Value::Map(entries) => {
            for (Key { span, .. }, value) in entries {
                places.push((span.start as usize, span.end as usize));
                scalars(value, places);
            }
        }
    }
}

/// The end of the text at a place, without blanks behind it.
fn scalar_end(text: &str, start: usize, end: usize) -> Result<usize, Refused> {
    let written = text.get(start..end).unwrap_or_default().trim_end();
    let is_whole = match written.chars().next() {
        Some(quote @ ('"' | '\'')) => written.len() > 1 && written.ends_with(quote),
        first => first.is_some(),
    };
    if is_whole { Ok(start + written.len()) } else { Err(Refused(start, "a text ends in an unexpected place")) }
}

/// The end of a block text whose sign stands at an offset: that of its last line with content or, where the blank lines behind it are kept, with
/// these. `None` if its indentation is not that of its first line.
fn block_end(text: &str, start: usize) -> Option<usize> {
    let header = line_end(text, start);
    let sign = text.get(start..header)?;
    let outer = outer_column(text, start)?;
    if indicators(sign).any(|one| one.is_ascii_digit()) {
        return None;
    }
    let (mut end, mut at, mut indent) = (header, header, None);
    while at < text.len() {
        let next = line_end(text, at + 1);
        let line = text.get(at + 1..next)?;
        let depth = line.len() - line.trim_start_matches(' ').len();
        if depth == line.len() {
            end = if keeps(sign) { next } else { end };
        } else if depth > outer && depth >= *indent.get_or_insert(depth) {
            end = next;
        } else {
            break;
        }
        at = next;
    }
    indent.map(|_| end)
}

/// The column of the key or dash whose value begins at an offset of a line.
fn outer_column(text: &str, at: usize) -> Option<usize> {
    let line = text.get(..at)?.rsplit('\n').next()?;
    let content = line.trim_start_matches([' ', '-']);
    // Behind the last dash stands a key, or the value itself.
    Some(if content.is_empty() { line.rfind('-')? } else { line.len() - content.len() })
}

/// The signs behind that of a block text.
fn indicators(header: &str) -> impl Iterator<Item = char> {
    header.chars().skip(1).take_while(|one| "+-0123456789".contains(*one))
}

/// Returns whether a block text keeps the blank lines behind it.
pub(super) fn keeps(header: &str) -> bool {
    indicators(header).any(|one| one == '+')
}

/// The end of the line of an offset, without its line feed.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |found| at + found)
}
