//! Names of Rust items, and the parts of the schema that they stand for.

use std::collections::BTreeMap;

use restli_codegen::plan::Plan;
use restli_codegen::plan::model::{ItemRef, Module, ParamsPlan, PermitPath, Shape, TypePlan};
use restli_schema::api::{Api, ResourceId, TypeId, TypeKind};
use restli_schema::rust_names::{self, bare};

use crate::diff::facts::{Facts, projection_id};

/// The meaning of a Rust item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A part of the schema.
    Part(String),
    /// The constructor of a record, which takes its required fields.
    Constructor(TypeId),
    /// A call.
    Call(ResourceId, usize),
}

/// The items of a client by their names.
pub(super) struct Names {
    pub(super) items: BTreeMap<String, Vec<Meaning>>,
    /// Named projections. The names of the types inside of one begin with its name.
    projections: Vec<(String, String)>,
    /// Forms and patches. The names of what is inside of one begin with its name.
    forms: Vec<(String, TypeId)>,
}

impl Names {
    pub(super) fn of(plan: &Plan<'_>, facts: &Facts<'_>) -> Self {
        let mut names = Self { items: BTreeMap::new(), projections: Vec::new(), forms: Vec::new() };
        names.types(plan, facts);
        names.resources(plan, facts);
        for (urn, planned) in plan.api.urns().iter().zip(&plan.urns) {
            names.part(format!("urns::{}", planned.ident), format!("urn {}", urn.name.wire));
            names.part(format!("urns::{}::new", planned.ident), format!("urn {}", urn.name.wire));
        }
        for event in &plan.events {
            names.part(format!("incoming::Event::{}", event.ident), format!("event {}", event.entry.name.wire));
        }
        names.tables(plan);
        names
    }

    /// The named projection that an item belongs to: its type, its constant, or a type or field inside of it.
    pub(super) fn projection(&self, item: &str) -> Option<&str> {
        let inside = self.projections.iter().filter(|(name, _)| item.starts_with(name.as_str()) && !self.items.contains_key(item));
        inside.max_by_key(|(name, _)| name.len()).map(|(_, part)| part.as_str())
    }

    /// The type of which an item is, or is inside of, a form or patch.
    pub(super) fn form(&self, item: &str) -> Option<TypeId> {
        let around = item.rsplit_once("::").map_or("", |(around, _)| around);
        self.forms.iter().find(|(name, _)| name == item || name == around).map(|(_, id)| *id)
    }

    fn add(&mut self, item: String, meaning: Meaning) {
        let meanings = self.items.entry(item).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }

    fn part(&mut self, item: String, part: String) {
        self.add(item, Meaning::Part(part));
    }

    fn tables(&mut self, plan: &Plan<'_>) {
        let tables = &plan.tables;
        let named = |constant: &str, module: &str, area: &str, wire: &str| (format!("api::{module}::{constant}"), format!("{area} {wire}"));
        let permissions =
            tables.permissions.iter().map(|one| named(&one.constant.ident, "permissions", "permission", &one.constant.entry.name.wire));
        let quotas = tables.quotas.iter().map(|one| named(&one.ident, "quotas", "quota", &one.entry.name.wire));
        let roles = tables.roles.iter().map(|one| named(&one.constant.ident, "roles", "role", &one.constant.entry.name.wire));
        let media = tables.media.iter().map(|one| named(&one.ident, "media", "media rule", &one.entry.name.wire));
        let bases = tables.bases.iter().map(|one| named(&one.constant.ident, "bases", "base", &one.constant.entry.name.wire));
        let families = tables.families.iter().map(|one| named(&one.ident, "versions", "version family", &one.entry.name.wire));
        // The words of `scopes!`.
        let scopes = tables.permissions.iter().map(|one| &one.constant.entry.name.wire);
        let scopes = scopes.map(|wire| (format!("scope {wire}"), format!("permission {wire}")));
        let all: Vec<_> = permissions.chain(quotas).chain(roles).chain(media).chain(bases).chain(families).chain(scopes).collect();
        for (item, part) in all {
            self.part(item, part);
        }
    }

    fn types(&mut self, plan: &Plan<'_>, facts: &Facts<'_>) {
        let api = plan.api;
        for (id, planned) in api.type_ids().zip(&plan.types) {
            let (item, part) = (path(plan, &planned.item), facts.type_id(id));
            self.part(item.clone(), part.clone());
            self.record(&item, &part, planned, id);
            self.variants(api, &item, &part, planned, id);
        }
        for form in &plan.forms {
            let (item, part) = (path(plan, &form.ty.item), facts.type_id(form.of));
            self.part(item.clone(), part.clone());
            self.record(&item, &part, &form.ty, form.of);
            self.variants(api, &item, &part, &form.ty, form.of);
            self.forms.push((item, form.of));
        }
        for patch in &plan.patches {
            let (item, part) = (path(plan, &patch.item), facts.type_id(patch.of));
            self.part(item.clone(), part.clone());
            self.forms.push((item.clone(), patch.of));
            for field in &patch.fields {
                let (own, wire) = (&field.field.ident, &field.field.wire);
                for setter in [rust_names::setter_name(own), rust_names::deletion_name(own), rust_names::nested_patch_name(own)] {
                    self.part(format!("{item}::{}", bare(&setter)), format!("{part}/{wire}"));
                }
            }
        }
    }

