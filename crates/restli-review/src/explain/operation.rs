//! Operations.

use restli_core::{Day, quota};
use restli_schema::api::{Api, Method, Param, Resource};
use restli_schema::client_names::{accessor_name, function_name, method_id, operation_ids};
use restli_schema::requests::template;

use super::entry::{Entry, range, version};

/// An operation of an API.
#[derive(Clone, Copy)]
pub(super) struct Operation<'a> {
    pub(super) index: usize,
    pub(super) resource: &'a Resource,
    pub(super) method: &'a Method,
}

impl Operation<'_> {
    pub(super) fn name(self, api: &Api) -> String {
        method_id(api, self.resource, self.index)
    }
}

/// All operations, in the order of their ids.
pub(super) fn all(api: &Api) -> impl Iterator<Item = (String, Operation<'_>)> {
    operation_ids(api).into_iter().filter_map(move |(name, (id, index))| {
        let resource = &api[id];
        Some((name, Operation { index, resource, method: resource.methods.get(index)? }))
    })
}

/// The operations that a name means: their id, the end of it, or Rust that calls one (`client.posts().create(..)`).
pub(super) fn named<'a>(api: &'a Api, name: &str) -> Vec<Operation<'a>> {
    let rust: String = name.trim_start_matches("client.").split("()").collect();
    let rust = rust.split('(').next().unwrap_or_default().to_owned();
    let fits = |id: &str, wanted: &str| id == wanted || id.strip_suffix(wanted).is_some_and(|rest| rest.ends_with('.'));
    let found: Vec<Operation<'a>> = all(api).filter(|(id, _)| fits(id, name) || fits(id, &rust)).map(|(_, operation)| operation).collect();
    let exact = found.iter().position(|operation| operation.name(api) == name);
    match exact.and_then(|at| found.get(at)) {
        Some(exact) => vec![*exact],
        None => found,
    }
}

/// The explanation of an operation.
pub(super) fn entry(api: &Api, operation: Operation<'_>, today: Day) -> Entry {
    let Operation { resource, method, .. } = operation;
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
    Entry::of("operation", operation.name(api))
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
        .fact("try", format!("restli call {} --describe", operation.name(api)))
}

fn param_text(api: &Api, param: &Param) -> String {
    let optional = if param.is_required() { "" } else { "?" };
    format!("{}{optional}: {}", param.name.wire, api.notation(&param.ty))
}
