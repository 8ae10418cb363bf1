//! Advice on keys that a mapping does not have: those of other languages, of other methods, and of mappings beside it.

use super::foreign_keys::{ABSENT, Advice, CHECKS, FOREIGN, NAME, OPTIONAL};
use super::hints::has_key;
use super::kinds::article;
use super::shape::{Entry, Shape, Value};
use super::synonyms::same;
use super::tables::RESOURCE;
use crate::api::is_primitive;
use crate::diagnostic::Diagnostic;
use crate::document::{Key, Node};
use crate::help::Help;
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// Advice on `type` in an entry of `types`, of which other languages have a kind there.
fn kind_of_type(value: &Node) -> Help {
    let by_key = |key: &str| Help::remove(format!("remove it: the key `{key}` says so"));
    match value.text().unwrap_or_default() {
        "enum" => by_key("enum: [A, B]"),
        "record" | "object" | "struct" | "class" | "message" | "interface" => by_key("fields"),
        "union" | "oneof" | "oneOf" => by_key("union: [A, B]"),
        "fixed" => by_key("bytes: 16"),
        "array" | "list" => by_key("is: \"[T]\""),
        "map" => by_key("is: \"{string: T}\""),
        "typeref" | "alias" => by_key("is: T"),
        other if is_primitive(other) => Help::write(format!("is: {other}")).of_entry(),
        _ => "write `is: T` for another name of a type, or put the fields under `fields`".into(),
    }
}

/// Advice on a permission that stands as a key where `any_of` or `all_of` does.
pub(super) fn of_choice(shape: &Shape, key: &Key, value: &Node) -> Option<Help> {
    let name = &key.text;
    (shape.name == "needs" && value.is_absent())
        .then(|| format!("write the name alone: `{name}`, or several as in `[{name}, ...]` or `{{all_of: [{name}, ...]}}`").into())
}

/// The other key in the only mapping with fixed keys below a mapping of this shape that has it, and the key of that mapping.
pub(super) fn inner(shape: &Shape, key: &str) -> Option<(&'static str, &'static Entry)> {
    let mut there = shape.entries().filter_map(|entry| match &entry.value {
        Value::Map(inner) => Some((entry.key, inner.entries().find(|entry| entry.key == key)?)),
        _ => None,
    });
    there.next().filter(|_| there.next().is_none())
}

/// Advice on a key of another language, or of other methods.
pub(super) fn of_key(shape: &Shape, key: &str, value: &Node) -> Option<Help> {
    match (shape.name, key) {
        ("record", "type") => return Some(kind_of_type(value)),
        ("record", "time") if value.text() == Some("milliseconds") => return Some("add the type: `is: long` beside it".into()),
        ("record", "text") if value.get("escape").is_some() => return Some("add the type: `is: string` beside it".into()),
        ("enum", "type") => return Some(Help::remove("remove it: the symbols of an enum are texts")),
        ("union", "type") => return Some(Help::remove("remove it: the key `union` says so")),
        ("fixed", "type") => return Some(Help::remove("remove it: the key `bytes` says so")),
        ("typeref", "type") => return Some(Help::remove("remove it: the key `is` says so")),
        ("field" | "parameter", "required") if value.text() == Some("false") => return Some(OPTIONAL.help()),
        ("field" | "parameter", "required") => return Some(ABSENT.help()),
        ("needs", _) if RESOURCE.entries().any(|entry| entry.key == "methods" && has_key(&entry.value, key)) => {
            return Some(format!("permissions of one method stand at it: `methods: {{{key}: {{permissions: ...}}}}`").into());
        }
        ("needs", "read" | "write" | "reads" | "writes") => {
            return Some("permissions of one method stand at it, as in `methods: {get: {permissions: ...}}`".into());
        }
        ("needs", _) if (!value.items().is_empty() || value.text().is_some()) && !value.is_absent() && !names_a_choice(key) => {
            let help = "write the permissions alone, as in `[a, b]`; the URN types that one acts as stand at it, under `permissions` of `api.yaml`";
            return Some(help.into());
        }
        ("methods", _) if value.key("params").is_some() => {
            return Some("write a finder below `finders`, an action below `actions`, beside `methods`".into());
        }
        ("field" | "parameter", "items") => {
            let item = value.text().unwrap_or("T");
            return Some(format!("remove it, and write the type of the array as `[{item}]`").into());
        }
        ("field" | "parameter" | "key_part" | "member", "format") => {
            return Some(Help::remove("remove it: the type says it, as `int`, `long` or a type of `types` do"));
        }
        (_, "returns" | "returnEntity" | "returnsEntity") if has(shape, "returns_entity") => {
            return Some("write `returns_entity: true` if the answer holds the entity".into());
        }
        (_, "responses") if methods().any(|(_, one)| std::ptr::eq(one, shape)) && shape.entries().all(|entry| entry.key != "returns") => {
            return Some(
                "list the errors worth knowing under `errors`, and statuses of success other than the usual under `success`".into(),
            );
        }
        (_, "name") if has(shape, "rust") && !has(shape, "name") && methods().all(|(_, one)| !std::ptr::eq(one, shape)) => {
            return Some(NAME.help());
        }
        ("field" | "parameter" | "key_part" | "member" | "typeref", _) if CHECKS.contains(&key) => {
            return Some("remove it, and say it under `doc`: values are checked by the service".into());
        }
        _ => {}
    }
    let known = FOREIGN
        .iter()
        .find(|(place, foreign, _)| *place == shape.name && foreign.eq_ignore_ascii_case(key))
        .map(|(.., advice)| advice.help());
    known.or_else(|| of_methods(shape, key))
}

