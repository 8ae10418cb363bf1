//! Random resources, with methods of every kind that theirs can have.

use serde_json::{Map, Value, json};

use super::names::Notation;
use super::types::{Known, carried, used};
use super::writer::{BASES, Writer};

/// The methods of a collection or an association.
const METHODS: &[&str] = &[
    "get",
    "batch_get",
    "get_all",
    "create",
    "batch_create",
    "update",
    "batch_update",
    "partial_update",
    "batch_partial_update",
    "delete",
    "batch_delete",
];

/// The methods of one entity.
const OF_SIMPLE: &[&str] = &["get", "update", "partial_update", "delete"];

/// The methods of unstructured data.
const OF_BYTES: &[&str] = &["get", "create", "update", "delete"];

/// Rules of paging.
const PAGING: &[&str] = &[
    r#""start_count""#,
    r#"{"style": "start_count", "default": 10, "max": 100}"#,
    r#""token""#,
    r#"{"style": "token", "token_param": "next", "size_param": "many", "max": 50}"#,
];

/// A resource with its sub-resources: its name and content.
pub(crate) fn resource(writer: &mut Writer, known: &Known, depth: usize) -> (String, Value) {
    let name = writer.name(Notation::Segment);
    let (record, fields) = writer.random.pick(&known.records);
    let (base, _, versions) = writer.random.pick(BASES);
    // A resource below another stays on its base.
    let versions = versions && depth == 0;
    let mut content = Map::new();
    if depth == 0 {
        content.insert("base".to_owned(), json!(base));
    }
    writer.remarks(&mut content);
    if writer.one_in(3) {
        content.insert("permissions".to_owned(), writer.requirement());
    }
    if versions && writer.one_in(4) {
        content.insert("since".to_owned(), json!(202_601));
    }
    if writer.one_in(8) {
        content.insert("retired".to_owned(), json!("2025-01-01"));
        content.insert("replaced_by".to_owned(), json!("`other`"));
    }
    let kind = writer.random.pick(&["collection", "collection", "collection", "association", "simple", "actions"]);
    let bytes = kind != "actions" && writer.one_in(10);
    let keyed = matches!(kind, "collection" | "association");
    if kind != "actions" {
        content.insert(kind.to_owned(), json!(if bytes { "bytes" } else { &record }));
    }
    if keyed {
        key(writer, known, kind, &mut content);
        if !bytes && writer.one_in(4) {
            content.insert("alt_keys".to_owned(), json!({(writer.name(Notation::Wire)): carried(writer, known)}));
        }
    }
    if kind != "actions" {
        let possible = if bytes {
            OF_BYTES
        } else if keyed {
            METHODS
        } else {
            OF_SIMPLE
        };
        let mut methods = Map::new();
        for method in possible.iter().filter(|method| keyed || **method != "create") {
            if !writer.one_in(3) {
                methods.insert((*method).to_owned(), plain(writer, known, method, bytes, versions));
            }
        }
        content.insert("methods".to_owned(), Value::Object(methods));
    }
    if !bytes && kind != "actions" {
        lists(writer, &fields, &mut content);
    }
    if keyed && !bytes {
        searches(writer, known, kind, &mut content);
        if base != "bare" && !fields.is_empty() && writer.one_in(3) {
            let names: Vec<String> = fields.iter().filter(|field| is_word(field)).cloned().collect();
            let get = content.get("methods").is_some_and(|methods| methods.get("get").is_some_and(|get| get.get("projection").is_none()));
            if get && !names.is_empty() {
                content.insert("projections".to_owned(), json!({(writer.name(Notation::Identifier)): format!("({})", names.join(","))}));
            }
        }
    }
    if !bytes {
        let actions: Map<String, Value> = (0..writer.random.below(3)).map(|_| action(writer, known, keyed)).collect();
        if kind == "actions" || !actions.is_empty() {
            content.insert("actions".to_owned(), Value::Object(actions));
        }
    }
    if depth < 2 && (keyed || kind == "simple") && writer.one_in(3) {
        let below: Map<String, Value> = Some(resource(writer, known, depth + 1)).into_iter().collect();
        content.insert("sub".to_owned(), Value::Object(below));
    }
    (name, Value::Object(content))
}

fn is_word(name: &str) -> bool {
    name.starts_with(|one: char| one.is_ascii_alphabetic()) && name.chars().all(|one| one.is_ascii_alphanumeric())
}

fn key(writer: &mut Writer, known: &Known, kind: &str, content: &mut Map<String, Value>) {
    let name = if writer.one_in(3) { writer.name(Notation::Wire) } else { writer.names.fresh(&mut writer.random) };
    let record = writer.random.pick(&known.records).0;
    let written = if kind == "association" {
        json!({(name): carried(writer, known), (writer.names.fresh(&mut writer.random)): carried(writer, known)})
    } else if writer.one_in(4) {
        if writer.one_in(2) {
            content.insert("key_params".to_owned(), json!(writer.random.pick(&known.records).0));
        }
        json!({(name): record})
    } else {
        json!({(name): carried(writer, known)})
    };
    content.insert("key".to_owned(), written);
}

/// Lists of fields that the client must not, or must, send.
fn lists(writer: &mut Writer, fields: &[String], content: &mut Map<String, Value>) {
    let mut rest = fields.to_vec();
    for list in ["read_only", "create_only", "required"] {
        if writer.one_in(3) && !rest.is_empty() {
            let field = rest.swap_remove(writer.random.below(rest.len()));
            content.insert(list.to_owned(), json!([field]));
        }
    }
}

