//! Values that are none of their types.

use restli_schema::api::{Api, JsonKind, Param, Type, TypeKind};
use serde_json::{Value as Json, json};

/// A wrong value in the place of a good one.
#[derive(Debug)]
pub(super) struct Flaw {
    /// The flaw, as it follows the name of the place.
    pub(super) name: String,
    pub(super) value: Json,
}

/// A type behind its typerefs.
pub(super) fn target<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    match ty {
        Type::Named(id) => api[*id].kind.target().map_or(ty, |inner| target(api, inner)),
        other => other,
    }
}

/// A value of JSON that a type does not have; `None` if it has every value.
pub(super) fn of_other_kind(api: &Api, ty: &Type) -> Option<Json> {
    match target(api, ty) {
        Type::Any => None,
        Type::Int | Type::Long | Type::Float | Type::Double | Type::Bool => Some(json!("none")),
        Type::String | Type::Bytes | Type::Urn | Type::UrnOf(_) | Type::Array(_) | Type::Map(..) => Some(json!(7)),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Time => Some(json!("none")),
            TypeKind::Union(union) if union.bare => {
                let has = |kind| union.members.iter().any(|member| member.kind == Some(kind));
                let others = [(JsonKind::Bool, json!(true)), (JsonKind::Number, json!(7)), (JsonKind::Array, json!([]))];
                others.into_iter().find(|(kind, _)| !has(*kind)).map(|(_, value)| value)
            }
            _ => Some(json!(7)),
        },
    }
}

/// Values of a URL that are none of a type, made from a good one.
pub(super) fn in_url(api: &Api, ty: &Type, good: &Json) -> Vec<Flaw> {
    let flaw = |name: &str, value: Json| vec![Flaw { name: format!(" {name}"), value }];
    match target(api, ty) {
        Type::Any | Type::String | Type::Bytes => Vec::new(),
        Type::Int | Type::Long | Type::Float | Type::Double | Type::Bool | Type::Map(..) => flaw("of a wrong type", json!("none")),
        Type::Urn | Type::UrnOf(_) => flaw("that is no URN", json!("none")),
        Type::Array(item) => {
            let inside = good.get(0).map(|first| in_url(api, item, first)).unwrap_or_default();
            let inside = inside.into_iter().map(|flaw| Flaw { name: format!(" with an item{}", flaw.name), value: json!([flaw.value]) });
            flaw("without a list", json!("none")).into_iter().chain(inside).collect()
        }
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Time => flaw("of a wrong type", json!("none")),
            TypeKind::UrnChoice(_) => flaw("that is no URN", json!("none")),
            TypeKind::Enum(_) => flaw("with a symbol that there is not", json!("NO_SUCH_SYMBOL")),
            TypeKind::Record(record) => {
                let Some(members) = good.as_object() else { return Vec::new() };
                let mut flaws = flaw("of a wrong type", json!("none"));
                let with = |name: &str, value: Json| {
                    let mut members = members.clone();
                    members.insert(name.to_owned(), value);
                    Json::Object(members)
                };
                if !record.open {
                    flaws.push(Flaw { name: " with an unknown field".to_owned(), value: with("noSuchField", json!("1")) });
                }
                for field in record.fields.iter().filter(|field| members.contains_key(&field.name.wire)) {
                    let name = &field.name.wire;
                    for inner in in_url(api, &field.ty, &members[name]) {
                        flaws.push(Flaw { name: format!(".{name}{}", inner.name), value: with(name, inner.value) });
                    }
                    if field.is_required() {
                        let mut less = members.clone();
                        less.remove(name);
                        flaws.push(Flaw { name: format!(" without {name}"), value: Json::Object(less) });
                    }
                }
                flaws.retain(|flaw| flaw.value != json!({}));
                flaws
            }
            _ => Vec::new(),
        },
    }
}

/// Wrong values of a parameter.
pub(super) fn of_param(api: &Api, param: &Param, good: &Json) -> Vec<Flaw> {
    if param.form.is_some() { Vec::new() } else { in_url(api, &param.ty, good) }
}

/// A key like another, for each number another one.
pub(super) fn variant(key: &Json, index: u32) -> Json {
    match key {
        Json::Number(number) => json!(number.as_u64().unwrap_or(1) + u64::from(index)),
        Json::String(text) => match text.parse::<u64>() {
            Ok(number) => json!((number % 1_000_000 + u64::from(index)).to_string()),
            Err(_) if text.ends_with(')') => json!(format!("{}{index})", text.trim_end_matches(')'))),
            Err(_) => json!(format!("{text}{index}")),
        },
        Json::Object(members) => {
            let mut members = members.clone();
            if let Some(last) = members.values_mut().next_back() {
                *last = variant(last, index);
            }
            Json::Object(members)
        }
        other => other.clone(),
    }
}
