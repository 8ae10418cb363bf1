//! PDSC: data schemas as JSON (`docs/formats.md §1.11`). Type strings of restspecs and snapshots use the same syntax.

use restli_schema::api::MAX_FIXED;
use restli_schema::source::Span;

use crate::json::{Key, Node, Value};
use crate::model::{Def, Field, Kind, Member, Record, Symbol, Ty, TyKind};
use crate::names::{is_full_name, is_identifier, join, primitive, split};
use crate::problems::Problems;
use crate::rules;

/// Keys of a union member with an alias that are not its properties.
const MEMBER: &[&str] = &["alias", "type", "doc"];

/// Keys that every named type may have and that are not its properties.
const NAMED: &[&str] = &["type", "name", "namespace", "package", "doc", "aliases"];
/// Keys of a field that are not its properties.
const FIELD: &[&str] = &["name", "type", "doc", "optional", "default", "order", "aliases"];
/// Keys of an enum that describe its symbols.
const SYMBOLS: &[&str] = &["symbols", "symbolDocs", "deprecatedSymbols", "symbolProperties"];

/// The types and problems that reading collects.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    /// All named types so far.
    pub(crate) defs: &'a mut Vec<Def>,
    /// The problems found so far.
    pub(crate) problems: &'a mut Problems,
}

/// Reads the values of a file, each of which declares a named type.
pub(crate) fn file(nodes: &[Node], reading: &mut Reading<'_>) {
    for node in nodes {
        let before = reading.defs.len();
        let ty = schema(node, "", reading);
        if reading.defs.len() == before && !matches!(ty.kind, TyKind::Wrong) {
            let help = "only a record, an enum, a fixed or a typeref has a name";
            reading.problems.warning(rules::UNREACHABLE, node.span, "nothing can refer to this type", help);
            reading.problems.left_out("types without a name", node.span);
        }
    }
}

/// Reads a type use. Types declared inside it are added to the named types.
pub(crate) fn schema(node: &Node, namespace: &str, reading: &mut Reading<'_>) -> Ty {
    match &node.value {
        Value::Text(name) => name_of(name, node.span, namespace, reading),
        Value::List(members) => union(node, members, namespace, reading),
        Value::Object(_) => object(node, namespace, reading),
        _ => wrong(node, reading),
    }
}

fn wrong(node: &Node, reading: &mut Reading<'_>) -> Ty {
    let message = format!("{} is no type", node.kind());
    reading.problems.error(rules::TYPE, node.span, message, "a type is a name in quotes, `[...]` for a union, or `{\"type\": ...}`");
    Ty::new(node.span, TyKind::Wrong)
}

/// The reference of a name: a primitive, a name of the current namespace, or the bare name (`docs/formats.md §1.2`).
pub(crate) fn name_of(name: &str, span: Span, namespace: &str, reading: &mut Reading<'_>) -> Ty {
    if let Some(primitive) = primitive(name) {
        return Ty::new(span, TyKind::Primitive(primitive));
    }
    if name == "null" {
        return Ty::new(span, TyKind::Null);
    }
    if !is_full_name(name) {
        let help = "a name is letters, digits and `_`, with dots between namespaces";
        reading.problems.error(rules::NAME, span, format!("`{name}` cannot be the name of a type"), help);
        return Ty::new(span, TyKind::Wrong);
    }
    let mut candidates = vec![name.to_owned()];
    if !name.contains('.') && !namespace.is_empty() {
        candidates.insert(0, join(namespace, name));
    }
    Ty::named(span, candidates)
}

fn object(node: &Node, namespace: &str, reading: &mut Reading<'_>) -> Ty {
    let Some(kind) = node.need("type", "a type", reading.problems) else { return Ty::new(node.span, TyKind::Wrong) };
    let Some(word) = kind.text() else { return wrong(kind, reading) };
    match word {
        "array" => inner(node, "items", namespace, reading, TyKind::Array),
        "map" => inner(node, "values", namespace, reading, TyKind::Map),
        "record" | "error" | "enum" | "fixed" | "typeref" => declaration(node, word, kind.span, namespace, reading),
        _ => Ty { props: node.others(&["type"]), ..name_of(word, kind.span, namespace, reading) },
    }
}

