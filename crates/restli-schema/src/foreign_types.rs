//! The types of other languages, and the way to write each in the YAML.

use crate::api::is_primitive;
use crate::help::Help;

/// The ways to say that there is no value.
const NO_VALUE: &str =
    "nothing where an action has no result, `T?` for what may be absent, and `null: true` beside a union that may be `null`";

/// Advice on the type of another language.
pub(crate) enum Instead {
    /// The type of the same values.
    Same(&'static str),
    /// One of several forms.
    Words(&'static str),
}

impl Instead {
    /// The advice in words, and its edit.
    pub(crate) fn help(&self) -> Help {
        match self {
            Same(name) => Help::write(*name),
            Words(words) => format!("write {words}").into(),
        }
    }
}

use Instead::{Same, Words};

/// Type names of other languages, and their equivalents in the YAML.
const FOREIGN: &[(&str, Instead)] = &[
    ("boolean", Same("bool")),
    ("Boolean", Same("bool")),
    ("true", Same("bool")),
    ("false", Same("bool")),
    ("integer", Words("`int` (32 bits) or `long` (64 bits)")),
    ("int32", Same("int")),
    ("int64", Same("long")),
    ("i32", Same("int")),
    ("i64", Same("long")),
    ("number", Words("`long` or `double`")),
    ("bigint", Same("long")),
    ("uint32", Same("long")),
    ("uint64", Same("long")),
    ("short", Same("int")),
    ("byte", Same("int")),
    ("char", Same("string")),
    ("decimal", Words("`double`, or `string` to keep all digits")),
    ("unknown", Same("any")),
    ("f64", Same("double")),
    ("str", Same("string")),
    ("String", Same("string")),
    ("text", Same("string")),
    ("object", Words("a record under `types`, `{string: T}`, or `any`")),
    ("json", Same("any")),
    ("array", Words("`[T]`")),
    ("list", Words("`[T]`")),
    ("map", Words("`{string: T}`")),
    ("binary", Same("bytes")),
    ("date", Words("`string`, or a type with `is: long` and `time: milliseconds`")),
    ("datetime", Words("`string`, or a type with `is: long` and `time: milliseconds`")),
    ("date-time", Words("`string`, or a type with `is: long` and `time: milliseconds`")),
    ("Date", Words("`string`, or a type with `is: long` and `time: milliseconds`")),
    ("timestamp", Words("`string`, or a type with `is: long` and `time: milliseconds`")),
    ("uuid", Same("string")),
    ("ID", Same("string")),
    ("varchar", Same("string")),
    ("set", Words("`[T]`")),
    ("void", Words(NO_VALUE)),
    ("null", Words(NO_VALUE)),
    ("none", Words(NO_VALUE)),
    ("nothing", Words(NO_VALUE)),
    ("file", Same("bytes")),
    ("blob", Same("bytes")),
    ("Urn", Same("urn")),
    ("URN", Same("urn")),
];

/// Advice on a type of that very name.
pub(crate) fn named(name: &str) -> Option<&'static Instead> {
    FOREIGN.iter().find(|(one, _)| *one == name).map(|(_, instead)| instead)
}

/// Advice on a type of that name, whatever letters of it are capital.
pub(crate) fn in_any_case(name: &str) -> Option<&'static Instead> {
    FOREIGN.iter().find(|(one, _)| one.eq_ignore_ascii_case(name)).map(|(_, instead)| instead)
}

/// The deepest nesting that is translated.
const MAX_DEPTH: usize = 8;

/// Advice on an enum or a union that is written where a type is used: `enum(RED, BLUE)`.
pub(crate) fn declared(text: &str) -> Option<&'static str> {
    let word = text.trim_start().split(|one: char| !one.is_alphanumeric()).next()?;
    match word.to_ascii_lowercase().as_str() {
        "enum" => Some("declare the enum under `types`, as `Name: {enum: [A, B]}`, and write its name here"),
        "union" | "oneof" => Some("declare the union under `types`, as `Name: {union: {one: A, two: B}}`, and write its name here"),
        _ => None,
    }
}

/// The text in the YAML's notation of a type of another language, such as `Array<String>`, `[String!]!`, `map[string]int` or `string | null`.
/// The caller finds out whether it is a type.
pub(crate) fn translated(text: &str) -> Option<String> {
    let meant = inside(text, MAX_DEPTH)?;
    (meant != text.trim()).then_some(meant)
}

