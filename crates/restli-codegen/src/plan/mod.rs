//! What the Rust will look like: every name, module, box, form and sentence is final here.

mod address;
pub(crate) mod arguments;
pub(crate) mod boxing;
pub(crate) mod docs;
pub(crate) mod forms;
pub(crate) mod methods;
pub(crate) mod names;
pub(crate) mod permits;
pub(crate) mod products;
pub(crate) mod resources;
pub(crate) mod sent;
pub(crate) mod types;

use restli_schema::api::{Api, UrnId};

pub use arguments::{Argument, Pass, Role};
pub use forms::{FormPlan, PatchPlan};
pub use methods::{MethodPlan, Returns};
pub use permits::{PermitPlan, Subject};
pub use products::ProductPlan;
pub use resources::{ParamsPlan, ResourcePlan};
pub use types::{FieldPlan, Given, ItemRef, Module, RustType, TypePlan, VariantPlan};

/// The plan of a whole client crate.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The API it is made from.
    pub api: &'a Api,
    /// One plan per type, in the order of [`Api::types`].
    pub types: Vec<TypePlan>,
    /// Rust names of the URN types, in the order of [`Api::urns`]: `PersonUrn`.
    pub urns: Vec<String>,
    /// Products: modules and features.
    pub products: Vec<ProductPlan>,
    /// What create sends, where it differs from what the server returns.
    pub forms: Vec<FormPlan>,
    /// What partial update sends.
    pub patches: Vec<PatchPlan>,
    /// Resources, in the order of [`Api::resources`].
    pub resources: Vec<ResourcePlan>,
    /// What needs a permission.
    pub permits: Vec<PermitPlan>,
}

/// Decides everything about the Rust of an API.
#[must_use]
pub fn plan(api: &Api) -> Plan<'_> {
    let mut scopes = products::Scopes::new(api);
    let urns = api.urns.iter().map(|urn| names::urn_name(&urn.name)).collect::<Vec<_>>();
    let named = types::names(api, &mut scopes);
    let boxed = boxing::boxed_edges(api);
    let (forms, patches) = forms::plan(api, &named, &mut scopes);
    let sent = sent::sent_types(api, &forms);
    let mut types = types::plan(api, &urns, &named, &boxed, &sent);
    let forms = forms::fill(api, &types, forms);
    let patches = forms::fill_patches(api, &types, patches);
    let mut resources = resources::plan(api, &urns, &types, &forms, &patches, &mut scopes);
    let permits = permits::plan(api, &mut types, &mut resources);
    let products = products::plan(api);
    Plan { api, types, urns, products, forms, patches, resources, permits }
}

impl Plan<'_> {
    /// The Rust name of a URN type.
    #[must_use]
    pub fn urn(&self, id: UrnId) -> &str {
        self.urns.get(id.index()).map_or("", String::as_str)
    }
}
