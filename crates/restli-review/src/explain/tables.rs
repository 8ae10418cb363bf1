//! Entries of the tables of an API: permissions, products, errors, versions, quotas, roles, bases, media rules, URN types.

use restli_core::{Day, quota};
use restli_schema::api::{Api, ErrorCode, Permission, PermissionId, Requirement, TypeKind, Version};
use restli_schema::operations;
use restli_schema::rules::RULES;

use super::entry::{Entry, version};

/// The explanations of all entries that have a name.
pub(super) fn named(api: &Api, name: &str, today: Day) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    found.extend(errors(api, name).into_iter().map(|one| error(api, one)));
    found.extend(api.permission_ids().filter(|id| api[*id].name.wire == name).map(|id| permission(api, id)));
    found.extend(product(api, name));
    found.extend(versions(api, name, today));
    for one in api.quotas().iter().filter(|one| one.name.wire == name) {
        let used = operations::all(api).filter(|(_, own)| own.method.quotas.iter().any(|id| api[*id].name.wire == name));
        found.push(
            Entry::of("quota", name)
                .fact("is", one.doc.trim())
                .fact("limit", quota::words(one.limit, one.window_seconds, one.scope, one.starts))
                .list("used by", used.map(|(id, _)| id).collect())
                .evidence(api, &one.evidence),
        );
    }
    for one in api.roles().iter().filter(|one| one.name.wire == name) {
        let used = operations::all(api).filter(|(_, own)| own.method.roles.iter().any(|id| api[*id].name.wire == name));
        let within: Vec<String> = one.within.iter().map(|id| api[*id].name.wire.clone()).collect();
        found.push(
            Entry::of("role", name)
                .fact("allows", one.doc.trim())
                .fact("within", within.join(", "))
                .list("used by", used.map(|(id, _)| id).collect())
                .evidence(api, &one.evidence),
        );
    }
    for one in api.bases().iter().filter(|one| one.name.wire == name || (!one.path.is_empty() && one.path == name)) {
        let family = one.versions.map(|id| format!("{}, sent as `{}`", api[id].name.wire, api[id].header));
        found.push(
            Entry::of("base", one.name.wire.clone())
                .fact("is", one.doc.trim())
                .fact("address", format!("{}{}", one.url, one.path))
                .fact("protocol", one.protocol.clone())
                .maybe("versions", family),
        );
    }
    for one in api.media().iter().filter(|one| one.name.wire == name) {
        let formats: Vec<String> = one.formats.iter().map(|(media_type, _)| media_type.clone()).collect();
        let used = operations::all(api).filter(|(_, own)| own.method.media.is_some_and(|id| api[id].name.wire == name));
        found.push(
            Entry::of("media rule", name)
                .fact("is", one.doc.trim())
                .fact("formats", formats.join(", "))
                .maybe("bytes", one.max_bytes.map(|most| format!("at most {most}")))
                .list("used by", used.map(|(id, _)| id).collect())
                .evidence(api, &one.evidence),
        );
    }
    found.extend(urn(api, name));
    found.extend(
        RULES
            .iter()
            .filter(|(id, _)| id.eq_ignore_ascii_case(name))
            .map(|(id, doc)| Entry::of("rule of the language", *id).fact("demands", *doc).fact("described", "docs/schema-language.md")),
    );
    found
}

/// The errors of a code, of a number, or of an HTTP status.
fn errors<'a>(api: &'a Api, name: &str) -> Vec<&'a ErrorCode> {
    let number: Option<i64> = name.parse().ok();
    let exact: Vec<&ErrorCode> = api.errors().iter().filter(|error| error.name.wire.eq_ignore_ascii_case(name)).collect();
    let by_number = || api.errors().iter().filter(|error| number.is_some_and(|number| error.service_error_codes.contains(&number)));
    let by_status = || api.errors().iter().filter(|error| number == Some(i64::from(error.status)));
    let mut found = exact;
    found.extend(by_number());
    if number.is_some() {
        found.extend(by_status());
    }
    let mut seen: Vec<&str> = Vec::new();
    found.retain(|error| {
        let new = !seen.contains(&error.name.wire.as_str());
        seen.push(&error.name.wire);
        new
    });
    found
}

/// The explanation of an error.
pub(super) fn error(api: &Api, error: &ErrorCode) -> Entry {
    let numbers: Vec<String> = error.service_error_codes.iter().map(ToString::to_string).collect();
    let own = operations::all(api).filter(|(_, one)| one.method.errors.iter().any(|id| api[*id].name.wire == error.name.wire));
    Entry::of("error", error.name.wire.clone())
        .fact("cause", error.cause.trim())
        .fact("remedy", error.remedy.trim())
        .fact("status", error.status.to_string())
        .fact("numbers", numbers.join(", "))
        .list("answers", own.map(|(id, _)| id).collect())
        .evidence(api, &error.evidence)
}