/// The rules that every method may have.
fn rules(writer: &mut Writer, content: &mut Map<String, Value>) {
    writer.remarks(content);
    if writer.one_in(4) {
        content.insert("permissions".to_owned(), writer.requirement());
    }
    if writer.one_in(4) {
        content.insert("quotas".to_owned(), json!([writer.random.pick(&writer.quotas)]));
    }
    if writer.one_in(4) {
        content.insert("errors".to_owned(), json!([writer.random.pick(&writer.errors)]));
    }
    if writer.one_in(8) {
        content.insert("success".to_owned(), json!([200, 204]));
    }
    if writer.one_in(8) {
        content.insert("verified".to_owned(), json!("assumed"));
        content.insert("source".to_owned(), json!("https://example.com/elsewhere"));
    }
}

fn params(writer: &mut Writer, known: &Known, content: &mut Map<String, Value>) {
    let mut params = Map::new();
    for _ in 0..writer.random.below(4) {
        let name = writer.name(Notation::Wire);
        let (key, ty) = match writer.random.below(4) {
            0 => (name, "int = 3".to_owned()),
            1 => (name, used(writer, known)),
            _ => (format!("{name}?"), used(writer, known)),
        };
        let mut long = Map::from_iter([("type".to_owned(), json!(ty))]);
        writer.remarks(&mut long);
        params.insert(key, if long.len() == 1 { json!(ty) } else { Value::Object(long) });
    }
    if writer.one_in(6) {
        params.insert("onBehalfOf".to_owned(), json!("urn:person"));
        content.insert("actor".to_owned(), json!("onBehalfOf"));
    }
    if !params.is_empty() {
        content.insert("params".to_owned(), Value::Object(params));
    }
}

/// A method that the protocol names.
fn plain(writer: &mut Writer, known: &Known, method: &str, bytes: bool, versions: bool) -> Value {
    let mut content = Map::new();
    rules(writer, &mut content);
    if writer.one_in(3) {
        params(writer, known, &mut content);
    }
    if method.starts_with("batch_") && writer.one_in(3) {
        content.insert("max_batch".to_owned(), json!(20));
    }
    if matches!(method, "create" | "batch_create" | "partial_update" | "batch_partial_update") && !bytes && writer.one_in(3) {
        content.insert("returns_entity".to_owned(), json!(true));
    }
    if method == "get_all" && writer.one_in(2) {
        paging(writer, &mut content);
    }
    if !bytes && writer.one_in(8) {
        content.insert("projection".to_owned(), json!("none"));
    }
    if versions && writer.one_in(6) {
        content.insert("until".to_owned(), json!(202_602));
    }
    Value::Object(content)
}

fn paging(writer: &mut Writer, content: &mut Map<String, Value>) {
    content.insert("paging".to_owned(), serde_json::from_str(writer.random.pick(PAGING)).unwrap_or_default());
}

/// Finders and batch finders.
fn searches(writer: &mut Writer, known: &Known, kind: &str, content: &mut Map<String, Value>) {
    let part = content.get("key").and_then(Value::as_object).and_then(|key| key.keys().next_back().cloned());
    let mut finders = Map::new();
    for _ in 0..writer.random.below(3) {
        let mut finder = Map::new();
        rules(writer, &mut finder);
        params(writer, known, &mut finder);
        if writer.one_in(2) {
            paging(writer, &mut finder);
        }
        if kind == "association" && writer.one_in(2) {
            finder.insert("keys".to_owned(), json!(Vec::from_iter(&part)));
        }
        if writer.one_in(4) && finder.get("paging").is_none() {
            finder.insert("metadata".to_owned(), json!(writer.random.pick(&known.records).0));
        }
        finders.insert(writer.name(Notation::Wire), Value::Object(finder));
    }
    if !finders.is_empty() {
        content.insert("finders".to_owned(), Value::Object(finders));
    }
    if writer.one_in(4) {
        let criteria = writer.names.fresh(&mut writer.random);
        let mut search = Map::new();
        rules(writer, &mut search);
        params(writer, known, &mut search);
        let record = writer.random.pick(&known.records).0;
        let params = search.entry("params").or_insert_with(|| json!({}));
        if let Some(params) = params.as_object_mut() {
            params.insert(criteria.clone(), json!(format!("[{record}]")));
        }
        search.insert("batch".to_owned(), json!(criteria));
        content.insert("batch_finders".to_owned(), json!({(writer.name(Notation::Wire)): search}));
    }
}

/// An action: its name and content.
fn action(writer: &mut Writer, known: &Known, keyed: bool) -> (String, Value) {
    let mut content = Map::new();
    rules(writer, &mut content);
    params(writer, known, &mut content);
    if keyed && writer.one_in(2) {
        content.insert("on".to_owned(), json!("entity"));
    }
    if writer.one_in(2) {
        let ty = used(writer, known);
        content.insert("returns".to_owned(), json!(if writer.one_in(3) { format!("{ty}?") } else { ty }));
    }
    if writer.one_in(6) {
        content.insert("media".to_owned(), json!("image"));
    }
    (writer.name(Notation::Wire), Value::Object(content))
}
