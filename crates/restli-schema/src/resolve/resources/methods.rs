//! Methods, finders, batch finders and actions.

use crate::api::{Key, Method, Paging, Param, ProjectionStyle, ResourceKind, ResourceMethod, Type, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{self, Node};
use crate::help::Help;
use crate::literal;
use crate::resolve::resources::effective_rules::EffectiveRules;
use crate::resolve::resources::paging::paging;
use crate::resolve::resources::params::params;
use crate::resolve::state::arena::Types;
use crate::resolve::state::context::Context;
use crate::resolve::state::read::{evidence, extensions, flag, name, small, text, text_or_empty};
use crate::resolve::state::tables::{MEDIA, find};
use crate::resolve::types::type_names::record;
use crate::resolve::types::type_use::{TypeSite, result};
use crate::rules;
use crate::rust_names::{self, case};
use crate::suggest;

/// The facts about a resource that its methods depend on.
pub(crate) struct ResourceContext<'r> {
    pub(crate) kind: ResourceKind,
    /// Entities are bytes of any kind.
    pub(crate) unstructured: bool,
    pub(crate) key: Option<&'r Key>,
    pub(crate) rules: &'r EffectiveRules,
    pub(crate) place: &'r TypeSite,
    /// The resource is retired.
    pub(crate) retired: bool,
}

/// Query parameters that the protocol reserves (`docs/protocol.md §2.2`), besides those that select the method, those of paging, and
/// all that start with `$`.
const RESERVED: &[&str] = &["fields", "altkey", "metadataFields", "pagingFields"];

/// Reads all methods of a resource in the order written, each with its node.
pub(crate) fn read<'a>(cx: &mut Context<'_>, node: &'a Node, around: &ResourceContext<'_>) -> (Vec<Method>, Vec<&'a Node>) {
    let mut methods = Vec::new();
    let mut nodes = Vec::new();
    for (table, entries) in node.entries() {
        let all = match table.text.as_str() {
            "finders" => Some(ResourceMethod::Finder),
            "batch_finders" => Some(ResourceMethod::BatchFinder),
            "actions" => Some(ResourceMethod::Action),
            "methods" => None,
            _ => continue,
        };
        for (key, node) in entries.entries() {
            let Some(kind) = all.or_else(|| ResourceMethod::plain().find(|kind| kind.wire_name() == key.text)) else { continue };
            let method = method(cx, key, node, kind, around);
            if possible(cx.problems, key, node, kind, around) {
                methods.push(method);
                nodes.push(node);
            }
        }
    }
    (methods, nodes)
}

/// Returns whether a resource of this kind can have the method; reports it otherwise.
fn possible(problems: &mut Diagnostics, key: &document::Key, node: &Node, kind: ResourceMethod, around: &ResourceContext<'_>) -> bool {
    let there = around.kind.methods(around.unstructured).contains(&kind);
    let owner = around.kind.described();
    if !there {
        let unstructured = if around.unstructured { " of unstructured data" } else { "" };
        let what = match kind {
            ResourceMethod::Finder => "finders".to_owned(),
            ResourceMethod::BatchFinder => "batch finders".to_owned(),
            ResourceMethod::Action => "actions".to_owned(),
            named => format!("method `{}`", named.wire_name()),
        };
        let help = around.kind.advice(kind, around.unstructured);
        problems.error(rules::METHOD_KIND, key.span, format!("{owner}{unstructured} has no {what}"), help);
    }
    if let Some(on) = node.get("on").filter(|on| on.text() == Some("entity") && around.key.is_none()) {
        // A collection with an unreadable key was reported already.
        if let ResourceKind::Simple | ResourceKind::Actions = around.kind {
            let message = format!("{owner} has no entities under keys that an action could act on");
            problems.error(rules::METHOD_KIND, on.span, message, "remove `on`: the action acts on the resource");
        }
    }
    there
}

