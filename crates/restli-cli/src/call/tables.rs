//! The tables that the runtime reads, made from a schema at run time. They live as long as the program, which makes one call.

use restli_client as rt;
use restli_schema::api::{Api, ErrorCode, Method, Paging, Permission, ProjectionStyle, Quota, Requirement, Resource, VersionFamily};
use restli_schema::client_names::method_id;

/// A value that lives as long as the program.
fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Values that live as long as the program.
fn list<T>(values: impl IntoIterator<Item = T>) -> &'static [T] {
    Vec::leak(values.into_iter().collect())
}

/// A text that lives as long as the program.
fn text(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn texts<'t>(all: impl IntoIterator<Item = &'t String>) -> &'static [&'static str] {
    list(all.into_iter().map(|one| text(one)))
}

/// The tables of an API.
pub(super) fn api(api: &Api) -> &'static rt::ApiInfo {
    let families: Vec<&'static rt::VersionFamily> = api.families().iter().map(family).collect();
    let bases = api.bases().iter().map(|base| {
        let table = rt::Base::new(text(&base.name.wire), text(&base.url), text(&base.path))
            .with_protocol(text(&base.protocol))
            .with_projection(style(base.projection));
        let family = base.versions.and_then(|id| families.iter().find(|family| family.name == api[id].name.wire));
        keep(family.map_or(table, |family| table.with_versions(family)))
    });
    let mut tables = rt::ApiInfo::new(text(&api.name.wire))
        .with_bases(list(bases))
        .with_permissions(list(api.permissions().iter().map(|one| permission(api, one))))
        .with_quotas(list(api.quotas().iter().map(quota)))
        .with_errors(list(api.errors().iter().map(error)))
        .with_request_id_headers(texts(&api.headers.request_ids))
        .with_created_id_headers(texts(&api.headers.created_ids))
        .with_retry_statuses(list(api.retry_statuses.iter().copied()));
    if let Some(header) = &api.headers.quota_remaining {
        tables = tables.with_quota_remaining_header(text(header));
    }
    if let Some(header) = &api.headers.quota_reset {
        tables = tables.with_quota_reset_header(text(header));
    }
    keep(tables)
}

/// The table of an operation of an API.
pub(super) fn operation(
    tables: &'static rt::ApiInfo,
    api: &Api,
    resource: &Resource,
    index: usize,
    method: &Method,
) -> &'static rt::Operation {
    let base = tables.bases.iter().find(|base| base.name == api[resource.base].name.wire);
    let base = base.copied().unwrap_or_else(|| keep(rt::Base::new("", "", "")));
    let id = text(&method_id(api, resource, index));
    let quotas = method.quotas.iter().filter_map(|id| tables.quotas.iter().find(|quota| quota.name == api[*id].name.wire).copied());
    let mut table = rt::Operation::new(id, method.kind, base, text(&resource.method_path(method)))
        .with_permissions(requirement(api, &method.requirement))
        .with_roles(list(method.roles.iter().map(|id| text(&api[*id].name.wire))))
        .with_quotas(list(quotas))
        .with_projection(style(method.projection));
    if method.kind.name_parameter().is_some() {
        table = table.with_name(text(&method.name.wire));
    }
    if let Some(actor) = &method.actor {
        table = table.with_actor(text(actor));
    }
    if method.projection_required {
        table = table.with_projection_required();
    }
    if let Some(paging) = &method.paging {
        table = table.with_paging(self::paging(paging));
    }
    if let Some(since) = method.since {
        table = table.with_since(since);
    }
    if let Some(until) = method.until {
        table = table.with_until(until);
    }
    if let Some(retired) = method.retired.as_ref().or(resource.retired.as_ref()) {
        table = table.with_retired(text(retired));
    }
    if let Some(instead) = method.replaced_by.as_ref().or(resource.replaced_by.as_ref()) {
        table = table.with_replaced_by(text(instead));
    }
    if method.returns_entity {
        table = table.with_returns_entity();
    }
    if method.metadata.is_some() {
        table = table.with_metadata();
    }
    if resource.unstructured {
        table = table.with_unstructured();
    }
    if method.repeatable {
        table = table.with_repeatable();
    }
    if let Some(most) = method.max_batch {
        table = table.with_max_batch(most);
    }
    keep(table)
}

fn family(family: &VersionFamily) -> &'static rt::VersionFamily {
    let released = family.released.iter().map(|version| {
        let mut table = rt::Version::new(version.number);
        if let Some(revision) = &version.revision {
            table = table.with_revision(text(revision));
        }
        if let Some(end) = version.sunset {
            table = table.with_sunset(text(&end.to_string()));
        }
        table
    });
    keep(rt::VersionFamily::new(text(&family.name.wire), text(&family.header), family.pinned).with_released(list(released)))
}

fn permission(api: &Api, permission: &Permission) -> &'static rt::Permission {
    let mut table = rt::Permission::new(text(&permission.name.wire), text(&permission.doc))
        .with_replaced_by(list(permission.replaced_by.iter().map(|id| text(&api[*id].name.wire))))
        .with_acts_as(list(permission.acts_as.iter().map(|id| text(&api[*id].name.wire))));
    if let Some(product) = &permission.product {
        table = table.with_product(text(product));
    }
    if let Some(approval) = permission.approval {
        table = table.with_approval(approval);
    }
    if let Some(retired) = &permission.retired {
        table = table.with_retired(text(retired));
    }
    keep(table)
}

fn quota(quota: &Quota) -> &'static rt::Quota {
    keep(rt::Quota::new(text(&quota.name.wire), quota.limit, quota.window_seconds, quota.scope).with_starts(quota.starts))
}

fn error(error: &ErrorCode) -> rt::ErrorInfo {
    let mut table = rt::ErrorInfo::new(text(&error.name.wire), error.status, text(&error.cause), text(&error.remedy))
        .with_service_error_codes(list(error.service_error_codes.iter().copied()))
        .with_messages(texts(&error.messages));
    if let Some(token) = error.token {
        table = table.with_token(token);
    }
    if let Some(passes) = error.passes {
        table = table.with_passes(passes);
    }
    table
}

fn requirement(api: &Api, needed: &Requirement) -> rt::Requirement<'static> {
    let all = |parts: &[Requirement]| list(parts.iter().map(|part| requirement(api, part)));
    match needed {
        Requirement::Public | Requirement::Unknown => rt::Requirement::Public,
        Requirement::Scope(id) => rt::Requirement::Scope(text(&api[*id].name.wire)),
        Requirement::AnyOf(parts) => rt::Requirement::AnyOf(all(parts)),
        Requirement::AllOf(parts) => rt::Requirement::AllOf(all(parts)),
    }
}

fn paging(paging: &Paging) -> rt::Paging {
    match paging {
        Paging::StartCount { default, max } => rt::Paging::StartCount { default: *default, max: *max },
        Paging::Token { token_param, size_param, token_field, default, max } => rt::Paging::Token {
            token_param: text(token_param),
            size_param: text(size_param),
            token_field: text(token_field),
            default: *default,
            max: *max,
        },
    }
}

const fn style(style: ProjectionStyle) -> rt::ProjectionStyle {
    match style {
        ProjectionStyle::Restli => rt::ProjectionStyle::Restli,
        ProjectionStyle::Decorated => rt::ProjectionStyle::Decorated,
        ProjectionStyle::Flat => rt::ProjectionStyle::Flat,
        ProjectionStyle::None => rt::ProjectionStyle::None,
    }
}
