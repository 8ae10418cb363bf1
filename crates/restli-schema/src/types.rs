//! The text notation of types: `[urn:person | urn:organization]? = []`.
//!
//! ```text
//! type   = choice [ "?" ] [ "=" default ]
//! choice = atom { "|" atom }                       only URN types are joined
//! atom   = name | "urn" | "urn:" entity | "[" choice "]" | "{" key ":" choice "}"
//! key    = name | "urn" | "urn:" entity
//! ```

use crate::foreign_types;
use crate::help::{Fix, Help};

/// A type with its optionality and default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeText {
    /// The type.
    pub(crate) expr: Expr,
    /// The expression ends with `?`.
    pub(crate) optional: bool,
    /// The text after `=`, and its offset.
    pub(crate) default: Option<(String, usize)>,
}

/// A type and its place, in bytes from the start of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expr {
    /// The offset of the first byte.
    pub(crate) at: usize,
    /// The length in bytes.
    pub(crate) length: usize,
    /// The kind of type.
    pub(crate) kind: ExprKind,
}

/// The kinds of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ExprKind {
    /// A primitive or a named type.
    Name(String),
    /// `urn`.
    AnyUrn,
    /// `urn:a | urn:b`: the entity types, each with its offset.
    Urns(Vec<(String, usize)>),
    /// `[T]`.
    Array(Box<Expr>),
    /// `{string: T}`: the types of keys and values.
    Map(Box<Expr>, Box<Expr>),
}

/// A name in the text of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name: of a type, or without `urn:` of a URN type.
    pub name: String,
    /// The offset of the name in bytes.
    pub at: usize,
    /// The name is that of a URN type.
    pub is_urn: bool,
}

/// The names in the text of a type; none if the text is not a type.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    if let Ok(parsed) = parse(text) {
        mentioned(&parsed.expr, &mut found);
    }
    found
}

fn mentioned(expr: &Expr, found: &mut Vec<Mention>) {
    match &expr.kind {
        ExprKind::Name(name) => found.push(Mention { name: name.clone(), at: expr.at, is_urn: false }),
        ExprKind::AnyUrn => {}
        ExprKind::Urns(urns) => found.extend(urns.iter().map(|(name, at)| Mention { name: name.clone(), at: *at, is_urn: true })),
        ExprKind::Array(item) => mentioned(item, found),
        ExprKind::Map(key, value) => {
            mentioned(key, found);
            mentioned(value, found);
        }
    }
}

/// The error of a text that is not a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeError {
    /// The offset of the problem in bytes.
    pub(crate) at: usize,
    /// The length of the problem in bytes.
    pub(crate) length: usize,
    /// The problem.
    pub(crate) message: String,
    /// Advice on a fix.
    pub(crate) help: Help,
}

/// The deepest nesting of brackets.
const MAX_DEPTH: usize = 16;

/// Parses a type.
///
/// # Errors
/// Returns the first problem. The advice on a type of another language is the way to write it.
pub(crate) fn parse(text: &str) -> Result<TypeText, TypeError> {
    parse_own(text).map_err(|problem| {
        let meant = foreign_types::translated(text).filter(|meant| parse_own(meant).is_ok());
        let help = meant.map(|meant| foreign_types::advice(meant).of_text()).or_else(|| foreign_types::declared(text).map(Help::from));
        TypeError { help: help.unwrap_or(problem.help), ..problem }
    })
}

