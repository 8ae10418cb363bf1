//! Entities as a client sends them: without fields that the server fills in, with those that create must send.

use restli_schema::api::{Api, Resource, ResourceId, TypeKind};

use super::context::Context;
use crate::json::Object;
use crate::notes::Notes;
use crate::places;
use crate::schemas::described;

/// The purpose for which an entity is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// Create.
    New,
    /// Update, which replaces the entity: fields that the server fills in may stand in it, and need not.
    Whole,
}

impl Sent {
    const ALL: [Self; 2] = [Self::New, Self::Whole];

    /// The name of the schema, if it differs from that of the record.
    fn name(self, api: &Api, id: ResourceId) -> Option<String> {
        let resource = &api[id];
        let (differs, suffix) = match self {
            Self::New => (!resource.read_only.is_empty() || !resource.required.is_empty(), "create"),
            Self::Whole => (!resource.read_only.is_empty(), "update"),
        };
        (differs && resource.entity.is_some()).then(|| format!("restli.{suffix}.{}", places::resource(api, id)))
    }
}

/// The schema of an entity that is sent.
pub(super) fn reference(context: Context<'_>, id: ResourceId, sent: Sent) -> Object {
    match (sent.name(context.api, id), context.api[id].entity) {
        (Some(name), _) => context.schemas.reference(&name),
        (None, Some(entity)) => context.schemas.of(entity),
        (None, None) => Object::default(),
    }
}

/// The schemas of all resources that differ from their record.
pub(super) fn all(context: Context<'_>) -> Object {
    // What these say of fields was noted where the record is.
    let mut noted = Notes::default();
    let mut all = Object::default();
    for id in context.api.resource_ids() {
        for sent in Sent::ALL {
            if let Some((name, schema)) = sent.name(context.api, id).zip(schema(context, &context.api[id], sent, &mut noted)) {
                all.set(&name, schema);
            }
        }
    }
    all
}

fn schema(context: Context<'_>, resource: &Resource, sent: Sent, noted: &mut Notes) -> Option<Object> {
    let def = &context.api[resource.entity?];
    let TypeKind::Record(record) = &def.kind else { return None };
    let listed = |list: &[String], name: &str| list.iter().any(|path| path.trim_start_matches('/') == name);
    let read_only = |name: &str| listed(&resource.read_only, name);
    let fields = record.fields.iter().filter(|field| sent == Sent::Whole || !read_only(&field.name.wire));
    let must = |name: &str| sent == Sent::New && listed(&resource.required, name);
    let needed = record.fields.iter().filter(|field| must(&field.name.wire) || (field.is_required() && !read_only(&field.name.wire)));
    let needed: Vec<&str> = needed.map(|field| field.name.wire.as_str()).collect();
    let mut object = Object::default();
    object.set_text("description", &described(&def.doc, def.deprecated.as_deref()));
    object.extend(context.schemas.object(fields, &needed, def, noted));
    Some(object)
}
