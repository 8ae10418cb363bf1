//! The stage from documents to the model: names are resolved, rules are inherited, types are complete.
//!
//! [`resolve`] runs the passes in the order of the folders: [`tables`], [`types`], [`resources`], so that
//! a name is known before it is used; [`checks`] run on the complete model. [`state`] holds the values that passes exchange.
//! A pass reports its problems to [`Diagnostics`] and goes on with a harmless substitute, so that one run shows every problem.

mod checks;
mod copies;
mod events;
mod order;
mod resources;
mod same_as;
mod state;
mod tables;
mod types;

use crate::api::Api;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, Key, Node};
use crate::rules;
use crate::source::Span;

use checks::{
    actors, claims, collisions, field_lists, first_calls, looks, param_forms, projections, replacements, requests, required_fields,
    shared_types, uploads,
};
use resources::{paging, tree};
use state::arena::Types;
use state::context::Context;
use state::draft::Known;
use state::read::{name, text_or_empty};
use state::tables::Tables;
use tables::products::{self, File};
use tables::{bases, errors, media, oauth, permissions, quotas, roles, urns, versions};
use types::{bodies, cycles, decorations, defaults, includes, map_keys, unions};

pub(crate) use state::read::any;
pub(crate) use tables::sources;
pub(crate) use types::urn_values::check as check_urn;

/// Resolves the shared part of an API and its products to its model; a product is one document or several. All must have been through
/// [`crate::language::check()`], whose problems are not reported again. `used` are the texts under `source:`, with their places.
///
/// # Errors
/// All problems, if one of them is an error. Otherwise the warnings come with the model.
pub(crate) fn resolve(root: &Node, products: &[Vec<Document>], used: &[(String, Span)]) -> Result<(Api, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut problems = Diagnostics::default();
    let products: Vec<Vec<_>> =
        products.iter().map(|files| files.iter().map(|file| same_as::written_out(&file.root, &mut problems)).collect()).collect();
    let products = copies::without(products);
    let products: Vec<Vec<&Node>> = products.iter().map(|files| files.iter().map(AsRef::as_ref).collect()).collect();
    let (tables, files) = read_tables(root, &products, &mut problems);
    let evidence = files.first().map(|file| file.evidence.clone()).unwrap_or_default();

    let mut types = Types::default();
    let declared = products::declare(&mut types, &mut problems, &files);
    let mut cx = Context { tables: &tables, types: &mut types, problems: &mut problems };
    let decorated = bodies::bodies(&mut cx, &files, &declared);
    cycles::names(cx.types, cx.problems);
    let mut drafts = tree::read(&mut cx, &files);
    includes::flatten(&mut types, &mut problems);
    unions::check(&mut types, &mut problems);
    map_keys::check(&types, &mut problems);
    decorations::check(&tables, &types, &mut problems, &decorated);

    defaults::fill(&tables, &mut types, &mut problems, &mut drafts);
    cycles::records(&types, &mut problems);
    let mut taken_over = Vec::new();
    for draft in &mut drafts {
        let before = problems.count();
        field_lists::read(&tables, &types, &mut problems, draft);
        paging::check(&types, &mut problems, draft);
        actors::check(&tables, &types, &mut problems, draft);
        replacements::check(&tables, &mut problems, draft);
        looks::fill(&types, &mut problems, draft);
        uploads::fill(&types, &mut problems, draft);
        taken_over.extend(same_as::apart(draft, before, &mut problems));
    }
    // What is wrong with the other resource, too, is told there alone.
    taken_over.retain(|(problem, _)| !problems.contains(problem));
    problems.extend(taken_over.into_iter().map(|(problem, by)| problem.also(by, "taken over by this resource")));
    param_forms::fill(&types, &mut problems, &mut drafts);
    requests::check(&tables, &mut problems, &mut drafts);
    required_fields::check(&tables, &types, &mut problems, &drafts);

    let events = events::read(&tables, &types, &mut problems, &files);

    let has_gaps = types.have_gaps(&problems);
    let written = root.get("api");
    let written_resources: Vec<(&Node, Known)> = drafts.iter().map(|draft| (draft.node, draft.known)).collect();
    let key = Key { text: text_or_empty(root, "api"), span: written.map_or(root.span, |one| one.span), quoted: true };
    let mut api = Api {
        name: name(&key, root, &mut problems),
        doc: text_or_empty(root, "doc"),
        namespace: tables.namespace,
        products: tables.products,
        bases: tables.bases,
        families: tables.families,
        permissions: tables.permissions,
        roles: tables.roles,
        quotas: tables.quotas,
        urns: tables.urns,
        types: types.defs,
        resources: drafts.into_iter().map(|draft| draft.resource).collect(),
        events,
        errors: tables.errors,
        sources: sources::table(root),
        media: tables.media,
        headers: oauth::headers(root),
        addresses: oauth::addresses(root),
        retry_statuses: errors::retry_statuses(root),
        oauth: oauth::oauth(root, &mut problems, &evidence),
        upload_hosts: oauth::upload_hosts(root),
        samples: Vec::new(),
        hash: String::new(),
    };
    collisions::check(&api, &types.includes, &mut problems);
    first_calls::check(&api, &mut problems);
    claims::check(&api, root, &mut problems);
    shared_types::check(&api, &mut problems);
    // What no version has cannot be asked for.
    if !has_gaps && !problems.has_broken(rules::VERSION_ORDER) {
        problems.extend(projections::check(&api, &written_resources));
    }
    sources::check(root, used, &mut problems);
    order::sort(&mut api, &types.holders);
    problems.finish(api)
}

/// Reads the tables of `api.yaml`, and the heads of all files.
fn read_tables<'a>(root: &'a Node, products: &[Vec<&'a Node>], problems: &mut Diagnostics) -> (Tables<'a>, Vec<File<'a>>) {
    let mut tables = Tables { namespace: text_or_empty(root, "namespace"), ..Tables::default() };
    let files = products::files(&mut tables, problems, root, products);
    let evidence = files.first().map(|file| file.evidence.clone()).unwrap_or_default();
    versions::table(&mut tables, problems, root, &evidence);
    bases::table(&mut tables, problems, root);
    urns::table(&mut tables, problems, root, &evidence);
    permissions::table(&mut tables, problems, root, &evidence);
    roles::table(&mut tables, problems, root, &evidence);
    quotas::table(&mut tables, problems, root, &evidence);
    errors::table(&mut tables, problems, root, &evidence);
    media::table(&mut tables, problems, root, &evidence);
    (tables, files)
}
