//! Resources: their kind, entity, base, path, and what hangs below them.

use super::context::{Context, entries, evidence, kept, name, text, text_or_empty};
use super::in_force::InForce;
use super::keys;
use super::methods::{self, Around};
use super::paths;
use super::products::File;
use super::projections;
use super::type_names::record;
use super::type_use::Place;
use crate::api::{BaseId, Evidence, ProductId, Resource, ResourceId, ResourceKind};
use crate::diagnostic::Diagnostic;
use crate::document::{Key, Node};
use crate::rules;
use crate::rust_names::case;
use crate::suggest;

/// A resource with the nodes it was written in, for what can be checked only when all types are complete.
pub(super) struct Draft<'a> {
    pub(super) resource: Resource,
    pub(super) node: &'a Node,
    /// The node of each method, in the order of [`Resource::methods`].
    pub(super) methods: Vec<&'a Node>,
}

/// What a resource gets from the file or the resource around it.
struct Above {
    product: ProductId,
    namespace: String,
    rules: InForce,
    evidence: Evidence,
    parent: Option<ResourceId>,
    retired: Option<String>,
    replaced_by: Option<String>,
    /// The names of the resources above, for types that have none.
    prefix: String,
}

/// Reads the resources of all products, a parent before what hangs below it.
pub(super) fn read<'a>(cx: &mut Context<'a>, files: &[File<'a>]) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    let mut api_rules = InForce::nothing(cx);
    for file in files {
        let stated = file.root.get("rules");
        let rules = stated.map_or_else(|| api_rules.clone(), |node| api_rules.nearer(cx, node, false));
        let Some(product) = file.product else {
            api_rules = rules;
            continue;
        };
        let above = Above {
            product,
            namespace: file.namespace.clone(),
            rules,
            evidence: file.evidence.clone(),
            parent: None,
            retired: None,
            replaced_by: None,
            prefix: String::new(),
        };
        for (key, node) in entries(file.root, "resources") {
            resource(cx, &mut drafts, key, node, &above);
        }
    }
    drafts
}

fn resource<'a>(cx: &mut Context<'a>, drafts: &mut Vec<Draft<'a>>, key: &Key, node: &'a Node, above: &Above) {
    let retired = text(node, "retired").or_else(|| above.retired.clone());
    let rules = above.rules.nearer(cx, node, retired.is_some());
    let kind = kind(node);
    let written = ["collection", "association", "simple"].iter().find_map(|kind| node.get(kind));
    let unstructured = written.is_some_and(|written| written.text() == Some("bytes"));
    misplaced(cx, node, kind, unstructured);
    let place = Place {
        product: Some(above.product),
        namespace: above.namespace.clone(),
        holder: None,
        name: format!("{}{}", above.prefix, case::raised(&key.text)),
        evidence: evidence(node, &above.evidence),
    };
    let entity = written.filter(|_| !unstructured).and_then(|written| record(cx, written, place.product, "an entity"));
    let base = rules.base.unwrap_or_else(|| no_base(cx, key));
    let parent = above.parent.and_then(|id| drafts.get(id.index())).map(|draft| &draft.resource);
    let path = paths::path(cx, key, node, parent, drafts);
    let own_key = keys::key(cx, key, node, kind, &place);
    paths::distinct(cx, own_key.as_ref(), key.span, parent, drafts);
    let around = Around { kind, unstructured, key: own_key.as_ref(), base, rules: &rules, place: &place, retired: retired.is_some() };
    let (methods, method_nodes) = methods::read(cx, node, &around);
    let resource = Resource {
        name: name(key, node, &mut cx.problems),
        product: above.product,
        parent: above.parent,
        kind,
        entity,
        unstructured,
        base,
        path,
        alt_keys: keys::alternatives(cx, node, kind, &place),
        key: own_key,
        read_only: Vec::new(),
        create_only: Vec::new(),
        required: Vec::new(),
        initial: Vec::new(),
        doc: text_or_empty(node, "doc"),
        retired: retired.clone(),
        replaced_by: text(node, "replaced_by").or_else(|| above.replaced_by.clone()),
        methods,
        projections: projections::read(cx, node),
        evidence: place.evidence.clone(),
        kept: kept(node),
    };
    let id = ResourceId(crate::source::saturate(drafts.len()));
    let below = Above {
        product: above.product,
        namespace: above.namespace.clone(),
        rules,
        evidence: place.evidence,
        parent: Some(id),
        retired,
        replaced_by: resource.replaced_by.clone(),
        prefix: place.name,
    };
    drafts.push(Draft { resource, node, methods: method_nodes });
    for (key, node) in entries(node, "sub") {
        self::resource(cx, drafts, key, node, &below);
    }
}

fn kind(node: &Node) -> ResourceKind {
    let there = |key| node.key(key).is_some();
    if there("collection") {
        ResourceKind::Collection
    } else if there("association") {
        ResourceKind::Association
    } else if there("simple") {
        ResourceKind::Simple
    } else {
        ResourceKind::Actions
    }
}

/// A kind of resource in words.
/// Keys that say something about the fields of an entity.
const OF_FIELDS: &[&str] = &["read_only", "create_only", "required", "projections"];

/// Reports keys that have no meaning where there is no entity, or where it has no fields.
fn misplaced(cx: &mut Context<'_>, node: &Node, kind: ResourceKind, unstructured: bool) {
    let (why, help) = if kind == ResourceKind::Actions {
        let help = "remove it, or add the kind of resource: `collection`, `association` or `simple` with a record";
        ("a set of actions has no entity", help)
    } else if unstructured {
        ("unstructured data has no fields", "remove it, or name a record in place of `bytes`")
    } else {
        return;
    };
    for (key, _) in node.entries() {
        let key_text = key.text.as_str();
        if OF_FIELDS.contains(&key_text) || (key_text == "sub" && kind == ResourceKind::Actions) {
            cx.error(rules::RESOURCE_KIND, key.span, format!("{why}, so `{key_text}` has no meaning"), help);
        }
    }
}

fn no_base(cx: &mut Context<'_>, key: &Key) -> BaseId {
    if !cx.bases.is_empty() {
        let names = cx.bases.iter().map(|base| base.name.wire.as_str());
        let help = format!("add `base:` with {}, here or in the `rules:` of the product or the API", suggest::either(names));
        let message = format!("`{}` does not say which base it lives on", key.text);
        cx.problems.push(Diagnostic::error(rules::MISSING_BASE, key.span, message).help(help));
    }
    BaseId(0)
}
