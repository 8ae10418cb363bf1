//! The plan of the Rust: every name, module, box, form and sentence is decided here. `model` holds the result, as data.

mod address;
mod arguments;
mod boxing;
mod context;
pub(crate) mod docs;
mod forms;
mod inputs;
mod methods;
pub mod model;
mod modules;
pub(crate) mod names;
mod operations;
mod permits;
mod products;
mod resource_names;
mod resources;
pub(crate) mod rust_types;
mod tables;
mod types;
mod urns;

use restli_schema::api::Api;

pub use model::Plan;

use context::Context;
use modules::NamesByModule;
use rust_types::RustTypes;

/// Decides everything about the Rust of an API.
#[must_use]
pub fn plan(api: &Api) -> Plan<'_> {
    let mut modules = NamesByModule::new(api);
    let urn_names = urns::names(api);
    let named = types::names(api, &mut modules);
    let rust_types = RustTypes { urns: &urn_names, named: &named };
    let forms = forms::decide(api, &named, &mut modules);
    let types = types::plan(api, &rust_types, &boxing::boxed_edges(api), &inputs::types(api, &forms));
    let resources = resources::plan(&Context { api, types: rust_types, forms: &forms }, &mut modules);
    let permits = permits::plan(api, &types, &resources);
    Plan {
        api,
        tables: tables::plan(api, &permits),
        urns: urns::plan(api, &urn_names),
        products: products::plan(api),
        forms: forms::plan_forms(api, &types, &forms),
        patches: forms::plan_patches(api, &types, &forms),
        types,
        resources,
        permits,
    }
}
