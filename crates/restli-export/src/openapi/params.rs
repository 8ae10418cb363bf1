//! Parameters in the path, the query and headers.

use restli_schema::api::{Api, Key, Method, Paging, Param, ProjectionStyle, Resource, ResourceId, ResourceMethod, Type, TypeKind, Version};

use super::context::Context;
use super::entities;
use crate::extra::Extra;
use crate::json::Object;
use crate::notes::{Disposition, Notes};
use crate::places;
use crate::schemas::described;

/// The pseudo media type of Rest.li's syntax for structured values: `List(1,2)`, `(a:1,b:2)`.
const ENCODED: &str = "application/x-restli";

pub(super) fn params(context: Context<'_>, id: ResourceId, method: &Method, notes: &mut Notes) -> Vec<Object> {
    let mut params = keys(context, id, method, notes);
    params.extend(query(context, id, method, notes));
    params.extend(headers(context.api, &context.api[id], method));
    params
}

/// The keys in the path: keys of the ancestors, and of the resource itself.
fn keys(context: Context<'_>, id: ResourceId, method: &Method, notes: &mut Notes) -> Vec<Object> {
    let api = context.api;
    let mut above: Vec<ResourceId> = api.lineage(id).skip(usize::from(!key_in_path(method))).collect();
    above.reverse();
    let place = places::method(api, id, method);
    let params = above.into_iter().filter_map(|one| {
        let key = api[one].key.as_ref()?;
        let name = key.name();
        let object = Object::of("name", name.wire.as_str()).with("in", "path").with("required", true);
        Some(match key {
            Key::Simple(param) => {
                let mut object = object;
                object.set_text("description", &param.doc);
                typed(context, object, &param.ty, &place, notes)
            }
            Key::Compound { parts, .. } => {
                // A finder takes some key parts, every other method all of them.
                let some = one == id && !method.keys.is_empty();
                let schema = compound(context, parts, |part| !some || method.keys.iter().any(|key| key == part));
                encoded(object.with("description", "A key of several parts."), schema, &place, notes)
            }
            Key::Complex { record, .. } => {
                encoded(object.with("description", "A key that is a record."), context.schemas.of(*record), &place, notes)
            }
        })
    });
    params.collect()
}

/// Returns whether the path has a placeholder for the resource's key: the key of one entity, or the key parts that a finder takes.
fn key_in_path(method: &Method) -> bool {
    method.addresses_entity() || !method.keys.is_empty()
}

/// The parts of a compound key as an object.
fn compound(context: Context<'_>, parts: &[Param], given: impl Fn(&str) -> bool) -> Object {
    let parts: Vec<&Param> = parts.iter().filter(|part| given(&part.name.wire)).collect();
    let properties = parts.iter().fold(Object::default(), |all, part| {
        let mut schema = context.schemas.ty(&part.ty);
        schema.set_text("description", &part.doc);
        all.with(&part.name.wire, schema)
    });
    let names: Vec<&str> = parts.iter().map(|part| part.name.wire.as_str()).collect();
    Object::of("type", "object").with("required", names).with("properties", properties)
}

/// The query parameters.
fn query(context: Context<'_>, id: ResourceId, method: &Method, notes: &mut Notes) -> Vec<Object> {
    let api = context.api;
    let place = places::method(api, id, method);
    let mut params = Vec::new();
    params.extend(method.kind.name_parameter().map(|name| constant(name, "query", &method.name.wire)));
    if method.kind.has_ids() {
        params.push(keys_of_batch(context, &api[id], method, &place, notes));
    }
    if method.kind != ResourceMethod::Action {
        params.extend(method.params.iter().map(|one| param(context, one, &place, notes)));
    }
    params.extend(projection(method));
    params.extend(method.paging.iter().flat_map(pages));
    params
}

/// The parameter `ids` of a batch.
fn keys_of_batch(context: Context<'_>, resource: &Resource, method: &Method, place: &str, notes: &mut Notes) -> Object {
    let key = match &resource.key {
        Some(Key::Simple(param)) => context.schemas.ty(&param.ty),
        Some(Key::Compound { parts, .. }) => compound(context, parts, |_| true),
        Some(Key::Complex { record, .. }) => context.schemas.of(*record),
        None => Object::default(),
    };
    let mut schema = Object::of("type", "array").with("items", key);
    schema.set_some("maxItems", method.max_batch);
    encoded(Object::of("name", "ids").with("in", "query").with("required", true), schema, place, notes)
}

