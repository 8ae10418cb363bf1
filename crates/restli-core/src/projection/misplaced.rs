//! Advice for a lexeme that stands where none belongs: the common mistakes, each with what to write instead.

use super::Lexeme;
use super::LexemeKind::{self, Close, Colon, Comma, Dollar, Minus, Open, Other, Star, Word};
use super::print::WITHOUT_NAME;

/// The rule of paths, with which advice on them begins.
#[doc(hidden)]
pub const IN_PARENTHESES: &str = "what is inside a field stands in parentheses";

/// The parameters of a request that hold a projection.
const PARAMETERS: [&str; 2] = ["projection", "fields"];

/// Types of Rust, of which no projection is named.
#[rustfmt::skip]
const TYPES: &[&str] = &[
    "String", "Option", "Vec", "Box", "HashMap", "BTreeMap", "Value", "Time", "Urn", "bool", "char", "str", "f32", "f64", "i8", "i16", "i32",
    "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
];

/// Returns `true` for a text that was copied from a URL together with the name of its parameter: `?fields=id`.
pub(super) fn is_query(text: &str) -> bool {
    PARAMETERS.iter().any(|name| text.split_once(name).is_some_and(|(_, after)| after.starts_with('=')))
}

/// The correction to try if the first lexeme of `rest` does not belong behind those of `before`. `at_end` says that nothing does.
pub(super) fn advice(before: &[Lexeme], rest: &[Lexeme], at_end: bool) -> Option<String> {
    let kinds: Vec<&LexemeKind> = rest.iter().map(|lexeme| &lexeme.kind).collect();
    let last = before.last().map(|lexeme| &lexeme.kind);
    if let Some(name) = parameter(last, &kinds) {
        return Some(format!("write only what follows `{name}=`"));
    }
    if let Some(nested) = nested(before, &kinds) {
        let each = if nested.contains('*') { "" } else { ", with a `*` before the parentheses of an array" };
        return Some(format!("{IN_PARENTHESES}: write `{nested}`{each}"));
    }
    let help = match kinds.as_slice() {
        [Colon, Open, ..] => "write `name(..)` without the colon",
        [Colon, Word(word), ..] if is_type(word) => "leave it out: the type of a field follows from the schema",
        [Colon, Other(sign), ..] if matches!(sign.as_str(), "&" | "[" | "<") => "leave it out: the type of a field follows from the schema",
        [Colon, Word(word), more @ ..] if word.starts_with(char::is_uppercase) || matches!(more, [Colon, Colon, ..]) => {
            let name = item(before).unwrap_or_else(|| "name".to_owned());
            return Some(format!(
                "leave the type out, which follows from the schema; only that of another projection is written: `{name}(..{})`",
                path(&kinds)
            ));
        }
        [Colon, ..] => "a `:` stands before the finder of a decoration, as in `image~:playableStreams`",
        [Minus, ..] => "name the fields to keep; the others are left out",
        [Comma, ..] => "remove one of the commas",
        [Star, ..] => "one `*` stands for each element: go into it with `*(..)`, or once more with `*(*(..))`",
        [Close, ..] if at_end => "remove it, or write the `(` that it closes",
        [Word(word), Word(_), ..] if word == "as" => "a field keeps its name: remove `as ..`",
        [Word(_), ..] if !at_end => "write a comma before it",
        [Other(sign), ..] if sign.chars().all(char::is_alphanumeric) => {
            return Some(format!("no projection can name a field with `{sign}` in its name: {WITHOUT_NAME}"));
        }
        [Other(sign), more @ ..] => other(sign, more, last),
        _ => return None,
    };
    Some(help.to_owned())
}