    fn variants(&mut self, api: &Api, item: &str, part: &str, planned: &TypePlan, id: TypeId) {
        for (index, variant) in planned.variants().iter().enumerate() {
            // A variant of a bare union has the kind of its JSON for a name.
            let member = if let TypeKind::Union(union) = &api[id].kind { union.members.get(index) } else { None };
            let wire = member.map_or(&variant.wire, |member| &member.name.wire);
            self.part(format!("{item}::{}", bare(&variant.ident)), format!("{part}/{wire}"));
        }
        for other in ["Null", "Unrecognized", "Other"] {
            if !self.items.contains_key(&format!("{item}::{other}")) {
                self.part(format!("{item}::{other}"), part.to_owned());
            }
        }
    }

    fn permit(&mut self, permit: Option<&PermitPath>, part: &str) {
        if let Some(permit) = permit {
            self.part(format!("permits::{}::{}", bare(&permit.module), permit.ident), part.to_owned());
        }
    }

    fn record(&mut self, item: &str, part: &str, planned: &TypePlan, id: TypeId) {
        let Shape::Record { fields, parts, .. } = &planned.shape else { return };
        self.add(format!("{item}::new"), Meaning::Constructor(id));
        let parts = parts.as_ref().map(|name| beside(item, name));
        for field in fields {
            let (own, part) = (&field.ident, format!("{part}/{}", field.wire));
            for name in [bare(own), bare(&rust_names::setter_name(own)), &format!("{}_or_default", bare(own))] {
                self.part(format!("{item}::{name}"), part.clone());
            }
            self.permit(field.permit.as_ref(), &part);
            if let Some(parts) = &parts {
                self.part(format!("{parts}::{}", bare(own)), part);
            }
        }
    }

    fn resources(&mut self, plan: &Plan<'_>, facts: &Facts<'_>) {
        for resource in &plan.resources {
            let (item, part) = (path(plan, &resource.item), facts.resource_id(resource.id));
            self.part(item.clone(), part.clone());
            self.part(format!("Client::{}", bare(&resource.accessor)), part.clone());
            for projection in &resource.projections {
                let declared = plan.api[resource.id].projections.iter().find(|one| rust_names::type_name(&one.name) == projection.ident);
                if let Some(declared) = declared {
                    self.projections.push((
                        beside(&item, &projection.ident),
                        projection_id(plan.api, plan.api[resource.id].product, &declared.name.wire),
                    ));
                }
            }
            for method in &resource.methods {
                let call = || Meaning::Call(resource.id, method.index);
                self.add(format!("{item}::{}", bare(&method.fn_name)), call());
                self.add(format!("{item}::{}", method.constant), call());
                if let Some(key) = &method.alt_key {
                    self.part(format!("{item}::{}", bare(&method.fn_name)), format!("{part}/by {key}"));
                }
                let own = facts.method_id(resource.id, method.index);
                self.permit(method.permit.as_ref(), &own);
                if let Some(params) = &method.params {
                    self.params(plan, params, &own);
                }
            }
            for keys in resource.compound_key.iter().chain(&resource.path_keys) {
                let own = path(plan, &keys.item);
                self.part(own.clone(), format!("{part}/key "));
                for field in &keys.fields {
                    self.part(format!("{own}::{}", bare(&field.ident)), format!("{part}/key {}", field.wire));
                }
            }
        }
    }

    fn params(&mut self, plan: &Plan<'_>, params: &ParamsPlan, method: &str) {
        let item = path(plan, &params.item);
        // The record goes with the last of its parameters.
        self.part(item.clone(), optional_parameters(method));
        for field in &params.fields {
            for name in [bare(&field.ident), bare(&rust_names::setter_name(&field.ident))] {
                self.part(format!("{item}::{name}"), format!("{method}/{}", field.wire));
            }
        }
    }
}

/// The record of the optional parameters of a method, as a part.
pub(super) fn optional_parameters(method: &str) -> String {
    format!("{method}/ ")
}

/// The path of an item in the module of another one.
fn beside(item: &str, name: &str) -> String {
    let module = item.rsplit_once("::").map_or("", |(module, _)| module);
    format!("{module}::{name}")
}

/// The path by which programs name an item.
fn path(plan: &Plan<'_>, item: &ItemRef) -> String {
    let module = match item.module {
        Module::Shared => "types",
        Module::Urns => "urns",
        Module::Product(id) => plan.products.iter().find(|product| product.id == id).map_or("", |product| product.module.as_str()),
    };
    format!("{module}::{}", item.ident)
}
