//! Advice on values of the wrong kind, words and keys of other languages, and wrong indentation.

use restli_core::Sunset;

use super::foreign_keys::KEY_OF_URNS;
use super::kinds::is_map_key;
use super::lists::{is_pair, of_list, typed_names};
use super::notation::{Notation, SELECTION};
use super::punctuation::{self, SHOWN};
use super::shape::{Entry, Form, Limit, NameOf, Shape, Value};
use super::{numbers, words};
use crate::api::is_primitive;
use crate::diagnostic::Diagnostic;
use crate::document::{self, Key, Node};
use crate::help::{Fix, Help};
use crate::literal;
use crate::rules;
use crate::source::Span;

/// Advice on a key without content that is not needed.
pub(super) const FILL: &str = "give it a value or remove it";

const BELOW: &str = "write its keys below it, indented, or in braces: `{key: value}`";

/// Advice on a text where one of several values is expected, and which is several names.
pub(super) fn several(node: &Node, values: &'static [Value]) -> Option<Help> {
    let list = lists(values).and_then(|list| written(node, list))?;
    let Some(Fix::WriteValue(names)) = list.fix.as_ref().filter(|_| values.iter().any(|value| has_key(value, "all_of"))) else {
        return Some(list);
    };
    Some(Help::from(format!("write `{names}` if one of them is enough, `{{all_of: {names}}}` if all are needed")))
}

/// Words and signs between names in sentences and other languages.
pub(crate) const JOINS: &[&str] = &["and", "or", "&", "&&", "+", "||"];

/// Advice on writing a value of the wrong kind as the expected kind.
pub(super) fn written(node: &Node, expected: &Value) -> Option<Help> {
    let is_text = matches!(expected, Value::Text | Value::Name(_) | Value::Written(_)) && !node.entries().is_empty();
    let text = || is_text.then(|| "write the text on the line of its key; one with a colon and a blank in it stands in quotes".into());
    let is_one = matches!(expected, Value::Number { .. } | Value::Name(_) | Value::Words(_) | Value::Source) && node.items().len() > 1;
    let several = || node.items().iter().find_map(Node::text).filter(|_| is_one).map(|first| Help::written("write one:", first).of_value());
    as_kind(node, expected).map(Help::of_value).or_else(text).or_else(several).or_else(|| signs(node, expected))
}

/// Advice on a list of signs in place of the text that they make.
fn signs(node: &Node, expected: &Value) -> Option<Help> {
    let items: Option<Vec<&str>> = node.items().iter().map(Node::text).collect();
    let items = items.filter(|items| {
        matches!(expected, Value::Text) && items.iter().all(|item| item.chars().count() == 1 && !item.chars().all(char::is_alphanumeric))
    })?;
    (!items.is_empty()).then(|| Help::written("write them in one text:", format!("{:?}", items.concat())).of_value())
}

