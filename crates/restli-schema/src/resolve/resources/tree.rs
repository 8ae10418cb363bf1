//! The tree of resources: their kinds, entities, bases and paths, and their sub-resources.

use crate::api::{self, BaseId, Evidence, ProductId, Resource, ResourceId, ResourceKind};
use crate::diagnostic::Diagnostics;
use crate::document::{Key, Node};
use crate::resolve::checks::projections;
use crate::resolve::resources::effective_rules::EffectiveRules;
use crate::resolve::resources::keys;
use crate::resolve::resources::methods::{self, ResourceContext};
use crate::resolve::resources::paths;
use crate::resolve::state::context::Context;
use crate::resolve::state::draft::{Known, ResourceDraft};
use crate::resolve::state::read::{entries, evidence, extensions, name, text, text_or_empty};
use crate::resolve::state::tables::Tables;
use crate::resolve::tables::products::File;
use crate::resolve::types::type_names::record;
use crate::resolve::types::type_use::TypeSite;
use crate::rules;
use crate::rust_names::case;
use crate::suggest;

/// Values inherited from the file or the parent resource.
struct Inherited {
    product: ProductId,
    namespace: String,
    rules: EffectiveRules,
    evidence: Evidence,
    parent: Option<ResourceId>,
    retired: Option<String>,
    deprecated: Option<String>,
    replaced_by: Option<String>,
    /// The joined names of the ancestors, from which anonymous types are named.
    prefix: String,
}

