//! The base of the PDL parser: access to tokens, names, JSON values, properties.

use std::collections::BTreeMap;

use restli_schema::source::Span;

use super::lexer::{Kind, Token, Tokens};
use super::{doc, props};
use crate::json::{Key, Node, Props, Value};
use crate::limits::MAX_DEPTH;
use crate::names::is_identifier;
use crate::pdsc::Reading;
use crate::rules;

/// The keywords that start a named type.
pub(super) const NAMED: &[&str] = &["record", "enum", "typeref", "fixed"];

/// The most properties before one element.
const MOST: usize = 1000;

/// The error of a construct whose problem was already reported. Parsing resumes at the next field, or ends.
#[derive(Debug)]
pub(super) struct Stop;

/// The result of a parsing function.
pub(super) type Read<T> = Result<T, Stop>;

/// Documentation and properties before an element.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub(super) doc: String,
    pub(super) props: Props,
    /// The place of the first documentation comment or property.
    pub(super) span: Option<Span>,
}

/// The parser of a file.
pub(super) struct Parser<'a, 'r> {
    tokens: Vec<Token>,
    /// The tokens reach to the end of the file.
    complete: bool,
    at: usize,
    depth: usize,
    end: Span,
    /// The namespace of the file.
    pub(super) namespace: String,
    pub(super) reading: &'a mut Reading<'r>,
    /// Imported full names with their places, by last segment.
    pub(super) imports: BTreeMap<String, (String, Span)>,
}

impl<'a, 'r> Parser<'a, 'r> {
    pub(super) fn new(tokens: Tokens, end: Span, reading: &'a mut Reading<'r>) -> Self {
        Self {
            tokens: tokens.list,
            complete: tokens.complete,
            at: 0,
            depth: 0,
            end,
            namespace: String::new(),
            reading,
            imports: BTreeMap::new(),
        }
    }

    /// The kind of the next token.
    pub(super) fn kind(&self) -> Option<&Kind> {
        self.kind_at(0)
    }

    /// The kind of the token `ahead` tokens further on.
    pub(super) fn kind_at(&self, ahead: usize) -> Option<&Kind> {
        self.tokens.get(self.at + ahead).map(|token| &token.kind)
    }

