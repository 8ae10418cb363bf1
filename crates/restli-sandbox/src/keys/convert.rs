//! One key in several types: `4400`, `"4400"` and `"urn:li:organization:4400"`.

use restli_core::Json;
use restli_core::urn::Urn;
use restli_schema::api::{Api, Key, Type, TypeKind, UrnId, UrnPart};
use serde_json::Map;

use crate::make::urn;

/// A value of one type as a value of another; `None` if it stands for none.
pub(crate) fn convert(api: &Api, from: &Type, to: &Type, value: &Json) -> Option<Json> {
    match target(api, to) {
        Type::Int | Type::Long => whole(value).or_else(|| whole(&id_of(value)?.into())).map(Json::from),
        Type::String if is_urn(api, from) => id_of(value).map(Json::from),
        Type::String => text(value).map(Json::from),
        other if is_urn(api, other) => {
            let allowed = urns(api, other);
            if let Some(urn) = value.as_str().and_then(|text| text.parse::<Urn>().ok()) {
                let is = |id: &UrnId| {
                    let def = api.urns().get(id.index());
                    def.is_some_and(|def| (def.namespace.as_str(), def.name.wire.as_str()) == (urn.namespace(), urn.entity_type()))
                };
                return (allowed.is_empty() || allowed.iter().any(is)).then(|| value.clone());
            }
            let [only] = allowed.as_slice() else { return None };
            let def = api.urns().get(only.index())?;
            match def.key.as_slice() {
                [UrnPart::Text] => text(value),
                [UrnPart::Long] => whole(value).map(|number| number.to_string()),
                _ => None,
            }
            .map(|key| urn::written(def, &[key]).into())
        }
        Type::Bool => value.as_bool().or_else(|| value.as_str()?.parse().ok()).map(Json::from),
        Type::Float | Type::Double => value.as_f64().or_else(|| value.as_str()?.parse().ok()).map(Json::from),
        Type::Array(item) => value.as_array()?.iter().map(|one| convert(api, &Type::Any, item, one)).collect(),
        Type::Map(_, item) => {
            let each = |(name, one): (&String, &Json)| Some((name.clone(), convert(api, &Type::Any, item, one)?));
            value.as_object()?.iter().map(each).collect::<Option<Map<String, Json>>>().map(Json::from)
        }
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Record(record) => {
                let each = |(name, one): (&String, &Json)| {
                    let field = record.fields.iter().find(|field| field.name.wire == *name)?;
                    Some((name.clone(), convert(api, &Type::Any, &field.ty, one)?))
                };
                value.as_object()?.iter().map(each).collect::<Option<Map<String, Json>>>().map(Json::from)
            }
            TypeKind::Union(union) if !union.bare => {
                let each = |(name, one): (&String, &Json)| {
                    let member = union.members.iter().find(|member| member.name.wire == *name)?;
                    Some((name.clone(), convert(api, &Type::Any, &member.ty, one)?))
                };
                value.as_object()?.iter().map(each).collect::<Option<Map<String, Json>>>().map(Json::from)
            }
            TypeKind::Time => whole(value).map(Json::from),
            _ => Some(value.clone()),
        },
        _ => Some(value.clone()),
    }
}

/// A key whose leaves may be text, as in URLs, with the types of its parts. Parameters under `$params` are left out.
pub(crate) fn typed(api: &Api, key: &Key, value: &Json) -> Option<Json> {
    match key {
        Key::Simple(param) => convert(api, &Type::Any, &param.ty, value),
        Key::Compound { parts, .. } => {
            let part = |name: &str| Some((name.to_owned(), value.get(name)?));
            let typed = |(name, one): (String, &Json)| {
                let ty = &parts.iter().find(|part| part.name.wire == name)?.ty;
                Some((name, convert(api, &Type::Any, ty, one)?))
            };
            parts.iter().map(|one| part(&one.name.wire).and_then(typed)).collect::<Option<Map<String, Json>>>().map(Json::from)
        }
        Key::Complex { record, .. } => {
            let mut own = value.as_object()?.clone();
            own.remove("$params");
            convert(api, &Type::Any, &Type::Named(*record), &own.into())
        }
    }
}

/// Returns whether values of a type are URNs.
pub(super) fn is_urn(api: &Api, ty: &Type) -> bool {
    matches!(target(api, ty), Type::Urn) || !urns(api, ty).is_empty()
}

/// Returns whether two types are one, by whatever name.
pub(super) fn same(api: &Api, one: &Type, other: &Type) -> bool {
    target(api, one) == target(api, other)
}

/// The URN types of a type that is one or a choice of them.
fn urns(api: &Api, ty: &Type) -> Vec<UrnId> {
    match target(api, ty) {
        Type::UrnOf(id) => vec![*id],
        Type::Named(id) => match &api[*id].kind {
            TypeKind::UrnChoice(ids) => ids.clone(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The type that a typeref stands for, through as many as there are.
fn target<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    match ty {
        Type::Named(id) => api[*id].kind.target().map_or(ty, |inner| target(api, inner)),
        _ => ty,
    }
}

fn whole(value: &Json) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The id of a URN.
fn id_of(value: &Json) -> Option<String> {
    value.as_str()?.parse::<Urn>().ok().map(|urn| urn.id().to_owned())
}
