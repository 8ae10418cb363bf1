//! Names that a client derives from a whole API: functions and handles of resources, and the items of each module.

use std::collections::BTreeMap;

use crate::api::{Api, ProductId, Resource};
use crate::rust_names::{self, Names};

/// Names from the root resource down, joined with `-`: `widgets-parts`.
#[must_use]
pub fn full_name(api: &Api, resource: &Resource) -> String {
    let above = resource.parent.into_iter().flat_map(|parent| api.lineage(parent));
    rust_names::resource_words(std::iter::once(&resource.name).chain(above.map(|id| &api[id].name)))
}

/// Name of the function on the client that returns the resource's handle.
#[must_use]
pub fn accessor_name(api: &Api, resource: &Resource) -> String {
    rust_names::accessor_name(&full_name(api, resource))
}

/// Name of a resource's handle, and its fallback if a type has that name: `Posts`, `PostsResource`.
#[must_use]
pub fn handle_names(api: &Api, resource: &Resource) -> [String; 2] {
    let handle = rust_names::camel(&full_name(api, resource), "Resource");
    let other = format!("{handle}Resource");
    [handle, other]
}

/// Name of the record of a compound key: `PostsKey`.
#[must_use]
pub fn key_name(handle: &str) -> String {
    format!("{handle}Key")
}

/// Name of the record of a function's optional parameters: `PostsGet`.
#[must_use]
pub fn params_name(handle: &str, function: &str) -> String {
    format!("{handle}{}", rust_names::camel(rust_names::bare(function), ""))
}

/// The names taken in the module of each product and in the module of shared types.
#[derive(Debug, Default)]
pub struct Modules(BTreeMap<Option<ProductId>, Names>);

impl Modules {
    /// The modules with the names that the schema declares: types and projections.
    #[must_use]
    pub fn declared(api: &Api) -> Self {
        let mut modules = Self::default();
        for def in api.types() {
            modules.of(def.product).claim_free(&rust_names::type_name(&def.name));
        }
        for resource in api.resources() {
            for projection in &resource.projections {
                modules.of(Some(resource.product)).claim_free(&rust_names::type_name(&projection.name));
            }
        }
        modules
    }

    /// The names of one module; `None` is the module of shared types.
    pub fn of(&mut self, product: Option<ProductId>) -> &mut Names {
        self.0.entry(product).or_default()
    }
}
