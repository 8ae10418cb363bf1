//! Values of single nodes: texts, numbers, names, evidence.

use serde_json::Value as Json;

use crate::api::{Evidence, Extensions, Name, ProjectionStyle, Verified};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Key, Node, Value};
use crate::literal;
use crate::rules;
use crate::rust_names;

/// The entries of a table under a key of the API.
pub(crate) fn entries<'a>(root: &'a Node, key: &str) -> &'a [(Key, Node)] {
    root.get(key).map_or(&[], Node::entries)
}

/// The text under a key, without white space around it.
pub(crate) fn text(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::text).map(|text| text.trim().to_owned())
}

/// The text under a key; empty if there is none.
pub(crate) fn text_or_empty(node: &Node, key: &str) -> String {
    text(node, key).unwrap_or_default()
}

/// The text under a key exactly as written, white space included.
pub(crate) fn raw_text(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::text).map(str::to_owned)
}

/// The truth value under a key; `false` if there is none.
pub(crate) fn flag(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::text) == Some("true")
}

/// The number under a key.
pub(crate) fn whole(node: &Node, key: &str) -> Option<u64> {
    node.get(key).and_then(Node::text).and_then(literal::whole)
}

/// The number under a key whose bounds are within 32 bits.
pub(crate) fn small(node: &Node, key: &str) -> Option<u32> {
    whole(node, key).and_then(|number| u32::try_from(number).ok())
}

/// The nodes of a value that is a text or a list.
pub(crate) fn one_or_more(node: Option<&Node>) -> &[Node] {
    match node {
        Some(Node { value: Value::Seq(items), .. }) => items,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

/// The texts of a list under a key.
pub(crate) fn texts(node: &Node, key: &str) -> Vec<String> {
    one_or_more(node.get(key)).iter().filter_map(Node::text).map(str::to_owned).collect()
}

/// The extensions of a node: `x:` and `validate:`.
pub(crate) fn extensions(node: &Node) -> Extensions {
    let x = entries(node, "x").iter().map(|(key, value)| (key.text.clone(), any(value))).collect();
    Extensions { x, validate: node.get("validate").map(any) }
}

/// The evidence of a node; the outer evidence where the node gives none.
pub(crate) fn evidence(node: &Node, outer: &Evidence) -> Evidence {
    let verified = match node.get("verified").and_then(Node::text) {
        Some("docs") => Some(Verified::Docs),
        Some("live") => Some(Verified::Live),
        Some("assumed") => Some(Verified::Assumed),
        _ => outer.verified,
    };
    Evidence { source: text(node, "source").or_else(|| outer.source.clone()), verified }
}

/// The name that a key gives, with the forced Rust name of its value.
pub(crate) fn name(key: &Key, node: &Node, problems: &mut Diagnostics) -> Name {
    let rust = node.get("rust").and_then(|rust| Some((rust.text()?, rust.span)));
    if let Some((rust, span)) = rust {
        let problem = if !is_identifier(rust) {
            Some((format!("`{rust}` is not an identifier"), "an identifier is letters, digits and `_`, and does not start with a digit"))
        } else if rust_names::is_keyword(rust) {
            Some((format!("`{rust}` is a word of Rust"), "choose another name"))
        } else {
            None
        };
        problems.extend(problem.map(|(message, help)| Diagnostic::error(rules::BAD_RUST_NAME, span, message).help(help)));
    }
    Name { wire: key.text.clone(), rust: rust.map(|(rust, _)| rust.to_owned()), span: key.span }
}

/// The name that a key gives, and whether a `?` at its end makes the value optional.
pub(crate) fn optional_name(key: &Key, node: &Node, problems: &mut Diagnostics) -> (Name, bool) {
    let mut name = name(key, node, problems);
    let optional = name.wire.ends_with('?');
    if optional {
        name.wire.pop();
        name.span.end = name.span.end.saturating_sub(1).max(name.span.start);
    }
    (name, optional)
}

/// The words of a name from which an anonymous type is named.
pub(crate) fn words(name: &Name) -> &str {
    let forced = name.rust.as_deref().filter(|_| !rust_names::has_identifier(&name.wire));
    forced.unwrap_or(&name.wire)
}

/// Returns whether a text is letters, digits and `_`, not starting with a digit.
pub(crate) fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
        && text != "_"
}

/// A projection style by its word.
pub(crate) fn style(node: &Node) -> Option<ProjectionStyle> {
    Some(match node.text()? {
        "restli" => ProjectionStyle::Restli,
        "decorated" => ProjectionStyle::Decorated,
        "flat" => ProjectionStyle::Flat,
        "none" => ProjectionStyle::None,
        _ => return None,
    })
}

/// A node as JSON: plain scalars that are valid JSON keep their type, other scalars become strings.
pub(crate) fn any(node: &Node) -> Json {
    match &node.value {
        Value::Scalar(scalar) if scalar.quoted => Json::from(scalar.text.as_str()),
        Value::Scalar(scalar) if scalar.text.is_empty() => Json::Null,
        Value::Scalar(scalar) => serde_json::from_str(&scalar.text).unwrap_or_else(|_| Json::from(scalar.text.as_str())),
        Value::Seq(items) => items.iter().map(any).collect(),
        Value::Map(entries) => entries.iter().map(|(key, value)| (key.text.clone(), any(value))).collect(),
    }
}