fn parse_own(text: &str) -> Result<TypeText, TypeError> {
    let mut reader = Reader { text, at: 0 };
    let expr = reader.choice(0)?;
    reader.blanks();
    let optional = reader.eat('?');
    reader.blanks();
    let mut default = None;
    if reader.eat('=') {
        reader.blanks();
        let rest = reader.rest().trim_end();
        if rest.is_empty() {
            return Err(reader.error(1, "a default is missing after `=`", "write a value, or remove the `=`"));
        }
        if rest.starts_with('=') {
            return Err(reader.error(1, "a second `=` before the default", Help::remove("remove it").fix(Fix::Write(String::new()))));
        }
        default = Some((rest.to_owned(), reader.at));
    }
    if default.is_none() && !reader.rest().is_empty() {
        let rest = reader.rest().trim_end();
        let help = match rest {
            "," => Help::remove("remove the comma: only entries in brackets are divided by commas").fix(Fix::Write(String::new())),
            _ if rest.starts_with('{') => {
                "write the map or the union alone, and `?` behind the name of the field if it may be absent: `name?: {union: [A, B]}`"
                    .into()
            }
            _ if rest.starts_with('<') && rest.ends_with('>') => "an array is written `[T]`, a map `{string: T}`".into(),
            _ => USUAL.into(),
        };
        return Err(reader.error(reader.rest().len(), "this does not belong to a type", help));
    }
    Ok(TypeText { expr, optional, default })
}

/// Advice on the rest of a text.
const USUAL: &str = "a type is a name, `urn:x | urn:y`, `[T]` or `{string: T}`, then `?`, then ` = default`";

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn error(&self, length: usize, message: &str, help: impl Into<Help>) -> TypeError {
        TypeError { at: self.at, length, message: message.to_owned(), help: help.into() }
    }

    fn choice(&mut self, depth: usize) -> Result<Expr, TypeError> {
        let first = self.atom(depth)?;
        let mut urns = match first.kind {
            ExprKind::Urns(ref urns) => urns.clone(),
            _ => Vec::new(),
        };
        let start = first.at;
        let mut end = first.at + first.length;
        let mut joined = false;
        loop {
            self.blanks();
            if !self.eat('|') {
                break;
            }
            joined = true;
            let next = self.atom(depth)?;
            end = next.at + next.length;
            match next.kind {
                ExprKind::Urns(more) if !urns.is_empty() => urns.extend(more),
                ExprKind::Name(name) if !urns.is_empty() && is_entity(&name) => {
                    let message = format!("`{name}` lacks `urn:` in a choice of URN types");
                    return Err(TypeError { at: next.at, length: next.length, message, help: Help::write(format!("urn:{name}")) });
                }
                _ => {
                    let message = "only URN types are joined by `|`".to_owned();
                    let help = "for a value of one of several types declare a union under `types`; its members stand apart, as in \
                                `union: [A, B]`";
                    return Err(TypeError { at: start, length: end - start, message, help: help.into() });
                }
            }
        }
        Ok(if joined { Expr { at: start, length: end - start, kind: ExprKind::Urns(urns) } } else { first })
    }

    fn atom(&mut self, depth: usize) -> Result<Expr, TypeError> {
        self.blanks();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err(self.error(1, "brackets are nested too deeply", "name the inner type under `types`"));
        }
        let kind = if self.eat('[') {
            let item = self.choice(depth + 1)?;
            self.close(']', "items of an array")?;
            ExprKind::Array(Box::new(item))
        } else if self.eat('{') {
            let key = self.map_key()?;
            let value = self.choice(depth + 1)?;
            self.close('}', "values of a map")?;
            ExprKind::Map(Box::new(key), Box::new(value))
        } else {
            self.word()?
        };
        Ok(Expr { at: start, length: self.at - start, kind })
    }

    fn close(&mut self, bracket: char, what: &str) -> Result<(), TypeError> {
        self.blanks();
        if self.rest().starts_with('?') {
            let message = format!("{what} cannot be absent");
            return Err(self.error(1, &message, "move the `?` behind the bracket, or remove it"));
        }
        if self.rest().starts_with(',') {
            let help = "for a value of one of several types declare a union under `types`, and write its name here";
            return Err(self.error(1, &format!("{what} have one type"), help));
        }
        if self.eat(bracket) { Ok(()) } else { Err(self.error(1, &format!("`{bracket}` is missing"), "close the bracket")) }
    }

    /// The type of a map's keys and the colon behind it. The colon of `urn:person` belongs to the type.
    fn map_key(&mut self) -> Result<Expr, TypeError> {
        self.blanks();
        let start = self.at;
        let urn = self.rest().strip_prefix("urn:").filter(|rest| rest.starts_with(is_word)).map_or(0, |_| "urn:".len());
        let behind = self.rest().get(urn..).unwrap_or_default();
        let length = urn + behind.find(|one: char| !is_word(one) || one == ':').unwrap_or(behind.len());
        let kind = self.word_of(length)?;
        let key = Expr { at: start, length: self.at - start, kind };
        self.blanks();
        if self.eat(':') { Ok(key) } else { Err(self.error(1, "`:` is missing", "write `{string: T}`")) }
    }

    fn word(&mut self) -> Result<ExprKind, TypeError> {
        let length = self.rest().find(|one: char| !is_word(one)).unwrap_or(self.rest().len());
        self.word_of(length)
    }

    /// The type that the next so many bytes name.
    fn word_of(&mut self, length: usize) -> Result<ExprKind, TypeError> {
        let start = self.at;
        let Some(word) = self.rest().get(..length).filter(|word| !word.is_empty()).map(str::to_owned) else {
            let found = self.rest().chars().next().map_or(0, char::len_utf8);
            return Err(self.error(
                found,
                "a type is missing here",
                "write a primitive, the name of a type, `urn:x`, `[T]` or `{string: T}`",
            ));
        };
        self.at += length;
        if word == "urn" {
            return Ok(ExprKind::AnyUrn);
        }
        match word.strip_prefix("urn:") {
            Some("") => Err(TypeError {
                at: start,
                length,
                message: "a URN type is missing after `urn:`".to_owned(),
                help: "write `urn:x` for URNs of one type, `urn` for any URN".into(),
            }),
            Some(entity) => Ok(ExprKind::Urns(vec![(entity.to_owned(), start + 4)])),
            None => Ok(ExprKind::Name(word)),
        }
    }
}

