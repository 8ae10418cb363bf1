//! OAuth, response headers and upload hosts.

use crate::api::{AddressLimits, Credentials, Evidence, OAuth, OpenId, ResponseHeaders};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::resolve::state::read::{evidence, flag, raw_text, small, text, text_or_empty, texts, whole};
use crate::resolve::tables::bases::encrypted;
use crate::rules;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Reads `oauth:` of `api.yaml`.
pub(crate) fn oauth(root: &Node, problems: &mut Diagnostics, outer: &Evidence) -> Option<OAuth> {
    let node = root.get("oauth")?;
    let seconds = |key: &str, unit: u64| whole(node, key).map(|number| number.saturating_mul(unit));
    let (access, warn_before) = (seconds("access_token_days", DAY), seconds("warn_before_hours", HOUR));
    let (refresh, client) = (seconds("refresh_token_days", DAY), seconds("client_token_minutes", MINUTE));
    let (code, settle) = (seconds("code_minutes", MINUTE), seconds("settle_seconds", 1));
    if let (Some(life), Some(warning), Some(at)) = (access, warn_before, node.get("warn_before_hours"))
        && warning >= life
    {
        let message = "the warning would come before the token";
        let help = format!("a token lives for {} hours: write fewer", life / HOUR);
        problems.error(rules::MALFORMED, at.span, message, help);
    }
    for key in ["authorization", "native_authorization", "token", "introspection"] {
        encrypted(node.get(key), problems);
    }
    encrypted(node.get("openid").and_then(|openid| openid.get("jwks")), problems);
    Some(OAuth {
        authorization: text_or_empty(node, "authorization"),
        native_authorization: text(node, "native_authorization"),
        token: text_or_empty(node, "token"),
        introspection: text(node, "introspection"),
        openid: node.get("openid").map(|node| OpenId { issuers: texts(node, "issuer"), jwks: text_or_empty(node, "jwks") }),
        scope_separator: raw_text(node, "scope_separator").unwrap_or_else(|| " ".to_owned()),
        access_token_seconds: access.unwrap_or_default(),
        refresh_token_seconds: refresh,
        client_token_seconds: client,
        code_seconds: code,
        credentials: match text(node, "credentials").as_deref() {
            Some("basic") => Credentials::Basic,
            _ => Credentials::Form,
        },
        token_type_optional: flag(node, "token_type_optional"),
        warn_before_seconds: warn_before.unwrap_or(DAY),
        settle_seconds: settle,
        evidence: evidence(node, outer),
    })
}

/// Reads `headers:` of `api.yaml`.
pub(crate) fn headers(root: &Node) -> ResponseHeaders {
    let Some(node) = root.get("headers") else { return ResponseHeaders::default() };
    ResponseHeaders {
        quota_remaining: text(node, "quota_remaining"),
        quota_reset: text(node, "quota_reset"),
        request_ids: texts(node, "request_ids"),
        created_ids: texts(node, "created_ids"),
    }
}

/// Reads `addresses:` of `api.yaml`.
pub(crate) fn addresses(root: &Node) -> AddressLimits {
    let Some(node) = root.get("addresses") else { return AddressLimits::default() };
    let [query, segment, whole, head] = ["query", "segment", "whole", "head"].map(|key| small(node, key));
    AddressLimits { query, segment, whole, head }
}

/// Reads `uploads:` of `api.yaml`.
pub(crate) fn upload_hosts(root: &Node) -> Vec<String> {
    root.get("uploads").map(|node| texts(node, "hosts")).unwrap_or_default()
}
