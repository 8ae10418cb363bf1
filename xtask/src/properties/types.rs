//! Random types: declarations of every kind, and uses of them.

use serde_json::{Map, Value, json};

use super::names::Notation;
use super::writer::Writer;

/// The types that a use can name, by what they are good for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// Records.
    pub(crate) records: Vec<Record>,
    /// Types that a path can carry.
    pub(crate) keys: Vec<String>,
    /// Types that the keys of a map can have.
    map_keys: Vec<String>,
    /// Other types.
    others: Vec<String>,
}

/// A record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) fields: Vec<String>,
    /// Paths to fields of other records inside.
    pub(crate) paths: Vec<String>,
    /// Paths to URNs of somebody who may act, the steps of `paths` included.
    pub(crate) actors: Vec<String>,
}

/// Primitives, each with a default as the short form writes it.
const PRIMITIVES: &[(&str, &str)] = &[
    ("string", "abc"),
    ("int", "-3"),
    ("long", "9007199254740993"),
    ("float", "0.5"),
    ("double", "1e3"),
    ("bool", "true"),
    ("bytes", "\"a\\u00ff\""),
    ("any", "{\"a\": 1}"),
];

/// Other names for types that the keys of maps can have.
const MAP_KEYS: &[&str] = &[
    r#"{"is": "long"}"#,
    r#"{"is": "string"}"#,
    r#"{"is": "long", "time": "milliseconds"}"#,
    r#"{"is": "urn:person"}"#,
    r#"{"is": "urn:person | urn:place"}"#,
];

/// Other names for types that a path can carry, but no map as its keys.
const CARRIED: &[&str] = &[
    r#"{"is": "double"}"#,
    r#"{"is": "bool"}"#,
    r#"{"bytes": 4}"#,
    r#"{"is": "string", "text": {"reserved": "@[]()\\", "escape": "\\"}}"#,
];

/// The members of a bare union, by the kind of their JSON. The last ones are joined by a record.
const BARE: &[&[&str]] =
    &[&["string", "urn:person", "bytes", "urn"], &["int", "long", "double"], &["bool"], &["[int]", "[urn]"], &["{string: double}"]];

