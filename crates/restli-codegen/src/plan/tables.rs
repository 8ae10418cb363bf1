//! Tables of the API: names of the constants, their documentation, and compiler notes.

use restli_schema::api::{Api, Approval, Base, Evidence, Name, PermissionId, ProjectionStyle, RETRY_STATUSES, Role};
use restli_schema::rust_names::constant_name;

use super::docs::{self, literal};
use super::model::{BasePlan, Constant, PermissionPlan, PermitPlan, RolePlan, Subject, Tables};

/// Plans the tables; `permits` are the calls and fields that accept a permission.
pub(crate) fn plan<'a>(api: &'a Api, permits: &[PermitPlan]) -> Tables<'a> {
    Tables {
        bases: api.bases().iter().map(|base| self::base(api, base)).collect(),
        families: (api.families().iter())
            .map(|family| constant(api, &family.name, family, described(&family.doc, &format!("Sent as `{}`.", family.header)), None))
            .collect(),
        permissions: api.permission_ids().map(|id| permission(api, id, permits)).collect(),
        roles: api.roles().iter().map(|role| self::role(api, role)).collect(),
        quotas: (api.quotas().iter())
            .map(|quota| {
                let docs = described(&quota.doc, &format!("{}.", docs::quota_text(quota)));
                constant(api, &quota.name, quota, docs, Some(&quota.evidence))
            })
            .collect(),
        media: (api.media().iter())
            .map(|rule| constant(api, &rule.name, rule, described(&rule.doc, &format!("`{}`", rule.name.wire)), Some(&rule.evidence)))
            .collect(),
        errors: api.errors(),
        retry_statuses: Some(api.retry_statuses.as_slice()).filter(|statuses| *statuses != RETRY_STATUSES),
        oauth: api.oauth.as_ref(),
        headers: &api.headers,
        upload_hosts: &api.upload_hosts,
    }
}

fn constant<'a, T>(api: &Api, name: &Name, entry: &'a T, mut docs: Vec<String>, evidence: Option<&Evidence>) -> Constant<'a, T> {
    docs.extend(evidence.and_then(|evidence| docs::evidence(api, evidence)));
    Constant { ident: constant_name(name), docs, entry }
}

fn base<'a>(api: &'a Api, base: &'a Base) -> BasePlan<'a> {
    BasePlan {
        constant: constant(api, &base.name, base, described(&base.doc, &format!("{}{}", base.url, base.path)), None),
        family: base.versions.map(|family| constant_name(&api[family].name)),
        projections: projections(api, base),
    }
}

/// The compiler note of a base: its projection syntax.
fn projections(api: &Api, base: &Base) -> String {
    let takes = match base.projection {
        ProjectionStyle::Restli => "`fields=a,b:(c)`",
        ProjectionStyle::Decorated => "`projection=(a,b(c),d~(e))`",
        ProjectionStyle::Flat => "`fields=a,b`",
        ProjectionStyle::None => "no projection",
    };
    let path = if base.path.is_empty() { &base.url } else { &base.path };
    let shared = api.bases().iter().filter(|other| (&other.url, &other.path) == (&base.url, &base.path)).count() > 1;
    let name = if shared { format!(" of the base `{}`", base.name.wire) } else { String::new() };
    literal(&format!("calls below `{path}`{name} take {takes}, unless the call says otherwise"))
}

fn permission<'a>(api: &'a Api, id: PermissionId, permits: &[PermitPlan]) -> PermissionPlan<'a> {
    let permission = &api[id];
    let scope = |id: &PermissionId| api[*id].name.wire.as_str();
    let mut docs = described(&permission.doc, &format!("`{}`", permission.name.wire));
    let product = permission.product.as_ref().map(|product| format!("Product: {}", docs::escape(product)));
    let approval = permission.approval.map(Approval::words);
    match (product, approval) {
        (Some(product), Some(approval)) => docs.push(format!("{product} ({approval}).")),
        (Some(product), None) => docs.push(format!("{product}.")),
        (None, Some(approval)) => docs.push(format!("Granted: {approval}.")),
        (None, None) => {}
    }
    docs.extend(accepted_by(id, permits));
    PermissionPlan {
        constant: constant(api, &permission.name, permission, docs, Some(&permission.evidence)),
        replaced_by: permission.replaced_by.iter().map(scope).collect(),
        acts_as: permission.acts_as.iter().map(|id| api[*id].name.wire.as_str()).collect(),
        not_with: permission.not_with.as_ref().map(|conflict| (conflict.scopes.iter().map(scope).collect(), conflict.reason.as_str())),
    }
}

fn role<'a>(api: &'a Api, role: &'a Role) -> RolePlan<'a> {
    let within = docs::entities(api, role);
    let docs = described(&role.doc, &format!("`{}`", role.name.wire)).into_iter().chain([format!("Role in {within}.")]).collect();
    RolePlan {
        constant: constant(api, &role.name, role, docs, Some(&role.evidence)),
        within: role.within.iter().map(|id| api[*id].name.wire.as_str()).collect(),
    }
}

/// The calls and fields that accept a permission, alone or together with others.
fn accepted_by(id: PermissionId, permits: &[PermitPlan]) -> Vec<String> {
    let accepting = || permits.iter().filter(|permit| permit.requirement.permissions().contains(&id));
    let calls = accepting().filter_map(|permit| match &permit.subject {
        Subject::Call(id) => Some(format!("`{id}`")),
        Subject::Field { .. } => None,
    });
    let fields = accepting().filter_map(|permit| match &permit.subject {
        Subject::Field { record, wire } => Some(format!("`{record}.{wire}`")),
        Subject::Call(_) => None,
    });
    let list = |title: &str, names: Vec<String>| (!names.is_empty()).then(|| format!("{title} that accept it: {}.", names.join(", ")));
    [list("Calls", calls.collect()), list("Fields", fields.collect())].into_iter().flatten().collect()
}

fn described(doc: &str, fallback: &str) -> Vec<String> {
    docs::paragraphs(if doc.trim().is_empty() { fallback } else { doc })
}
