//! Documentation of generated items: paragraphs of text, escaped for rustdoc.

mod escape;

use restli_core::permission;
use restli_schema::api::{
    Api, Base, Citation, Evidence, Field, JsonKind, Key, Member, Method, Paging, Param, Permission, PermissionId, Quota, Requirement,
    Resource, Role, Symbol, TypeDef, TypeKind, UrnDef, UrnId, Verified, Visibility,
};
use restli_schema::client_names::function_name;
use restli_schema::rust_names;

use super::model::MethodPlan;
use super::names;

pub(crate) use escape::escape;

/// Escapes text for a compiler message with placeholders.
pub(crate) fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Non-empty paragraphs of a schema text. A block of code is a paragraph whatever stands around it.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    let mut prose = String::new();
    let end = |prose: &mut String, found: &mut Vec<String>| {
        found.extend(Some(escape(prose.trim())).filter(|part| !part.is_empty()));
        prose.clear();
    };
    while let Some(line) = lines.next() {
        if let Some((fence, language)) = fence(line) {
            end(&mut prose, &mut found);
            let code: String = lines.by_ref().take_while(|line| line.trim() != fence).flat_map(|line| [line, "\n"]).collect();
            found.push(format!("{fence}{}\n{code}{fence}", untested(language)));
        } else if line.trim().is_empty() {
            end(&mut prose, &mut found);
        } else {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    end(&mut prose, &mut found);
    found
}

/// The fence with which a line begins a block of code, and the language that it names.
fn fence(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let language = line.trim_start_matches(mark);
    let (fence, language) = line.split_at(line.len() - language.len());
    (fence.len() >= 3 && (mark == '~' || !language.contains('`'))).then(|| (fence, language.trim()))
}

/// Beginnings of words that rustdoc takes for a block of Rust, which it tests or parses, or for such a word misspelt.
const OF_RUSTDOC: &[&str] = &["rust", "ignore", "edition", "custom", "no", "should", "compile", "test", "standalone"];

/// The language of a block of code, in a word that says nothing to rustdoc.
fn untested(language: &str) -> &str {
    let word = language.split([',', ' ', '{']).next().unwrap_or_default();
    let is_other = word.chars().all(|one| one.is_ascii_alphabetic() || one == '+') && !OF_RUSTDOC.iter().any(|of| word.starts_with(of));
    if is_other && !word.is_empty() { word } else { "text" }
}

fn with_fallback(mut docs: Vec<String>, fallback: impl FnOnce() -> String) -> Vec<String> {
    if docs.is_empty() {
        docs.push(fallback());
    }
    docs
}

/// The evidence as a sentence, if there is any: `Source: [Posts API](https://...), documented.`
pub(crate) fn evidence(api: &Api, evidence: &Evidence) -> Option<String> {
    let how = evidence.verified.map(|verified| match verified {
        Verified::Docs => "documented",
        Verified::Live => "seen in real traffic",
        Verified::Assumed => "assumed, not verified",
    });
    match (api.citation(evidence).map(link), how) {
        (Some(source), Some(how)) => Some(format!("Source: {source}, {how}.")),
        (Some(source), None) => Some(format!("Source: {source}.")),
        (None, Some(how)) => Some(format!("Evidence: {how}.")),
        (None, None) => None,
    }
}

/// A document as Markdown: a link to its page, or its title with the file that records it.
fn link(cited: Citation<'_>) -> String {
    let (title, address) = (escape(cited.title), cited.address);
    match cited.is_page() {
        true if cited.title == address => format!("<{address}>"),
        true => format!("[{title}]({address})"),
        false => format!("{title} (`{address}`)"),
    }
}

pub(crate) fn type_def(api: &Api, def: &TypeDef) -> Vec<String> {
    let mut docs = with_fallback(paragraphs(&def.doc), || format!("`{}`.", def.full_name));
    if let TypeKind::Fixed(_) | TypeKind::Text(_) = def.kind {
        docs.extend(def.deprecated.as_deref().map(deprecated));
    }
    docs.extend(evidence(api, &def.evidence));
    docs
}

pub(crate) fn symbol(symbol: &Symbol) -> Vec<String> {
    let mut docs = with_fallback(paragraphs(&symbol.doc), || format!("`{}`", symbol.name.wire));
    docs.extend(versions(symbol.since, symbol.until));
    docs
}

pub(crate) fn member(member: &Member) -> Vec<String> {
    with_fallback(paragraphs(&member.doc), || match member.kind {
        None => format!("`{}`", member.name.wire),
        Some(JsonKind::Text) => "A string.".to_owned(),
        Some(JsonKind::Number) => "A number.".to_owned(),
        Some(JsonKind::Bool) => "A boolean.".to_owned(),
        Some(JsonKind::Array) => "An array.".to_owned(),
        Some(JsonKind::Object) => "An object.".to_owned(),
    })
}

pub(crate) fn urn(def: &UrnDef) -> Vec<String> {
    with_fallback(paragraphs(&def.doc), || format!("`urn:{}:{}`", def.namespace, def.name.wire))
}

/// Documentation of a field; its evidence is added only if it differs from the evidence of the record.
pub(crate) fn field(api: &Api, field: &Field, record: &Evidence) -> Vec<String> {
    let mut docs = with_fallback(paragraphs(&field.doc), || format!("`{}`", field.name.wire));
    docs.extend(field.requirement.as_ref().and_then(|requirement| needs(api, requirement)));
    docs.extend(versions(field.since, field.until));
    docs.extend(field.deprecated.as_deref().map(deprecated));
    match field.visibility {
        Visibility::OnRequest => docs.push("Sent only when a projection names it.".to_owned()),
        Visibility::Hidden => docs.push("Never sent by the server.".to_owned()),
        Visibility::Always | Visibility::Normal => {}
    }
    docs.extend(evidence(api, &field.evidence).filter(|_| field.evidence != *record));
    docs
}

pub(crate) fn versions(since: Option<u32>, until: Option<u32>) -> Option<String> {
    match (since, until) {
        (Some(since), Some(until)) => Some(format!("Versions {since} to before {until}.")),
        (Some(since), None) => Some(format!("Since version {since}.")),
        (None, Some(until)) => Some(format!("Gone from version {until} on.")),
        (None, None) => None,
    }
}

/// The permissions as a sentence with links to the tables of the API: `Permissions: [`a`](…) or [`b`](…).`
pub(crate) fn needs(api: &Api, requirement: &Requirement) -> Option<String> {
    match requirement {
        Requirement::Public => None,
        requirement => Some(format!("Permissions: {}.", requirement.words(&|id| permission_link(&api[*id])))),
    }
}

/// A permission with a link to its entry in the tables of the API.
pub(crate) fn permission_link(permission: &Permission) -> String {
    format!("[`{}`](crate::api::permissions::{})", permission.name.wire, names::constant_name(&permission.name))
}

/// A requirement in words: `` `a` or (`b` and `c`) ``.
pub(crate) fn requirement_text(api: &Api, requirement: &Requirement) -> String {
    requirement.words(&|id| format!("`{}`", api[*id].name.wire))
}

/// The entities in which a member has a role: `an organization or organizationBrand`.
pub(crate) fn entities(api: &Api, role: &Role) -> String {
    restli_core::permission::entity_words(role.within.iter().map(|id| api[*id].name.wire.as_str()))
}

/// The needed roles, a text for each kind of entity: `an organization: A, B or C`.
pub(crate) fn roles(api: &Api, method: &Method, shown: &dyn Fn(&Role) -> String) -> Vec<String> {
    let mut groups: Vec<(&[UrnId], Vec<&Role>)> = Vec::new();
    for role in method.roles.iter().map(|id| &api[*id]) {
        match groups.iter_mut().find(|(within, _)| *within == role.within) {
            Some((_, group)) => group.push(role),
            None => groups.push((&role.within, vec![role])),
        }
    }
    let text = |(_, group): &(&[UrnId], Vec<&Role>)| {
        let within = group.first().map(|role| entities(api, role)).unwrap_or_default();
        format!("{within}: {}", restli_core::permission::either(group.iter().map(|role| shown(role))))
    };
    groups.iter().map(text).collect()
}

/// A role with a link to its entry in the tables of the API.
pub(crate) fn role_link(role: &Role) -> String {
    format!("[`{}`](crate::api::roles::{})", role.name.wire, names::constant_name(&role.name))
}

/// A quota in words: `150 requests per member per day`.
pub(crate) fn quota_text(quota: &Quota) -> String {
    restli_core::quota::words(quota.limit, quota.window_seconds, quota.scope, quota.starts)
}

/// The documentation of a method: its description, its address, and its requirements on the caller.
pub(crate) fn method(api: &Api, resource: &Resource, method: &Method, verb: &str, url: &str) -> Vec<String> {
    let mut docs = with_fallback(paragraphs(&method.doc), || format!("The `{}` method.", method.name.wire));
    docs.push(format!("`{verb} {url}`"));
    docs.extend(arguments(resource, method));
    docs.push(needs(api, &method.requirement).unwrap_or_else(|| "Permissions: none.".to_owned()));
    docs.extend(method.actor.as_ref().map(|actor| format!("The permission must let the caller act as `{actor}`.")));
    docs.extend(roles(api, method, &role_link).into_iter().map(|roles| format!("Role of the member in {roles}.")));
    for quota in &method.quotas {
        let quota = &api[*quota];
        let unsure = if quota.evidence.verified == Some(Verified::Assumed) { " (unconfirmed)" } else { "" };
        docs.push(format!("Quota: {}{unsure}.", quota_text(quota)));
    }
    docs.extend(version_line(api, &api[resource.base], method));
    docs.extend(paging(method.paging.as_ref()));
    if method.projection_required {
        docs.push("A projection is required: without `select` or `select_as` the call is not sent.".to_owned());
    }
    if method.returns_entity {
        let batch = method.kind.is_batch();
        let (subject, pronoun) = if batch { ("The entities come", "they") } else { ("The entity comes", "it") };
        let always = method.keyless && !batch;
        let unless = if always { String::new() } else { format!(", unless `without_entity` says that {pronoun} shall not") };
        docs.push(format!("{subject} back{unless}."));
    }
    if method.repeatable {
        docs.push("May be sent twice: it is sent again after a failure.".to_owned());
    }
    if let Some(look) = &method.look {
        let function = function_name(resource, look.method);
        let function = names::bare(&function);
        let pair =
            |(param, field): &(String, String)| if param == field { format!("`{param}`") } else { format!("`{param}` is `{field}`") };
        let by: Vec<String> = look.by.iter().map(pair).collect();
        let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
        docs.push(format!("If the answer is lost, look with [`{function}`](Self::{function}){by} before the call is sent again."));
    }
    if method.keyless {
        docs.push("The answer never tells the key of what was created.".to_owned());
    }
    if let [first, others @ ..] = method.success.as_slice() {
        let statuses = others.iter().fold(format!("`{first}`"), |text, status| text + &format!(", `{status}`"));
        docs.push(format!("Success: {statuses}."));
    }
    if let Some(retired) = &method.retired {
        let instead = method.replaced_by.as_ref().map(|other| format!(" Use {} instead.", escape(other))).unwrap_or_default();
        docs.push(format!("Retired ({}).{instead}", escape(retired)));
    }
    docs.extend(method.deprecated.as_deref().map(deprecated));
    if !method.errors.is_empty() {
        let codes: Vec<String> = method.errors.iter().map(|id| format!("`{}`", api[*id].name.wire)).collect();
        docs.push(format!("Errors to expect: {}.", codes.join(", ")));
    }
    docs.extend(evidence(api, &method.evidence));
    docs
}

/// The words of the schema about the key and the required parameters, as a list.
fn arguments(resource: &Resource, method: &Method) -> Option<String> {
    let key = match &resource.key {
        Some(Key::Simple(key)) if method.addresses_entity() => Some(key),
        _ => None,
    };
    let lines: Vec<String> = key.into_iter().chain(method.required_params()).filter_map(argument).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn argument(param: &Param) -> Option<String> {
    let mut said = paragraphs(&param.doc);
    said.extend(versions(param.since, param.until));
    said.extend(param.deprecated.as_deref().map(deprecated));
    let ident = rust_names::bare(&rust_names::argument_name(&param.name)).to_owned();
    (!said.is_empty()).then(|| format!("- `{ident}`: {}", said.join(" ").replace('\n', " ")))
}

/// The sentence about a deprecated item.
pub(crate) fn deprecated(reason: &str) -> String {
    format!("Deprecated: {}", escape(reason))
}

/// The documentation of a method by an alternative key: only the differences from the method by the main key.
pub(crate) fn by_alternative(handle: &str, plan: &MethodPlan, key: &Param, verb: &str, url: &str) -> Vec<String> {
    let name = names::bare(&plan.fn_name);
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
    Some(format!("Version: `{}: {}`{range}.", family.header, family.text(family.pinned)))
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

/// Describes in one line how an app gets a permission: product, approval, retirement, replacements.
pub(crate) fn how_granted(api: &Api, id: PermissionId) -> String {
    let granted = &api[id];
    let scope = &granted.name.wire;
    let replaced_by: Vec<&str> = granted.replaced_by.iter().map(|other| api[*other].name.wire.as_str()).collect();
    let parts = permission::grant_words(granted.product.as_deref(), granted.approval, granted.retired.as_deref(), &replaced_by);
    if parts.is_empty() {
        return format!("`{scope}` may be named in `scopes!`");
    }
    format!("`{scope}`: {}", parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn paragraphs_of_code_are_closed_and_no_tests_of_rustdoc() {
        let cases: [(&str, &[&str]); 8] = [
            ("One\ntwo.\n\n\n[three]", &["One\ntwo.", "\\[three\\]"]),
            ("A:\n```\n{\"a\": [1]}\n\n1\n```\nB", &["A:", "```text\n{\"a\": [1]}\n\n1\n```", "B"]),
            ("```rust\nfoo(", &["```text\nfoo(\n```"]),
            ("~~~no_run,edition2021\n```\n~~~", &["~~~text\n```\n~~~"]),
            ("```<d>\n```", &["```text\n```"]),
            ("```json {a}\n1\n```", &["```json\n1\n```"]),
            ("```a``` b", &["```a``` b"]),
            ("~~~`a`\nb", &["~~~text\nb\n~~~"]),
        ];
        for (text, expected) in cases {
            assert_eq!(paragraphs(text), expected, "{text}");
        }
    }
}
