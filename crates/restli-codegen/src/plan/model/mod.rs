//! The plan as data: every name, type and sentence of the generated crates.

mod api;
mod permits;
mod resources;
mod types;

use restli_schema::api::{Api, ProductId, UrnId};

/// Facts that the plan passes on unchanged.
pub use restli_schema::api::{OAuth, Paging, ProjectionStyle};

pub use api::{BasePlan, Constant, FamilyPlan, MediaPlan, PermissionPlan, QuotaPlan, Tables, UrnKey, UrnPlan};
pub use permits::{PermitPath, PermitPlan, Subject};
pub use resources::{Argument, Destination, MethodPlan, OperationPlan, ParamsPlan, Passing, ResourcePlan, Returns};
pub use types::{FieldPlan, FormPlan, ItemRef, Module, PassBy, PatchField, PatchPlan, RustType, Shape, TypePlan, VariantPlan};

/// The plan of a whole client crate.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The API that the plan is made from.
    pub api: &'a Api,
    /// Tables of `api.rs`.
    pub tables: Tables<'a>,
    /// One plan per type, in the order of [`Api::types`].
    pub types: Vec<TypePlan>,
    /// One plan per URN type, in the order of [`Api::urns`].
    pub urns: Vec<UrnPlan>,
    /// Products: modules and features.
    pub products: Vec<ProductPlan>,
    /// Types of create and update, where the client must not send all of an entity.
    pub forms: Vec<FormPlan>,
    /// Types of partial update.
    pub patches: Vec<PatchPlan>,
    /// Resources, in the order of [`Api::resources`].
    pub resources: Vec<ResourcePlan>,
    /// Calls and fields that need a permission.
    pub permits: Vec<PermitPlan>,
}

/// The module and cargo feature of a product.
#[derive(Debug)]
pub struct ProductPlan {
    /// The product in the schema.
    pub id: ProductId,
    /// Module name.
    pub module: String,
    /// Feature name.
    pub feature: String,
    /// Features of the products whose types it uses.
    pub needs: Vec<String>,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
}

impl Plan<'_> {
    /// The name of the API.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.api.name.wire
    }

    /// The Rust name of a URN type.
    #[must_use]
    pub fn urn(&self, id: UrnId) -> &str {
        self.urns.get(id.index()).map_or("", |urn| urn.ident.as_str())
    }
}
