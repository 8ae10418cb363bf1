//! Resources that are written as the difference from another one: `same_as`.
//!
//! The nodes of the other resource are copied with their places, before any of them gets a meaning.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Key, Node, Scalar, Value};
use crate::help::Help;
use crate::resolve::checks::uploads;
use crate::resolve::state::draft::ResourceDraft;
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// Keys whose value is that of the other resource unless the resource gives one of its own.
const TAKEN: &[&str] = &[
    "collection",
    "association",
    "simple",
    "path",
    "key",
    "key_params",
    "alt_keys",
    "read_only",
    "create_only",
    "required",
    "permissions",
    "roles",
    "quotas",
    "errors",
    "doc",
    "source",
    "verified",
    "sub",
];

/// Tables of methods, which hold those of the other resource beside its own.
const MERGED: &[&str] = &["methods", "finders", "batch_finders", "actions"];

/// A product with all its resources written out.
pub(crate) fn written_out<'a>(root: &'a Node, problems: &mut Diagnostics) -> Cow<'a, Node> {
    let Some(resources) = root.get("resources").filter(|resources| any(resources)) else { return Cow::Borrowed(root) };
    let written = siblings(resources, problems);
    Cow::Owned(with(root, "resources", &written))
}

/// Returns whether a resource of a table, or one below it, is written as the difference from another one.
fn any(table: &Node) -> bool {
    table.entries().iter().any(|(_, resource)| resource.get("same_as").is_some() || resource.get("sub").is_some_and(any))
}

/// A table of resources with each of them written out.
fn siblings(table: &Node, problems: &mut Diagnostics) -> Node {
    let resources = table.entries().iter().map(|(key, resource)| {
        let resource = match resource.get("same_as") {
            Some(wanted) => merged(table, key, resource, wanted, problems),
            None => resource.clone(),
        };
        let sub = resource.get("sub").filter(|sub| any(sub)).map(|sub| siblings(sub, problems));
        (
            key.clone(),
            match sub {
                Some(sub) => with(&resource, "sub", &sub),
                None => resource,
            },
        )
    });
    Node { span: table.span, value: Value::Map(resources.collect()) }
}

/// A resource with what it shares with the one that it names.
fn merged(table: &Node, key: &Key, resource: &Node, wanted: &Node, problems: &mut Diagnostics) -> Node {
    let name = wanted.text().unwrap_or_default();
    let others = || table.entries().iter().filter(|(other, node)| other.text != key.text && node.get("same_as").is_none());
    let Some((other_key, other)) = others().find(|(other, _)| other.text == name) else {
        let help = suggest::advice(name, others().map(|(other, _)| other.text.as_str()));
        let message = format!("`{name}` is not a resource beside this one that is written out itself");
        problems.error(rules::UNKNOWN_RESOURCE, wanted.span, message, help.unwrap_or_else(|| "write this resource out".into()));
        return resource.clone();
    };
    let without = without(resource, other, problems);
    let mut entries = Vec::new();
    if other.get("path").is_none() && resource.get("path").is_none() {
        let text = Scalar { text: format!("/{}", other_key.text), quoted: false, verbatim: None };
        entries.push((
            Key { text: "path".to_owned(), span: other_key.span, quoted: false },
            Node { span: other_key.span, value: Value::Scalar(text) },
        ));
    }
    for (key, theirs) in other.entries() {
        let own = resource.get(&key.text);
        if MERGED.contains(&key.text.as_str()) {
            entries.push((key.clone(), both(theirs, own, &without, problems)));
        } else if own.is_none() && TAKEN.contains(&key.text.as_str()) {
            entries.push((key.clone(), if key.text == "sub" { shared(theirs, problems) } else { theirs.clone() }));
        }
    }
    let own = resource.entries().iter().filter(|(key, _)| !MERGED.contains(&key.text.as_str()) || other.get(&key.text).is_none());
    entries.extend(own.cloned());
    Node { span: resource.span, value: Value::Map(entries) }
}

/// The resources below the other one, without what stays with the resource that says it.
fn shared(table: &Node, problems: &mut Diagnostics) -> Node {
    let stays = |key: &Key| ![TAKEN, MERGED, &["same_as", "without"]].concat().contains(&key.text.as_str());
    let mut resource = |resource: &Node| {
        let entries = resource.entries().iter().filter(|(key, _)| !stays(key));
        let entries = entries.map(|(key, value)| {
            let value = match key.text.as_str() {
                "sub" => shared(value, problems),
                table if MERGED.contains(&table) => both(value, None, &Without::default(), problems),
                _ => value.clone(),
            };
            (key.clone(), value)
        });
        Node { span: resource.span, value: Value::Map(entries.collect()) }
    };
    let resources = table.entries().iter().map(|(key, value)| (key.clone(), resource(value)));
    Node { span: table.span, value: Value::Map(resources.collect()) }
}

/// Takes out the problems of a resource that lie in what it has taken over, each with the name of the resource.
pub(crate) fn apart(draft: &ResourceDraft<'_>, before: usize, problems: &mut Diagnostics) -> Vec<(Diagnostic, Span)> {
    if draft.node.get("same_as").is_none() {
        return Vec::new();
    }
    let own = draft.node.span;
    let is_own = |span: Span| span.file == own.file && own.start <= span.start && span.end <= own.end;
    let (here, there): (Vec<_>, Vec<_>) = problems.since(before).into_iter().partition(|problem| is_own(problem.span));
    problems.extend(here);
    there.into_iter().map(|problem| (problem, draft.resource.name.span)).collect()
}

/// The keys that a method does not share: its example, which names the other resource, and what holds on the base of that one.
const OWN: &[&str] = &["example", "first_call", "since", "until", "retired", "deprecated", "replaced_by", "projection", "projection_style"];