/// Advice on writing the content of a value as the expected kind.
fn as_kind(node: &Node, expected: &Value) -> Option<Help> {
    match (expected, &node.value) {
        (Value::Either(values), _) => values.iter().find_map(|value| as_kind(node, value)),
        (Value::List(item_kind), document::Value::Scalar(_)) => {
            let text = node.text()?;
            let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
            if let Some(item) = text.strip_prefix('-').and_then(|rest| rest.split(' ').next()).filter(|item| !item.is_empty()) {
                return Some(format!("write a blank behind the dash: `- {item}`").into());
            }
            let separator: &[char] = if holds_name(item_kind) || item_kind.is_symbol() { &[',', ' ', '|'] } else { &[','] };
            let separator = if matches!(item_kind, Value::Type) { &['|'] } else { separator };
            let is_item = |item: &&str| !item.is_empty() && (!holds_name(item_kind) || !JOINS.contains(item));
            if text.trim().is_empty() {
                return None;
            }
            let sum = text.replace(" + ", ", ");
            let items: Vec<&str> =
                if holds_name(item_kind) { text } else { &sum }.split(separator).map(str::trim).filter(is_item).collect();
            if let Some(help) = words::unfit_item(&items, item_kind) {
                return Some(help);
            }
            let items = if text.contains(['[', '{']) { text.to_owned() } else { items.join(", ") };
            Some(Help::write(format!("[{}]", items.trim_end_matches(|end| end == ']' && !text.contains('[')))))
        }
        (Value::List(_), document::Value::Map(entries)) if entries.iter().any(|(_, value)| !value.is_absent()) => Some(of_listed(entries)),
        (Value::List(_), document::Value::Map(entries)) => {
            let names: Vec<&str> = entries.iter().map(|(key, _)| key.text.as_str()).collect();
            Some(Help::written("write it as a list:", format!("[{}]", names.join(", "))))
        }
        (Value::Pick { .. }, document::Value::Scalar(_)) if node.text()?.contains('|') && !node.text()?.contains("urn:") => {
            let items: Vec<&str> = node.text()?.split('|').map(|item| item.trim().trim_matches(['"', '\''])).collect();
            let items = items.join(", ");
            Some(format!("for a list of symbols write `{{enum: [{items}]}}`, for one of several types `{{union: [{items}]}}`").into())
        }
        (Value::Pick { .. }, document::Value::Scalar(_)) => {
            Some(Help::written("for another name of a type write", format!("{{is: {}}}", node.text()?)))
        }
        (Value::Pick { .. }, document::Value::Seq(items)) => {
            let Some(names) = items.iter().map(Node::text).collect::<Option<Vec<&str>>>() else {
                return Some("remove the dashes: a type is one mapping, such as `{fields: {...}}`".into());
            };
            let are_types = names.iter().all(|name| is_primitive(name) || name.starts_with("urn:"));
            let names_listed = names.join(", ");
            Some(match names.as_slice() {
                [_] if are_types => Help::written("for another name of an array write", format!("{{is: [{names_listed}]}}")),
                [_, ..] if are_types => Help::written("for one of several types write", format!("{{union: [{names_listed}]}}")),
                _ => Help::written("for a list of symbols write", format!("{{enum: [{names_listed}]}}")),
            })
        }
        (Value::Map(shape), document::Value::Scalar(_)) => {
            Some(punctuation::lacking_blank(node.text()?, shape).unwrap_or(of_text(node.text()?, shape)))
        }
        (Value::Table { .. }, document::Value::Scalar(_)) if node.text().and_then(punctuation::no_blank).is_some() => {
            punctuation::no_blank(node.text()?)
        }
        (Value::Map(shape), document::Value::Seq(items)) if shape.name == "projection" => selection(items).or_else(|| Some(BELOW.into())),
        (Value::Map(shape), document::Value::Seq(items)) => {
            let of = |name: &str| shape.entries().find(|entry| entry.key == name);
            let content = if items.iter().filter_map(|item| of(item.text()?)).all(|entry| holds_keys(&entry.value)) { "" } else { "..." };
            of_list(items, |name| of(name).is_some(), content).or_else(|| words::required(shape, Some(node))).or_else(|| Some(BELOW.into()))
        }
        (Value::Table { written, value: Value::Typed(_), empty: false, .. }, document::Value::Seq(items)) if is_pair(items) => {
            let [name, ty] = [items.first()?.text()?, items.get(1)?.text()?];
            (written.fits)(name).then(|| Help::write(format!("{{{name}: {ty}}}")))
        }
        (Value::Table { value: Value::Typed(_), .. }, document::Value::Seq(items)) if typed_names(items).is_some() => {
            typed_names(items).map(|entries| Help::write(format!("{{{entries}}}")))
        }
        (Value::Table { names, written, value, empty }, document::Value::Seq(items)) => {
            let listed = of_list(items, written.fits, if *empty { "" } else { placeholder(value) });
            listed.or_else(|| Some(format!("write the {names} below it, each with a colon and its {}", content_of(value)).into()))
        }
        (Value::Name(NameOf::Base), document::Value::Seq(items)) if items.len() > 1 => {
            Some("a resource is on one base: write it once more beside, with `same_as: NAME` and the other base".into())
        }
        (Value::Written(notation), document::Value::Seq(items)) if std::ptr::eq(*notation, &raw const SELECTION) => selection(items),
        (Value::Name(NameOf::Record), document::Value::Map(entries)) if !entries.is_empty() && entries.iter().all(is_part_of_key) => {
            Some("write the name of a record here; the parts of a key stand under `key`".into())
        }
        (Value::Name(NameOf::Record), document::Value::Map(entries))
            if entries.iter().any(|(key, value)| !value.is_absent() && !LABELS.contains(&key.text.as_str())) =>
        {
            Some("declare the record under `types`, and write its name here".into())
        }
        (Value::Table { names, value, .. }, document::Value::Scalar(_)) => {
            Some(format!("write the {names} below it, each with a colon and its {}", content_of(value)).into())
        }
        (_, document::Value::Seq(items)) => match items.as_slice() {
            [one] => Some(Help::write(one.text()?)),
            _ => None,
        },
        (_, document::Value::Map(entries)) => of_entries(entries, expected),
        (_, document::Value::Scalar(_)) => None,
    }
}

