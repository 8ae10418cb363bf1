//! Advice on values of the wrong kind, texts split by a comma, and wrong indentation.

use super::kinds::{digits, is_map_key};
use super::shape::{Entry, Form, Limit, NameOf, Shape, Value, Word};
use crate::diagnostic::Diagnostic;
use crate::document::{self, Key, Node};
use crate::rules;
use crate::source::Span;

/// Keys of other languages, by the mapping that they are written in, and the way to say it in the YAML.
const FOREIGN: &[(&str, &str, &str)] = &[
    ("api", "scopes", "write `permissions`"),
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

const BELOW: &str = "write its keys below it, indented, or in braces: `{key: value}`";

/// Words of other languages, and the ones that mean the same here.
const SAME: &[(&str, &str)] = &[
    ("entities", "entity"),
    ("collection", "resource"),
    ("application", "app"),
    ("client", "app"),
    ("user", "member"),
    ("optional", "free"),
    ("offset", "start_count"),
    ("cursor", "token"),
];

/// The longest text that advice repeats.
const SHOWN: usize = 60;

/// Advice on writing a value of the wrong kind as the expected kind.
pub(super) fn written(node: &Node, expected: &Value) -> Option<String> {
    match (expected, &node.value) {
        (Value::Either(values), _) => values.iter().find_map(|value| written(node, value)),
        (Value::List(_), document::Value::Scalar(_)) => Some(format!("write `[{}]`", node.text()?)),
        (Value::List(_), document::Value::Map(entries)) if entries.iter().any(|(_, value)| !value.is_absent()) => {
            let items = entries.iter().find_map(|(_, value)| value.items().iter().map(Node::text).collect::<Option<Vec<_>>>());
            let items = items.filter(|items| !items.is_empty());
            Some(items.map_or_else(|| "write it as a list: `[a, b]`".to_owned(), |items| format!("write `[{}]`", items.join(", "))))
        }
        (Value::List(_), document::Value::Map(entries)) => {
            let names: Vec<&str> = entries.iter().map(|(key, _)| key.text.as_str()).collect();
            Some(format!("write it as a list: `[{}]`", names.join(", ")))
        }
        (Value::Pick { .. }, document::Value::Scalar(_)) => Some(format!("for another name of a type write `{{is: {}}}`", node.text()?)),
        (Value::Pick { .. }, document::Value::Seq(items)) => {
            let symbols: Option<Vec<&str>> = items.iter().map(Node::text).collect();
            Some(format!("for a list of symbols write `{{enum: [{}]}}`", symbols?.join(", ")))
        }
        (Value::Map(shape), document::Value::Scalar(_)) => Some(lacking_blank(node.text()?, shape).unwrap_or(of_text(node.text()?, shape))),
        (Value::Table { .. }, document::Value::Scalar(_)) if node.text().and_then(no_blank).is_some() => no_blank(node.text()?),
        (Value::Map(shape), document::Value::Seq(items)) => of_list(items, |name| shape.entries().any(|entry| entry.key == name))
            .or_else(|| required(shape, Some(node)))
            .or_else(|| Some(BELOW.to_owned())),
        (Value::Table { names, written, .. }, document::Value::Seq(items)) => {
            of_list(items, written.fits).or_else(|| Some(format!("write the {names} below it, each with a colon and its description")))
        }
        (Value::Name(NameOf::Record), document::Value::Map(entries)) if entries.iter().any(|(_, value)| !value.is_absent()) => {
            Some("declare the record under `types`, and write its name here".to_owned())
        }
        (Value::Table { names, .. }, document::Value::Scalar(_)) => {
            Some(format!("write the {names} below it, each with a colon and its description"))
        }
        (_, document::Value::Seq(items)) => match items.as_slice() {
            [one] => Some(format!("write `{}`", one.text()?)),
            _ => None,
        },
        (_, document::Value::Map(entries)) => match entries.as_slice() {
            [(key, value)] if value.is_absent() && !holds_keys(expected) => Some(format!("write `{}`", key.text)),
            _ => None,
        },
        (_, document::Value::Scalar(_)) => None,
    }
}

/// Advice on a text in place of a mapping, which is most likely its description.
fn of_text(text: &str, shape: &Shape) -> String {
    let has_doc = shape.entries().any(|entry| entry.key == "doc");
    if has_doc && text.contains(' ') {
        let doc = if text.len() <= SHOWN { format!("{text:?}") } else { "\"...\"".to_owned() };
        return format!("put the text under `doc`: `{{doc: {doc}}}`");
    }
    let keys: Vec<&str> = shape.entries().filter(|entry| entry.required).map(|entry| entry.key).collect();
    if keys.is_empty() && matches!(text, "true" | "yes" | "on") {
        return "leave the value out: a name with a colon is enough".to_owned();
    }
    if keys.is_empty() && matches!(text, "false" | "no" | "off") {
        return "leave the key out, too, if there is none".to_owned();
    }
    required(shape, None).unwrap_or_else(|| BELOW.to_owned())
}

/// Advice to write the keys that a mapping needs, the only one of them with the list that stands in place of the mapping.
fn required(shape: &Shape, list: Option<&Node>) -> Option<String> {
    let one_of = shape.limits.iter().find_map(|limit| if let Limit::AtLeastOne(keys) = limit { Some(*keys) } else { None });
    let needed: Vec<&Entry> = shape.entries().filter(|entry| entry.required).collect();
    let texts = list.and_then(|list| list.items().iter().map(Node::text).collect::<Option<Vec<_>>>());
    let texts = texts.map_or_else(|| "...".to_owned(), |texts| texts.join(", "));
    match (needed.as_slice(), one_of) {
        ([only], _) if list.is_some() && matches!(only.value, Value::List(_)) => Some(format!("write it as `{{{}: [{texts}]}}`", only.key)),
        ([], Some(keys)) if list.is_some() => {
            let forms: Vec<String> = keys.iter().map(|key| format!("`{{{key}: [{texts}]}}`")).collect();
            Some(format!("write it as {}", forms.join(" or ")))
        }
        ([], _) => None,
        (keys, _) => {
            Some(format!("write it as `{{{}}}`", keys.iter().map(|entry| format!("{}: ...", entry.key)).collect::<Vec<_>>().join(", ")))
        }
    }
}

/// Advice on a text that begins with a key of the shape and a colon without a blank.
fn lacking_blank(text: &str, shape: &Shape) -> Option<String> {
    let (key, _) = text.split_once(':').filter(|(key, _)| shape.entries().any(|entry| entry.key == *key))?;
    Some(format!("a blank is missing after the colon: write `{key}: ...`"))
}

/// Advice on a text that is none of the words that the language lists.
pub(super) fn word(text: &str, words: &[Word]) -> Option<String> {
    if let [only] = words {
        return Some(format!("write `{}`", only.word));
    }
    let names = || words.iter().map(|word| word.word);
    let same = SAME.iter().find(|(other, _)| *other == text).and_then(|(_, same)| names().find(|name| name == same));
    same.or_else(|| restli_core::suggest::nearest(text, names())).map(|near| format!("did you mean `{near}`?"))
}

/// The other key in the only mapping with fixed keys below a mapping of this shape that has it, and the key of that mapping.
pub(super) fn inner(shape: &Shape, key: &str) -> Option<(&'static str, &'static Entry)> {
    let mut there = shape.entries().filter_map(|entry| match &entry.value {
        Value::Map(inner) => Some((entry.key, inner.entries().find(|entry| entry.key == key)?)),
        _ => None,
    });
    there.next().filter(|_| there.next().is_none())
}

/// The problem of a map type without a type of values, and advice.
pub(super) fn no_value_type(key: &str) -> (String, String) {
    match key.rsplit_once(':').filter(|(name, value)| !matches!(*name, "" | "urn") && !value.is_empty()) {
        Some((key_type, value)) => (format!("a blank is missing after the colon in `{key}`"), format!("write `{{{key_type}: {value}}}`")),
        None => (format!("the map from `{key}` has no type of values"), format!("write `{{{key}: T}}`")),
    }
}

/// Advice on a key of another language.
pub(super) fn of_key(shape: &Shape, key: &str) -> Option<String> {
    FOREIGN.iter().find(|(place, foreign, _)| *place == shape.name && *foreign == key).map(|(.., help)| (*help).to_owned())
}

/// The place for names that the author chooses, if a mapping of this shape has one for fields or parameters.
pub(super) fn own_names(shape: &Shape) -> String {
    let place = shape.entries().find_map(|entry| match entry.value {
        Value::Table { names, value: Value::Typed(_), .. } => Some((names, entry.key)),
        _ => None,
    });
    place.map_or_else(String::new, |(names, key)| format!("{names} stand below `{key}`; "))
}

/// The problem of a mapping that is a map type but for its keys, with its place and advice.
pub(super) fn key_types(node: &Node) -> Option<(Span, String, &'static str)> {
    let are_types = node.entries().iter().all(|(key, _)| is_map_key(key.text.trim_end_matches('?')));
    match node.entries() {
        [(key, _)] if are_types => {
            Some((key.span, format!("`{}` is no type of keys", key.text), "remove the `?`: what is absent from a map has no key there"))
        }
        [_, (second, _), ..] if are_types => Some((
            second.span,
            "a map type has one type of keys".to_owned(),
            "write `{string: T}`; a value of one of several types is a union under `types`",
        )),
        _ => None,
    }
}

/// Advice on a text that was meant to be a name and its value: `id:long`.
pub(super) fn no_blank(text: &str) -> Option<String> {
    let (name, value) = text.split_once(':').filter(|(name, value)| !name.is_empty() && !value.is_empty())?;
    (!text.contains([' ', '/'])).then(|| format!("write `{name}: {value}`"))
}

/// Advice on a list in place of a mapping: the items are most likely the keys.
fn of_list(items: &[Node], fits: impl Fn(&str) -> bool) -> Option<String> {
    let names: Option<Vec<String>> =
        items.iter().map(|item| item.text().filter(|name| fits(name)).map(|name| format!("{name}: "))).collect();
    match names {
        Some(names) => Some(format!("write the names with a colon each: `{{{}}}`", names.join(", "))),
        None if items.iter().any(|item| !item.entries().is_empty()) => {
            Some("remove the dashes: a name with a colon stands before each, as in `name: {...}`".to_owned())
        }
        None => None,
    }
}

/// An unquoted text that a comma splits, with its place: `{select: (id,total)}` has the key `total)`.
pub(super) fn torn(node: &Node) -> Option<(Span, String)> {
    match &node.value {
        document::Value::Map(entries) => entries.iter().enumerate().find_map(|(at, (_, value))| {
            let rest = entries.iter().skip(at + 1).map_while(|(key, value)| value.is_absent().then_some((key.text.as_str(), key.span)));
            joined(value, rest)
        }),
        document::Value::Seq(items) => items.iter().enumerate().find_map(|(at, item)| {
            let rest = items.iter().skip(at + 1).map_while(|item| Some((item.text()?, item.span)));
            joined(item, rest)
        }),
        document::Value::Scalar(_) => None,
    }
}

fn joined<'n>(first: &'n Node, rest: impl Iterator<Item = (&'n str, Span)>) -> Option<(Span, String)> {
    let document::Value::Scalar(document::Scalar { text, quoted: false, .. }) = &first.value else { return None };
    let (mut whole, mut span) = (text.clone(), first.span);
    if open(&whole) <= 0 {
        return None;
    }
    for (part, at) in rest {
        whole.extend([",", part]);
        span.end = at.end.max(span.end);
        if open(&whole) <= 0 {
            return Some((span, whole));
        }
    }
    None
}

/// The number of unclosed brackets.
fn open(text: &str) -> i64 {
    text.chars().fold(0, |open, one| match one {
        '(' | '<' => open + 1,
        ')' | '>' => open - 1,
        _ => open,
    })
}

/// Returns whether values of this kind hold names or keys of their own.
pub(super) fn holds_keys(value: &Value) -> bool {
    match value {
        Value::Either(values) => values.iter().any(holds_keys),
        other => other.form() == Some(Form::Mapping),
    }
}

/// Returns whether values of this kind hold names that the author chooses.
pub(super) fn holds_names(value: &Value) -> bool {
    match value {
        Value::Either(values) => values.iter().any(holds_names),
        other => matches!(other, Value::Table { .. } | Value::Pair(_)),
    }
}

/// Returns whether a mapping of this kind can have the key.
pub(super) fn has_key(value: &Value, key: &str) -> bool {
    let in_shape = |shape: &Shape| shape.entries().any(|entry| entry.key == key);
    match value {
        Value::Map(shape) | Value::Typed(shape) => in_shape(shape),
        Value::Pick { choices, otherwise } => in_shape(otherwise) || choices.iter().any(|choice| in_shape(choice.shape)),
        Value::Either(values) => values.iter().any(|value| has_key(value, key)),
        _ => false,
    }
}

/// The problem of a mapping that is no type.
pub(super) fn no_type(node: &Node) -> Diagnostic {
    match node.entries() {
        [(key, _)] if key.text != "type" => Diagnostic::error(rules::WRONG_KIND, key.span, format!("`{}` is no type of keys", key.text))
            .help("write `{string: T}`, or in place of `string` `int`, `long`, a URN type, or the name of an enum"),
        _ => Diagnostic::error(rules::WRONG_KIND, node.span, "expected a type, found a mapping")
            .help("a type is a text, `[T]`, `{string: T}` or `{union: ...}`; what else there is to say stands beside `type:`"),
    }
}

/// The problem of a key that stands beside its owner instead of below it.
pub(super) fn beside(key: &Key, owner: &Key) -> Diagnostic {
    let message = format!("`{}` stands beside `{}`, not below it", key.text, owner.text);
    let problem = Diagnostic::error(rules::UNKNOWN_KEY, key.span, message).also(owner.span, "this has no value");
    problem.help(format!("indent `{}`, and what follows it, further than `{}`", key.text, owner.text))
}

/// Advice on a text that is not the wanted number.
pub(super) fn number(text: &str) -> String {
    match digits(text) {
        // Without the key there is no such limit.
        Some(digits) if digits == text => "write a larger number, or remove the key".to_owned(),
        None if !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()) => format!("at most {}", u64::MAX),
        None => "write it in digits".to_owned(),
        Some(digits) => format!("write digits only, as in `{digits}`"),
    }
}

/// The list among several values.
pub(super) fn lists(values: &'static [Value]) -> Option<&'static Value> {
    values.iter().find(|value| matches!(value, Value::List(_)))
}
