//! Documentation of generated items: paragraphs of text, escaped for rustdoc.

use std::fmt::Write as _;

use restli_schema::api::{
    Api, Approval, Base, Evidence, Field, Member, Method, Need, Paging, Param, PermissionId, Quota, QuotaScope, Resource, ResourceMethod,
    Symbol, TypeDef, UrnDef, Verified, Visibility,
};

use super::model::MethodPlan;
use super::names;

/// Escapes schema text for rustdoc: brackets and angle brackets outside code are text, bare addresses become links.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        if index % 2 == 1 {
            out.push_str(part);
            continue;
        }
        for word in part.split_inclusive(char::is_whitespace) {
            if word.starts_with("https://") || word.starts_with("http://") {
                let end = word.trim_end().trim_end_matches(['.', ',', ';', ')']).len();
                let (address, rest) = word.split_at(end);
                let _ = write!(out, "<{address}>{rest}");
            } else {
                for c in word.chars() {
                    if matches!(c, '[' | ']' | '<' | '>' | '*' | '\\') || (c == '_' && word.starts_with('_')) {
                        out.push('\\');
                    }
                    out.push(c);
                }
            }
        }
    }
    out
}

/// Text that stands for itself in a message of the compiler with placeholders.
pub(crate) fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Non-empty paragraphs of a schema text.
fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(|part| escape(part.trim())).filter(|part| !part.is_empty()).collect()
}

fn with_fallback(mut docs: Vec<String>, fallback: impl FnOnce() -> String) -> Vec<String> {
    if docs.is_empty() {
        docs.push(fallback());
    }
    docs
}

/// `Source: content.md §2 (documented).`, if anything is known.
pub(crate) fn evidence(evidence: &Evidence) -> Option<String> {
    let how = evidence.verified.map(|verified| match verified {
        Verified::Docs => "documented",
        Verified::Live => "seen in real traffic",
        Verified::Assumed => "assumed, not verified",
    });
    match (&evidence.source, how) {
        (Some(source), Some(how)) => Some(format!("Source: {}, {how}.", escape(source))),
        (Some(source), None) => Some(format!("Source: {}.", escape(source))),
        (None, Some(how)) => Some(format!("Evidence: {how}.")),
        (None, None) => None,
    }
}

pub(crate) fn type_def(def: &TypeDef) -> Vec<String> {
    let mut docs = with_fallback(paragraphs(&def.doc), || format!("`{}`.", def.full_name));
    docs.extend(evidence(&def.evidence));
    docs
}

pub(crate) fn symbol(symbol: &Symbol) -> Vec<String> {
    let mut docs = with_fallback(paragraphs(&symbol.doc), || format!("`{}`", symbol.name.wire));
    docs.extend(versions(symbol.since, symbol.until));
    docs
}

pub(crate) fn member(member: &Member) -> Vec<String> {
    with_fallback(paragraphs(&member.doc), || format!("`{}`", member.name.wire))
}

pub(crate) fn urn(def: &UrnDef) -> Vec<String> {
    with_fallback(paragraphs(&def.doc), || format!("`urn:{}:{}`", def.namespace, def.name.wire))
}

/// Documentation of a field; its evidence only where it differs from that of the record.
pub(crate) fn field(api: &Api, field: &Field, record: &Evidence) -> Vec<String> {
    let mut docs = with_fallback(paragraphs(&field.doc), || format!("`{}`", field.name.wire));
    docs.extend(field.need.as_ref().and_then(|need| needs(api, need)));
    docs.extend(versions(field.since, field.until));
    match field.visibility {
        Visibility::OnRequest => docs.push("Sent only when a projection names it.".to_owned()),
        Visibility::Hidden => docs.push("Never sent by the server.".to_owned()),
        Visibility::Always | Visibility::Normal => {}
    }
    docs.extend(evidence(&field.evidence).filter(|_| field.evidence != *record));
    docs
}

fn versions(since: Option<u32>, until: Option<u32>) -> Option<String> {
    match (since, until) {
        (Some(since), Some(until)) => Some(format!("Versions {since} to before {until}.")),
        (Some(since), None) => Some(format!("Since version {since}.")),
        (None, Some(until)) => Some(format!("Gone from version {until} on.")),
        (None, None) => None,
    }
}

/// `Permissions: any of `a`, `b`.`
pub(crate) fn needs(api: &Api, need: &Need) -> Option<String> {
    match need {
        Need::Public => None,
        need => Some(format!("Permissions: {}.", need_text(api, need))),
    }
}

/// The words for a need: `` `a` or (`b` and `c`) ``.
pub(crate) fn need_text(api: &Api, need: &Need) -> String {
    let list = |needs: &[Need], word: &str| {
        let parts = needs.iter().map(|inner| match inner {
            Need::Any(_) | Need::All(_) if needs.len() > 1 => format!("({})", need_text(api, inner)),
            inner => need_text(api, inner),
        });
        parts.collect::<Vec<_>>().join(&format!(" {word} "))
    };
    match need {
        Need::Public => "none".to_owned(),
        Need::One(id) => format!("`{}`", api[*id].name.wire),
        Need::Any(needs) => list(needs, "or"),
        Need::All(needs) => list(needs, "and"),
    }
}