/// Advice on a mapping in place of a list: the list below its only key, or a list of its values if they are types, or of its keys.
fn of_listed(entries: &[(Key, Node)]) -> Help {
    if let [(_, value)] = entries
        && let Some(items) = value.items().iter().map(Node::text).collect::<Option<Vec<_>>>().filter(|items| !items.is_empty())
    {
        return Help::write(format!("[{}]", items.join(", ")));
    }
    let types: Option<Vec<&str>> =
        entries.iter().map(|(_, value)| value.text().filter(|text| is_primitive(text) || text.starts_with("urn"))).collect();
    let names = types.unwrap_or_else(|| entries.iter().map(|(key, _)| key.text.as_str()).collect());
    Help::written("write it as a list:", format!("[{}]", names.join(", "))).without_fix()
}

/// Advice on a mapping in place of a value without keys.
fn of_entries(entries: &[(Key, Node)], expected: &Value) -> Option<Help> {
    match entries {
        // A status before the name of its error.
        [(key, value)] if holds_name_of(expected, NameOf::Error) && key.text.bytes().all(|byte| byte.is_ascii_digit()) => {
            let name = value.text()?;
            // Error codes have no small letters: other texts describe the status.
            let is_code = !name.bytes().any(|byte| byte.is_ascii_lowercase());
            Some(if is_code {
                format!("write `[{name}]`: the error says its status").into()
            } else {
                Help::write(format!("[\"{}\"]", key.text))
            })
        }
        [(key, value)]
            if !holds_keys(expected) && LABELS.contains(&key.text.as_str()) && value.text().is_some_and(|text| !text.is_empty()) =>
        {
            Some(Help::write(value.text().and_then(|text| text.rsplit('/').next()).unwrap_or_default()))
        }
        [(key, value)] if !holds_keys(expected) && value.text().is_some() => {
            Some(format!("write `{}` alone; a key that belongs further out is indented less", key.text).into())
        }
        [(key, value)] if !holds_keys(expected) && value.is_absent() => Some(Help::write(key.text.as_str())),
        _ => None,
    }
}

/// Keys of other languages before a text that stands alone here.
const LABELS: &[&str] = &["name", "type", "value", "$ref", "ref"];

/// The sign for what stands behind a name of a table.
fn placeholder(value: &Value) -> &'static str {
    match value {
        Value::Typed(_) => "TYPE",
        _ if holds_keys(value) => "{...}",
        _ => "...",
    }
}

/// The word for what stands behind a name of a table.
const fn content_of(value: &Value) -> &'static str {
    match value {
        Value::Typed(_) => "type",
        Value::List(_) => "list",
        Value::Written(_) | Value::Name(_) => "value",
        _ => "description",
    }
}

/// Returns whether an entry is a part of a key that is a URN: `picker: urn:picker`.
fn is_part_of_key((_, ty): &(Key, Node)) -> bool {
    ty.text().is_some_and(|ty| ty.starts_with("urn:"))
}

