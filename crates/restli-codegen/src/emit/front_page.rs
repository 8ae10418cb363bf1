//! The tables on the front page of a product: its calls, and their requirements on an app.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use restli_core::permission::grant_words;
use restli_schema::api::{Approval, FamilyId, PermissionId, QuotaId, RoleId, TypeKind, Verified};
use restli_schema::rust_names;

use crate::plan::model::{MethodPlan, ProductPlan, ResourcePlan};
use crate::plan::{Plan, docs};

/// The sections of a product: a table of its calls, then what they require.
pub(crate) fn of_product(plan: &Plan<'_>, product: &ProductPlan) -> Vec<String> {
    let resources: Vec<_> = plan.resources.iter().filter(|resource| resource.product == product.id.index()).collect();
    let mut sections = calls(plan, &resources);
    let requirements = requirements(plan, product, &resources);
    if !requirements.is_empty() {
        sections.push("# Requirements".to_owned());
        sections.extend(requirements);
    }
    sections
}

/// The functions of the handles that have an operation of their own.
pub(crate) fn functions<'p>(resources: &[&'p ResourcePlan]) -> impl Iterator<Item = (&'p ResourcePlan, &'p MethodPlan)> {
    let own = |method: &&MethodPlan| method.alt_key.is_none();
    resources.iter().flat_map(move |resource| resource.methods.iter().filter(own).map(|method| (*resource, method)))
}

fn calls(plan: &Plan<'_>, resources: &[&ResourcePlan]) -> Vec<String> {
    let row = |(resource, method): (&ResourcePlan, &MethodPlan)| {
        let (accessor, name) = (rust_names::bare(&resource.accessor), rust_names::bare(&method.fn_name));
        let about = cell(method.docs.first().map_or("", String::as_str));
        let deprecated = if method.deprecated.is_some() { " Deprecated." } else { "" };
        let request = request(plan, resource, method).map(|line| format!("`{line}`")).unwrap_or_default();
        vec![format!("[`{accessor}().{name}`]({}::{name})", resource.item.ident), request, format!("{about}{deprecated}")]
    };
    let rows: Vec<_> = functions(resources).map(row).collect();
    table("# Calls", &["Call", "Request", "About"], &rows)
}

/// The verb and the path of a call, with the first parameter: that tells finders and actions apart.
fn request(plan: &Plan<'_>, resource: &ResourcePlan, method: &MethodPlan) -> Option<String> {
    let declared = &plan.api[resource.id];
    let verb = declared.methods.get(method.index)?.kind.http_verb();
    let address = method.url.strip_prefix(plan.api[declared.base].url.as_str())?;
    Some(format!("{verb} {}", address.split(['&', '[']).next().unwrap_or(address)))
}

/// A heading and a table; nothing without rows.
fn table(heading: &str, columns: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let mut text = format!("| {} |\n|{}", columns.join(" | "), " --- |".repeat(columns.len()));
    for row in rows {
        let _ = write!(text, "\n| {} |", row.join(" | "));
    }
    vec![heading.to_owned(), text].into_iter().filter(|part| !part.is_empty()).collect()
}

