//! Request entities: without read-only fields, with the fields that create requires.

use restli_schema::api::{Api, Field, Name, Param, ResourceId, Type, TypeId, TypeKind};
use restli_schema::forms::paths::{Paths, below, whole};

use super::context::Context;
use crate::json::Object;
use crate::notes::Notes;
use crate::places;
use crate::schemas::{described, union_of};

/// The request in which an entity is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// A create request.
    New,
    /// An update request, which replaces the entity: read-only fields are allowed, but not required.
    Whole,
}

impl Sent {
    const ALL: [Self; 2] = [Self::New, Self::Whole];

    /// The name of the request schema, if it differs from the schema of the record.
    fn name(self, api: &Api, id: ResourceId) -> Option<String> {
        let resource = &api[id];
        let (differs, suffix) = match self {
            Self::New => (!resource.read_only.is_empty() || !resource.required.is_empty(), "create"),
            Self::Whole => (!resource.read_only.is_empty(), "update"),
        };
        (differs && resource.entity.is_some()).then(|| format!("restli.{suffix}.{}", places::resource(api, id)))
    }
}

/// A reference to the schema of a request entity.
pub(super) fn reference(context: Context<'_>, id: ResourceId, sent: Sent) -> Object {
    match (sent.name(context.api, id), context.api[id].entity) {
        (Some(name), _) => context.schemas.reference(&name),
        (None, Some(entity)) => context.schemas.of(entity),
        (None, None) => Object::default(),
    }
}

/// The schema of a parameter's type, with the request entity in place of its record if the parameter takes one.
pub(super) fn param(context: Context<'_>, param: &Param) -> Object {
    param.form.map_or_else(|| context.schemas.ty(&param.ty), |form| in_form(context, &param.ty, form))
}

fn in_form(context: Context<'_>, ty: &Type, form: ResourceId) -> Object {
    match ty {
        Type::Array(inner) => Object::of("type", "array").with("items", in_form(context, inner, form)),
        Type::Map(key, inner) => context.schemas.map(key, in_form(context, inner, form)),
        Type::Named(id) if let TypeKind::Typeref(target) = &context.api[*id].kind => in_form(context, target, form),
        _ => reference(context, form, Sent::New),
    }
}

/// The request schemas of all resources that differ from the schema of the record.
pub(super) fn all(context: Context<'_>) -> Object {
    let mut all = Object::default();
    for id in context.api.resource_ids() {
        let resource = &context.api[id];
        for sent in Sent::ALL {
            if let Some((name, entity)) = sent.name(context.api, id).zip(resource.entity) {
                all.set(&name, named(context, entity, &whole(&resource.read_only), &resource.required, sent));
            }
        }
    }
    all
}

/// The schema of a type whose read-only fields are at the paths `filled`.
fn ty(context: Context<'_>, ty: &Type, filled: &Paths, sent: Sent) -> Object {
    match ty {
        _ if filled.is_empty() => context.schemas.ty(ty),
        Type::Array(inner) => Object::of("type", "array").with("items", self::ty(context, inner, &below(filled, "*"), sent)),
        Type::Map(key, inner) => context.schemas.map(key, self::ty(context, inner, &below(filled, "*"), sent)),
        other => match other.named() {
            Some(id) => named(context, id, filled, &[], sent),
            None => context.schemas.ty(other),
        },
    }
}

fn named(context: Context<'_>, id: TypeId, filled: &Paths, required: &[String], sent: Sent) -> Object {
    let def = &context.api[id];
    let stands = |name: &Name| sent == Sent::Whole || !filled.contains(&name.wire);
    let inner = |wire: &str, ty: &Type| self::ty(context, ty, &below(filled, wire), sent);
    let body = match &def.kind {
        TypeKind::Record(record) => {
            let must = |field: &&Field| {
                let wire = &field.name.wire;
                (sent == Sent::New && required.contains(wire)) || (field.is_required() && !filled.contains(wire))
            };
            let needed: Vec<&str> = record.fields.iter().filter(must).map(|field| field.name.wire.as_str()).collect();
            let fields = record.fields.iter().filter(|field| stands(&field.name));
            // Losses in the fields were noted with the record.
            context.schemas.object(fields, &needed, def, &inner, &mut Notes::default())
        }
        TypeKind::Union(union) => union_of(union, union.members.iter().filter(|member| stands(&member.name)), &inner),
        TypeKind::Typeref(target) => ty(context, target, filled, sent),
        TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => {
            return context.schemas.of(id);
        }
    };
    let mut object = Object::default();
    object.set_text("description", &described(&def.doc, def.deprecated.as_deref()));
    object.extend(body);
    object
}