    /// The place of the next token.
    pub(super) fn span(&self) -> Span {
        self.tokens.get(self.at).map_or(self.end, |token| token.span)
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    /// Reports an unexpected token.
    pub(super) fn expected<T>(&mut self, wanted: &str) -> Read<T> {
        self.expected_with(wanted, &format!("write {wanted} here"))
    }

    /// Reports an unexpected token, with advice on a fix.
    pub(super) fn expected_with<T>(&mut self, wanted: &str, help: &str) -> Read<T> {
        let found = match self.kind() {
            // The early end of the tokens was reported already.
            None if !self.complete => return Err(Stop),
            None => "the end of the file".to_owned(),
            Some(Kind::Keyword(word) | Kind::Literal(word)) => format!("the word `{word}`"),
            Some(Kind::Punct(one)) => format!("`{one}`"),
            Some(Kind::Doc(_)) => "a documentation comment".to_owned(),
            Some(Kind::Text(_)) => "a string".to_owned(),
            Some(Kind::Number(text) | Kind::Id(text) | Kind::Segment(text)) => format!("`{text}`"),
        };
        let help = match self.kind() {
            Some(Kind::Doc(_)) => "documentation stands before properties and names only",
            _ => help,
        };
        let help = format!("{help}; this part was left out");
        let span = self.span();
        self.reading.problems.error(rules::SYNTAX, span, format!("expected {wanted}, found {found}"), help);
        Err(Stop)
    }

    pub(super) fn punct(&mut self, one: char) -> Read<()> {
        if self.eat(one) { Ok(()) } else { self.expected(&format!("`{one}`")) }
    }

    pub(super) fn eat(&mut self, one: char) -> bool {
        let found = self.kind() == Some(&Kind::Punct(one));
        self.at += usize::from(found);
        found
    }

    pub(super) fn eat_keyword(&mut self, word: &str) -> bool {
        let found = matches!(self.kind(), Some(Kind::Keyword(keyword)) if *keyword == word);
        self.at += usize::from(found);
        found
    }

    /// Skips to the next entry, or the end, of a list after a problem in the entry that started at the token `start`.
    /// `starts` tells whether an entry starts at a token.
    pub(super) fn recover(&mut self, start: usize, close: char, starts: impl Fn(&Self, usize) -> bool) -> Read<()> {
        let problem = self.at;
        let mut open = 0_usize;
        for at in start..self.tokens.len() {
            let Some(token) = self.tokens.get(at) else { break };
            if open == 0 && at >= problem && at > start && (token.kind == Kind::Punct(close) || starts(self, at)) {
                self.at = at;
                return Ok(());
            }
            match token.kind {
                Kind::Punct('{' | '[') => open += 1,
                Kind::Punct('}' | ']') if open == 0 => return Err(Stop),
                Kind::Punct('}' | ']') => open -= 1,
                _ => {}
            }
        }
        Err(Stop)
    }

    /// Position of the next token.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The kind of the token at a position.
    pub(super) fn kind_of(&self, position: usize) -> Option<&Kind> {
        self.tokens.get(position).map(|token| &token.kind)
    }

    /// Reads one nesting level deeper; reports too deep a nesting, which ends the file.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= MAX_DEPTH {
            let span = self.span();
            let help = "declare the inner types in files of their own";
            self.reading.problems.error(rules::TOO_BIG, span, format!("nested more than {MAX_DEPTH} levels deep"), help);
            return Err(Stop);
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Reads an identifier. An identifier that is not a legal name is reported and replaced.
    pub(super) fn ident(&mut self, what: &str) -> Read<(String, Span)> {
        let name = match self.kind().cloned() {
            Some(Kind::Id(name)) => name,
            Some(Kind::Keyword(word) | Kind::Literal(word)) => {
                return self.expected_with(what, &format!("as an identifier it is written in back-ticks: `` `{word}` ``"));
            }
            _ => return self.expected(what),
        };
        let span = self.span();
        self.at += 1;
        if is_identifier(&name) {
            return Ok((name, span));
        }
        let other = name.replace('-', "_");
        let help = format!("a name is letters, digits and `_`; until then it is `{other}`");
        self.reading.problems.error(rules::NAME, span, format!("`{name}` cannot be {what}"), help);
        Ok((other, span))
    }

    /// Reads identifiers joined with dots.
    pub(super) fn qname(&mut self, what: &str) -> Read<(String, Span)> {
        let (mut name, mut span) = self.ident(what)?;
        while self.eat('.') {
            let (part, place) = self.ident(what)?;
            name.push('.');
            name.push_str(&part);
            span.end = place.end;
        }
        Ok((name, span))
    }

    /// Returns whether a declaration of a named type starts here, after optional documentation and properties.
    pub(super) fn declares(&mut self) -> Read<bool> {
        let start = self.at;
        self.front()?;
        let found = matches!(self.kind(), Some(Kind::Keyword(word)) if NAMED.contains(word));
        self.at = start;
        Ok(found)
    }

    /// Returns whether a declaration of a named type starts after the next token.
    pub(super) fn declares_inside(&mut self) -> Read<bool> {
        self.at += 1;
        let found = self.declares();
        self.at -= 1;
        found
    }

    /// Reads documentation, then properties.
    pub(super) fn front(&mut self) -> Read<Front> {
        let mut front = Front::default();
        if matches!(self.kind(), Some(Kind::Doc(_) | Kind::Punct('@'))) {
            front.span = Some(self.span());
        }
        // Of several comments in a row, the last is the documentation.
        while let Some(Kind::Doc(comment)) = self.kind() {
            front.doc = doc::unwrap(comment);
            self.at += 1;
        }
        let mut count = 0;
        while self.kind() == Some(&Kind::Punct('@')) {
            let start = self.span();
            self.at += 1;
            count += 1;
            let path = self.path()?;
            if count > MOST || path.len() > MAX_DEPTH {
                let what = if count > MOST { "properties in one place" } else { "levels in one property" };
                self.reading.problems.error(rules::TOO_BIG, start, format!("there are too many {what}"), "nobody needs so many");
                return Err(Stop);
            }
            let value = if self.eat('=') { self.json()? } else { Node { span: start, value: Value::Bool(true) } };
            props::insert(&mut front.props, &path, value, self.reading.problems);
        }
        Ok(front)
    }

    fn path(&mut self) -> Read<Vec<Key>> {
        let mut path = Vec::new();
        loop {
            let span = self.span();
            let Some(Kind::Id(text) | Kind::Segment(text)) = self.kind().cloned() else {
                return self.expected("the name of a property");
            };
            self.at += 1;
            path.push(Key { text, span });
            if !self.eat('.') {
                return Ok(path);
            }
        }
    }

    /// Reads a JSON value, in which commas are blanks, too.
    pub(super) fn json(&mut self) -> Read<Node> {
        let span = self.span();
        let value = match self.kind().cloned() {
            Some(Kind::Text(text)) => Value::Text(text),
            Some(Kind::Number(number)) => Value::Number(number),
            Some(Kind::Literal("null")) => Value::Null,
            Some(Kind::Literal(word)) => Value::Bool(word == "true"),
            Some(Kind::Punct('[')) => return self.deeper(Self::list),
            Some(Kind::Punct('{')) => return self.deeper(Self::object),
            _ => return self.expected("a JSON value"),
        };
        self.at += 1;
        Ok(Node { span, value })
    }

    fn list(&mut self) -> Read<Node> {
        let mut span = self.span();
        self.punct('[')?;
        let mut items = Vec::new();
        while self.kind() != Some(&Kind::Punct(']')) {
            items.push(self.json()?);
        }
        span.end = self.span().end;
        self.punct(']')?;
        Ok(Node { span, value: Value::List(items) })
    }

    fn object(&mut self) -> Read<Node> {
        let mut span = self.span();
        self.punct('{')?;
        let mut entries: Vec<(Key, Node)> = Vec::new();
        while self.kind() != Some(&Kind::Punct('}')) {
            let place = self.span();
            let Some(Kind::Text(text)) = self.kind().cloned() else { return self.expected("a key in quotes") };
            self.at += 1;
            self.punct(':')?;
            let value = self.json()?;
            props::member(&mut entries, Key { text, span: place }, value, self.reading.problems);
        }
        span.end = self.span().end;
        self.punct('}')?;
        Ok(Node { span, value: Value::Object(entries) })
    }
}
