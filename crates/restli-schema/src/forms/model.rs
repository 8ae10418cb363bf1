//! Forms and patches by name, before their fields are planned.

use std::collections::BTreeMap;

use serde_json::Value;

use super::paths::Paths;
use crate::api::{ProductId, ResourceId, TypeId};

/// The forms and patches of an API.
#[derive(Debug, Default)]
pub struct Forms {
    /// Forms, each before the forms of its members.
    pub forms: Vec<Form>,
    /// Patches, each before the patches of its fields.
    pub patches: Vec<Patch>,
    pub(super) entities: BTreeMap<ResourceId, Item>,
    pub(super) updates: BTreeMap<ResourceId, Item>,
}

impl Forms {
    /// The form of a resource's entity in create and update, if it differs from the entity.
    #[must_use]
    pub fn entity(&self, resource: ResourceId) -> Option<&Item> {
        self.entities.get(&resource)
    }

    /// The patch of a resource's entity, if the resource has a partial update.
    #[must_use]
    pub fn patch(&self, resource: ResourceId) -> Option<&Item> {
        self.updates.get(&resource)
    }
}

/// A form or patch: its names, and the record or union that it is made from.
#[derive(Clone, Debug)]
pub struct Item {
    /// The product whose module holds it; `None` for the module of shared types.
    pub product: Option<ProductId>,
    /// Name in its module.
    pub ident: String,
    /// The candidate names, best first.
    pub wanted: Vec<String>,
    /// The record or union that the form or patch is made from.
    pub of: TypeId,
    /// The first resource that needs the form or patch.
    pub resource: ResourceId,
}

/// A record or union without the fields that the client must not send.
#[derive(Debug)]
pub struct Form {
    /// Names of the form.
    pub item: Item,
    /// Paths of fields that the form lacks.
    pub excluded: Paths,
    /// Fields that the form requires although the record does not.
    pub required: Vec<String>,
    /// Initial values of fields that the caller leaves out.
    pub initial: Vec<(String, Value)>,
    /// The form that holds this one; `None` for the form of an entity.
    pub inside: Option<Item>,
    /// The forms in fields or members, by the wire name of the field or member.
    pub members: BTreeMap<String, Item>,
}

/// The partial update of a record.
#[derive(Debug)]
pub struct Patch {
    /// Names of the patch.
    pub item: Item,
    /// Paths of fields that the patch lacks.
    pub excluded: Paths,
    /// The patched record is the value of another record's field.
    pub nested: bool,
    /// The forms that fields are set to, by the wire name of the field.
    pub forms: BTreeMap<String, Item>,
    /// The patches of records in fields, by the wire name of the field.
    pub patches: BTreeMap<String, Item>,
}
