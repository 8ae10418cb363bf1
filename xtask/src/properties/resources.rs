//! Random resources, with methods of every kind that theirs can have.

use restli_schema::api::ResourceKind;
use serde_json::{Map, Value, json};

use super::names::Notation;
use super::types::{Known, Record, carried, is_word, used};
use super::writer::{BASES, Writer};

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
    let record = writer.random.pick(&known.records);
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
        content.insert(kind.to_owned(), json!(if bytes { "bytes" } else { &record.name }));
    }
    if keyed {
        key(writer, known, kind, &mut content);
        if !bytes && writer.one_in(4) {
            content.insert("alt_keys".to_owned(), json!({(writer.name(Notation::Wire)): carried(writer, known)}));
        }
    }
    if kind != "actions" {
        let mut methods = Map::new();
        for method in of_model(kind).methods(bytes).iter().filter(|method| method.name_parameter().is_none()) {
            if !writer.one_in(3) {
                let method = method.wire_name();
                methods.insert(method.to_owned(), plain(writer, known, method, &record, bytes, versions));
            }
        }
        content.insert("methods".to_owned(), Value::Object(methods));
    }
    if !bytes && kind != "actions" {
        lists(writer, &record, &mut content);
    }
    if keyed && !bytes {
        searches(writer, known, kind, &mut content);
        if base != "bare" && !record.fields.is_empty() && writer.one_in(3) {
            let names: Vec<String> = record.fields.iter().filter(|field| is_word(field)).cloned().collect();
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

/// The kind of a resource as the model names it.
fn of_model(kind: &str) -> ResourceKind {
    match kind {
        "collection" => ResourceKind::Collection,
        "association" => ResourceKind::Association,
        "simple" => ResourceKind::Simple,
        _ => ResourceKind::Actions,
    }
}

fn key(writer: &mut Writer, known: &Known, kind: &str, content: &mut Map<String, Value>) {
    let name = if writer.one_in(3) { writer.name(Notation::Wire) } else { writer.names.fresh(&mut writer.random) };
    let record = writer.random.pick(&known.records).name;
    let written = if kind == "association" {
        json!({(name): carried(writer, known), (writer.names.fresh(&mut writer.random)): carried(writer, known)})
    } else if writer.one_in(4) {
        if writer.one_in(2) {
            content.insert("key_params".to_owned(), json!(writer.random.pick(&known.records).name));
        }
        json!({(name): record})
    } else {
        json!({(name): carried(writer, known)})
    };
    content.insert("key".to_owned(), written);
}

/// Lists of fields that the client must not, or must, send.
fn lists(writer: &mut Writer, record: &Record, content: &mut Map<String, Value>) {
    // The client sends the actor.
    let actor = record.actors.first().and_then(|path| path.split('.').next());
    let mut rest: Vec<String> = record.fields.iter().filter(|field| Some(field.as_str()) != actor).cloned().collect();
    // A field with parts that are not sent may be one that create requires.
    let mut opened = Vec::new();
    for list in ["read_only", "create_only", "required"] {
        if writer.one_in(3) && !rest.is_empty() {
            let mut paths = vec![rest.swap_remove(writer.random.below(rest.len()))];
            let path = writer.random.pick(&record.paths);
            if rest.iter().any(|field| path.split('/').next() == Some(field)) && list != "required" && writer.one_in(2) {
                rest.retain(|field| path.split('/').next() != Some(field));
                opened.extend(path.split('/').next().map(str::to_owned));
                paths.push(path);
            }
            if list == "required" {
                paths.append(&mut opened);
            }
            content.insert(list.to_owned(), json!(paths));
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
        content.insert("roles".to_owned(), json!([writer.random.pick(&writer.roles)]));
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
        // Those with `$` belong to the protocol.
        let name = if writer.one_in(9) { name } else { name.trim_start_matches('$').to_owned() };
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
        let acting: Vec<Record> = known.records.iter().filter(|record| !record.actors.is_empty()).cloned().collect();
        let record = writer.random.pick(&acting);
        let (ty, path) = match record.actors.first() {
            Some(path) if writer.one_in(2) => (record.name, format!("onBehalfOf.{path}")),
            _ => (writer.random.pick(&["urn:person", "[urn:person]", "{string: urn}"]).to_owned(), "onBehalfOf".to_owned()),
        };
        params.insert("onBehalfOf".to_owned(), json!(ty));
        content.insert("actor".to_owned(), json!(path));
    }
    if !params.is_empty() {
        content.insert("params".to_owned(), Value::Object(params));
    }
}

/// A method that the protocol names.
fn plain(writer: &mut Writer, known: &Known, method: &str, record: &Record, bytes: bool, versions: bool) -> Value {
    let mut content = Map::new();
    rules(writer, &mut content);
    if matches!(method, "create" | "batch_create") && writer.one_in(4) {
        content.insert("keyless".to_owned(), json!(true));
    }
    if matches!(method, "create" | "batch_create" | "update") && !bytes && writer.one_in(2) {
        content.extend(record.actors.first().map(|path| ("actor".to_owned(), json!(path))));
    }
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
            finder.insert("metadata".to_owned(), json!(writer.random.pick(&known.records).name));
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
        let record = writer.random.pick(&known.records).name;
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

/// Adds a resource that is written as the difference from another one, on a base of the same kind of versions.
pub(crate) fn same_as(writer: &mut Writer, resources: &mut Map<String, Value>) {
    let whole = |content: &Value| content.get("key").is_some() || content.get("simple").is_some();
    let Some((name, content)) = resources.iter().find(|(_, content)| whole(content)) else { return };
    let versions = |name: &str| BASES.iter().find(|(base, ..)| *base == name).is_some_and(|(.., versions)| *versions);
    let base = content.get("base").and_then(Value::as_str).unwrap_or_default();
    let others: Vec<&str> =
        BASES.iter().map(|(other, ..)| *other).filter(|other| *other != base && versions(other) == versions(base)).collect();
    let mut other = Map::new();
    other.insert("same_as".to_owned(), json!(name));
    other.insert("base".to_owned(), json!(writer.random.pick(&others)));
    let methods = content.get("methods").and_then(Value::as_object);
    if let Some(method) = methods.and_then(|methods| methods.keys().next()).filter(|_| writer.one_in(2)) {
        other.insert("without".to_owned(), json!([method]));
    }
    if writer.one_in(2) {
        other.insert("sub".to_owned(), json!({}));
    }
    resources.insert(writer.name(Notation::Segment), Value::Object(other));
}

/// Adds an action whose parameter has the form in which a resource creates its record, if only one resource creates it.
pub(crate) fn form(writer: &mut Writer, shared: &Known, resources: &mut Map<String, Value>) {
    let entity = |content: &Value| content.get("collection").or_else(|| content.get("simple")).and_then(Value::as_str).map(str::to_owned);
    let all: Vec<(Option<String>, bool)> = below(resources)
        .iter()
        .map(|content| (entity(content), content.get("read_only").is_some() || content.get("required").is_some()))
        .collect();
    let only = |record: &String| all.iter().filter(|(other, _)| other.as_ref() == Some(record)).count() == 1;
    let known = |record: &String| shared.records.iter().any(|other| other.name == *record);
    let Some(record) = all.iter().find_map(|(record, form)| record.clone().filter(|record| *form && only(record) && !known(record))) else {
        return;
    };
    let ty = match writer.random.below(4) {
        0 => format!("[{record}]"),
        1 => format!("{{string: {record}}}"),
        2 => format!("[{{string: {record}}}]"),
        _ => record,
    };
    let name = writer.name(Notation::Wire);
    let name = if writer.one_in(2) { format!("{name}?") } else { name };
    let action = json!({"params": {(name): {"type": ty, "form": "create"}}});
    resources.insert(writer.name(Notation::Segment), json!({"base": "plain", "actions": {(writer.name(Notation::Wire)): action}}));
}

/// The resources of a table and those below them.
fn below(resources: &Map<String, Value>) -> Vec<&Value> {
    let mut all = Vec::new();
    for content in resources.values() {
        all.push(content);
        all.extend(content.get("sub").and_then(Value::as_object).map(below).unwrap_or_default());
    }
    all
}