/// `150 requests per member per day`.
pub(crate) fn quota_text(quota: &Quota) -> String {
    let scope = match quota.scope {
        QuotaScope::App => "application",
        QuotaScope::Member => "member",
    };
    format!("{} requests per {scope} per {}", quota.limit, window(quota.window_seconds))
}

fn window(seconds: u64) -> String {
    match seconds {
        86_400 => "day".to_owned(),
        3_600 => "hour".to_owned(),
        60 => "minute".to_owned(),
        1 => "second".to_owned(),
        other if other % 60 == 0 => format!("{} minutes", other / 60),
        other => format!("{other} seconds"),
    }
}

/// The documentation of a method: what it does, its address, and everything a caller must know.
pub(crate) fn method(api: &Api, resource: &Resource, method: &Method, verb: &str, url: &str) -> Vec<String> {
    let mut docs = with_fallback(paragraphs(&method.doc), || format!("The `{}` method.", method.name.wire));
    docs.push(format!("`{verb} {url}`"));
    docs.push(needs(api, &method.need).unwrap_or_else(|| "Permissions: none.".to_owned()));
    for quota in &method.quotas {
        let quota = &api[*quota];
        let unsure = if quota.evidence.verified == Some(Verified::Assumed) { " (unconfirmed)" } else { "" };
        docs.push(format!("Quota: {}{unsure}.", quota_text(quota)));
    }
    docs.extend(version_line(api, &api[resource.base], method));
    docs.extend(paging(method.paging.as_ref()));
    if method.returns_entity {
        let batch = matches!(method.kind, ResourceMethod::BatchCreate | ResourceMethod::BatchPartialUpdate);
        let (subject, pronoun) = if batch { ("The entities come", "they") } else { ("The entity comes", "it") };
        docs.push(format!("{subject} back, unless `without_entity` says that {pronoun} shall not."));
    }
    if let [first, others @ ..] = method.success.as_slice() {
        let statuses = others.iter().fold(format!("`{first}`"), |text, status| text + &format!(", `{status}`"));
        docs.push(format!("Success: {statuses}."));
    }
    if let Some(retired) = &method.retired {
        let instead = method.replaced_by.as_ref().map(|other| format!(" Use {} instead.", escape(other))).unwrap_or_default();
        docs.push(format!("Retired ({}).{instead}", escape(retired)));
    }
    if !method.errors.is_empty() {
        let codes: Vec<String> = method.errors.iter().map(|id| format!("`{}`", api[*id].name.wire)).collect();
        docs.push(format!("Errors to expect: {}.", codes.join(", ")));
    }
    docs.extend(evidence(&method.evidence));
    docs
}

/// The documentation of a method by an alternative key: what differs from the method without one.
pub(crate) fn by_alternative(handle: &str, plan: &MethodPlan, key: &Param, verb: &str, url: &str) -> Vec<String> {
    let name = names::file_stem(&plan.fn_name);
    let mut docs = vec![format!("[`{name}`]({handle}::{name}) by the alternative key `{}`.", key.name.wire)];
    docs.extend(paragraphs(&key.doc));
    docs.push(format!("`{verb} {url}`"));
    docs
}

fn version_line(api: &Api, base: &Base, method: &Method) -> Option<String> {
    let family = &api[base.versions?];
    let range = match (method.since, method.until) {
        (Some(since), Some(until)) => format!(", exists in versions {since} to before {until}"),
        (Some(since), None) => format!(", exists since {since}"),
        (None, Some(until)) => format!(", gone from {until} on"),
        (None, None) => String::new(),
    };
    Some(format!("Version: `{}: {}`{range}.", family.header, family.pinned))
}

fn paging(paging: Option<&Paging>) -> Option<String> {
    let (style, default, max) = match paging? {
        Paging::StartCount { default, max } => ("`start` and `count`".to_owned(), default, max),
        Paging::Token { token_param, size_param, default, max, .. } => (format!("`{token_param}` and `{size_param}`"), default, max),
    };
    let default = default.map(|default| format!(", {default} by default")).unwrap_or_default();
    let max = max.map(|max| format!(", at most {max}")).unwrap_or_default();
    Some(format!("Paged by {style}{default}{max}."))
}

/// How a permission is obtained.
pub(crate) fn approval(approval: Approval) -> &'static str {
    match approval {
        Approval::Open => "self-serve",
        Approval::Review => "by application for the product",
        Approval::Private => "invited partners only",
        Approval::Closed => "no new grants",
    }
}

/// How an app gets a permission, in one line.
pub(crate) fn how_granted(api: &Api, id: PermissionId) -> String {
    let permission = &api[id];
    let scope = &permission.name.wire;
    let product = permission.product.as_ref().map(|product| format!("product {product}"));
    let way = permission.approval.map(|way| approval(way).to_owned());
    let mut parts: Vec<String> = product.into_iter().chain(way).collect();
    if let Some(retired) = &permission.retired {
        parts.push(format!("retired {retired}"));
    }
    if !permission.replaced_by.is_empty() {
        let others: Vec<String> = permission.replaced_by.iter().map(|other| format!("`{}`", api[*other].name.wire)).collect();
        parts.push(format!("replaced by {}", others.join(", ")));
    }
    if parts.is_empty() {
        return format!("`{scope}` may be named in `scopes!`");
    }
    format!("`{scope}`: {}", parts.join("; "))
}
