//! Named projections: for each the expansion of `projection!`, a type and a constant.

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::quote;
use restli_projection::catalog::{Catalog, TypeIndex};
use restli_projection::expand::{Definition, expand};
use restli_projection::{Declaration, Input, Paths, Spans, docs, resolve};
use restli_schema::api::NamedProjection;

use super::catalog::Lookup;
use super::{doc_attributes, ident};
use crate::block::Block;
use crate::plan::docs::escape;
use crate::plan::model::{ItemRef, Module, ResourcePlan};
use crate::plan::{Plan, names};

/// The items of a resource's projections.
pub(crate) fn projections(plan: &Plan<'_>, lookup: &Lookup<'_>, resource: &ResourcePlan) -> Vec<Block> {
    let declared = &plan.api[resource.id];
    if declared.projections.is_empty() {
        return Vec::new();
    }
    let Some(root) = lookup.entity(declared) else { return Vec::new() };
    let mut taken = taken(plan, resource.item.module);
    declared.projections.iter().flat_map(|named| items(&lookup.catalog, root, named, &mut taken)).collect()
}

fn items(catalog: &Catalog<'_>, root: TypeIndex, named: &NamedProjection, taken: &mut BTreeSet<String>) -> Vec<Block> {
    let checked = resolve(catalog, root, &named.projection);
    let own: Vec<String> = named.doc.split("\n\n").map(|part| escape(part.trim())).filter(|part| !part.is_empty()).collect();
    let declaration = Declaration {
        name: ident(&names::type_name(&named.name)),
        visibility: quote!(pub),
        attributes: quote!(#[non_exhaustive]),
        docs: own.into_iter().chain(docs(catalog, root, &named.projection)).collect(),
        constant: true,
    };
    let input = Input {
        catalog,
        checked: &checked,
        projection: &named.projection,
        embedded: &[],
        declaration: &declaration,
        paths: &Paths::inside(doc_attributes),
        spans: &Spans::single(Span::call_site()),
        has_errors: false,
    };
    expand(&input, taken).into_iter().map(block).collect()
}

fn block(definition: Definition) -> Block {
    match definition {
        Definition::Item(tokens) => Block::Item(tokens),
        Definition::Table { call, head, entries } => Block::Table { call, head, entries },
    }
}

/// The names of a module that the types below a projection must not take.
fn taken(plan: &Plan<'_>, module: Module) -> BTreeSet<String> {
    let types = plan.types.iter().map(|planned| &planned.item);
    let forms = plan.forms.iter().map(|form| &form.ty.item);
    let patches = plan.patches.iter().map(|patch| &patch.item);
    let of_resources = plan.resources.iter().flat_map(|resource| {
        let params = resource.methods.iter().filter_map(|method| method.params.as_ref()).chain(&resource.compound_key);
        std::iter::once(&resource.item).chain(params.map(|params| &params.item))
    });
    let here = |item: &&ItemRef| item.module == module;
    let items = types.chain(forms).chain(patches).chain(of_resources).filter(here).map(|item| item.ident.clone());
    let projections =
        plan.resources.iter().filter(|resource| resource.item.module == module).flat_map(|resource| &plan.api[resource.id].projections);
    items.chain(projections.map(|projection| names::type_name(&projection.name))).collect()
}