/// Other names for types that no path can carry.
const COMPOUNDS: &[&str] = &[r#"{"is": "[int]"}"#, r#"{"is": "{string: [urn]}"}"#, r#"{"is": "bytes"}"#, r#"{"is": "any"}"#];

/// A table of types, and the types that may be named beside it.
pub(crate) fn table(writer: &mut Writer, shared: &Known, records: usize) -> (Map<String, Value>, Known) {
    let (mut table, mut known) = (Map::new(), shared.clone());
    for texts in [MAP_KEYS, MAP_KEYS, CARRIED, COMPOUNDS] {
        let content: Value = serde_json::from_str(writer.random.pick(texts)).unwrap_or_default();
        if let Some(name) = declare(writer, &mut table, &known, content) {
            if texts == MAP_KEYS {
                known.map_keys.push(name.clone());
            }
            if texts == COMPOUNDS { known.others.push(name) } else { known.keys.push(name) }
        }
    }
    let symbols = symbols(writer);
    if let Some(name) = declare(writer, &mut table, &known, json!({"enum": symbols})) {
        known.map_keys.push(name.clone());
        known.keys.push(name);
    }
    for _ in 0..records {
        let content = if writer.one_in(4) { union(writer, &known) } else { Value::Null };
        if content.is_null() {
            record(writer, &mut table, &mut known);
        } else if let Some(name) = declare(writer, &mut table, &known, content) {
            known.others.push(name);
        }
    }
    // A product without a record has no entities.
    if known.records.len() == shared.records.len() {
        record(writer, &mut table, &mut known);
    }
    (table, known)
}

/// Declares a type under a new name.
fn declare(writer: &mut Writer, table: &mut Map<String, Value>, known: &Known, content: Value) -> Option<String> {
    let name = writer.name(Notation::Identifier);
    let taken = known.records.iter().map(|record| &record.name).chain(&known.keys).chain(&known.others).any(|other| *other == name);
    let Value::Object(mut content) = content else { return None };
    if taken || PRIMITIVES.iter().any(|(primitive, _)| *primitive == name) || name == "urn" {
        return None;
    }
    writer.remarks(&mut content);
    // An import names the unions inside a record after its full name, the language after its key.
    if content.get("fields").is_none() && writer.one_in(8) {
        let wire = format!("org.elsewhere.{}", writer.names.fresh(&mut writer.random));
        content.insert("name".to_owned(), json!(wire));
    }
    table.insert(name.clone(), Value::Object(content));
    Some(name)
}

fn symbols(writer: &mut Writer) -> Value {
    let symbols: Vec<String> = (0..=writer.random.below(3)).map(|_| writer.names.fresh(&mut writer.random).to_ascii_uppercase()).collect();
    if writer.one_in(2) {
        return json!(symbols);
    }
    let mut table: Map<String, Value> = symbols.into_iter().map(|name| (name, json!("A symbol."))).collect();
    for _ in 0..3 {
        let mut content = Map::new();
        writer.remarks(&mut content);
        table.insert(writer.name(Notation::Wire), Value::Object(content));
    }
    Value::Object(table)
}

fn union(writer: &mut Writer, known: &Known) -> Value {
    let nullable = writer.one_in(3);
    if writer.one_in(3) {
        return bare(writer, known);
    }
    if writer.one_in(3) {
        let record = writer.random.pick(&known.records).name;
        let members: Vec<String> = ["string", "long", "[int]", "{string: double}"].map(str::to_owned).into();
        let members: Vec<String> = members.into_iter().chain(Some(record)).filter(|name| !name.is_empty()).collect();
        return json!({"union": members, "null": nullable});
    }
    let mut members = Map::new();
    members.insert(writer.names.fresh(&mut writer.random), json!("string"));
    for _ in 0..writer.random.below(4) {
        let record = writer.random.pick(&known.records).name;
        let ty = if writer.one_in(2) && !record.is_empty() { record } else { writer.random.pick(PRIMITIVES).0.to_owned() };
        let mut long = Map::from_iter([("type".to_owned(), json!(ty))]);
        writer.remarks(&mut long);
        let value = if long.len() == 1 { json!(ty) } else { Value::Object(long) };
        members.insert(writer.name(Notation::Wire), value);
    }
    json!({"union": members, "null": nullable})
}

/// A union whose members the kind of their JSON tells apart.
fn bare(writer: &mut Writer, known: &Known) -> Value {
    let record = writer.random.pick(&known.records).name;
    let mut members = Vec::new();
    for kind in BARE {
        let member = writer.random.pick(kind);
        let member = if member.starts_with('{') && !record.is_empty() { record.clone() } else { member.to_owned() };
        if members.is_empty() || writer.one_in(2) {
            members.push(member);
        }
    }
    if writer.one_in(2) {
        return json!({"union": members, "bare": true});
    }
    let named: Map<String, Value> = members.into_iter().map(|ty| (writer.name(Notation::Wire), json!(ty))).collect();
    json!({"union": named, "bare": true})
}

/// Declares a record with fields of every form.
fn record(writer: &mut Writer, table: &mut Map<String, Value>, known: &mut Known) {
    let mut fields = Map::new();
    let mut made = Record::default();
    for _ in 0..writer.random.below(7) {
        let name = writer.name(Notation::Wire);
        if !made.fields.contains(&name) {
            let (key, value) = field(writer, known, &name);
            made.add(known, name, &value);
            fields.insert(key, value);
        }
    }
    let mut content = Map::from_iter([("fields".to_owned(), Value::Object(fields))]);
    if made.fields.is_empty() {
        content = Map::from_iter([("open".to_owned(), json!(true))]);
    } else if writer.one_in(6) {
        content.insert("open".to_owned(), json!(true));
    }
    let base = writer.random.pick(&known.records);
    if writer.one_in(3) && !base.name.is_empty() && !base.fields.iter().any(|field| made.fields.contains(field)) {
        content.insert("with".to_owned(), json!([base.name]));
        made.fields.extend(base.fields);
        made.paths.extend(base.paths);
        made.actors.extend(base.actors);
    }
    if let Some(name) = declare(writer, table, known, Value::Object(content)) {
        // A record may hold itself, as long as it need not.
        if writer.one_in(3)
            && let Some(fields) = table.get_mut(&name).and_then(|content| content.get_mut("fields")).and_then(Value::as_object_mut)
        {
            let own = writer.names.fresh(&mut writer.random);
            fields.insert(format!("{own}?"), json!(name));
            made.fields.push(own);
        }
        known.records.push(Record { name, ..made });
    }
}

impl Record {
    /// Adds a field, and the paths that begin with it if their steps are words.
    fn add(&mut self, known: &Known, name: String, value: &Value) {
        let written = value.as_str().or_else(|| value.get("type").and_then(Value::as_str)).unwrap_or_default();
        let (steps, ty) = innermost(written, &name);
        if is_word(&name) {
            if ty == "urn" || ty.starts_with("urn:person") {
                self.actors.push(name.clone());
            }
            for inner in known.records.iter().filter(|inner| inner.name == ty) {
                let below = inner.fields.iter().filter(|field| is_word(field)).chain(&inner.paths);
                self.paths.extend(below.map(|path| format!("{steps}/{path}")));
                self.actors.extend(inner.actors.iter().map(|path| format!("{name}.{path}")));
            }
        }
        self.fields.push(name);
    }
}

/// The type inside arrays and maps, and the path that leads to it.
fn innermost<'t>(written: &'t str, path: &str) -> (String, &'t str) {
    let inner = written.strip_prefix('[').or_else(|| written.strip_prefix('{')?.split_once(": ").map(|(_, item)| item));
    match inner {
        Some(inner) => innermost(inner.trim_end_matches([']', '}']), &format!("{path}/*")),
        None => (path.to_owned(), written),
    }
}

