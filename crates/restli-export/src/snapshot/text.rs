//! Types and defaults as text, as restspecs write them (`docs/formats.md §2.1`, `§2.4`).

use restli_schema::api::{Api, Param, Type, TypeKind};
use serde_json::Value;

use super::extensions;
use super::names::{Named, Names, is_bare_union};
use super::types::{members, primitive};
use crate::json::{Json, Object};

/// The text of a type: a name, or the JSON text of an array or a map.
pub(super) fn type_text(api: &Api, names: &Names, ty: &Type) -> String {
    match ty {
        Type::Array(_) | Type::Map(..) => inner(api, names, ty).to_line(),
        Type::Any => names.full(api, Named::Any).to_owned(),
        Type::Urn => names.full(api, names.any_urn()).to_owned(),
        Type::UrnOf(id) => names.full(api, names.urn(*id)).to_owned(),
        Type::Named(id) if is_bare_union(api, *id) => names.full(api, Named::Any).to_owned(),
        Type::Named(id) => api[*id].full_name.clone(),
        Type::Int | Type::Long | Type::Float | Type::Double | Type::Bool | Type::String | Type::Bytes => primitive(ty).to_owned(),
    }
}

/// The text of a parameter's type, with the properties of its array or map.
pub(super) fn param_type_text(api: &Api, names: &Names, param: &Param) -> String {
    match inner(api, names, &param.ty) {
        Json::Text(name) => name,
        mut written => {
            extensions::of_type(&param.extensions, &param.ty, &mut written);
            written.to_line()
        }
    }
}

fn inner(api: &Api, names: &Names, ty: &Type) -> Json {
    match ty {
        Type::Array(item) => Object::of("type", "array").with("items", inner(api, names, item)).into(),
        Type::Map(_, value) => Object::of("type", "map").with("values", inner(api, names, value)).into(),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Union(union) if names.is_inline(*id) => members(api, union, |member| inner(api, names, &member.ty)),
            _ => type_text(api, names, ty).into(),
        },
        _ => type_text(api, names, ty).into(),
    }
}

/// The default of a parameter: JSON text for structured types, the bare text for other types.
pub(super) fn default_text(api: &Api, ty: &Type, value: &Value) -> String {
    match value {
        Value::String(text) if !holds_others(api, ty) => text.clone(),
        _ => Json::from(value).to_line(),
    }
}

fn holds_others(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Array(_) | Type::Map(..) | Type::Any => true,
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Record(_) | TypeKind::Union(_) => true,
            TypeKind::Typeref(target) => holds_others(api, target),
            TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => false,
        },
        Type::Int | Type::Long | Type::Float | Type::Double | Type::Bool | Type::String | Type::Bytes | Type::Urn | Type::UrnOf(_) => false,
    }
}
