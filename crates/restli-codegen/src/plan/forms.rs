//! Forms: what create sends and what partial update sends, where that differs from what the server returns.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Resource, ResourceMethod, Type, TypeId, TypeKind};
use serde_json::Value;

use super::products::Scopes;
use super::types::{FieldPlan, Given, ItemRef, RustType, TypePlan};

/// What create accepts: the entity without read-only fields, with what create requires.
#[derive(Debug)]
pub struct FormPlan {
    /// Module and name, e.g. `NewPost`.
    pub item: ItemRef,
    /// The entity.
    pub entity: TypeId,
    /// Its name in documentation.
    pub entity_ident: String,
    /// Fields left out.
    pub read_only: Vec<String>,
    /// Fields that must be given.
    pub required: Vec<String>,
    /// Values that fields start with.
    pub initial: Vec<(String, Value)>,
    /// The fields, final.
    pub fields: Vec<FieldPlan>,
}

impl FormPlan {
    /// Whether this is the form of the resource's entity.
    pub(crate) fn applies_to(&self, resource: &Resource) -> bool {
        resource.entity == Some(self.entity)
            && self.read_only == resource.read_only
            && self.required == resource.required
            && self.initial == resource.initial
    }
}

/// What partial update accepts.
#[derive(Debug)]
pub struct PatchPlan {
    /// Module and name, e.g. `PostPatch`.
    pub item: ItemRef,
    /// The record patched.
    pub record: TypeId,
    /// Its name in documentation.
    pub record_ident: String,
    /// Fields that may not be patched.
    pub excluded: BTreeSet<String>,
    /// Fields that may, final: value type without `Option`.
    pub fields: Vec<PatchField>,
}

/// A field of a patch.
#[derive(Debug)]
pub struct PatchField {
    /// The field as in the record.
    pub field: FieldPlan,
    /// It may be removed.
    pub deletable: bool,
    /// The patch of the record in it, if it is one.
    pub nested: Option<ItemRef>,
}

/// Decides which forms exist and names them.
pub(crate) fn plan(api: &Api, named: &[ItemRef], scopes: &mut Scopes) -> (Vec<FormPlan>, Vec<PatchPlan>) {
    let mut forms: Vec<FormPlan> = Vec::new();
    let mut patches: Vec<PatchPlan> = Vec::new();
    for resource in &api.resources {
        let Some(entity) = resource.entity else { continue };
        let Some(item) = named.get(entity.index()) else { continue };
        let methods = || resource.methods.iter().map(|method| method.kind);
        let differs = !(resource.read_only.is_empty() && resource.required.is_empty());
        if differs && methods().any(ResourceMethod::sends_entity) && !forms.iter().any(|form| form.applies_to(resource)) {
            forms.push(FormPlan {
                item: claim(scopes, item, &format!("New{}", item.ident)),
                entity,
                entity_ident: item.ident.clone(),
                read_only: resource.read_only.clone(),
                required: resource.required.clone(),
                initial: resource.initial.clone(),
                fields: Vec::new(),
            });
        }
        if methods().any(ResourceMethod::sends_patch) {
            let excluded = resource.unpatchable();
            if !patches.iter().any(|patch| patch.record == entity && patch.excluded == excluded) {
                add_patch(api, named, scopes, &mut patches, entity, &excluded);
            }
        }
    }
    (forms, patches)
}

/// Adds the patch of a record, and those of the records in its fields.
fn add_patch(api: &Api, named: &[ItemRef], scopes: &mut Scopes, patches: &mut Vec<PatchPlan>, record: TypeId, excluded: &BTreeSet<String>) {
    let Some(item) = named.get(record.index()) else { return };
    let TypeKind::Record(definition) = &api[record].kind else { return };
    patches.push(PatchPlan {
        item: claim(scopes, item, &format!("{}Patch", item.ident)),
        record,
        record_ident: item.ident.clone(),
        excluded: excluded.clone(),
        fields: Vec::new(),
    });
    for field in definition.fields.iter().filter(|field| !excluded.contains(&field.name.wire)) {
        if let Type::Named(inner) = field.ty
            && matches!(api[inner].kind, TypeKind::Record(_))
            && !patches.iter().any(|patch| patch.record == inner && patch.excluded.is_empty())
        {
            let below = format!("{}/", field.name.wire);
            let inner_excluded = excluded.iter().filter_map(|path| path.strip_prefix(&below)).map(str::to_owned).collect();
            add_patch(api, named, scopes, patches, inner, &inner_excluded);
        }
    }
}

fn claim(scopes: &mut Scopes, item: &ItemRef, name: &str) -> ItemRef {
    ItemRef { module: item.module, ident: scopes.of(item.module).claim(name), given: Given::Ref }
}

/// Gives each form its fields, once the types are planned.
pub(crate) fn fill(api: &Api, types: &[TypePlan], mut forms: Vec<FormPlan>) -> Vec<FormPlan> {
    for form in &mut forms {
        let Some(entity) = types.get(form.entity.index()) else { continue };
        let TypeKind::Record(record) = &api[form.entity].kind else { continue };
        form.fields = (entity.fields.iter().zip(&record.fields))
            .filter(|(plan, _)| !form.read_only.contains(&plan.wire))
            .map(|(plan, field)| {
                let mut plan = plan.clone();
                if form.required.contains(&plan.wire) {
                    if let RustType::Option(inner) = plan.ty {
                        plan.ty = *inner;
                    }
                    plan.required = true;
                    plan.default = None;
                }
                if let Some((_, value)) = form.initial.iter().find(|(name, _)| *name == field.name.wire) {
                    plan.default = Some(value.clone());
                }
                plan
            })
            .collect();
    }
    forms
}

/// Gives each patch its fields, once the types are planned.
pub(crate) fn fill_patches(api: &Api, types: &[TypePlan], mut patches: Vec<PatchPlan>) -> Vec<PatchPlan> {
    let items: Vec<(TypeId, ItemRef)> = patches.iter().map(|patch| (patch.record, patch.item.clone())).collect();
    for patch in &mut patches {
        let Some(plan) = types.get(patch.record.index()) else { continue };
        let TypeKind::Record(record) = &api[patch.record].kind else { continue };
        patch.fields = (plan.fields.iter().zip(&record.fields))
            .filter(|(field, _)| !patch.excluded.contains(&field.wire))
            .map(|(field, declared)| PatchField {
                field: field.clone(),
                deletable: declared.optional || declared.default.is_some(),
                nested: match declared.ty {
                    Type::Named(inner) => items.iter().find(|(record, _)| *record == inner).map(|(_, item)| item.clone()),
                    _ => None,
                },
            })
            .collect();
    }
    patches
}
