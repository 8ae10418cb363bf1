//! A sample of each type, as JSON on the wire.

use restli_schema::api::{Api, Key, Param, Type, TypeId, TypeKind, UrnId, UrnPart};
use serde_json::{Map, Value, json};

/// The most records inside each other.
const DEEPEST: usize = 8;

/// The most records inside each other that have their optional fields.
const WHOLE: usize = 2;

/// A sample of a type.
pub(crate) fn of(api: &Api, ty: &Type) -> Value {
    value(api, ty, &[], 0).unwrap_or_default()
}

/// A sample of a record without the fields at some paths.
pub(crate) fn entity(api: &Api, record: TypeId, without: &[String]) -> Value {
    value(api, &Type::Named(record), without, 0).unwrap_or_default()
}

/// A sample of a parameter, whose records may be in the form of create of some resource.
pub(crate) fn param(api: &Api, param: &Param) -> Value {
    let read_only = param.form.map_or(&[][..], |resource| &api[resource].read_only);
    let items = items(api, &param.ty);
    let without: Vec<String> = read_only.iter().map(|path| format!("{items}{path}")).collect();
    value(api, &param.ty, &without, 0).unwrap_or_default()
}

/// The path that leads to the items of arrays and maps.
fn items(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Array(item) | Type::Map(_, item) => format!("*/{}", items(api, item)),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Typeref(ty) => items(api, ty),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// The paths inside one part of a value.
fn below(without: &[String], part: &str) -> Vec<String> {
    without.iter().filter_map(|path| path.strip_prefix(part)?.strip_prefix('/')).map(str::to_owned).collect()
}

/// A sample of a resource's key.
pub(crate) fn key(api: &Api, key: &Key) -> Value {
    match key {
        Key::Simple(param) => of(api, &param.ty),
        Key::Compound { parts, .. } => parts.iter().map(|part| (part.name.wire.clone(), of(api, &part.ty))).collect(),
        Key::Complex { record, .. } => of(api, &Type::Named(*record)),
    }
}

/// A sample, unless it would go too deep.
fn value(api: &Api, ty: &Type, without: &[String], depth: usize) -> Option<Value> {
    // The items of arrays and maps lie no deeper, so that a record among them has its optional fields, too.
    let inside = |ty: &Type| value(api, ty, &below(without, "*"), depth);
    Some(match ty {
        Type::Int => json!(-3),
        Type::Long => json!(9_007_199_254_740_993_i64),
        Type::Float | Type::Double => json!(0.5),
        Type::Bool => json!(true),
        Type::String => json!("a b,(c)':é/%"),
        Type::Bytes => json!("a\u{ff}"),
        Type::Any => json!({"any": [1, "x", true]}),
        Type::Urn => json!("urn:example:any:1"),
        Type::UrnOf(id) => json!(urn(api, *id, 0)),
        Type::Array(item) => json!(Vec::from_iter(inside(item))),
        Type::Map(key, item) => {
            let key = match of(api, key) {
                Value::String(text) => text,
                other => other.to_string(),
            };
            inside(item).map(|item| (key, item)).into_iter().collect()
        }
        Type::Named(id) => return named(api, *id, without, depth),
    })
}

fn named(api: &Api, id: TypeId, without: &[String], depth: usize) -> Option<Value> {
    Some(match &api[id].kind {
        TypeKind::Record(record) => {
            let mut content = Map::new();
            for field in record.fields.iter().filter(|field| !without.contains(&field.name.wire)) {
                let goes = depth < DEEPEST && (depth < WHOLE || !field.optional);
                let inner = goes.then(|| value(api, &field.ty, &below(without, &field.name.wire), depth + 1)).flatten();
                match inner {
                    Some(inner) => {
                        content.insert(field.name.wire.clone(), inner);
                    }
                    None if field.optional => {}
                    None => return None,
                }
            }
            Value::Object(content)
        }
        TypeKind::Enum(symbols) => json!(symbols.first()?.name.wire),
        TypeKind::Union(union) => {
            let member = |member: &restli_schema::api::Member| {
                let inner = value(api, &member.ty, &below(without, &member.name.wire), depth + 1)?;
                Some(if union.bare { inner } else { Value::from_iter([(member.name.wire.clone(), inner)]) })
            };
            // The last member first: records are declared before what holds them.
            return union.members.iter().rev().find_map(member);
        }
        TypeKind::Typeref(ty) => return value(api, ty, without, depth),
        TypeKind::Text(_) => json!("text"),
        TypeKind::Time => json!(1_700_000_000_000_i64),
        TypeKind::Fixed(size) => json!("a".repeat(usize::try_from(*size).unwrap_or(0))),
        TypeKind::UrnChoice(urns) => json!(urn(api, *urns.first()?, 0)),
    })
}

fn urn(api: &Api, id: UrnId, depth: usize) -> String {
    let def = &api[id];
    let part = |part: &UrnPart| match part {
        UrnPart::Text => "x".to_owned(),
        UrnPart::Long => "7".to_owned(),
        UrnPart::Urn(urns) => {
            urns.first().filter(|_| depth < 4).map_or_else(|| "urn:example:any:1".to_owned(), |id| urn(api, *id, depth + 1))
        }
    };
    let parts: Vec<String> = def.key.iter().map(part).collect();
    let head = format!("urn:{}:{}", def.namespace, def.name.wire);
    match parts.as_slice() {
        [] => head,
        [only] => format!("{head}:{only}"),
        several => format!("{head}:({})", several.join(",")),
    }
}
