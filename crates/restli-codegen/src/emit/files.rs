//! The source files of the client crate.

use restli_schema::api::TypeId;
use restli_schema::rust_names;

use super::catalog::Lookup;
use super::ty::TypeSite;
use super::{api, client, events, example, front_page, permits, resource, shared, types, urns};
use crate::block::{Block, Source};
use crate::output::{CrateNames, client_crate, header};
use crate::plan::Plan;
use crate::plan::model::{Gate, Module, ProductPlan, ResourcePlan, TypePlan};

/// Lints that the root of a client allows, each with its reason.
const ALLOWED_LINTS: &str = "
#![cfg_attr(docsrs, feature(doc_cfg))]
#![allow(deprecated, reason = \"deprecated types and fields stand in the types that have them\")]
#![allow(clippy::unreadable_literal, reason = \"versions and limits stand here as on the wire\")]
#![allow(clippy::module_inception, reason = \"a product may be named like its main resource\")]
#![allow(clippy::doc_markdown, reason = \"the words are those of the schema\")]
#![allow(clippy::needless_pass_by_value, reason = \"symbols are given by value everywhere\")]
#![allow(clippy::large_enum_variant, reason = \"members of unions stand by value, like the fields of records\")]
";

/// Lints that a client allows which is a module: the crate around it uses a part of it.
const ALLOWED_IN_A_MODULE: &str = "
#![allow(missing_docs, missing_debug_implementations, unreachable_pub, dead_code, unused_imports, unused_macros, deprecated)]
#![allow(clippy::all, clippy::pedantic)]
";

