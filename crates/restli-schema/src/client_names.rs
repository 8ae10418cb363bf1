//! Names that a client derives from a whole API: functions and handles of resources, and the items of each module.

use std::collections::BTreeMap;

use crate::api::{Api, Param, ProductId, Resource, ResourceId, ResourceMethod};
use crate::rust_names::{self, HANDLE_FUNCTIONS, Names};

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

/// Name of the record of the keys in the path of an entity: `CampaignsPathKeys`.
#[must_use]
pub fn path_keys_name(handle: &str) -> String {
    format!("{handle}PathKeys")
}

/// Name of the record of a function's optional parameters: `PostsGet`.
#[must_use]
pub fn params_name(handle: &str, function: &str) -> String {
    format!("{handle}{}", rust_names::camel(rust_names::bare(function), ""))
}

/// The names of the functions of a method: by the main key, and by each alternative key.
#[derive(Clone, Debug, Default)]
pub struct Functions {
    /// The function by the main key.
    pub main: String,
    /// The functions by alternative keys, in the order of [`Resource::alt_keys`].
    pub by_alternative: Vec<String>,
}

/// The names of the functions of a resource's methods, in the order of the methods. Methods and finders take their names first, so that an
/// action with a taken name is the one that is renamed.
#[must_use]
pub fn functions(resource: &Resource) -> Vec<Functions> {
    let mut taken = Names::default();
    for (function, _) in HANDLE_FUNCTIONS {
        taken.claim(function);
    }
    let mut all = vec![Functions::default(); resource.methods.len()];
    for actions in [false, true] {
        for (method, functions) in
            resource.methods.iter().zip(&mut all).filter(|(method, _)| (method.kind == ResourceMethod::Action) == actions)
        {
            let name = rust_names::method_name(method.kind, &method.name);
            functions.main = if actions {
                let fallback = format!("{}_action", rust_names::bare(&name));
                taken.claim_any(&[name, fallback])
            } else {
                taken.claim(&name)
            };
            let main = rust_names::bare(&functions.main).to_owned();
            let by = |key: &Param| format!("{main}_by_{}", rust_names::bare(&rust_names::field_name(&key.name)));
            let keys = resource.alt_keys.iter().filter(|_| method.takes_keys());
            functions.by_alternative = keys.map(|key| taken.claim(&by(key))).collect();
        }
    }
    all
}

/// The stable id of a function: `content.posts.find_by_author`.
#[must_use]
pub fn operation_id(api: &Api, resource: &Resource, function: &str) -> String {
    let product = &api[resource.product].name.wire;
    format!("{product}.{}.{}", rust_names::bare(&accessor_name(api, resource)), rust_names::bare(function))
}

/// The name of the function of a method, which is given by its place in [`Resource::methods`].
#[must_use]
pub fn function_name(resource: &Resource, method: usize) -> String {
    functions(resource).into_iter().nth(method).unwrap_or_default().main
}

/// The stable id of a method, which is given by its place in [`Resource::methods`].
#[must_use]
pub fn method_id(api: &Api, resource: &Resource, method: usize) -> String {
    operation_id(api, resource, &function_name(resource, method))
}

/// The methods of an API by the ids of their functions.
#[must_use]
pub fn operation_ids(api: &Api) -> BTreeMap<String, (ResourceId, usize)> {
    let mut ids = BTreeMap::new();
    for (id, resource) in api.resource_ids().zip(api.resources()) {
        for (index, function) in functions(resource).iter().enumerate() {
            ids.insert(operation_id(api, resource, &function.main), (id, index));
        }
    }
    ids
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
