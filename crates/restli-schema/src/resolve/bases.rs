//! The table of bases.

use super::context::{Context, FAMILY, entries, find, index, name, text, text_or_empty};
use crate::api::{Base, BaseId, ProjectionStyle};
use crate::document::Node;
use crate::rules;

/// Reads `bases:` of `api.yaml`.
pub(super) fn table<'a>(cx: &mut Context<'a>, root: &'a Node) {
    cx.names.bases = index(root.get("bases"), BaseId);
    for (key, node) in entries(root, "bases") {
        let versions = node.get("versions").and_then(|one| find(&cx.names.families, &FAMILY, one.text()?, one.span, &mut cx.problems));
        address(cx, node);
        let base = Base {
            name: name(key, node, &mut cx.problems),
            doc: text_or_empty(node, "doc"),
            url: text_or_empty(node, "url"),
            path: text_or_empty(node, "path"),
            projection: node.get("projection").and_then(style).unwrap_or(ProjectionStyle::Restli),
            protocol: text(node, "protocol").unwrap_or_else(|| "2.0.0".to_owned()),
            versions,
        };
        cx.bases.push(base);
    }
}

fn address(cx: &mut Context<'_>, node: &Node) {
    if let Some((url, at)) = node.get("url").and_then(|url| Some((url.text()?, url.span))) {
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.contains(['/', ' ', '?', '#'])) {
            let message = format!("`{url}` is not a scheme and a host");
            cx.error(
                rules::MALFORMED,
                at,
                message,
                "write it as `https://api.example.com`, without a slash at the end; the rest goes into `path`",
            );
        }
    }
    if let Some((path, at)) = node.get("path").and_then(|path| Some((path.text()?, path.span)))
        && (!path.starts_with('/') || path.ends_with('/') || path.contains([' ', '?', '#', '{']))
    {
        cx.error(
            rules::PATH,
            at,
            format!("`{path}` is not a path prefix"),
            "write it as `/rest`, with a slash before it and none after; leave `path` out if there is no prefix",
        );
    }
}

/// A projection style by its word.
pub(super) fn style(node: &Node) -> Option<ProjectionStyle> {
    Some(match node.text()? {
        "restli" => ProjectionStyle::Restli,
        "decorated" => ProjectionStyle::Decorated,
        "flat" => ProjectionStyle::Flat,
        "none" => ProjectionStyle::None,
        _ => return None,
    })
}