fn inner(node: &Node, key: &str, namespace: &str, reading: &mut Reading<'_>, make: fn(Box<Ty>) -> TyKind) -> Ty {
    let what = if key == "items" { "an array" } else { "a map" };
    let Some(inner) = node.need(key, what, reading.problems) else { return Ty::new(node.span, TyKind::Wrong) };
    let kind = make(Box::new(schema(inner, namespace, reading)));
    Ty { span: node.span, kind, props: node.others(&["type", key]) }
}

fn union(node: &Node, items: &[Node], namespace: &str, reading: &mut Reading<'_>) -> Ty {
    let members = items.iter().filter_map(|item| member(item, namespace, reading)).collect();
    Ty::new(node.span, TyKind::Union(members))
}

fn member(node: &Node, namespace: &str, reading: &mut Reading<'_>) -> Option<Member> {
    let Some(alias) = node.get("alias") else {
        let ty = schema(node, namespace, reading);
        return Some(Member { alias: None, span: node.span, doc: String::new(), ty, props: Vec::new() });
    };
    let ty = schema(node.need("type", "a member", reading.problems)?, namespace, reading);
    Some(Member {
        alias: Some(alias.expect_text("alias", reading.problems)?),
        span: alias.span,
        doc: node.may_text("doc", reading.problems).unwrap_or_default(),
        ty,
        props: node.others(MEMBER),
    })
}

/// The members of an object with these keys, in the order of `keys`.
fn picked(node: &Node, keys: &[&str]) -> Vec<(Key, Node)> {
    keys.iter().filter_map(|key| node.entries().iter().find(|(name, _)| name.text == *key)).cloned().collect()
}

/// Reads a declaration and returns a reference to the declared type.
fn declaration(node: &Node, word: &str, kind_span: Span, namespace: &str, reading: &mut Reading<'_>) -> Ty {
    let wrong = Ty::new(node.span, TyKind::Wrong);
    let Some((written, span)) = node.need_text("name", &format!("this {word}"), reading.problems) else { return wrong };
    let own = node.may_text("namespace", reading.problems);
    let full = if written.contains('.') { written } else { join(own.as_deref().unwrap_or(namespace), &written) };
    if !is_full_name(&full) {
        let help = "a name is letters, digits and `_`, with dots between namespaces";
        reading.problems.error(rules::NAME, span, format!("`{full}` cannot name a type"), help);
        return wrong;
    }
    let inside = split(&full).0.to_owned();
    let mut extra = picked(node, &["package"]);
    let (kind, known): (Kind, &[&str]) = match word {
        "enum" => (Kind::Enum(symbols(node, reading)), SYMBOLS),
        "fixed" => (Kind::Fixed(size(node, reading)), &["size"]),
        "typeref" => (Kind::Typeref(target(node, &inside, reading)), &["ref"]),
        _ => {
            if word == "error" {
                let key = Key { text: "type".to_owned(), span: kind_span };
                extra.push((key, Node { span: kind_span, value: Value::Text(word.to_owned()) }));
            }
            (Kind::Record(record(node, &inside, reading)), &["fields", "include"])
        }
    };
    let aliases = node.may_texts("aliases", reading.problems).into_iter();
    let aliases = aliases.map(|(alias, _)| if alias.contains('.') { alias } else { join(&inside, &alias) }).filter(|alias| *alias != full);
    reading.defs.push(Def {
        full: full.clone(),
        span,
        doc: node.may_text("doc", reading.problems).unwrap_or_default(),
        aliases: aliases.collect(),
        props: node.others(&[NAMED, known].concat()),
        extra,
        kind,
    });
    Ty::named(span, vec![full])
}

