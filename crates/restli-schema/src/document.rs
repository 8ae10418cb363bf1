//! The tree of nodes of a YAML file with their spans, in file order, without interpretation.
//!
//! Texts stay as written: `NO`, `null`, `~` and `1e3` are text. Only an omitted value counts as absent.

mod offsets;

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::characters;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::rules;
use crate::source::{SourceMap, Span, saturate};
use crate::syntax;
use crate::work;

use offsets::Offsets;

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 4 << 20;
/// The longest scalar, in bytes.
pub const MAX_SCALAR: usize = 64 << 10;
/// The deepest nesting of mappings and sequences.
pub const MAX_DEPTH: usize = 48;
/// The most nodes in one file, keys included.
pub const MAX_NODES: usize = 200_000;

/// A parsed file.
#[derive(Clone, Debug)]
pub struct Document {
    /// Number of the file in the [`SourceMap`].
    pub file: u32,
    /// The content; an empty mapping if the file is empty.
    pub root: Node,
}

/// A value and its place. A mapping's or sequence's place is its opening bracket, or its first entry in block style.
#[derive(Clone, Debug)]
pub struct Node {
    /// The place.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A value as written.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text.
    Scalar(Scalar),
    /// A sequence.
    Seq(Vec<Node>),
    /// A mapping, in file order. Keys are unique.
    Map(Vec<(Key, Node)>),
}

/// A scalar as written.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// The text, escapes decoded.
    pub text: String,
    /// `true` if the scalar stood in quotes or in a block.
    pub quoted: bool,
    /// The offset of the text in the file, if the file holds it verbatim, without escapes or folding.
    pub verbatim: Option<u32>,
}

/// A key of a mapping.
#[derive(Clone, Debug)]
pub struct Key {
    /// The text.
    pub text: String,
    /// The place, quotes included.
    pub span: Span,
    /// `true` if the text stood in quotes.
    pub quoted: bool,
}

impl Node {
    /// The text, if the node is a scalar and not omitted.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) if scalar.quoted || !scalar.text.is_empty() => Some(&scalar.text),
            _ => None,
        }
    }

    /// Returns whether the value was omitted, as in `key:`.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if !scalar.quoted && scalar.text.is_empty())
    }

    /// Returns whether the value was omitted with the colon behind its key, as in `{key}`: it has the place of the key then.
    pub(crate) fn lacks_colon(&self, key: &Key) -> bool {
        self.is_absent() && self.span == key.span
    }

    /// The entries, if the node is a mapping; none otherwise.
    #[must_use]
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items, if the node is a sequence; none otherwise.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Seq(items) => items,
            _ => &[],
        }
    }

    /// The value of a key, if the node is a mapping with that key and the value is not omitted.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        work::steps(self.entries().len());
        self.entries().iter().find(|(name, _)| name.text == key).map(|(_, value)| value).filter(|value| !value.is_absent())
    }

    /// The key of that text, if the node is a mapping with that key, even if its value is omitted.
    #[must_use]
    pub fn key(&self, key: &str) -> Option<&Key> {
        work::steps(self.entries().len());
        self.entries().iter().map(|(name, _)| name).find(|name| name.text == key)
    }

    /// The place of a part of the node's text, in bytes from the start of the text. The place of the whole node if the file does not
    /// hold the text verbatim.
    #[must_use]
    pub fn part(&self, offset: usize, length: usize) -> Span {
        match &self.value {
            Value::Scalar(Scalar { verbatim: Some(start), .. }) => Span { start: *start, ..self.span }.part(offset, length),
            _ => self.span,
        }
    }
}

/// Parses one file; returns `None` if the file cannot be used.
///
/// Reports invisible characters, syntax errors, second documents, anchors, aliases, tags, merge keys, repeated keys, warnings that look
/// like text, and content beyond a limit of this module. Parsing stops at the first of these problems, except at a repeated key or a comment.
pub fn parse(sources: &SourceMap, file: u32, problems: &mut Diagnostics) -> Option<Document> {
    let span = Span { file, start: 0, end: 0 };
    let text = sources.file(span)?.text.as_str();
    if text.len() > MAX_BYTES {
        problems.push(
            Diagnostic::error(rules::TOO_BIG, span, format!("the file is larger than {} MiB", MAX_BYTES >> 20))
                .help("split it into several products"),
        );
        return None;
    }
    if let Some((at, one)) = characters::first(text) {
        let start = saturate(at);
        problems.push(characters::problem(one, Span { file, start, end: start + saturate(one.len_utf8()) }));
        return None;
    }
    let offsets = Offsets::new(text);
    let mut builder = Builder { file, text, offsets, stack: Vec::new(), root: None, nodes: 0, warnings: Vec::new(), problems };
    let root = builder.run(text)?;
    builder.problems.extend(builder.warnings);
    Some(Document { file, root })
}