/// A method with what it shares with that of the other resource: each key that it does not give itself.
fn shared_method(name: &str, theirs: &Node, own: Option<&Node>, without: &Without<'_>, problems: &mut Diagnostics) -> Node {
    let mut entries = own.map_or(&[][..], Node::entries).to_vec();
    for (key, value) in theirs.entries() {
        if OWN.contains(&key.text.as_str()) || own.is_some_and(|own| own.key(&key.text).is_some()) {
            continue;
        }
        let missing = needs(&key.text, value)
            .into_iter()
            .find_map(|(needed, span)| without.gone.iter().find(|item| item.text() == Some(needed)).map(|item| (needed, span, item.span)));
        if let Some((needed, span, item)) = missing {
            let message = format!("`{}` of `{name}`, which is taken over, needs `{needed}`, which this resource lacks", key.text);
            let help = format!("remove `{needed}` from `without`, or write `{}` of `{name}` here", key.text);
            problems.push(Diagnostic::error(rules::UNKNOWN_RESOURCE, item, message).also(span, "needed here").help(help));
            continue;
        }
        entries.push((key.clone(), if key.text == "params" { of_all_versions(value) } else { value.clone() }));
    }
    Node { span: own.unwrap_or(theirs).span, value: Value::Map(entries) }
}

/// The methods of the resource that a key of a method needs, with their places.
fn needs<'n>(key: &str, value: &'n Node) -> Vec<(&'n str, Span)> {
    let named = |from: &'n Node, part: &str| from.get(part).and_then(|named| Some((named.text()?, named.span)));
    let of_way = |way: &'n Node| named(way, "finish").into_iter().chain(way.get("status").map(|status| ("get", status.span)));
    match key {
        "look" => named(value, "finder").or_else(|| named(value, "method")).into_iter().collect(),
        "upload" => uploads::ways(value).iter().flat_map(of_way).collect(),
        _ => Vec::new(),
    }
}

/// Parameters without the versions that have them, which are those of another base.
fn of_all_versions(params: &Node) -> Node {
    let param = |param: &Node| match &param.value {
        Value::Map(entries) => {
            let entries = entries.iter().filter(|(key, _)| !matches!(key.text.as_str(), "since" | "until"));
            Node { span: param.span, value: Value::Map(entries.cloned().collect()) }
        }
        _ => param.clone(),
    };
    let params_of = params.entries().iter().map(|(key, one)| (key.clone(), param(one)));
    Node { span: params.span, value: Value::Map(params_of.collect()) }
}

/// The methods of the other resource, each with what the own one of that name says, then the other own ones.
fn both(theirs: &Node, own: Option<&Node>, without: &Without<'_>, problems: &mut Diagnostics) -> Node {
    let own = own.map_or(&[][..], Node::entries);
    let lacks = |key: &Key| without.gone.iter().chain(&without.anew).any(|item| item.text() == Some(&key.text));
    let kept = theirs.entries().iter().filter(|(key, _)| !lacks(key));
    let shared = kept.map(|(key, method)| {
        let (key, changed) = own.iter().find(|(other, _)| other.text == key.text).map_or((key, None), |(key, own)| (key, Some(own)));
        (key.clone(), shared_method(&key.text, method, changed, without, problems))
    });
    let mut entries: Vec<(Key, Node)> = shared.collect();
    let new = own.iter().filter(|(key, _)| lacks(key) || theirs.key(&key.text).is_none());
    entries.extend(new.cloned());
    Node { span: theirs.span, value: Value::Map(entries) }
}

/// The names under `without`.
#[derive(Default)]
struct Without<'n> {
    /// Methods of the other resource that the resource lacks.
    gone: Vec<&'n Node>,
    /// Methods that the resource has, with nothing of those of the other one.
    anew: Vec<&'n Node>,
}

/// Reads `without`.
fn without<'n>(resource: &'n Node, other: &Node, problems: &mut Diagnostics) -> Without<'n> {
    let methods = || MERGED.iter().filter_map(|table| other.get(table)).flat_map(Node::entries).map(|(key, _)| key.text.as_str());
    let is_own = |name: &str| MERGED.iter().any(|table| resource.get(table).is_some_and(|own| own.key(name).is_some()));
    let mut found = Without::default();
    for item in resource.get("without").map_or(&[][..], Node::items) {
        let Some(name) = item.text() else { continue };
        let list = if is_own(name) { &mut found.anew } else { &mut found.gone };
        if list.iter().any(|other| other.text() == Some(name)) {
            problems.error(rules::UNKNOWN_RESOURCE, item.span, format!("`{name}` stands twice in this list"), "remove one");
        } else if methods().any(|method| method == name) {
            list.push(item);
        } else if other.get("sub").is_some_and(|sub| sub.key(name).is_some()) {
            let message = format!("`{name}` is a resource below it, not a method");
            problems.error(rules::UNKNOWN_RESOURCE, item.span, message, "give `sub` with the resources that this one has, or `sub: {}`");
        } else {
            let help = suggest::advice(name, methods().collect::<Vec<_>>().into_iter());
            let message = format!("there is no method `{name}` that this resource could lack");
            problems.error(rules::UNKNOWN_RESOURCE, item.span, message, help.unwrap_or_else(|| Help::remove("remove it")));
        }
    }
    found
}

/// A mapping with another value under a key.
fn with(node: &Node, key: &str, value: &Node) -> Node {
    let entries = node.entries().iter().map(|(own, old)| (own.clone(), if own.text == key { value.clone() } else { old.clone() }));
    Node { span: node.span, value: Value::Map(entries.collect()) }
}