/// The explanation of a permission.
fn permission(api: &Api, id: PermissionId) -> Entry {
    let permission: &Permission = &api[id];
    let accepts = |needed: &Requirement| needed.permissions().contains(&id);
    let calls = operations::all(api).filter(|(_, one)| accepts(&one.method.requirement)).map(|(name, _)| name).collect();
    let fields = api.types().iter().flat_map(|def| match &def.kind {
        TypeKind::Record(record) => record
            .fields
            .iter()
            .filter(|field| field.requirement.as_ref().is_some_and(accepts))
            .map(|field| format!("{}.{}", def.name.wire, field.name.wire))
            .collect(),
        _ => Vec::new(),
    });
    let names = |ids: &[PermissionId]| ids.iter().map(|id| api[*id].name.wire.clone()).collect::<Vec<_>>().join(", ");
    let acts_as: Vec<String> = permission.acts_as.iter().map(|id| api[*id].name.wire.clone()).collect();
    Entry::of("permission", permission.name.wire.clone())
        .fact("allows", permission.doc.trim())
        .maybe("product", permission.product.as_ref())
        .maybe("granted", permission.approval.map(|approval| approval.words().to_owned()))
        .fact("acts as", acts_as.join(", "))
        .maybe("retired", permission.retired.as_ref())
        .fact("instead", names(&permission.replaced_by))
        .maybe("excludes", permission.not_with.as_ref().map(|not| format!("{}: {}", names(&not.scopes), not.reason.trim())))
        .list("calls", calls)
        .list("fields", fields.collect())
        .evidence(api, &permission.evidence)
}

/// The explanation of a product of the schema, or of one that an app applies for.
fn product(api: &Api, name: &str) -> Option<Entry> {
    let own = api.product_ids().find(|id| api[*id].name.wire == name);
    if let Some(id) = own {
        let calls = operations::all(api).filter(|(_, one)| one.resource.product == id).map(|(name, _)| name).collect();
        return Some(Entry::of("product", name).fact("is", api[id].doc.trim()).list("calls", calls));
    }
    let grants: Vec<String> = api
        .permissions()
        .iter()
        // A permission may come with any of several products.
        .filter(|one| one.product.as_deref().is_some_and(|all| all.split(" or ").any(|own| own.eq_ignore_ascii_case(name))))
        .map(|one| one.name.wire.clone())
        .collect();
    (!grants.is_empty()).then(|| Entry::of("product", name).list("grants", grants))
}

/// The explanations of a version, in each family that has it.
fn versions(api: &Api, name: &str, today: Day) -> Vec<Entry> {
    let digits = name.split('.').next().and_then(|digits| digits.parse::<u32>().ok());
    let Some(number) = digits else { return Vec::new() };
    let mut found = Vec::new();
    for family in api.families() {
        let Some(own) = family.released.iter().find(|version| version.number == number) else { continue };
        let is_alive = |one: &&Version| one.sunset.is_none_or(|end| !end.has_passed(today));
        let living = family.released.iter().filter(is_alive).map(Version::text).collect::<Vec<_>>().join(", ");
        let changed = |since: Option<u32>, until: Option<u32>| since == Some(number) || until == Some(number);
        let calls = operations::all(api)
            .filter(|(_, one)| changed(one.method.since, one.method.until))
            .map(|(name, one)| if one.method.since == Some(number) { format!("{name} came") } else { format!("{name} went") });
        let pinned = (family.pinned == number).then_some("the client sends this one");
        found.push(
            Entry::of("version", format!("{} of {}", own.text(), family.name.wire))
                .fact("lives", version(own, today))
                .maybe("pinned", pinned)
                .fact("changes", own.doc.split_whitespace().collect::<Vec<_>>().join(" "))
                .list("calls", calls.collect())
                .fact("living", living)
                .fact("header", family.header.clone())
                .evidence(api, &own.evidence),
        );
    }
    found
}

/// The explanation of a URN type, by its name or by a URN of it.
fn urn(api: &Api, name: &str) -> Option<Entry> {
    let def = api.urns().iter().find(|def| {
        let start = format!("urn:{}:{}", def.namespace, def.name.wire);
        name == def.name.wire || name == start || name.strip_prefix(&start).is_some_and(|rest| rest.starts_with(':'))
    })?;
    let form = format!("urn:{}:{}:..", def.namespace, def.name.wire);
    Some(Entry::of("URN", def.name.wire.clone()).fact("is", def.doc.trim()).fact("form", form))
}
