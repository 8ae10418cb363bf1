//! The table of bases.

use std::net::IpAddr;

use crate::api::{Base, BaseId, ProjectionStyle};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::help::Help;
use crate::resolve::state::read::{entries, name, style, text, text_or_empty};
use crate::resolve::state::tables::{FAMILY, Tables, find, index};
use crate::rules;

/// The protocol version of the client's requests.
const SPOKEN: &str = "2.0.0";

/// Reads `bases:` of `api.yaml`.
pub(crate) fn table<'a>(tables: &mut Tables<'a>, problems: &mut Diagnostics, root: &'a Node) {
    tables.names.bases = index(root, "bases", BaseId);
    for (key, node) in entries(root, "bases") {
        let versions = node.get("versions").and_then(|one| find(&tables.names.families, &FAMILY, one.text()?, one.span, problems));
        protocol(problems, node);
        encrypted(node.get("url"), problems);
        let base = Base {
            name: name(key, node, problems),
            doc: text_or_empty(node, "doc"),
            url: text_or_empty(node, "url"),
            path: text_or_empty(node, "path"),
            projection: node.get("projection").and_then(style).unwrap_or(ProjectionStyle::Restli),
            protocol: text(node, "protocol").unwrap_or_else(|| SPOKEN.to_owned()),
            versions,
        };
        tables.bases.push(base);
    }
}

/// Reports an address of plain HTTP on another machine: tokens and secrets would go there for everybody to read.
pub(super) fn encrypted(node: Option<&Node>, problems: &mut Diagnostics) {
    let Some((text, span)) = node.and_then(|node| Some((node.text()?, node.span))) else { return };
    let Some(rest) = text.strip_prefix("http://") else { return };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or_default();
    let host = authority.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(authority, |(host, _)| host);
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    if host != "localhost" && !address.is_ok_and(|address| address.is_loopback()) {
        let message = format!("`{text}` is not encrypted, and what is sent there is secret");
        problems.error(rules::MALFORMED, span, message, "write `https://`; `http://` is for a server on this machine");
    }
}

/// Reports a protocol version that the client does not support (`docs/protocol.md §1`).
fn protocol(problems: &mut Diagnostics, node: &Node) {
    let Some((version, at)) = node.get("protocol").and_then(|node| Some((node.text()?, node.span))) else { return };
    if version != SPOKEN {
        let message = format!("the protocol {version} is not spoken: keys, lists and parameters are written as {SPOKEN} has them");
        let help = if matches!(version, "2" | "2.0") {
            Help::write(SPOKEN)
        } else {
            "remove `protocol`: a server of Rest.li 2 answers a request by the version in its header".into()
        };
        problems.error(rules::MALFORMED, at, message, help);
    }
}