/// A collection whose end is not reached yet.
enum Open {
    Seq(Span, Vec<Node>),
    Map { span: Span, entries: Vec<(Key, Node)>, key: Option<Key>, index: BTreeMap<String, Span> },
}

/// The largest mapping in which repeated keys are searched entry by entry.
const SMALL: usize = 12;

struct Builder<'a> {
    file: u32,
    text: &'a str,
    offsets: Offsets,
    stack: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    /// The warnings on warnings, which only a file that can be used is worth.
    warnings: Vec<Diagnostic>,
    problems: &'a mut Diagnostics,
}

impl Builder<'_> {
    fn run(&mut self, text: &str) -> Option<Node> {
        let mut parser = Parser::new_from_str(text);
        let mut documents = 0;
        while let Some(next) = parser.next_event() {
            work::steps(1);
            let (event, at) = match next {
                Ok(next) => next,
                Err(error) => return self.syntax(&error),
            };
            let span = self.span(at.start.index(), at.end.index());
            let step = match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        let message = "a second document starts here";
                        self.refuse(rules::SECOND_DOCUMENT, span, message, "one file holds one product: split it")
                    } else {
                        Some(())
                    }
                }
                Event::Alias(_) => self.sharing(span, "an alias"),
                Event::Scalar(_, _, anchor, tag) if anchor > 0 || tag.is_some() => {
                    self.marked(span, if anchor > 0 { "an anchor" } else { "a tag" })
                }
                Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) if anchor > 0 || tag.is_some() => {
                    self.marked(span, if anchor > 0 { "an anchor" } else { "a tag" })
                }
                Event::Scalar(text, style, _, _) => self.scalar(text.into_owned(), style, span),
                Event::SequenceStart(..) => self.open(span, |span| Open::Seq(span, Vec::new())),
                Event::MappingStart(..) => {
                    self.open(span, |span| Open::Map { span, entries: Vec::new(), key: None, index: BTreeMap::new() })
                }
                Event::SequenceEnd | Event::MappingEnd => self.close(),
                Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Some(()),
            };
            step?;
        }
        let empty = Node { span: Span { file: self.file, start: 0, end: 0 }, value: Value::Map(Vec::new()) };
        Some(self.root.take().filter(|root| !root.is_absent()).unwrap_or(empty))
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: self.offsets.byte(start), end: self.offsets.byte(end.max(start)) }
    }

    fn refuse<T>(&mut self, rule: &'static str, span: Span, message: impl Into<String>, help: &str) -> Option<T> {
        self.problems.push(Diagnostic::error(rule, span, message).help(help));
        None
    }

    fn syntax<T>(&mut self, error: &saphyr_parser::ScanError) -> Option<T> {
        let at = error.marker().index();
        let span = self.span(at, at + 1);
        if error.info().contains("recursion limit") {
            return self.refuse(rules::TOO_BIG, span, "nested too deeply", "name the inner parts under `types`");
        }
        if error.info().contains("unknown anchor") {
            return self.marked(span, "an alias").and(None);
        }
        let problem = syntax::problem(self.text, span, error.info(), &self.open_brackets());
        self.problems.push(problem);
        None
    }

    /// The places of the open brackets, outermost first.
    fn open_brackets(&self) -> Vec<Span> {
        let open = self.stack.iter().map(|open| match open {
            Open::Seq(span, _) | Open::Map { span, .. } => *span,
        });
        open.filter(|span| self.text.get(span.start as usize..).is_some_and(|text| text.starts_with(['[', '{']))).collect()
    }

    fn sharing(&mut self, span: Span, what: &str) -> Option<()> {
        let rest = self.text.get(span.end as usize..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let sign = self.text.get(span.start as usize..).and_then(|text| text.chars().next()).unwrap_or_default();
        if rest.starts_with(' ') && rest.trim().contains(' ') && rest.trim().starts_with(char::is_alphabetic) {
            let message = format!("no text without quotes begins with `{sign}`");
            return self.refuse(rules::SHARING, span, message, "put quotes around the text");
        }
        let message = format!("{what} is not part of the schema language");
        self.refuse(rules::SHARING, span, message, "write the value out, or name it: a type under `types`, a rule under `rules`")
    }

    fn marked(&mut self, span: Span, what: &str) -> Option<()> {
        let rest = self.text.get(span.start as usize..).unwrap_or_default();
        let word = rest.find(|one: char| one.is_whitespace() || "]},".contains(one)).unwrap_or(rest.len());
        let at = Span { end: span.start.saturating_add(saturate(word)), ..span };
        self.sharing(at, what)
    }

    fn count(&mut self, span: Span) -> Option<()> {
        self.nodes += 1;
        if self.nodes <= MAX_NODES {
            return Some(());
        }
        self.refuse(rules::TOO_BIG, span, format!("the file has more than {MAX_NODES} nodes"), "split it into several products")
    }

    fn open(&mut self, span: Span, make: impl FnOnce(Span) -> Open) -> Option<()> {
        self.count(span)?;
        if self.stack.len() >= MAX_DEPTH {
            let message = format!("nested more than {MAX_DEPTH} levels deep");
            return self.refuse(rules::TOO_BIG, span, message, "name the inner parts under `types`");
        }
        if let Some(Open::Map { key: None, .. }) = self.stack.last() {
            let help = "write a text there: a type of a map is `{string: T}`";
            return self.refuse(rules::COMPLEX_KEY, span, "a key must be a text", help);
        }
        self.stack.push(make(span));
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        let node = match self.stack.pop()? {
            Open::Seq(span, items) => Node { span, value: Value::Seq(items) },
            Open::Map { span, entries, .. } => Node { span, value: Value::Map(entries) },
        };
        self.place(node)
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, span: Span) -> Option<()> {
        self.count(span)?;
        if text.len() > MAX_SCALAR {
            let message = format!("the text has {} bytes, more than {MAX_SCALAR}", text.len());
            return self.refuse(rules::TOO_BIG, span.head(), message, "shorten it");
        }
        let written = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        self.warnings.extend(characters::look_alike(written, span));
        if let Some(Open::Map { key: None, .. }) = self.stack.last() {
            return self.key(text, style, span);
        }
        let quoted = style != ScalarStyle::Plain;
        let span = if quoted || !text.is_empty() { span } else { self.key_without_colon().unwrap_or(span) };
        if !quoted && !text.is_empty() {
            self.comment(span);
        }
        let start = span.start as usize + usize::from(quoted);
        let verbatim = self.text.get(start..start + text.len()).filter(|raw| *raw == text).map(|_| saturate(start));
        self.place(Node { span, value: Value::Scalar(Scalar { text, quoted, verbatim }) })
    }

    /// The place of the key whose value comes next, if no colon stands behind it.
    fn key_without_colon(&self) -> Option<Span> {
        let Some(Open::Map { key: Some(key), .. }) = self.stack.last() else { return None };
        let behind = self.text.get(key.span.end as usize..).unwrap_or_default();
        (!behind.trim_start().starts_with(':')).then_some(key.span)
    }

    /// Reports a comment right behind a text without quotes that looks like a part of it: `see issue #5`.
    fn comment(&mut self, text: Span) {
        let behind = self.text.get(text.end as usize..).unwrap_or_default();
        let line = behind.lines().next().unwrap_or_default();
        let comment = line.trim_start_matches([' ', '\t']);
        if comment.len() == line.len() || !comment.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) {
            return;
        }
        let start = text.end.saturating_add(saturate(line.len() - comment.len()));
        let at = Span { start, end: start.saturating_add(saturate(comment.trim_end().len())), ..text };
        let problem = Diagnostic::warning(rules::COMMENT, at, "in YAML a comment begins here: this is no part of the text before it");
        self.warnings.push(problem.help("put quotes around the whole text, or a blank after the `#` of a comment"));
    }

    fn key(&mut self, text: String, style: ScalarStyle, span: Span) -> Option<()> {
        if style == ScalarStyle::Plain && text == "<<" {
            return self.sharing(span, "a merge key");
        }
        let Some(Open::Map { key, entries, index, .. }) = self.stack.last_mut() else { return None };
        if entries.len() == SMALL {
            index.extend(entries.iter().map(|(key, _)| (key.text.clone(), key.span)));
        }
        let first = if entries.len() < SMALL {
            entries.iter().find(|(key, _)| key.text == text).map(|(key, _)| key.span)
        } else {
            index.insert(text.clone(), span)
        };
        if let Some(first) = first {
            self.problems.push(
                Diagnostic::error(rules::REPEATED_KEY, span, format!("the key `{text}` stands twice in one mapping"))
                    .label("again")
                    .also(first, "first")
                    .help("remove or rename one of them"),
            );
        }
        *key = Some(Key { text, span, quoted: style != ScalarStyle::Plain });
        Some(())
    }

    fn place(&mut self, node: Node) -> Option<()> {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::Seq(span, items)) => {
                if items.is_empty() && span.start == span.end {
                    *span = node.span;
                }
                items.push(node);
            }
            Some(Open::Map { span, entries, key, .. }) => {
                let key = key.take()?;
                if entries.is_empty() && span.start == span.end {
                    *span = key.span;
                }
                entries.push((key, node));
            }
        }
        Some(())
    }
}