/// Advice to write a type in place of a value: in quotes if YAML would end the value at its bracket.
pub(crate) fn advice(meant: String) -> Help {
    let ends_early = meant.starts_with(['[', '{']) && meant.ends_with('?');
    Help::write(if ends_early { format!("\"{meant}\"") } else { meant })
}

fn inside(text: &str, depth: usize) -> Option<String> {
    let (text, depth) = (text.trim(), depth.checked_sub(1)?);
    if let Some((left, right)) = text.split_once(" | ").or_else(|| text.split_once('|')) {
        let other = if is_nothing(left.trim()) { right } else { left };
        return (is_nothing(left.trim()) != is_nothing(right.trim())).then(|| inside(other, depth).map(optional))?;
    }
    // A URN, or the pattern of one.
    if let Some((_, rest)) = text.strip_prefix("urn:").and_then(|rest| rest.split_once(':')) {
        return rest.split(':').next().map(|name| format!("urn:{name}"));
    }
    if let Some(required) = text.strip_suffix('!') {
        return inside(required, depth);
    }
    if let Some(absent) = text.strip_suffix('?') {
        return inside(absent, depth).map(optional);
    }
    if let Some(item) = text.strip_suffix("[]").or_else(|| text.strip_prefix("[]")) {
        return inside(item, depth).map(|item| format!("[{item}]"));
    }
    if let Some(item) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return inside(item, depth).map(|item| format!("[{item}]"));
    }
    if let Some((word, rest)) = text.split_once(['<', '[', '(', ' ']) {
        return generic(word, text.get(word.len()..)?, rest, depth);
    }
    let name = text.trim_start_matches(['&', '*']);
    let small = name.to_ascii_lowercase();
    match named(name) {
        Some(Same(meant)) => Some((*meant).to_owned()),
        Some(Words(_)) => None,
        None if is_primitive(&small) => Some(small),
        None => is_name(name).then(|| name.to_owned()),
    }
}

/// The meaning of a word with parameters behind it, which begin with a bracket or, as in `repeated T`, with a blank.
fn generic(word: &str, behind: &str, rest: &str, depth: usize) -> Option<String> {
    let close = match behind.chars().next()? {
        '<' => Some('>'),
        '[' => Some(']'),
        '(' => Some(')'),
        _ => None,
    };
    let small = word.to_ascii_lowercase();
    let is_map = matches!(small.as_str(), "map" | "record" | "hashmap" | "dict" | "dictionary");
    if is_map {
        // `map[K]V` is that of Go.
        let end = close?;
        let (key, value) = match rest.strip_suffix(end) {
            Some(parameters) => parameters.split_once(',').unwrap_or(("string", parameters)),
            None => rest.split_once(end)?,
        };
        return Some(format!("{{{}: {}}}", inside(key, depth)?, inside(value, depth)?));
    }
    let parameter = match close {
        Some(end) => rest.strip_suffix(end)?,
        None => rest.strip_prefix("of ").unwrap_or(rest),
    };
    match small.as_str() {
        "array" | "list" | "set" | "vec" | "repeated" | "readonlyarray" | "sequence" => Some(format!("[{}]", inside(parameter, depth)?)),
        "optional" | "option" | "maybe" | "nullable" | "partial" => inside(parameter, depth).map(optional),
        "promise" | "future" | "readonly" | "required" => inside(parameter, depth),
        "urn" if close.is_some() => Some(format!("urn:{parameter}")),
        // `varchar(20)`
        _ if close == Some(')') && parameter.bytes().all(|one| one.is_ascii_digit()) => match named(&small)? {
            Same(meant) => Some((*meant).to_owned()),
            Words(_) => None,
        },
        _ => None,
    }
}

fn optional(meant: String) -> String {
    if meant.ends_with('?') { meant } else { meant + "?" }
}

fn is_nothing(word: &str) -> bool {
    matches!(word, "null" | "undefined" | "None" | "nil")
}

/// Returns whether a text may be the name of a type or of URNs.
fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|one| one.is_ascii_alphanumeric() || matches!(one, b'_' | b'.' | b':'))
}