/// A source file of the client crate.
#[derive(Clone, Copy)]
pub(crate) enum File<'p> {
    /// `lib.rs`
    Root,
    /// `api.rs`
    Api,
    /// `incoming.rs`
    Incoming,
    /// `permits.rs`
    PermitsRoot,
    /// A file below `permits`, with the name of its module.
    Permits(&'p str),
    /// `urns.rs`
    Urns,
    /// `types.rs`
    SharedTypes,
    /// A file below `types`, with one type.
    SharedType(TypeId, &'p TypePlan, &'p Gate),
    /// `mod.rs` of a product.
    Product(&'p ProductPlan),
    /// `types.rs` of a product.
    ProductTypes(&'p ProductPlan),
    /// The file of a resource.
    Resource(&'p ProductPlan, &'p ResourcePlan),
}

/// All source files of the client crate.
pub(crate) fn files<'p>(plan: &'p Plan<'_>) -> Vec<File<'p>> {
    let mut files = vec![File::Root, File::Api, File::Urns, File::SharedTypes];
    let gated = |(id, planned): (TypeId, &'p TypePlan)| Some(File::SharedType(id, planned, planned.gate.as_ref()?));
    files.extend(plan.api.type_ids().zip(&plan.types).filter_map(gated));
    if !plan.events.is_empty() {
        files.push(File::Incoming);
    }
    if !plan.permits.is_empty() {
        files.push(File::PermitsRoot);
        files.extend(permits::modules(plan).into_iter().map(File::Permits));
    }
    for product in &plan.products {
        files.push(File::Product(product));
        if client::has_types(plan, product) {
            files.push(File::ProductTypes(product));
        }
    }
    let of_product = |resource: &'p ResourcePlan| Some(File::Resource(plan.products.get(resource.product)?, resource));
    files.extend(plan.resources.iter().filter_map(of_product));
    files
}

/// Modules at the root of the client crate through which items are named.
pub(crate) fn modules(plan: &Plan<'_>) -> Vec<String> {
    let mut names: Vec<String> = ["api", "permits", "types", "urns"].map(str::to_owned).into();
    names.extend(plan.products.iter().map(|product| product.module.clone()));
    names.sort();
    names
}

/// The blocks of a file.
pub(crate) fn source<'p>(plan: &Plan<'_>, lookup: &Lookup<'_>, crates: &CrateNames, modules: &'p [String], file: File<'_>) -> Source<'p> {
    let below = |path: &str| format!("{}/src/{path}", crates.client);
    let source = |path: &str, docs: Vec<String>, blocks: Vec<Block>| Source {
        path: below(path),
        header: header("//"),
        docs,
        attributes: "",
        modules,
        blocks,
    };
    let name = plan.name();
    match file {
        File::Root => Source {
            path: below("lib.rs"),
            header: header("//"),
            docs: plan.docs.iter().cloned().chain(example::of_client(plan, crates, modules)).collect(),
            attributes: if crates.module.is_some() { ALLOWED_IN_A_MODULE } else { ALLOWED_LINTS },
            modules: &[],
            blocks: client::root(plan, crates),
        },
        File::Api => source(
            "api.rs",
            vec![format!("Tables of the API `{name}`: bases, versions, permissions, roles, quotas, errors.")],
            api::api(plan),
        ),
        File::Incoming => source("incoming.rs", vec![format!("Events that the API `{name}` tells webhooks of.")], events::events(plan)),
        File::PermitsRoot => {
            let docs = vec![format!("Traits of scopes that permit calls and fields of the API `{name}`: one module per product.")];
            source("permits.rs", docs, permits::root(plan))
        }
        File::Permits(module) => {
            let docs = vec![permits::module_docs(plan, module)];
            source(&format!("permits/{}.rs", rust_names::bare(module)), docs, permits::permits(plan, module))
        }
        File::Urns => source("urns.rs", vec![format!("URN types of the API `{name}`.")], urns::urns(plan)),
        File::SharedTypes => {
            let blocks = shared::table(plan).into_iter().chain(types::types(plan, Module::Shared)).collect();
            source("types.rs", vec!["Types that several products share.".to_owned()], blocks)
        }
        File::SharedType(id, planned, gate) => {
            let path = format!("types/{}.rs", rust_names::bare(&gate.module));
            let docs = vec![format!("The shared type `{}`.", planned.item.ident)];
            source(&path, docs, types::with_forms(plan, id, planned, TypeSite::Elsewhere))
        }
        File::Product(product) => {
            let example = example::of_product(plan, crates, modules, product);
            let docs = product.docs.iter().cloned().chain(example).chain(front_page::of_product(plan, product)).collect();
            source(&format!("{}/mod.rs", folder(product)), docs, client::product(plan, product))
        }
        File::ProductTypes(product) => {
            let folder = folder(product);
            let docs = vec![format!("Types of the product `{folder}`.")];
            source(&format!("{folder}/types.rs"), docs, types::types(plan, Module::Product(product.id)))
        }
        File::Resource(product, resource) => {
            let path = format!("{}/{}.rs", folder(product), rust_names::bare(&resource.module));
            let docs = vec![resource.docs.first().cloned().unwrap_or_default()];
            source(&path, docs, resource::resource(plan, lookup, crates, resource))
        }
    }
}

/// The file with the handle of a resource, below the folder that holds the crates.
#[must_use]
pub fn resource_file(plan: &Plan<'_>, resource: &ResourcePlan) -> Option<String> {
    let product = plan.products.get(resource.product)?;
    Some(format!("{}/src/{}/{}.rs", client_crate(plan.name()), folder(product), rust_names::bare(&resource.module)))
}

/// The file with a type, below the folder that holds the crates.
#[must_use]
pub fn type_file(plan: &Plan<'_>, planned: &TypePlan) -> Option<String> {
    let path = match (&planned.gate, planned.item.module) {
        (Some(gate), _) => format!("types/{}.rs", rust_names::bare(&gate.module)),
        (None, Module::Shared) => "types.rs".to_owned(),
        (None, Module::Urns) => "urns.rs".to_owned(),
        (None, Module::Product(id)) => format!("{}/types.rs", folder(plan.products.iter().find(|product| product.id == id)?)),
    };
    Some(format!("{}/src/{path}", client_crate(plan.name())))
}

/// The folder of a product below `src`.
fn folder(product: &ProductPlan) -> &str {
    rust_names::bare(&product.module)
}