fn method(cx: &mut Context<'_>, key: &document::Key, node: &Node, kind: ResourceMethod, around: &ResourceContext<'_>) -> Method {
    let place = TypeSite { name: format!("{}{}", around.place.name, case::raised(&key.text)), ..around.place.clone() };
    let rules = around.rules.nearer(cx.tables, cx.problems, node, around.retired || node.get("retired").is_some());
    let family = around.rules.base.and_then(|id| cx.tables.bases.get(id.index())?.versions);
    let params = params(cx, node.get("params"), &place, family);
    let returns_entity = flag(node, "returns_entity");
    let (projection, projection_required) = if around.unstructured {
        (ProjectionStyle::None, false)
    } else {
        rules.projection(cx.tables, cx.problems, returns_entity || kind.reads_entities())
    };
    if let Some(at) =
        node.get("projection").filter(|at| at.text() == Some("required") && !projection_required && projection != ProjectionStyle::None)
    {
        let message = "no entity comes back that a projection could select from";
        cx.problems.error(rules::EXCLUSIVE, at.span, message, "remove `projection: required`");
    }
    if let Some(key) = node.key("returns_entity").filter(|_| around.unstructured && returns_entity) {
        cx.problems.error(rules::METHOD_KIND, key.span, "unstructured data does not come back from being sent", Help::remove("remove it"));
    }
    let paging = paging(cx.problems, node, &params);
    if kind != ResourceMethod::Action {
        reserved(cx.problems, kind, &params, paging.as_ref(), projection);
        reserved_of_paging(cx.problems, kind, node);
    }
    let metadata = node.get("metadata").and_then(|one| record(cx.tables, cx.types, cx.problems, one, place.product, "`metadata`"));
    let returns = node.get("returns").map(|one| result(cx, one, &place));
    let mut name = name(key, node, cx.problems);
    if let Some(wire) = text(node, "name") {
        name.rust.get_or_insert_with(|| rust_names::of_method(kind, &key.text));
        name.wire = wire;
    }
    Method {
        kind,
        name,
        on_entity: text(node, "on").as_deref() == Some("entity"),
        doc: text_or_empty(node, "doc"),
        batch_param: criteria(cx.types, cx.problems, node, &params),
        keys: parts_in_path(cx.problems, node, around),
        returns,
        metadata,
        paging,
        params,
        returns_entity,
        keyless: flag(node, "keyless"),
        repeatable: flag(node, "repeatable"),
        look: None,
        max_batch: small(node, "max_batch"),
        requirement: rules.requirement,
        actor: text(node, "actor"),
        roles: rules.roles,
        quotas: rules.quotas,
        projection,
        projection_required,
        since: rules.life.since,
        until: rules.life.until,
        other_versions: Vec::new(),
        retired: text(node, "retired"),
        deprecated: text(node, "deprecated"),
        replaced_by: text(node, "replaced_by"),
        errors: rules.errors,
        media: node.get("media").and_then(|one| find(&cx.tables.names.media, &MEDIA, one.text()?, one.span, cx.problems)),
        upload: Vec::new(),
        example: example(cx.problems, node),
        first_call: flag(node, "first_call"),
        success: statuses(node),
        evidence: evidence(node, &place.evidence),
        span: key.span,
        extensions: extensions(node),
    }
}

/// Reads `example:`, which stands in a fenced block of the documentation.
fn example(problems: &mut Diagnostics, node: &Node) -> Option<String> {
    let example = text(node, "example")?;
    let at = node.get("example").map_or(node.span, |one| one.span);
    if example.is_empty() {
        problems.error(rules::NO_VALUE, at, "the example is empty", "write the call, or remove the key: there is a generated example");
    }
    if example.lines().any(|line| line.trim_start().starts_with("```")) {
        problems.error(rules::MALFORMED, at, "the example has a fence of Markdown", "write the Rust alone");
    }
    Some(example)
}

fn reserved(problems: &mut Diagnostics, kind: ResourceMethod, params: &[Param], paging: Option<&Paging>, projection: ProjectionStyle) {
    for param in params {
        let name = param.name.wire.as_str();
        let decorated = projection == ProjectionStyle::Decorated && name == "projection";
        let paged = matches!(paging, Some(Paging::StartCount { .. })) && matches!(name, "start" | "count");
        if kind.is_routed_by(name) || RESERVED.contains(&name) || name.starts_with('$') || decorated || paged {
            let help = match name {
                "start" | "count" => "remove it: `paging: start_count` adds `start` and `count`",
                "fields" | "projection" => "projections are sent by themselves: remove it",
                _ => "remove it: the protocol sends it where it belongs",
            };
            problems.error(rules::RESERVED_PARAMETER, param.name.span, format!("the parameter `{name}` belongs to the protocol"), help);
        }
    }
}