/// The number of bytes of a fixed; one for a number that is wrong or missing, which was reported.
fn size(node: &Node, reading: &mut Reading<'_>) -> u32 {
    let Some(size) = node.need("size", "this fixed", reading.problems) else { return 1 };
    node.get_whole("size").filter(|size| (1..=MAX_FIXED).contains(size)).unwrap_or_else(|| {
        size.expected_up_to("size", MAX_FIXED, reading.problems);
        1
    })
}

fn target(node: &Node, namespace: &str, reading: &mut Reading<'_>) -> Ty {
    match node.need("ref", "this typeref", reading.problems) {
        Some(target) => schema(target, namespace, reading),
        None => Ty::new(node.span, TyKind::Wrong),
    }
}

fn record(node: &Node, namespace: &str, reading: &mut Reading<'_>) -> Record {
    let place = |key: &str| node.entries().iter().position(|(name, _)| name.text == key);
    let mut includes = Vec::new();
    // The order of the two keys decides the position of the included fields.
    let includes_last = matches!((place("include"), place("fields")), (Some(include), Some(fields)) if include > fields);
    for item in node.may_list("include", reading.problems) {
        includes.push(schema(item, namespace, reading));
    }
    node.need("fields", "this record", reading.problems);
    let mut fields = Vec::new();
    for item in node.may_list("fields", reading.problems) {
        fields.extend(field(item, namespace, reading));
    }
    Record { includes, includes_last, fields, open: false }
}

fn field(node: &Node, namespace: &str, reading: &mut Reading<'_>) -> Option<Field> {
    let (name, span) = node.need_text("name", "a field", reading.problems)?;
    legal(&name, span, "a field", reading);
    let ty = match node.need("type", &format!("the field `{name}`"), reading.problems) {
        Some(ty) => schema(ty, namespace, reading),
        None => Ty::new(span, TyKind::Wrong),
    };
    Some(Field {
        name,
        span,
        doc: node.may_text("doc", reading.problems).unwrap_or_default(),
        ty,
        optional: node.may_flag("optional", reading.problems),
        default: node.get("default").cloned(),
        props: node.others(FIELD),
        extra: picked(node, &["order", "aliases"]),
    })
}

fn symbols(node: &Node, reading: &mut Reading<'_>) -> Vec<Symbol> {
    node.need("symbols", "this enum", reading.problems);
    let mut symbols: Vec<Symbol> = Vec::new();
    for (name, span) in node.may_texts("symbols", reading.problems) {
        legal(&name, span, "a symbol", reading);
        symbols.push(Symbol { name, span, doc: String::new(), props: Vec::new() });
    }
    for (key, value) in node.may_object("symbolDocs", reading.problems) {
        let doc = value.expect_text("symbolDocs", reading.problems).unwrap_or_default();
        about(&mut symbols, key, reading, |symbol| symbol.doc = doc);
    }
    for (key, value) in node.may_object("deprecatedSymbols", reading.problems) {
        let property = Key { text: "deprecated".to_owned(), span: key.span };
        about(&mut symbols, key, reading, |symbol| symbol.props.push((property, value.clone())));
    }
    for (key, value) in node.may_object("symbolProperties", reading.problems) {
        if !matches!(value.value, Value::Object(_)) {
            value.expected(&key.text, "an object with properties", reading.problems);
        }
        about(&mut symbols, key, reading, |symbol| symbol.props.extend(value.entries().iter().cloned()));
    }
    symbols
}

/// Changes the symbol that a key names; reports a key without a symbol.
fn about(symbols: &mut [Symbol], key: &Key, reading: &mut Reading<'_>, change: impl FnOnce(&mut Symbol)) {
    if let Some(symbol) = symbols.iter_mut().find(|symbol| symbol.name == key.text) {
        change(symbol);
    } else {
        let message = format!("this enum has no symbol `{}`", key.text);
        reading.problems.error(rules::SYMBOL, key.span, message, "add the symbol, or remove what is said about it");
    }
}

fn legal(name: &str, span: Span, what: &str, reading: &mut Reading<'_>) {
    if !is_identifier(name) {
        let message = format!("`{name}` cannot name {what}");
        reading.problems.error(rules::NAME, span, message, "a name is letters, digits and `_`, and does not start with a digit");
    }
}
