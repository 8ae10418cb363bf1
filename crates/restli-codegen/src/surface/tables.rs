//! The tables of an API: a line per entry and fact.

use std::fmt::Write as _;

use restli_schema::api::{Api, OAuth, Permission, PermissionId, RETRY_STATUSES, Role, Verified};
use restli_schema::rust_names::{bare, constant_name, of_constant, of_symbol, symbol_name};

use crate::plan::{Plan, docs};

/// Writes the tables that all operations share.
pub(super) fn tables(out: &mut String, plan: &Plan<'_>) {
    let api = plan.api;
    section(out, "Products", plan.products.iter().map(|product| renamed(&product.feature, bare(&product.module), &product.feature)));
    section(
        out,
        "Bases",
        api.bases().iter().map(|base| {
            let versions = base.versions.map(|family| format!(", versions {}", api[family].name.wire)).unwrap_or_default();
            let (name, style) = (constant_name(&base.name), format!("{:?}", base.projection).to_lowercase());
            format!("{name}: {}{}, protocol {}, projection {style}{versions}", base.url, base.path, base.protocol)
        }),
    );
    section(
        out,
        "Versions",
        api.families().iter().flat_map(|family| {
            let name = constant_name(&family.name);
            let released = family.released.iter().map({
                let name = name.clone();
                move |version| {
                    let sunset = version.sunset.as_ref().map(|sunset| format!(", ends {sunset}")).unwrap_or_default();
                    let assumed = if version.evidence.verified == Some(Verified::Assumed) { ", assumed" } else { "" };
                    format!("{name}: released {}{sunset}{assumed}", version.text())
                }
            });
            std::iter::once(format!("{name}: header {}, pinned {}", family.header, family.pinned)).chain(released)
        }),
    );
    section(out, "Permissions", api.permissions().iter().map(|one| permission(api, one)));
    let role = |role: &Role| renamed(&role.name.wire, &constant_name(&role.name), &of_constant(&role.name.wire));
    section(out, "Roles", api.roles().iter().map(|one| format!("{}: in {}", role(one), docs::entities(api, one))));
    section(out, "Quotas", api.quotas().iter().map(|quota| format!("{}: {}", constant_name(&quota.name), docs::quota_text(quota))));
    section(
        out,
        "Errors",
        api.errors().iter().map(|error| {
            let codes: Vec<String> = error.service_error_codes.iter().map(ToString::to_string).collect();
            let codes = if codes.is_empty() { String::new() } else { format!(", {}", codes.join(", ")) };
            let token = error.token.map(|fault| format!(", token {}", fault.word())).unwrap_or_default();
            let passes = error.passes.map(|passes| format!(", passes {}", passes.word())).unwrap_or_default();
            let says: Vec<String> = error.messages.iter().map(|words| format!(", says \"{words}\"")).collect();
            let says = says.concat();
            format!("{}: {}{codes}{says}{token}{passes}", error.name.wire, error.status)
        }),
    );
    let own = Some(&api.retry_statuses).filter(|statuses| *statuses != RETRY_STATUSES);
    section(out, "Sent again after", own.into_iter().flatten().map(ToString::to_string));
    section(
        out,
        "Media",
        api.media().iter().flat_map(|rule| {
            let name = constant_name(&rule.name);
            let limits = [
                ("min_bytes", rule.min_bytes),
                ("max_bytes", rule.max_bytes),
                ("max_pixels", rule.max_pixels),
                ("min_seconds", rule.min_seconds),
                ("max_seconds", rule.max_seconds),
                ("max_pages", rule.max_pages),
            ];
            let limits = limits.into_iter().filter_map(|(limit, value)| Some(format!("{name}: {limit} {}", value?)));
            let formats = rule.formats.iter().map(|(ty, extensions)| format!("{name}: {ty} ({})", extensions.join(", ")));
            formats.chain(limits).collect::<Vec<_>>()
        }),
    );
    section(
        out,
        "Events",
        api.events.iter().map(|event| {
            let name = renamed(&event.name.wire, &symbol_name(&event.name), &of_symbol(&event.name.wire));
            let mut line = format!("{name}: {}.{}", api[event.product].name.wire, api[event.body].name.wire);
            let _ = event.each.as_ref().map(|each| write!(line, ", each of {each}"));
            if !event.id.is_empty() {
                let _ = write!(line, ", told by {}", event.id.join(" and "));
            }
            let _ = event.time.as_ref().map(|time| write!(line, ", at {time}"));
            let _ = event.app.as_ref().map(|app| write!(line, ", for {app}"));
            line
        }),
    );
    let headers = &api.headers;
    let named = [("quota_remaining", &headers.quota_remaining), ("quota_reset", &headers.quota_reset)];
    let named = named.into_iter().filter_map(|(name, header)| Some(format!("{name}: {}", header.as_ref()?)));
    section(out, "Headers", named.chain(headers.request_ids.iter().map(|header| format!("request_id: {header}"))));
    section(out, "Upload hosts", api.upload_hosts.iter().cloned());
    section(out, "OAuth", api.oauth.iter().flat_map(oauth));
}