/// The first paragraph of a documentation as a cell of a table.
fn cell(docs: &str) -> String {
    let first = docs.split("\n\n").next().unwrap_or_default();
    first.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// The entries of the tables of the API that the calls of a product refer to.
#[derive(Default)]
struct Needs {
    permissions: BTreeSet<PermissionId>,
    roles: BTreeSet<RoleId>,
    families: BTreeSet<FamilyId>,
    quotas: BTreeSet<QuotaId>,
    calls: usize,
    public: usize,
}

fn needs(plan: &Plan<'_>, product: &ProductPlan, resources: &[&ResourcePlan]) -> Needs {
    let api = plan.api;
    let mut needs = Needs::default();
    for (resource, function) in functions(resources) {
        let declared = &api[resource.id];
        let Some(method) = declared.methods.get(function.index) else { continue };
        let permissions = method.requirement.permissions();
        needs.calls += 1;
        needs.public += usize::from(permissions.is_empty());
        needs.permissions.extend(permissions);
        needs.roles.extend(&method.roles);
        needs.quotas.extend(&method.quotas);
        needs.families.extend(api[declared.base].versions);
    }
    for def in api.types().iter().filter(|def| def.product == Some(product.id)) {
        if let TypeKind::Record(record) = &def.kind {
            let of_fields = record.fields.iter().filter_map(|field| field.requirement.as_ref());
            needs.permissions.extend(of_fields.flat_map(restli_schema::api::Requirement::permissions));
        }
    }
    needs
}

fn requirements(plan: &Plan<'_>, product: &ProductPlan, resources: &[&ResourcePlan]) -> Vec<String> {
    let (api, needs) = (plan.api, needs(plan, product, resources));
    let mut out: Vec<String> = products(plan, &needs).into_iter().collect();
    let permissions: Vec<_> = (needs.permissions.iter())
        .map(|id| {
            let permission = &api[*id];
            let replaced_by: Vec<&str> = permission.replaced_by.iter().map(|other| api[*other].name.wire.as_str()).collect();
            let granted = grant_words(None, permission.approval, permission.retired.as_deref(), &replaced_by);
            vec![docs::permission_link(permission), cell(&docs::escape(&permission.doc)), granted.join("; ")]
        })
        .collect();
    out.extend(table("", &["Permission", "Allows", "Granted"], &permissions));
    if needs.public > 0 && !api.permissions().is_empty() {
        let which = if needs.public == needs.calls { "any call".to_owned() } else { format!("{} of {} calls", needs.public, needs.calls) };
        out.push(format!("The schema names no permission for {which}."));
    }
    let roles: Vec<_> = (needs.roles.iter())
        .map(|id| vec![docs::role_link(&api[*id]), docs::entities(api, &api[*id]), cell(&docs::escape(&api[*id].doc))])
        .collect();
    out.extend(table("", &["Role", "In", "Allows"], &roles));
    out.extend(needs.families.iter().map(|id| version(plan, *id)));
    let quotas: Vec<_> = (needs.quotas.iter())
        .map(|id| {
            let quota = &api[*id];
            let unsure = if quota.evidence.verified == Some(Verified::Assumed) { " (unconfirmed)" } else { "" };
            vec![format!("{}{unsure}", docs::quota_text(quota)), cell(&docs::escape(&quota.doc))]
        })
        .collect();
    out.extend(table("", &["Quota", "About"], &quotas));
    out
}

/// The line about the products that an app requests to be granted the permissions.
fn products(plan: &Plan<'_>, needs: &Needs) -> Option<String> {
    let mut products: Vec<(&str, Option<Approval>)> = Vec::new();
    for permission in needs.permissions.iter().map(|id| &plan.api[*id]).filter(|permission| permission.retired.is_none()) {
        if let Some(product) = permission.product.as_deref()
            && !products.contains(&(product, permission.approval))
        {
            products.push((product, permission.approval));
        }
    }
    let words = products.into_iter().map(|(product, approval)| match approval {
        Some(approval) => format!("{} ({})", docs::escape(product), approval.words()),
        None => docs::escape(product),
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| format!("Products to request: {}.", words.join("; ")))
}

/// The line about the version that is sent.
fn version(plan: &Plan<'_>, id: FamilyId) -> String {
    let family = &plan.api[id];
    let pinned = family.released.iter().find(|version| version.number == family.pinned);
    let end = match pinned.and_then(|version| Some((version.sunset?, version.evidence.verified))) {
        Some((end, Some(Verified::Assumed))) => format!(", assumed to live until {end}"),
        Some((end, _)) => format!(", which lives until {end}"),
        None => ", whose end is not known".to_owned(),
    };
    let link = format!("[`{}`](crate::api::versions::{})", family.name.wire, rust_names::constant_name(&family.name));
    format!("Version: `{}: {}` of the family {link}{end}.", family.header, family.pinned)
}
