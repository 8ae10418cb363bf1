//! Projections with a name: for each what `projection!` expands to, a type and a constant.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use restli_projection::catalog::{Catalog, TypeIndex};
use restli_projection::expand::{Declaration, Part, Scope, docs, expand};
use restli_projection::{check, text};
use restli_schema::api::NamedProjection;

use super::catalog::OwnedCatalog;
use super::{doc_attributes, ident};
use crate::block::Block;
use crate::plan::docs::escape;
use crate::plan::model::{ItemRef, Module, ResourcePlan};
use crate::plan::{Plan, names};

/// The items of a resource's projections.
pub(crate) fn projections(plan: &Plan<'_>, owned: &OwnedCatalog, resource: &ResourcePlan) -> Vec<Block> {
    let declared = &plan.api[resource.id];
    if declared.projections.is_empty() {
        return Vec::new();
    }
    let Some(root) = declared.entity.and_then(|entity| owned.index(entity)) else { return Vec::new() };
    let mut taken = taken(plan, resource.item.module);
    owned.lend(|catalog| declared.projections.iter().flat_map(|projection| items(catalog, root, projection, &mut taken)).collect())
}

fn items(catalog: &Catalog<'_>, root: TypeIndex, named: &NamedProjection, taken: &mut BTreeSet<String>) -> Vec<Block> {
    let parsed = match text::parse(&named.select) {
        Ok(parsed) => parsed,
        Err(error) => return vec![unusable(&named.name.wire, &error.to_string())],
    };
    let checked = match check(catalog, root, &parsed) {
        Ok(checked) => checked,
        Err(problems) => return problems.iter().map(|problem| unusable(&named.name.wire, &problem.to_string())).collect(),
    };
    let own: Vec<String> = named.doc.split("\n\n").map(|part| escape(part.trim())).filter(|part| !part.is_empty()).collect();
    let declaration = Declaration {
        name: ident(&names::type_name(&named.name)),
        visibility: quote!(pub),
        attributes: TokenStream::new(),
        docs: own.into_iter().chain(docs(catalog, root, &parsed)).collect(),
        mended: false,
        constant: true,
        embedded: Vec::new(),
    };
    let scope = Scope::inside(doc_attributes);
    expand(catalog, &checked, &parsed, &declaration, &scope, taken, &|_| Span::call_site()).into_iter().map(block).collect()
}

fn block(part: Part) -> Block {
    match part {
        Part::Item(tokens) => Block::Item(tokens),
        Part::Table { call, head, entries } => Block::Table { call, head, entries },
    }
}

/// A projection that the schema's own check let through and this one does not: told by the compiler, not lost.
fn unusable(name: &str, problem: &str) -> Block {
    let message = format!("projection `{name}`: {problem}");
    Block::Item(quote!(compile_error!(#message);))
}

/// Names of a module that the types below a projection keep off.
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