/// Reads the resources of all products, a parent before its sub-resources.
pub(crate) fn read<'a>(cx: &mut Context<'_>, files: &[File<'a>]) -> Vec<ResourceDraft<'a>> {
    let mut drafts = Vec::new();
    let mut api_rules = EffectiveRules::nothing(cx.tables);
    for file in files {
        let rules = file.rules.map_or_else(|| api_rules.clone(), |node| api_rules.nearer(cx.tables, cx.problems, node, false));
        let Some(product) = file.product else {
            api_rules = rules;
            continue;
        };
        let inherited = Inherited {
            product,
            namespace: file.namespace.clone(),
            rules,
            evidence: file.evidence.clone(),
            parent: None,
            retired: None,
            deprecated: None,
            replaced_by: None,
            prefix: String::new(),
        };
        for (key, node) in entries(file.root, "resources") {
            resource(cx, &mut drafts, key, node, &inherited);
        }
    }
    drafts
}

fn resource<'a>(cx: &mut Context<'_>, drafts: &mut Vec<ResourceDraft<'a>>, key: &Key, node: &'a Node, inherited: &Inherited) {
    let retired = text(node, "retired").or_else(|| inherited.retired.clone());
    let rules = inherited.rules.nearer(cx.tables, cx.problems, node, retired.is_some());
    let unresolved = node.get("same_as").is_some_and(|wanted| cx.problems.has(rules::UNKNOWN_RESOURCE, wanted.span));
    let of_what = kind_left_out(node);
    if of_what.is_some() && node.get("same_as").is_none() {
        let message = format!("`{}` has a key and methods, and no entity", key.text);
        let help = "add `collection:` with the record of its entities, or `association:` where the caller chooses the key";
        cx.problems.error(rules::RESOURCE_KIND, key.span, message, help);
    }
    let kind = if unresolved { ResourceKind::Collection } else { of_what.unwrap_or_else(|| kind(node)) };
    let written = ["collection", "association", "simple"].iter().find_map(|kind| node.get(kind));
    let unstructured = written.is_some_and(|written| written.text() == Some("bytes"));
    misplaced(cx.problems, node, kind, unstructured);
    let place = TypeSite {
        product: Some(inherited.product),
        namespace: inherited.namespace.clone(),
        holder: None,
        name: format!("{}{}", inherited.prefix, case::raised(&key.text)),
        evidence: evidence(node, &inherited.evidence),
    };
    let entity =
        written.filter(|_| !unstructured).and_then(|written| record(cx.tables, cx.types, cx.problems, written, place.product, "an entity"));
    if rules.base.is_none() && inherited.parent.is_none() {
        no_base(cx.tables, cx.problems, key);
    }
    let parent = inherited.parent.and_then(|id| drafts.get(id.index())).map(|draft| &draft.resource);
    let path = paths::path(cx.problems, key, node, parent, drafts);
    paths::with_prefix(cx.problems, node, &path, rules.base.and_then(|id| cx.tables.bases.get(id.index())));
    let above: Vec<&str> = paths::keys_above(parent, drafts).map(|name| name.wire.as_str()).collect();
    let own_key = if unresolved { None } else { keys::key(cx, key, node, kind, &place, &above) };
    if let (Some(api::Key::Complex { name, record, .. }), Some(at)) = (&own_key, node.get("key"))
        && entity == Some(*record)
    {
        let message = format!("the key `{}` is the entity itself, which nobody has before it is read", name.wire);
        cx.problems.error(rules::KEY, at.span, message, "name a record of the fields that tell entities apart, or one of these fields");
    }
    paths::distinct(cx.problems, own_key.as_ref(), key.span, parent, drafts);
    let around = ResourceContext { kind, unstructured, key: own_key.as_ref(), rules: &rules, place: &place, retired: retired.is_some() };
    let (methods, method_nodes) = methods::read(cx, node, &around);
    let resource = Resource {
        name: name(key, node, cx.problems),
        product: inherited.product,
        parent: inherited.parent,
        kind,
        entity,
        unstructured,
        base: rules.base.unwrap_or(BaseId(0)),
        path,
        alt_keys: keys::alternatives(cx, node, kind, &place),
        key: own_key,
        read_only: Vec::new(),
        create_only: Vec::new(),
        required: Vec::new(),
        initial: Vec::new(),
        doc: text_or_empty(node, "doc"),
        retired: retired.clone(),
        deprecated: text(node, "deprecated").or_else(|| inherited.deprecated.clone()),
        replaced_by: text(node, "replaced_by").or_else(|| inherited.replaced_by.clone()),
        methods,
        projections: projections::read(cx.problems, node),
        evidence: place.evidence.clone(),
        extensions: extensions(node),
    };
    let id = ResourceId(crate::source::saturate(drafts.len()));
    let below = Inherited {
        product: inherited.product,
        namespace: inherited.namespace.clone(),
        rules,
        evidence: place.evidence,
        parent: Some(id),
        retired,
        deprecated: resource.deprecated.clone(),
        replaced_by: resource.replaced_by.clone(),
        prefix: place.name,
    };
    let known = Known {
        base: below.rules.base.is_some(),
        entity: entity.is_some() || unstructured || (written.is_none() && !unresolved && of_what.is_none()),
        listed: true,
    };
    drafts.push(ResourceDraft { resource, node, methods: method_nodes, known });
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

/// The kind of a resource that has all that belongs to an entity, but for the entity.
fn kind_left_out(node: &Node) -> Option<ResourceKind> {
    let has = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    let key = node.get("key").filter(|_| kind(node) == ResourceKind::Actions && has(&["methods", "finders", "batch_finders"]))?;
    Some(if key.entries().len() > 1 { ResourceKind::Association } else { ResourceKind::Collection })
}

/// Keys that refer to fields of the entity.
const OF_FIELDS: &[&str] = &["read_only", "create_only", "required", "projections"];

/// Reports field-related keys of a resource that has no entity, or whose entity has no fields.
fn misplaced(problems: &mut Diagnostics, node: &Node, kind: ResourceKind, unstructured: bool) {
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
            problems.error(rules::RESOURCE_KIND, key.span, format!("{why}, so `{key_text}` has no meaning"), help);
        }
    }
}

fn no_base(tables: &Tables<'_>, problems: &mut Diagnostics, key: &Key) {
    // An unknown base was meant for the resources below, and an API without bases was reported.
    if !tables.bases.is_empty() && !problems.has_broken(rules::UNKNOWN_BASE) {
        let names = tables.bases.iter().map(|base| base.name.wire.as_str());
        let help = format!("add `base:` with {}, here or in the `rules:` of the product or the API", suggest::either(names));
        problems.error(rules::MISSING_BASE, key.span, format!("`{}` does not say which base it lives on", key.text), help);
    }
}