/// Returns whether a name is written in paths and projections as it is.
pub(crate) fn is_word(name: &str) -> bool {
    name.starts_with(|one: char| one.is_ascii_alphabetic()) && name.chars().all(|one| one.is_ascii_alphanumeric())
}

fn field(writer: &mut Writer, known: &Known, name: &str) -> (String, Value) {
    if writer.one_in(8) {
        let key = if writer.one_in(2) { format!("{name}?") } else { name.to_owned() };
        let members = json!({(writer.names.fresh(&mut writer.random)): "int", (writer.names.fresh(&mut writer.random)): "string"});
        return (key, if writer.one_in(3) { json!({"union": members, "bare": true}) } else { json!({"union": members}) });
    }
    let (primitive, default) = writer.random.pick(PRIMITIVES);
    let (key, ty) = match writer.random.below(6) {
        0 => (name.to_owned(), format!("{primitive} = {default}")),
        1 => (name.to_owned(), format!("{primitive}? = {default}")),
        2 | 3 => (format!("{name}?"), used(writer, known)),
        _ => (name.to_owned(), used(writer, known)),
    };
    let mut long = Map::from_iter([("type".to_owned(), json!(ty))]);
    writer.remarks(&mut long);
    if (key.ends_with('?') || ty.contains(" = ")) && writer.one_in(8) {
        long.insert("permissions".to_owned(), writer.requirement());
    }
    if key.ends_with('?') && writer.one_in(8) {
        long.insert("projection".to_owned(), json!(writer.random.pick(&["always", "normal", "on_request"])));
    }
    if ty == "urn:person" && writer.one_in(2) && !known.records.is_empty() {
        long.insert("decorates".to_owned(), json!(writer.random.pick(&known.records).name));
    }
    if writer.one_in(10) {
        long.insert("rust".to_owned(), json!(format!("renamed_{}", writer.random.below(1000))));
    }
    let value = if long.len() == 1 { json!(ty) } else { Value::Object(long) };
    (key, value)
}

/// A type as a field or parameter names it.
pub(crate) fn used(writer: &mut Writer, known: &Known) -> String {
    match writer.random.below(10) {
        0 | 1 => writer.random.pick(PRIMITIVES).0.to_owned(),
        2 => format!("urn:{}", writer.random.pick(&writer.urns)),
        3 => writer.random.pick(&["urn", "urn:person", "urn:person | urn:place"]).to_owned(),
        4 => format!("[{}]", used(writer, known)),
        5 => format!("{{{}: {}}}", map_key(writer, known), used(writer, known)),
        6 if !known.records.is_empty() => writer.random.pick(&known.records).name,
        7 if !known.others.is_empty() => writer.random.pick(&known.others),
        _ => carried(writer, known),
    }
}

/// A type that the keys of a map can have.
fn map_key(writer: &mut Writer, known: &Known) -> String {
    match writer.random.below(4) {
        0 => writer.random.pick(&["int", "long", "urn", "urn:person"]).to_owned(),
        1 if !known.map_keys.is_empty() => writer.random.pick(&known.map_keys),
        _ => "string".to_owned(),
    }
}

/// A type that a path can carry.
pub(crate) fn carried(writer: &mut Writer, known: &Known) -> String {
    match writer.random.below(4) {
        0 => writer.random.pick(&["string", "int", "long", "urn:person", "urn"]).to_owned(),
        1 => format!("urn:{}", writer.random.pick(&writer.urns)),
        _ if known.keys.is_empty() => "long".to_owned(),
        _ => writer.random.pick(&known.keys),
    }
}