fn param(context: Context<'_>, param: &Param, place: &str, notes: &mut Notes) -> Object {
    let mut object = Object::of("name", param.name.wire.as_str()).with("in", "query");
    object.set_text("description", &described(&param.doc, param.deprecated.as_deref()));
    object.set("required", param.is_required());
    if param.deprecated.is_some() {
        object.set("deprecated", true);
    }
    let place = format!("{place}.{}", param.name.wire);
    let mut own = Extra::new(notes, place.as_str());
    own.param(param);
    object.extend_x(own.finish());
    let mut schema = entities::param(context, param);
    schema.set_some("default", param.default.as_ref());
    if is_scalar(context.api, &param.ty) { object.with("schema", schema) } else { encoded(object, schema, &place, notes) }
}

/// A parameter of a type.
fn typed(context: Context<'_>, object: Object, ty: &Type, place: &str, notes: &mut Notes) -> Object {
    let schema = context.schemas.ty(ty);
    if is_scalar(context.api, ty) { object.with("schema", schema) } else { encoded(object, schema, place, notes) }
}

/// A parameter with a structured value.
fn encoded(object: Object, schema: Object, place: &str, notes: &mut Notes) -> Object {
    notes.add(Disposition::Weakened, "parameters that are lists or records, whose encoding is named but not described", place);
    object.with("content", Object::of(ENCODED, Object::of("schema", schema)))
}

fn is_scalar(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Array(_) | Type::Map(..) | Type::Any => false,
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Record(_) | TypeKind::Union(_) => false,
            TypeKind::Typeref(target) => is_scalar(api, target),
            TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => true,
        },
        Type::Int | Type::Long | Type::Float | Type::Double | Type::Bool | Type::String | Type::Bytes | Type::Urn | Type::UrnOf(_) => true,
    }
}

/// A parameter with a constant value.
fn constant(name: &str, place: &str, value: &str) -> Object {
    let schema = Object::of("type", "string").with("const", value);
    Object::of("name", name).with("in", place).with("required", true).with("schema", schema)
}

/// The parameter of the projection.
fn projection(method: &Method) -> Option<Object> {
    let (name, example) = match method.projection {
        ProjectionStyle::Restli => ("fields", "a,b:(c)"),
        ProjectionStyle::Decorated => ("projection", "(a,b~(c))"),
        ProjectionStyle::Flat => ("fields", "a,b"),
        ProjectionStyle::None => return None,
    };
    let object = Object::of("name", name).with("in", "query").with("description", format!("The fields to send, as in `{example}`."));
    let object = object.with("required", method.projection_required).with("schema", Object::of("type", "string"));
    method.returns_entities().then_some(object)
}

fn pages(paging: &Paging) -> Vec<Object> {
    let size = |default: Option<u32>, max: Option<u32>| {
        let mut schema = Object::of("type", "integer").with("format", "int32").with("minimum", 0_u32);
        schema.set_some("maximum", max);
        schema.set_some("default", default);
        schema
    };
    let param = |name: &str, doc: &str, schema: Object| {
        Object::of("name", name).with("in", "query").with("description", doc).with("required", false).with("schema", schema)
    };
    match paging {
        Paging::StartCount { default, max } => {
            vec![
                param("start", "Number of elements before this page.", size(Some(0), None)),
                param("count", "Largest number of elements in this page.", size(*default, *max)),
            ]
        }
        Paging::Token { token_param, size_param, token_field, default, max } => {
            let doc = format!("The token of the page, from `{token_field}` of the last one.");
            vec![
                param(token_param, &doc, Object::of("type", "string")),
                param(size_param, "Largest number of elements in this page.", size(*default, *max)),
            ]
        }
    }
}

/// The headers of every request of a method.
fn headers(api: &Api, resource: &Resource, method: &Method) -> Vec<Object> {
    let base = &api[resource.base];
    let mut headers = vec![constant("X-RestLi-Protocol-Version", "header", &base.protocol)];
    if method.kind.http_verb() == "POST" {
        headers.push(constant("X-RestLi-Method", "header", method.kind.wire_name()));
    }
    if let Some(id) = base.versions {
        let family = &api[id];
        let released: Vec<String> = family.released.iter().map(Version::text).collect();
        let mut schema = Object::of("type", "string");
        schema.set_full("enum", released);
        schema.set("default", family.text(family.pinned));
        let mut header = Object::of("name", family.header.as_str()).with("in", "header");
        header.set_text("description", &family.doc);
        headers.push(header.with("required", true).with("schema", schema));
    }
    headers
}