/// The correction of a sign that has no meaning anywhere.
fn other(sign: &str, more: &[&LexemeKind], last: Option<&LexemeKind>) -> &'static str {
    let after_item = matches!(last, Some(Word(_) | Star | Close));
    let before_item = || match more {
        [Word(_) | Star | Dollar, ..] => true,
        [Other(again), ..] => again == sign,
        _ => false,
    };
    match (sign, more) {
        ("!", _) => "write `~`; `!` occurs in responses only",
        ("..", _) => "write the type of another projection after the dots, as in `..Names`",
        ("=", _) => "write only what follows `fields=` or `projection=`",
        ("?", _) if after_item => "leave it out: the schema says which values may be absent",
        ("%", _) => "undo the percent-encoding: `%28` is `(`, `%29` is `)`, `%2C` is `,`",
        ("." | "/", _) if after_item => "what is inside a record or an element stands in parentheses, as in `list*(street)`",
        (".", [Word(word), ..]) if word.starts_with(char::is_uppercase) => {
            "write two dots before the type of another projection, as in `..Names`"
        }
        ("[", [Word(word), ..]) if word.bytes().all(|byte| byte.is_ascii_digit()) => {
            "a field of a list is named without an index, as in `list*(street)`; a part of it is `list:($*:(street),$start:0,$count:1)`"
        }
        ("[" | "{", _) => "write parentheses",
        (";" | "|" | "&" | "+", _) if after_item && before_item() => "write `,`",
        _ => "remove it",
    }
}

/// The parameter that a projection was copied with, if its name is one of the lexemes: `?projection=(id)`.
fn parameter<'a>(last: Option<&'a LexemeKind>, kinds: &[&'a LexemeKind]) -> Option<&'a str> {
    let all: Vec<&LexemeKind> = last.into_iter().chain(kinds.iter().copied()).collect();
    all.windows(2).find_map(|pair| match pair {
        [Word(name), Other(sign)] if sign == "=" => Some(name.as_str()).filter(|name| PARAMETERS.contains(name)),
        _ => None,
    })
}

/// The projection that is meant by a path with dots, slashes or the like: `a(b(c))` for `a/b/c`.
fn nested(before: &[Lexeme], mut kinds: &[&LexemeKind]) -> Option<String> {
    let mut names = vec![item(before)?];
    while let Some((name, more)) = step(kinds) {
        names.push(name.to_owned());
        kinds = more;
        if let [Star, more @ ..] = kinds {
            names.last_mut()?.push('*');
            kinds = more;
        }
    }
    let depth = names.len() - 1;
    (depth > 0).then(|| format!("{}{}", names.join("("), ")".repeat(depth)))
}

/// The name behind a sign that leads into a record in another language.
fn step<'a, 'k>(kinds: &'k [&'a LexemeKind]) -> Option<(&'a str, &'k [&'a LexemeKind])> {
    match kinds {
        [Colon, Colon, Word(name), more @ ..] => Some((name, more)),
        [Minus, Other(sign), Word(name), more @ ..] if sign == ">" => Some((name, more)),
        [Other(sign), Word(name), more @ ..] if matches!(sign.as_str(), "." | "/" | "\\" | ">") => Some((name, more)),
        _ => None,
    }
}

/// The text of the item that the lexemes end with, unless it ends with parentheses: `image~:streams`.
fn item(before: &[Lexeme]) -> Option<String> {
    let start = before.iter().rposition(|lexeme| matches!(lexeme.kind, Open | Close | Comma)).map_or(0, |place| place + 1);
    let text: String = before.get(start..)?.iter().map(|lexeme| lexeme.kind.to_string()).collect();
    let closed = start > 0 && matches!(before.get(start - 1)?.kind, Close);
    (!text.is_empty() && !closed).then_some(text)
}

fn is_type(word: &str) -> bool {
    TYPES.contains(&word) || word.ends_with("Urn")
}

/// The path behind a colon: `cards::Names`.
fn path(kinds: &[&LexemeKind]) -> String {
    let belongs = |kind: &&&LexemeKind| matches!(kind, Word(_) | Colon);
    kinds.iter().skip(1).take_while(belongs).map(ToString::to_string).collect()
}
