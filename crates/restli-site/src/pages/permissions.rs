//! Permissions: a table, and a page each with the calls that it is good for.

use restli_core::permission::Approval;
use restli_schema::api::{Permission, PermissionId, TypeKind};

use super::home::number;
use super::parts::{entries, entry, facts, home, table as titled};
use super::products::not_empty;
use super::users;
use crate::html::{Href, Html, classed, code, joined, link, tag};
use crate::markup::summary;
use crate::page::{Page, Place, Section, chunks};
use crate::site::{Site, file, label, warning};

pub(super) fn table(site: &Site<'_>) -> Option<Page> {
    let api = site.api;
    let mut by_product: Vec<(Option<&str>, Vec<Html>)> = Vec::new();
    for id in api.permission_ids() {
        let product = api[id].product.as_deref();
        match by_product.iter_mut().find(|(own, _)| *own == product) {
            Some((_, rows)) => rows.push(row(site, id)),
            None => by_product.push((product, vec![row(site, id)])),
        }
    }
    by_product.sort_by_key(|(product, _)| product.is_none());
    let section = |(at, (product, rows)): (usize, (Option<&str>, Vec<Html>))| {
        Section::new(&format!("-product-{at}"), product.unwrap_or("Of no product"), chunks(rows, entries))
    };
    let sections: Vec<Section> = by_product.into_iter().enumerate().map(section).collect();
    let lead = vec![tag("p", "OAuth scopes, by the product that an app applies for. A call names those that are enough for it.")];
    (!sections.is_empty()).then(|| Page { lead, sections, ..titled(file::PERMISSIONS, "Permissions") })
}

fn row(site: &Site<'_>, id: PermissionId) -> Html {
    let permission = &site.api[id];
    let old = permission.retired.as_ref().map(|since| label("old", format!("retired {since}")));
    let approval = permission.approval.map(|approval| label(approval_class(approval), approval.words()));
    let calls = classed("span", "count", number(site.users.of_permission(id).len(), "call"));
    entry("", Html::from([site.permission_link(id), " ".into(), approval.into(), old.into(), calls]), site.summary(&permission.doc))
}

const fn approval_class(approval: Approval) -> &'static str {
    match approval {
        Approval::Open => "live",
        _ => "plain",
    }
}

pub(super) fn page(site: &Site<'_>, id: PermissionId) -> Page {
    let permission = &site.api[id];
    let fields = site.users.fields_of_permission(id).iter().filter_map(|(ty, at)| {
        let TypeKind::Record(record) = &site.api[*ty].kind else { return None };
        let name = &record.fields.get(*at)?.name.wire;
        let href = Href::place(site.type_href(*ty).as_str(), &format!(".{name}"));
        Some(tag("li", link(&href, code(&format!("{}.{name}", site.api[*ty].name.wire)))))
    });
    Page {
        file: site.files.permissions.get(id.index()).cloned().unwrap_or_default(),
        title: format!("{}, permission", permission.name.wire),
        heading: code(&permission.name.wire),
        kind: "permission".into(),
        above: vec![home(), link(&Href::file(file::PERMISSIONS), "Permissions")],
        summary: summary(&permission.doc),
        lead: retired(site, permission).into_iter().chain(site.prose(&permission.doc)).chain([facts(rows(site, permission))]).collect(),
        sections: not_empty([
            Section::new("calls", "Calls that accept it", users::calls(site, site.users.of_permission(id))),
            Section::new("fields", "Fields that need it", chunks(fields, |rows| classed("ul", "names", rows))),
        ]),
        is_listed: true,
        place: Place::File(file::PERMISSIONS),
    }
}

fn retired(site: &Site<'_>, permission: &Permission) -> Option<Html> {
    let since = permission.retired.as_ref()?;
    let instead = joined(permission.replaced_by.iter().map(|id| site.permission_link(*id)), ", ");
    let instead = (!instead.is_empty()).then(|| Html::from([" Ask for ".into(), instead, " instead.".into()]));
    Some(warning("Retired", Html::from([format!("No new grants since {since}.").into(), instead.into()])))
}

fn rows(site: &Site<'_>, permission: &Permission) -> Vec<(&'static str, Html)> {
    let conflict = permission.not_with.as_ref().map(|conflict| {
        let others = joined(conflict.scopes.iter().map(|id| site.permission_link(*id)), ", ");
        Html::from([others, ": ".into(), site.line(&conflict.reason)])
    });
    vec![
        ("Product", permission.product.as_deref().map(Html::from).into()),
        ("Approval", permission.approval.map(|approval| approval.words().into()).into()),
        ("Lets the caller act as", joined(permission.acts_as.iter().map(|id| site.urn_link(*id)), " or ")),
        ("Not together with", conflict.into()),
        ("Source", site.evidence(&permission.evidence)),
    ]
}