/// The key of a mapping whose value a text is that stands in place of the mapping: one of its words, a date, or the key of a URN.
fn meant_by(text: &str, shape: &'static Shape) -> Option<&'static Entry> {
    let is_meant = |entry: &&Entry| match &entry.value {
        Value::Words(words) => words.iter().any(|word| word.word == text),
        Value::Date | Value::Sunset => Sunset::parse(text).is_some(),
        _ => shape.name == "urn" && entry.key == "key" && (is_primitive(text) || text.starts_with("urn:")),
    };
    let needs_more = shape.entries().any(|entry| entry.required);
    shape.entries().filter(|_| !needs_more).find(is_meant)
}

/// Advice on a text in place of a mapping, which is most likely its description.
fn of_text(text: &str, shape: &'static Shape) -> Help {
    if matches!(text, "none" | "nothing" | "void") && shape.entries().all(|entry| !entry.required) {
        return Help::remove("leave the value out");
    }
    let has_doc = shape.entries().any(|entry| entry.key == "doc");
    if has_doc && text.contains(' ') {
        let doc = if text.len() <= SHOWN { format!("{text:?}") } else { "\"...\"".to_owned() };
        let help = Help::written("put the text under `doc`:", format!("{{doc: {doc}}}"));
        return if text.len() <= SHOWN { help } else { help.without_fix() };
    }
    if text.contains("://") && shape.entries().any(|entry| entry.key == "page") {
        return format!("write it as `{{title: ..., page: {text:?}}}`").into();
    }
    if let Some((scheme, rest)) = text.split_once("://").filter(|_| shape.name == "base") {
        let (host, path) = rest.split_once('/').map_or((rest, ""), |(host, path)| (host, path.trim_end_matches('/')));
        let path = if path.is_empty() { String::new() } else { format!(", path: /{path}") };
        return Help::written("write it as", format!("{{url: \"{scheme}://{host}\"{path}}}"));
    }
    let names: Vec<&str> = text.split([',', ' ']).filter(|name| !name.is_empty()).collect();
    let are_keys = names.iter().all(|name| shape.entries().any(|entry| entry.key == *name && !entry.required && holds_keys(&entry.value)));
    if are_keys && !names.is_empty() {
        return Help::written("write the names with a colon each:", format!("{{{}: }}", names.join(": , ")));
    }
    if shape.name == "urn" && text.starts_with("urn:") && text.contains(['{', '<', '*']) {
        return KEY_OF_URNS.into();
    }
    if let Some((number, window)) = numbers::number_and_window(text).filter(|_| shape.name == "quota") {
        return Help::from(format!("write it as `{{limit: {number}, window: {window}, scope: ...}}`"));
    }
    if shape.name == "error" && literal::whole(text).is_some_and(|status| (400..600).contains(&status)) {
        return Help::written("write it as", format!("{{status: {text}}}"));
    }
    if let Some(entry) = meant_by(text, shape) {
        return Help::written("write it as", format!("{{{}: {text}}}", entry.key));
    }
    let keys: Vec<&str> = shape.entries().filter(|entry| entry.required).map(|entry| entry.key).collect();
    if keys.is_empty() && matches!(text, "true" | "yes" | "on") {
        return Help::remove("leave the value out: a name with a colon is enough").fix(Fix::Write(String::new()));
    }
    if keys.is_empty() && matches!(text, "false" | "no" | "off") {
        return Help::remove("leave the key out, too, if there is none");
    }
    let one_of = shape.limits.iter().find_map(|limit| if let Limit::AtLeastOne(keys) = limit { Some(*keys) } else { None });
    let forms = one_of.filter(|_| keys.is_empty()).map(|keys| keys.iter().map(|key| format!("`{{{key}: {text}}}`")).collect::<Vec<_>>());
    let forms = forms.map(|forms| Help::from(format!("write it as {}", forms.join(" or "))));
    forms.or_else(|| words::required(shape, None)).unwrap_or_else(|| BELOW.into())
}

/// The problem of a list of which an item says more than its name, where a mapping may stand in place of the list.
pub(super) fn described_items(node: &Node, values: &[Value]) -> Option<Diagnostic> {
    let names = values.iter().find_map(|value| if let Value::Table { names, .. } = value { Some(names) } else { None })?;
    let pair = |item: &Node| match (item.entries(), item.get("name").and_then(Node::text)) {
        ([_], Some(name)) => Some((name.to_owned(), Some(String::new()))),
        ([(key, value)], _) => Some((key.text.clone(), value.text().map(str::to_owned))),
        (_, Some(name)) => Some((name.to_owned(), None)),
        _ => None,
    };
    // In a list of types a mapping may be the type of a map.
    let of_types = values.iter().any(|value| matches!(value, Value::List(Value::Type)));
    let one = node.items().iter().find(|item| pair(item).is_some_and(|(key, _)| !of_types || !is_map_key(&key)))?;
    let written = |item: &Node| match pair(item) {
        Some((key, value)) => Some(format!("{key}: {}", value.as_deref().unwrap_or("{...}"))),
        None => item.text().map(|name| format!("{name}: ")),
    };
    let items: Option<Vec<String>> = node.items().iter().map(written).collect();
    let form = items.map(|items| items.join(", ")).filter(|form| form.len() <= SHOWN).unwrap_or_else(|| "a: ..., b: ".to_owned());
    let message = format!("{names} with more than their names are a mapping, not a list");
    Some(Diagnostic::error(rules::WRONG_KIND, one.span, message).help(format!("remove the dashes or square brackets: `{{{form}}}`")))
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

/// Advice on names of fields in place of the text of a projection.
fn selection(items: &[Node]) -> Option<Help> {
    let names: Vec<&str> = items.iter().map(Node::text).collect::<Option<_>>()?;
    Some(Help::write(format!("\"({})\"", names.join(","))))
}

/// Advice on an entry of a table that has no content.
pub(super) fn content(value: &Value) -> Option<&'static str> {
    match value {
        Value::Pick { .. } => Some("describe it; a record without fields is `{fields: {}}`"),
        Value::Typed(_) => Some("give it a type"),
        _ => None,
    }
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
pub(super) fn has_key(value: &'static Value, key: &str) -> bool {
    of(value, key).is_some()
}

/// The kind of the value under a key of a mapping of this kind.
pub(super) fn of(value: &'static Value, key: &str) -> Option<&'static Value> {
    let in_shape = |shape: &'static Shape| Some(&shape.entries().find(|entry| entry.key == key)?.value);
    match value {
        Value::Map(shape) | Value::Typed(shape) => in_shape(shape),
        Value::Pick { choices, otherwise } => in_shape(otherwise).or_else(|| choices.iter().find_map(|choice| in_shape(choice.shape))),
        Value::Either(values) => values.iter().find_map(|value| of(value, key)),
        _ => None,
    }
}

/// Advice on an entry of a table of lists whose name stands behind the colon, and an item of its list before it: `jpg: image/jpeg`.
pub(super) fn exchanged(key: &Key, node: &Node, name: &Notation, value: &Value) -> Option<Help> {
    let Value::List(Value::Written(item)) = value else { return None };
    let text = node.text().filter(|text| (name.fits)(text) && !(name.fits)(&key.text))?;
    (item.fits)(key.text.trim_start_matches('.')).then(|| Help::write(format!("{text}: [{}]", key.text.trim_start_matches('.'))).of_entry())
}

/// Returns whether values of this kind are such names, or lists of them.
fn holds_name_of(value: &Value, named: NameOf) -> bool {
    match value {
        Value::Name(of) => *of == named,
        Value::List(item) => holds_name_of(item, named),
        Value::Either(values) => values.iter().any(|value| holds_name_of(value, named)),
        _ => false,
    }
}

/// Returns whether a text where a name is expected is several: a name has no comma, and none but that of an error has a blank.
pub(super) fn names_several(node: &Node, value: &Value) -> bool {
    let has_blank = |text: &str| text.trim().contains(' ') && holds_name(value);
    matches!(value, Value::Text | Value::Name(_)) && node.text().is_some_and(|text| text.contains(',') || has_blank(text))
}

/// Returns whether values of this kind are names without blanks, or may be.
fn holds_name(value: &Value) -> bool {
    match value {
        Value::Name(of) => *of != NameOf::Error,
        Value::Either(values) => values.iter().any(holds_name),
        _ => false,
    }
}

/// The list among several values.
pub(super) fn lists(values: &'static [Value]) -> Option<&'static Value> {
    values.iter().find(|value| matches!(value, Value::List(_)))
}
