//! The table of URN types.

use std::collections::BTreeSet;

use crate::api::{Evidence, UrnDef, UrnId, UrnPart};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::foreign_types;
use crate::help::Help;
use crate::resolve::state::read::{entries, evidence, name, one_or_more, small, text, text_or_empty};
use crate::resolve::state::tables::{Tables, index};
use crate::resolve::types::type_names::urn;
use crate::rules;
use crate::source::saturate;
use crate::types::{self, Expr, ExprKind};

/// The URN namespace if none is given (`docs/protocol.md §12`).
const NAMESPACE: &str = "li";

/// Reads `urns:` of `api.yaml`.
pub(crate) fn table<'a>(tables: &mut Tables<'a>, problems: &mut Diagnostics, root: &'a Node, outer: &Evidence) {
    tables.names.urns = index(root, "urns", UrnId);
    let longest = small(root, "urn_length");
    for (key, node) in entries(root, "urns") {
        let def = UrnDef {
            name: name(key, node, problems),
            namespace: text(node, "namespace").unwrap_or_else(|| NAMESPACE.to_owned()),
            doc: text_or_empty(node, "doc"),
            key: parts(tables, problems, node.get("key")),
            longest,
            evidence: evidence(node, outer),
        };
        tables.urns.push(def);
    }
    if let (Some(longest), Some(at)) = (longest, root.get("urn_length")) {
        let shortest = |urn: &UrnDef| format!("urn:{}:{}:", urn.namespace, urn.name.wire);
        let length = |urn: &&UrnDef| shortest(urn).chars().count();
        if let Some(urn) = tables.urns.iter().max_by_key(length).filter(|urn| length(urn) >= longest as usize) {
            let message = format!("no URN of `{}` has room in {longest} characters: each begins with `{}`", urn.name.wire, shortest(urn));
            let problem = Diagnostic::error(rules::MALFORMED, at.span, message).also(urn.name.span, "declared here");
            problems.push(problem.help("write the number of characters that the service accepts, or remove the key"));
        }
    }
    for circle in circles(&tables.urns) {
        let Some((key, node)) = entries(root, "urns").get(circle.index()) else { continue };
        let message = format!("a URN of `{}` holds another one of its own type: none has an end", key.text);
        let help = "let the key end: write `string` or `long` in place of a URN, or a choice with a URN type that ends";
        problems.error(rules::TYPE_CYCLE, node.get("key").map_or(key.span, |key| key.span), message, help);
    }
}

/// A URN type of each circle in which every URN holds another one.
fn circles(urns: &[UrnDef]) -> Vec<UrnId> {
    let ids = || (0..saturate(urns.len())).map(UrnId);
    let mut endless: BTreeSet<UrnId> = ids().collect();
    loop {
        let before = endless.len();
        for id in ids().chain(ids().rev()) {
            if endless.contains(&id) && held(urns, &endless, id).is_none() {
                endless.remove(&id);
            }
        }
        if endless.len() == before {
            break;
        }
    }
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for start in &endless {
        let (mut path, mut next) = (Vec::new(), Some(*start));
        while let Some(id) = next.filter(|id| seen.insert(*id)) {
            path.push(id);
            next = held(urns, &endless, id);
        }
        found.extend(next.filter(|id| path.contains(id)));
    }
    found
}

/// An endless URN type of which each URN of another type holds one.
fn held(urns: &[UrnDef], endless: &BTreeSet<UrnId>, id: UrnId) -> Option<UrnId> {
    let parts = urns.get(id.index()).map_or(&[][..], |def| &def.key);
    parts.iter().find_map(|part| match part {
        UrnPart::Urn(choice) if choice.iter().all(|id| endless.contains(id)) => choice.first().copied(),
        UrnPart::Urn(_) | UrnPart::Text | UrnPart::Long => None,
    })
}

fn parts(tables: &Tables<'_>, problems: &mut Diagnostics, key: Option<&Node>) -> Vec<UrnPart> {
    match key {
        None => vec![UrnPart::Text],
        Some(one) if one.text() == Some("none") => Vec::new(),
        Some(_) => one_or_more(key).iter().filter_map(|node| part(tables, problems, node)).collect(),
    }
}

fn part(tables: &Tables<'_>, problems: &mut Diagnostics, node: &Node) -> Option<UrnPart> {
    let text = node.text()?;
    let expr = match types::parse(text) {
        Ok(parsed) if !parsed.optional && parsed.default.is_none() => parsed.expr,
        Ok(_) => return wrong(tables, problems, node, text),
        Err(error) => {
            problems.error(rules::TYPE_SYNTAX, node.part(error.at, error.length), error.message, error.help);
            return None;
        }
    };
    match expr {
        Expr { kind: ExprKind::Name(name), .. } if name == "string" => Some(UrnPart::Text),
        Expr { kind: ExprKind::Name(name), .. } if name == "long" => Some(UrnPart::Long),
        Expr { kind: ExprKind::AnyUrn, .. } => Some(UrnPart::Urn(Vec::new())),
        Expr { kind: ExprKind::Urns(urns), .. } => {
            let ids = urns.iter().filter_map(|(name, at)| urn(tables, problems, name, node.part(*at, name.len())));
            Some(UrnPart::Urn(ids.collect()))
        }
        _ => wrong(tables, problems, node, text),
    }
}

fn wrong(tables: &Tables<'_>, problems: &mut Diagnostics, node: &Node, text: &str) -> Option<UrnPart> {
    let message = format!("`{text}` cannot be part of a URN");
    let help = if tables.names.urns.has(text) {
        Help::write(format!("urn:{text}"))
    } else if let Some(meant @ ("long" | "string")) = foreign_types::translated(text).as_deref() {
        Help::write(meant)
    } else {
        "a part is `string`, `long`, `urn`, or URN types as in `urn:a | urn:b`; `none` stands alone".into()
    };
    problems.error(rules::KEY_TYPE, node.span, message, help);
    None
}