fn permission(api: &Api, permission: &Permission) -> String {
    let names = |ids: &[PermissionId]| ids.iter().map(|id| api[*id].name.wire.as_str()).collect::<Vec<_>>().join(", ");
    let mut line = permission.name.wire.clone();
    let _ = permission.name.rust.as_ref().map(|rust| write!(line, " as {rust}"));
    let _ = permission.approval.map(|approval| write!(line, ", {}", approval.words()));
    let _ = permission.product.as_ref().map(|product| write!(line, ", of {product}"));
    if !permission.acts_as.is_empty() {
        let urns: Vec<&str> = permission.acts_as.iter().map(|id| api[*id].name.wire.as_str()).collect();
        let _ = write!(line, ", acts as {}", urns.join(", "));
    }
    let _ = permission.retired.as_ref().map(|since| write!(line, ", retired {since}"));
    if !permission.replaced_by.is_empty() {
        let _ = write!(line, ", use {}", names(&permission.replaced_by));
    }
    let _ = permission.not_with.as_ref().map(|conflict| write!(line, ", not with {}", names(&conflict.scopes)));
    line
}

/// The name on the wire, with the Rust name if that is not the derived one.
fn renamed(wire: &str, ident: &str, made: &str) -> String {
    if ident == made { wire.to_owned() } else { format!("{wire} as {ident}") }
}

fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        let _ = write!(out, "\n## {title}\n\n{}\n", lines.join("\n"));
    }
}

fn oauth(oauth: &OAuth) -> Vec<String> {
    let texts = [
        ("authorization", Some(oauth.authorization.clone())),
        ("native authorization", oauth.native_authorization.clone()),
        ("token", Some(oauth.token.clone())),
        ("introspection", oauth.introspection.clone()),
        ("keys of OpenID Connect", oauth.openid.as_ref().map(|openid| format!("{}, issuer {}", openid.jwks, openid.issuers.join(" or ")))),
        ("scope separator", Some(format!("{:?}", oauth.scope_separator))),
        ("credentials", Some(format!("{:?}", oauth.credentials).to_lowercase())),
        ("token_type", oauth.token_type_optional.then(|| "optional".to_owned())),
    ];
    let lives = [
        ("access token", Some(oauth.access_token_seconds)),
        ("refresh token", oauth.refresh_token_seconds),
        ("client token", oauth.client_token_seconds),
        ("code", oauth.code_seconds),
        ("warning before the end", Some(oauth.warn_before_seconds)),
        ("settling of a token", oauth.settle_seconds),
    ];
    let texts = texts.into_iter().filter_map(|(name, text)| Some(format!("{name}: {}", text?)));
    texts.chain(lives.into_iter().filter_map(|(name, seconds)| Some(format!("{name}: {} s", seconds?)))).collect()
}
