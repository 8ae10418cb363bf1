//! The plan as data: every name, type and sentence of the generated crates.

mod api;
mod events;
mod examples;
mod permits;
mod products;
mod resources;
mod types;

use restli_projection::catalog::{self, Catalog, TypeName};
use restli_schema::api::{Api, UrnId};
use restli_schema::catalog::Rows;

/// Schema types that the plan uses unchanged.
pub use restli_schema::api::{OAuth, OpenId, Paging, ProjectionStyle, Requirement};

pub use api::{BasePlan, Constant, FamilyPlan, MediaPlan, PermissionPlan, QuotaPlan, RolePlan, Tables, UrnKey, UrnPlan};
pub use events::EventPlan;
pub use examples::{CallPlan, Example, Expr, Given, Owner, SampleCall, SelectionPlan, Setter};
pub use permits::{PermitPath, PermitPlan, Subject};
pub use products::ProductPlan;
pub use resources::{
    Argument, Destination, MethodPlan, OperationPlan, OtherVersion, ParamsPlan, Passing, ProjectionPlan, ResourcePlan, Returns,
};
pub use types::{FieldPlan, FormPlan, Gate, ItemRef, Module, PassBy, PatchField, PatchPlan, RustType, Shape, TypePlan, VariantPlan};

/// The plan of a whole client crate.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The API that the plan is made from.
    pub api: &'a Api,
    /// Paragraphs of documentation of the client crate.
    pub docs: Vec<String>,
    /// Tables of `api.rs`.
    pub tables: Tables<'a>,
    /// One plan per type, in the order of [`Api::types`].
    pub types: Vec<TypePlan>,
    /// One plan per URN type, in the order of [`Api::urns`].
    pub urns: Vec<UrnPlan>,
    /// Products: modules and features.
    pub products: Vec<ProductPlan>,
    /// Forms: types of create and update that lack the fields that the client must not send.
    pub forms: Vec<FormPlan>,
    /// Patches: types of partial update.
    pub patches: Vec<PatchPlan>,
    /// Rows of the catalog that projections are checked against.
    pub catalog: Rows<'a>,
    /// Resources, in the order of [`Api::resources`].
    pub resources: Vec<ResourcePlan>,
    /// Events of webhooks.
    pub events: Vec<EventPlan<'a>>,
    /// Calls and fields that need a permission.
    pub permits: Vec<PermitPlan>,
    /// Calls that the samples show, in the order of [`Api::samples`].
    pub samples: Vec<SampleCall>,
}

impl Plan<'_> {
    /// The name of the API.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.api.name.wire
    }

    /// Calls `work` with the catalog that projections are checked against.
    pub fn with_catalog<T>(&self, work: impl FnOnce(&Catalog<'_>) -> T) -> T {
        let fields = self.catalog.fields();
        let resources = self.resources.iter().filter_map(|resource| Some((resource.item.ident.as_str(), self.entity(resource)?)));
        let resources: Vec<_> = resources.collect();
        work(&Catalog { modules: &[catalog::Module { types: &self.catalog.types(&fields), resources: &resources }] })
    }

    /// The name by which the catalog refers to the entities of a resource.
    pub(crate) fn entity(&self, resource: &ResourcePlan) -> Option<TypeName<'_>> {
        self.catalog.name(resource.entity?)
    }

    /// The keys in a path that a type holds by name.
    #[must_use]
    pub fn path_keys(&self, ty: &RustType) -> Option<&ParamsPlan> {
        let RustType::Item(item) = ty else { return None };
        self.resources.iter().filter_map(|resource| resource.path_keys.as_ref()).find(|keys| keys.item == *item)
    }

    /// The Rust name of a URN type.
    #[must_use]
    pub fn urn(&self, id: UrnId) -> &str {
        self.urns.get(id.index()).map_or("", |urn| urn.ident.as_str())
    }
}
