//! Path templates of resources, whose placeholders are keys.

use crate::api::{self, Base, Name, Resource};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Key, Node};
use crate::language::{is_dots, is_in_url};
use crate::resolve::state::draft::ResourceDraft;
use crate::rules;
use crate::suggest;

/// The path template of a resource below its base.
///
/// A path without placeholders is relative to an entity of the parent. A path with placeholders is complete: it must contain the key of
/// every ancestor once.
pub(crate) fn path(problems: &mut Diagnostics, key: &Key, node: &Node, parent: Option<&Resource>, drafts: &[ResourceDraft<'_>]) -> String {
    let above = parent.map(Resource::entity_path).unwrap_or_default();
    let Some((written, at)) = node.get("path").and_then(|path| Some((path.text()?, path))) else {
        return format!("{above}/{}", key.text);
    };
    if !is_path(written) {
        let message = format!("`{written}` is not the path of a resource");
        problems.error(
            rules::PATH,
            at.span,
            message,
            "write it as `/people/current`: with a slash before every segment, percent-encoded where it is not ASCII, without `.` and `..`, and without a query",
        );
        return format!("{above}{written}");
    }
    let found = placeholders(written);
    if found.is_empty() {
        return format!("{above}{written}");
    }
    // An ancestor with an unreadable key has no placeholder to check.
    if above_of(parent, drafts).any(Resource::lacks_key) {
        return written.to_owned();
    }
    let keys: Vec<&str> = keys_above(parent, drafts).map(|name| name.wire.as_str()).collect();
    for (position, (placeholder, offset)) in found.iter().enumerate() {
        let span = at.part(*offset, placeholder.len() + 2);
        if !keys.contains(placeholder) {
            let help = suggest::advice(placeholder, keys.iter().copied())
                .unwrap_or_else(|| "leave the own key out, it is appended; other placeholders are keys of the resources above".into());
            problems.error(rules::PATH, span, format!("`{{{placeholder}}}` is not the key of a resource above"), help);
        } else if found.iter().take(position).any(|(other, _)| other == placeholder) {
            problems.error(rules::PATH, span, format!("`{{{placeholder}}}` stands twice in this path"), "remove one");
        }
    }
    let known = found.iter().all(|(placeholder, _)| keys.contains(placeholder));
    let missing = keys.iter().filter(|key| known && !found.iter().any(|(placeholder, _)| placeholder == *key));
    for key in missing {
        let help = format!(
            "write `{{{key}}}` where it belongs, or leave all placeholders out: then the path stands below an entity of the parent"
        );
        problems.error(rules::PATH, at.span, format!("this path leaves out the key `{key}`"), help);
    }
    written.to_owned()
}

/// Warns of a path that begins with the path of its base, which stands before it anyway.
pub(crate) fn with_prefix(problems: &mut Diagnostics, node: &Node, path: &str, base: Option<&Base>) {
    let Some((base, at)) = base.filter(|base| !base.path.is_empty()).zip(node.get("path")) else { return };
    let Some(rest) = path.strip_prefix(&base.path).filter(|rest| rest.starts_with('/') && at.text() == Some(path)) else { return };
    let message = format!("the base `{}` adds `{}`: calls would go to `{}{path}`", base.name.wire, base.path, base.path);
    problems.push(Diagnostic::warning(rules::PATH, at.span, message).help(format!("write `{rest}`, unless both are part of the address")));
}

/// A resource and its ancestors, nearest first.
fn above_of<'d>(nearest: Option<&'d Resource>, drafts: &'d [ResourceDraft<'_>]) -> impl Iterator<Item = &'d Resource> {
    let up = |one: &&'d Resource| one.parent.and_then(|id| drafts.get(id.index())).map(|draft| &draft.resource);
    std::iter::successors(nearest, up)
}

/// The names of the keys of a resource and its ancestors, nearest first.
pub(crate) fn keys_above<'d>(nearest: Option<&'d Resource>, drafts: &'d [ResourceDraft<'_>]) -> impl Iterator<Item = &'d Name> {
    above_of(nearest, drafts).filter_map(|one| one.key.as_ref().map(api::Key::name))
}

/// Reports a key with the name of an ancestor's key: the path could not tell the two keys apart.
pub(crate) fn distinct(
    problems: &mut Diagnostics,
    key: Option<&api::Key>,
    at: crate::source::Span,
    parent: Option<&Resource>,
    drafts: &[ResourceDraft<'_>],
) {
    let Some(name) = key.map(api::Key::name) else { return };
    let Some(other) = keys_above(parent, drafts).find(|other| other.wire == name.wire) else { return };
    let span = if name.span.start == name.span.end { at } else { name.span };
    let message = format!("the key `{}` has the name of a key above it in the path", name.wire);
    problems.push(
        Diagnostic::error(rules::PATH, span, message)
            .also(other.span, "the key above")
            .help("give it another name: it is only seen in documentation and in the generated code"),
    );
}

/// Returns whether a text is a path such as `/a/b` that a URL can hold, without query, empty segments or unbalanced braces.
fn is_path(text: &str) -> bool {
    let segments = text.strip_prefix('/').is_some_and(|rest| rest.split('/').all(|segment| !segment.is_empty() && !is_dots(segment)));
    let bare: String = text
        .split('{')
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once('}').map_or("{", |(_, rest)| rest) })
        .collect();
    segments && is_in_url(&bare) && !bare.contains(['{', '}', '?']) && !text.contains("{}")
}

/// The placeholders of a template, each with the offset of its brace.
fn placeholders(text: &str) -> Vec<(&str, usize)> {
    let braces = text.match_indices('{');
    braces.filter_map(|(at, _)| Some((text.get(at + 1..)?.split_once('}')?.0, at))).collect()
}
