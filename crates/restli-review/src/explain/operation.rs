//! Operations.

use restli_core::{Day, quota};
use restli_schema::api::{Api, Param};
use restli_schema::client_names::{accessor_name, function_name};
use restli_schema::operations::Operation;
use restli_schema::requests::template;

use super::entry::{Entry, range, version};

/// The explanation of an operation.
pub(super) fn entry(operation: Operation<'_>, today: Day) -> Entry {
    let Operation { api, resource, method, .. } = operation;
    let base = &api[resource.base];
    let query = method.kind.name_parameter().map(|name| format!("?{name}={}", method.name.wire)).unwrap_or_default();
    let needs = method.requirement.is_checked().then(|| method.requirement.words(&|id| api[*id].name.wire.clone()));
    let mut how: Vec<String> = Vec::new();
    for id in method.requirement.permissions() {
        let permission = &api[id];
        let product = permission.product.as_deref().map(|product| format!("of {product}"));
        let approval = permission.approval.map(|approval| approval.words().to_owned());
        let told: Vec<String> = product.into_iter().chain(approval).collect();
        how.push(format!("{}: {}", permission.name.wire, told.join(", ")));
    }
    let roles: Vec<String> = method.roles.iter().map(|id| api[*id].name.wire.clone()).collect();
    let quotas = method.quotas.iter().map(|id| {
        let one = &api[*id];
        format!("{}: {}", one.name.wire, quota::words(one.limit, one.window_seconds, one.scope, one.starts))
    });
    let family = base.versions.map(|id| &api[id]);
    let pinned = family.and_then(|family| family.released.iter().find(|one| one.number == family.pinned));
    let errors = method.errors.iter().map(|id| format!("{}: {}", api[*id].name.wire, api[*id].cause)).collect();
    let call = format!("client.{}().{}(..)", accessor_name(api, resource), function_name(resource, operation.index));
    Entry::of("operation", operation.name())
        .fact("does", method.doc.trim())
        .fact("address", format!("{} {}{}{query}", method.kind.http_verb(), base.url, template(api, resource, method)))
        .fact("rust", call)
        .list("takes", method.required_params().chain(method.optional_params()).map(|param| param_text(api, param)).collect())
        .maybe("needs", needs)
        .list("granted", how)
        .fact("roles", roles.join(" or "))
        .list("quota", quotas.collect())
        .maybe("versions", range(method.since, method.until))
        .maybe("sends", pinned.zip(family).map(|(pinned, family)| format!("{}: {}", family.header, version(pinned, today))))
        .maybe("retired", method.retired.as_ref().or(resource.retired.as_ref()))
        .maybe("deprecated", method.deprecated.as_ref().or(resource.deprecated.as_ref()))
        .maybe("instead", method.replaced_by.as_ref().or(resource.replaced_by.as_ref()))
        .list("errors", errors)
        .evidence(
            api,
            if method.evidence.source.is_some() || method.evidence.verified.is_some() { &method.evidence } else { &resource.evidence },
        )
}

fn param_text(api: &Api, param: &Param) -> String {
    let optional = if param.is_required() { "" } else { "?" };
    format!("{}{optional}: {}", param.name.wire, api.notation(&param.ty))
}
