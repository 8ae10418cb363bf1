//! The plan of the Rust code: every name, module, box, form and sentence. `model` holds the result, as data.

mod address;
mod arguments;
mod boxing;
mod catalog;
mod context;
pub(crate) mod docs;
mod events;
pub(crate) mod examples;
mod forms;
mod methods;
pub mod model;
mod operations;
mod permits;
mod products;
mod resources;
pub(crate) mod rust_types;
mod shared;
mod tables;
mod types;
mod urns;

use restli_schema::api::Api;
use restli_schema::client_names::Modules;
use restli_schema::forms::{decide, inputs};
pub(crate) use restli_schema::rust_names as names;

pub use boxing::boxed_edges;
pub use model::Plan;

use context::Context;
use rust_types::RustTypes;

/// Decides everything about the Rust code of an API.
#[must_use]
pub fn plan(api: &Api) -> Plan<'_> {
    let mut modules = Modules::declared(api);
    let urn_names = urns::names(api);
    let named = types::names(api);
    let rust_types = RustTypes { urns: &urn_names, named: &named };
    let forms = decide(api, &mut modules);
    let types = types::plan(api, &rust_types, &boxing::boxed_edges(api), &inputs::types(api, &forms));
    let products = products::plan(api);
    let catalog = catalog::rows(api, &types, &rust_types, &products);
    let context = Context { api, types: rust_types, forms: &forms };
    let resources = resources::plan(&context, &mut modules);
    let permits = permits::plan(api, &types, &resources);
    let mut plan = Plan {
        api,
        docs: products::root_docs(api),
        tables: tables::plan(api, &permits),
        urns: urns::plan(api, &urn_names),
        products,
        events: events::plan(api, &named),
        forms: forms::plan_forms(api, &context.types, &types, &forms),
        patches: forms::plan_patches(api, &context.types, &types, &forms),
        types,
        catalog,
        resources,
        permits,
        samples: Vec::new(),
    };
    examples::fill(&mut plan);
    plan
}
