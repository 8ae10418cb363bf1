//! Advice on keys that a mapping does not have: those of other languages, of other methods, and of mappings beside it.

use super::kinds::article;
use super::shape::{Entry, Shape, Value};
use super::tables::RESOURCE;
use crate::diagnostic::Diagnostic;
use crate::document::{Key, Node};
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// Keys of other languages, by the mapping that they are written in, and the way to say it in the YAML.
const FOREIGN: &[(&str, &str, &str)] = &[
    ("api", "scopes", "write `permissions`"),
    ("product", "module", "write `product`"),
    ("field", "name", NAME),
    ("parameter", "name", NAME),
    ("key_part", "name", NAME),
    ("member", "name", NAME),
    ("field", "fields", DECLARE),
    ("parameter", "fields", DECLARE),
    ("key_part", "fields", DECLARE),
    ("member", "fields", DECLARE),
    ("parameter", "enum", DECLARE),
    ("key_part", "enum", DECLARE),
    ("member", "enum", DECLARE),
    ("action", "parameters", PARAMS),
    ("finder", "parameters", PARAMS),
    ("batch_finder", "parameters", PARAMS),
    ("field", "optional", OPTIONAL),
    ("field", "nullable", OPTIONAL),
    ("field", "required", "leave it out: a value is required unless a `?` stands after its name"),
    ("field", "enum", DECLARE),
    ("parameter", "optional", OPTIONAL),
    ("parameter", "required", "leave it out: a value is required unless a `?` stands after its name"),
    ("record", "type", "write `is: T` for another name of a type, or put the fields under `fields`"),
    ("record", "extends", "write `with`"),
    ("record", "include", "write `with`"),
    ("record", "includes", "write `with`"),
    ("record", "properties", "write `fields`"),
    ("record", "symbols", "write `enum`"),
    ("methods", "read", "write `get`"),
    ("methods", "list", "write `get_all`, or describe a search under `finders`"),
    ("methods", "find", "describe a search under `finders`"),
    ("methods", "search", "describe it under `finders`"),
    ("methods", "patch", "write `partial_update`"),
    ("methods", "put", "write `update`"),
    ("methods", "post", "write `create`, or describe an action under `actions`"),
    ("methods", "remove", "write `delete`"),
];

const OPTIONAL: &str = "put a `?` after the name: `name?: T`";

const DECLARE: &str = "declare the type under `types`, and give its name as the type";

const PARAMS: &str = "write `params`";

const NAME: &str = "the key itself is the name on the wire; `rust:` gives one for Rust";

/// Advice on a permission that stands as a key where `any_of` or `all_of` does.
pub(super) fn of_choice(shape: &Shape, key: &Key, value: &Node) -> Option<String> {
    let name = &key.text;
    (shape.name == "needs" && value.is_absent())
        .then(|| format!("write the name alone: `{name}`, or several as in `[{name}, ...]` or `{{all_of: [{name}, ...]}}`"))
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
pub(super) fn of_key(shape: &Shape, key: &str) -> Option<String> {
    let known = FOREIGN.iter().find(|(place, foreign, _)| *place == shape.name && *foreign == key).map(|(.., help)| (*help).to_owned());
    known.or_else(|| of_methods(shape, key))
}

/// Advice on a key of a method that only other methods have.
fn of_methods(shape: &Shape, key: &str) -> Option<String> {
    let is_there = |shape: &Shape| shape.entries().any(|entry| entry.key == key);
    methods().find(|(_, one)| std::ptr::eq(*one, shape))?;
    let owners: Vec<&str> = methods().filter(|(_, one)| is_there(one)).map(|(name, _)| name).collect();
    (!owners.is_empty()).then(|| format!("remove it: it is a key of {}", suggest::list(owners)))
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

/// The problem of a key of the mapping around a table of fields or parameters that stands among their names with its text: no type is
/// words.
pub(super) fn too_deep(node: &Node, value: &Value, around: &Shape) -> Option<Diagnostic> {
    let is_free = |key: &Key| around.entries().any(|entry| entry.key == key.text && entry.value.is_free_text());
    let words = |text: &str| !text.contains(['=', '|', '[', '{', '?']) && (text.trim().contains(' ') || text.ends_with('.'));
    let mut entries = node.entries().iter().filter(|_| matches!(value, Value::Typed(_)));
    let (key, text) = entries.find(|(key, value)| is_free(key) && value.text().is_some_and(words))?;
    let help = format!("indent `{}` less: it is a key of {}", key.text, article(around.name));
    let span = Span { end: text.span.end, ..key.span };
    Some(Diagnostic::error(rules::UNKNOWN_KEY, span, format!("`{}` stands too deep", key.text)).help(help))
}

/// The place for names that the author chooses, if a mapping of this shape has one for fields or parameters.
pub(super) fn own_names(shape: &Shape) -> String {
    let place = shape.entries().find_map(|entry| match entry.value {
        Value::Table { names: names @ ("field names" | "parameter names"), value: Value::Typed(_), .. } => Some((names, entry.key)),
        _ => None,
    });
    place.map_or_else(String::new, |(names, key)| format!("{names} stand below `{key}`; "))
}
