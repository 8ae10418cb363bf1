//! From what was written to what is meant: names stand for things, rules are inherited, types are complete.
//!
//! One file per table or construct. Tables come first, then types, then resources, so that whatever is named is known by then.
//! Every function reports what it finds to [`context::Context::problems`] and goes on with something harmless.

mod bases;
mod collisions;
mod context;
mod cycles;
mod decorations;
mod defaults;
mod errors;
mod field_lists;
mod in_force;
mod includes;
mod keys;
mod media;
mod methods;
mod oauth;
mod order;
mod paging;
mod params;
mod paths;
mod permissions;
mod products;
mod projections;
mod quotas;
mod requests;
mod resources;
mod sources;
mod type_names;
mod type_use;
mod types;
mod unions;
mod unsent;
mod urns;
mod versions;

use crate::api::Api;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Key, Node};
use crate::hash;

use context::{Context, name, text_or_empty};
pub(crate) use sources::check as sources;

/// The API that the documents describe, with what is worth a look.
///
/// The documents must have passed [`crate::language::check()`]: what it reports is not reported again, only left out.
pub(crate) fn resolve(api: &Document, products: &[Document]) -> Result<(Api, Vec<Diagnostic>), Vec<Diagnostic>> {
    let root = &api.root;
    let products: Vec<&Node> = products.iter().map(|product| &product.root).collect();
    let mut cx = Context::new();
    let files = products::files(&mut cx, root, &products);
    let evidence = files.first().map(|file| file.evidence.clone()).unwrap_or_default();
    cx.namespace = text_or_empty(root, "namespace");

    versions::table(&mut cx, root);
    bases::table(&mut cx, root);
    permissions::table(&mut cx, root, &evidence);
    quotas::table(&mut cx, root, &evidence);
    urns::table(&mut cx, root, &evidence);
    errors::table(&mut cx, root, &evidence);
    media::table(&mut cx, root, &evidence);

    let declared = products::declare(&mut cx, &files);
    let decorated = types::bodies(&mut cx, &files, &declared);
    cycles::names(&mut cx);
    let mut drafts = resources::read(&mut cx, &files);
    includes::flatten(&mut cx);
    cycles::records(&mut cx);
    unions::check(&mut cx);
    decorations::check(&mut cx, &decorated);

    defaults::fill(&mut cx, &mut drafts);
    for draft in &mut drafts {
        field_lists::read(&mut cx, draft);
        paging::check(&mut cx, draft);
    }
    requests::check(&mut cx, &drafts);
    unsent::check(&mut cx, &drafts);
    collisions::check(&mut cx, &drafts, root);

    let written = root.get("api");
    let nodes: Vec<&Node> = drafts.iter().map(|draft| draft.node).collect();
    let key = Key { text: text_or_empty(root, "api"), span: written.map_or(root.span, |one| one.span) };
    let mut api = Api {
        name: name(&key, root, &mut cx.problems),
        doc: text_or_empty(root, "doc"),
        namespace: cx.namespace,
        products: cx.products,
        bases: cx.bases,
        families: cx.families,
        permissions: cx.permissions,
        quotas: cx.quotas,
        urns: cx.urns,
        types: cx.types,
        resources: drafts.into_iter().map(|draft| draft.resource).collect(),
        errors: cx.errors,
        sources: sources::table(root),
        media: cx.media,
        headers: oauth::headers(root),
        oauth: oauth::oauth(root, &evidence),
        upload_hosts: oauth::upload_hosts(root),
        hash: String::new(),
    };
    cx.problems.extend(projections::check(&api, &nodes));
    order::sort(&mut api, &cx.holders);
    api.hash = hash::digest(&api);
    cx.problems.finish(api)
}
