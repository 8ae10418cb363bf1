//! Named projections: each becomes the expansion of `projection!`, a type and a constant.

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::quote;
use restli_projection::catalog::{Catalog, TypeName};
use restli_projection::expand::{Definition, expand};
use restli_projection::{Declaration, Input, Paths, Spans, docs, resolve};
use restli_schema::rust_names;

use super::{doc_attributes, ident};
use crate::block::Block;
use crate::plan::Plan;
use crate::plan::model::{ItemRef, Module, ProjectionPlan, ResourcePlan, Shape};

/// The items of a resource's named projections.
pub(crate) fn projections(plan: &Plan<'_>, catalog: &Catalog<'_>, resource: &ResourcePlan) -> Vec<Block> {
    let Some(root) = plan.entity(resource).filter(|_| !resource.projections.is_empty()) else { return Vec::new() };
    let mut taken = taken(plan, resource.item.module);
    resource.projections.iter().flat_map(|named| items(catalog, root, named, &mut taken)).collect()
}

fn items(catalog: &Catalog<'_>, root: TypeName<'_>, named: &ProjectionPlan, taken: &mut BTreeSet<String>) -> Vec<Block> {
    let checked = resolve(catalog, root, &named.projection);
    let declaration = Declaration {
        name: ident(&named.ident),
        visibility: quote!(pub),
        attributes: quote!(#[non_exhaustive]),
        docs: named.docs.iter().cloned().chain(docs(catalog, root, &named.projection)).collect(),
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

/// The names that types below a projection must not take, because their module has them already.
fn taken(plan: &Plan<'_>, module: Module) -> BTreeSet<String> {
    let types = plan.types.iter().map(|planned| &planned.item);
    let forms = plan.forms.iter().map(|form| &form.ty.item);
    let patches = plan.patches.iter().map(|patch| &patch.item);
    let of_resources = plan.resources.iter().flat_map(|resource| {
        let params =
            resource.methods.iter().filter_map(|method| method.params.as_ref()).chain(&resource.compound_key).chain(&resource.path_keys);
        std::iter::once(&resource.item).chain(params.map(|params| &params.item))
    });
    let here = |item: &&ItemRef| item.module == module;
    let items = types.chain(forms).chain(patches).chain(of_resources).filter(here).map(|item| item.ident.clone());
    let formats = plan.types.iter().filter(|planned| matches!(planned.shape, Shape::Text { .. }) && planned.item.module == module);
    let formats = formats.flat_map(|planned| [rust_names::format_name, rust_names::into_name].map(|name| name(&planned.item.ident)));
    let of_types = plan.types.iter().chain(plan.forms.iter().map(|form| &form.ty)).filter(|planned| planned.item.module == module);
    let parts = of_types.filter_map(|planned| if let Shape::Record { parts, .. } = &planned.shape { parts.clone() } else { None });
    let keys =
        plan.resources.iter().filter(|resource| resource.item.module == module).filter_map(|resource| resource.compound_key.as_ref());
    let parts = parts.chain(keys.filter_map(|key| key.parts.clone()));
    let projections = plan.resources.iter().filter(|resource| resource.item.module == module).flat_map(|resource| &resource.projections);
    items.chain(formats).chain(parts).chain(projections.map(|projection| projection.ident.clone())).collect()
}