/// Reports parameters of paging that have names of the protocol.
fn reserved_of_paging(problems: &mut Diagnostics, kind: ResourceMethod, node: &Node) {
    let named = ["token_param", "size_param"].into_iter().filter_map(|key| node.get("paging")?.get(key));
    for (name, span) in named.filter_map(|node| Some((node.text()?, node.span))) {
        if kind.is_routed_by(name)
            || RESERVED.contains(&name)
            || matches!(name, "projection" | "q" | "bq" | "ids" | "action")
            || name.starts_with('$')
        {
            let help = "write the name that the service gives to its parameter, or remove the key";
            problems.error(rules::RESERVED_PARAMETER, span, format!("the parameter `{name}` belongs to the protocol"), help);
        }
    }
}

/// Reads `batch:`: the name of a required parameter that is an array of records (`docs/formats.md §2.4`).
fn criteria(types: &Types, problems: &mut Diagnostics, node: &Node, params: &[Param]) -> Option<String> {
    let at = node.get("batch")?;
    let wanted = at.text()?;
    let Some(param) = params.iter().find(|param| param.name.wire == wanted) else {
        let names = params.iter().map(|param| param.name.wire.as_str());
        let help = suggest::advice(wanted, names).unwrap_or_else(|| "declare it under `params`, as an array of records".into());
        problems.error(rules::BATCH_FINDER, at.span, format!("`{wanted}` is not a parameter of this batch finder"), help);
        return None;
    };
    // `any` stands in for a type with an error, unless it was written.
    let broken = problems.has_errors();
    let item = match types.behind(&param.ty) {
        Type::Array(item) => Some(types.behind(&item)),
        Type::Any => Some(Type::Any),
        _ => None,
    };
    let records = match item {
        Some(Type::Named(id)) => matches!(types.get(id).map(|def| &def.kind), Some(TypeKind::Record(_))),
        Some(Type::Any) => broken,
        _ => false,
    };
    let problem = match (records, param.optional || types.defaults.has(param.name.span)) {
        (true, false) => return Some(wanted.to_owned()),
        (true, true) => "the criteria of a batch finder cannot be left out".to_owned(),
        (false, _) => format!("the criteria of a batch finder are an array of records; `{wanted}` is {}", types.describe(&param.ty)),
    };
    let record = match types.behind(&param.ty) {
        Type::Named(id) => types.get(id).filter(|def| matches!(def.kind, TypeKind::Record(_))),
        _ => None,
    };
    let record = record.map_or("CriteriaRecord", |def| &def.name.wire);
    problems.push(
        Diagnostic::error(rules::BATCH_FINDER, param.name.span, problem)
            .also(at.span, "named here")
            .help(format!("write its type as `[{record}]`, without `?` and default")),
    );
    None
}

/// Reads `keys:` of a finder: some of the parts of an association's key (`docs/protocol.md §2.1`).
fn parts_in_path(problems: &mut Diagnostics, node: &Node, around: &ResourceContext<'_>) -> Vec<String> {
    let Some(written) = node.get("keys") else { return Vec::new() };
    let Some(Key::Compound { parts, .. }) = around.key else {
        if around.kind != ResourceKind::Association {
            let message = format!("{} has no key with parts", around.kind.described());
            problems.error(rules::KEY, written.span, message, "remove `keys`, or make this an `association`");
        }
        return Vec::new();
    };
    let mut keys: Vec<String> = Vec::new();
    for one in written.items() {
        let Some(wanted) = one.text() else { continue };
        if !parts.iter().any(|part| part.name.wire == wanted) {
            let names = parts.iter().map(|part| part.name.wire.as_str());
            let help = suggest::advice(wanted, names).unwrap_or_default();
            problems.error(rules::KEY, one.span, format!("the key has no part `{wanted}`"), help);
        } else if keys.iter().any(|key| key == wanted) {
            problems.error(rules::KEY, one.span, format!("`{wanted}` stands twice in this list"), "remove one");
        } else {
            keys.push(wanted.to_owned());
        }
    }
    if keys.len() == parts.len() {
        let message = "all parts of the key together name one entity, which is not searched";
        problems.error(rules::KEY, written.span, message, "leave one out: a finder takes some of the parts");
    }
    keys
}

fn statuses(node: &Node) -> Vec<u16> {
    let written = node.get("success").map_or(&[][..], Node::items).iter();
    written.filter_map(|one| one.text().and_then(literal::whole).and_then(|number| u16::try_from(number).ok())).collect()
}