fn is_word(one: char) -> bool {
    !one.is_whitespace() && !matches!(one, '|' | '?' | '!' | '[' | ']' | '{' | '}' | '=' | ',' | '(' | ')' | '<' | '>')
}

/// Returns whether a name is written as those of URN types, and is no type of the language.
fn is_entity(name: &str) -> bool {
    let none = matches!(name, "null" | "undefined" | "nil");
    name.starts_with(|first: char| first.is_ascii_lowercase()) && !name.contains('.') && !none && !crate::api::is_primitive(name)
}

#[cfg(test)]
mod tests {
    use super::{ExprKind, parse};

    #[test]
    fn parse_every_form_returns_the_type() {
        for text in [
            "string",
            "urn",
            "urn:person",
            "urn:a | urn:b",
            "[long]",
            "{string: [Post]}",
            "{urn:a:[Post]}",
            "{urn: T}",
            "{Tone :T}",
            "other.space.Profile",
        ] {
            let parsed = parse(text).expect(text);
            assert_eq!((parsed.expr.at, parsed.expr.length), (0, text.len()), "{text}");
            assert!(!parsed.optional);
        }
        let parsed = parse("[urn:a|urn:b]? = []").expect("a type");
        assert!(parsed.optional);
        assert_eq!(parsed.default, Some(("[]".to_owned(), 17)));
        assert!(matches!(parsed.expr.kind, ExprKind::Array(_)));
    }

    #[test]
    fn parse_malformed_text_returns_an_error() {
        for text in [
            "",
            "?",
            "[string",
            "string]",
            "{: long}",
            "{int long}",
            "{[int]: long}",
            "{urn:a}",
            "A | B",
            "urn:a | B",
            "urn:",
            "T = ",
            "[T?]",
            "a b",
            "List<T>",
            "日 本",
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.at + error.length <= text.len().max(error.at + 1), "{text}: {error:?}");
        }
        assert!(parse(&"[".repeat(10_000)).is_err());
    }
}
