//! Forms and patches by name, before their fields are planned.

use std::collections::BTreeMap;

use serde_json::Value;

use super::paths::Paths;
use crate::api::{ProductId, ResourceId, TypeId};

/// The forms and patches of an API.
#[derive(Debug, Default)]
pub struct Forms {
    /// Forms, each before those of its members.
    pub forms: Vec<Form>,
    /// Patches, each before those of its fields.
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

/// A form or patch: its names, and the record or union that it stands for.
#[derive(Clone, Debug)]
pub struct Item {
    /// The product whose module holds it; `None` for the module of shared types.
    pub product: Option<ProductId>,
    /// Name in its module.
    pub ident: String,
    /// The names it may have, best first.
    pub wanted: Vec<String>,
    /// The record or union that the server returns.
    pub of: TypeId,
    /// The first resource that needs it.
    pub resource: ResourceId,
}

/// A record or union without the fields that the client must not send.
#[derive(Debug)]
pub struct Form {
    /// Names of the form.
    pub item: Item,
    /// Paths that are left out.
    pub excluded: Paths,
    /// Fields that must be there though the record does not require them.
    pub required: Vec<String>,
    /// Values of fields that the caller leaves out.
    pub initial: Vec<(String, Value)>,
    /// The form that holds this one, by name; none for the form of an entity.
    pub inside: Option<String>,
    /// The form in a field or member, by its name on the wire.
    pub members: BTreeMap<String, Item>,
}

/// The partial update of a record.
#[derive(Debug)]
pub struct Patch {
    /// Names of the patch.
    pub item: Item,
    /// Paths that are left out.
    pub excluded: Paths,
    /// The record stands in a field of another.
    pub nested: bool,
    /// The form to which a field is set, by its name on the wire.
    pub forms: BTreeMap<String, Item>,
    /// The patch of the record in a field, by its name on the wire.
    pub patches: BTreeMap<String, Item>,
}