/// Returns whether a key is one of this shape, or of another language in its place.
pub(super) fn is_known(shape: &Shape, key: &str) -> bool {
    let names: Vec<&'static str> = shape.entries().map(|entry| entry.key).collect();
    let of_shape = |(place, foreign, _): &(&str, &str, Advice)| *place == shape.name && foreign.eq_ignore_ascii_case(key);
    names.contains(&key)
        || same(key, &names).is_some()
        || CHECKS.contains(&key)
        || FOREIGN.iter().any(of_shape)
        || matches!(key, "required" | "items" | "format")
}

fn has(shape: &Shape, key: &str) -> bool {
    shape.entries().any(|entry| entry.key == key)
}

/// Returns whether a key means one of the choices of permissions, in other words or spelt otherwise.
fn names_a_choice(key: &str) -> bool {
    let choices = ["any_of", "all_of"];
    same(key, &choices).is_some() || restli_core::suggest::nearest(key, choices).is_some()
}

/// Advice on a key of a method that only other methods have.
fn of_methods(shape: &Shape, key: &str) -> Option<Help> {
    let is_there = |shape: &Shape| shape.entries().any(|entry| entry.key == key);
    methods().find(|(_, one)| std::ptr::eq(*one, shape))?;
    let owners: Vec<&str> = methods().filter(|(_, one)| is_there(one)).map(|(name, _)| name).collect();
    (!owners.is_empty()).then(|| Help::remove(format!("remove it: it is a key of {}", suggest::list(owners))))
}

/// The shapes of all methods, each with the key that it stands under.
fn methods() -> impl Iterator<Item = (&'static str, &'static Shape)> {
    RESOURCE.entries().flat_map(|entry| match &entry.value {
        Value::Map(inner) => inner.entries().filter_map(|entry| shape(entry.key, &entry.value)).collect(),
        Value::Table { value, .. } if entry.key != "sub" => shape(entry.key, value).into_iter().collect::<Vec<_>>(),
        _ => Vec::new(),
    })
}

fn shape(key: &'static str, value: &'static Value) -> Option<(&'static str, &'static Shape)> {
    if let Value::Map(shape) = value { Some((key, shape)) } else { None }
}

/// The problem of a key of the mapping around a table of fields or parameters that stands among their names.
pub(super) fn too_deep(node: &Node, value: &Value, around: &Shape) -> Option<Diagnostic> {
    let mut entries = node.entries().iter().filter(|_| matches!(value, Value::Typed(_)));
    let (key, text) = entries.find(|(key, text)| is_no_type(key, text, around))?;
    let help = format!("indent `{}` less: it is a key of {}", key.text, article(around.name));
    let span = Span { end: text.span.end, ..key.span };
    Some(Diagnostic::error(rules::UNKNOWN_KEY, span, format!("`{}` stands too deep", key.text)).help(help))
}

/// Returns whether an entry is that of a key around the table: words, which no type is, or a word such as `r_posts`, as no type is named.
fn is_no_type(key: &Key, node: &Node, around: &Shape) -> bool {
    let (Some(text), Some(entry)) = (node.text(), around.entries().find(|entry| entry.key == key.text)) else { return false };
    if entry.value.is_free_text() {
        return !text.contains(['=', '|', '[', '{', '?']) && (text.trim().contains(' ') || text.ends_with('.'));
    }
    let is_word = text.contains('_') && text.bytes().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'_');
    !matches!(entry.value, Value::Type | Value::Typed(_)) && is_word
}

/// The place for names that the author chooses, if a mapping of this shape has one for fields or parameters.
pub(super) fn own_names(shape: &Shape) -> String {
    let place = shape.entries().find_map(|entry| match entry.value {
        Value::Table { names: names @ ("field names" | "parameter names"), value: Value::Typed(_), .. } => Some((names, entry.key)),
        _ => None,
    });
    place.map_or_else(String::new, |(names, key)| format!("{names} stand below `{key}`; "))
}
