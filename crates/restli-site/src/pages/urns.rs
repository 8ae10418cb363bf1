//! URN types: a table, and a page each with what uses it.

use restli_schema::api::{UrnDef, UrnId, UrnPart};

use super::parts::{entries, entry, facts, home, table as titled};
use super::products::not_empty;
use super::users;
use crate::html::{Href, Html, code, joined, link, tag};
use crate::markup::summary;
use crate::page::{Page, Place, Section, chunks};
use crate::site::{Site, file};

pub(super) fn table(site: &Site<'_>) -> Option<Page> {
    let rows: Vec<Html> = site.api.urn_ids().map(|id| entry("", site.urn_link(id), site.summary(&site.api[id].doc))).collect();
    let lead = vec![tag("p", "URNs name entities: each type has a namespace, a name, and a key of one part or several.")];
    (!rows.is_empty()).then(|| Page {
        lead,
        sections: vec![Section::new("-urns", "All types", chunks(rows, entries))],
        ..titled(file::URNS, "URN types")
    })
}

pub(super) fn page(site: &Site<'_>, id: UrnId) -> Page {
    let urn = &site.api[id];
    let text = format!("urn:{}:{}", urn.namespace, urn.name.wire);
    let rust = code(&format!("{}::urns::{}", site.krate, site.plan.urn(id)));
    let longest = urn.longest.map(|longest| format!("at most {longest} characters"));
    let acts =
        site.api.permission_ids().filter(|permission| site.api[*permission].acts_as.contains(&id)).map(|one| site.permission_link(one));
    let roles = site.api.role_ids().filter(|role| site.api[*role].within.contains(&id)).map(|role| site.role_link(role));
    let rows = [
        ("Form", form(site, urn)),
        ("Length", longest.map(Html::from).into()),
        ("Rust", rust),
        ("Permissions to act as one", joined(acts, ", ")),
        ("Roles within one", joined(roles, ", ")),
        ("Source", site.evidence(&urn.evidence)),
    ];
    Page {
        file: site.files.urns.get(id.index()).cloned().unwrap_or_default(),
        heading: code(&text),
        title: format!("{text}, URN type"),
        kind: "URN type".into(),
        above: vec![home(), link(&Href::file(file::URNS), "URN types")],
        summary: summary(&urn.doc),
        lead: site.prose(&urn.doc).into_iter().chain([facts(rows)]).collect(),
        sections: not_empty([Section::new("users", "Used by", users::listed(site, site.users.of_urn(id)))]),
        is_listed: true,
        place: Place::File(file::URNS),
    }
}

/// The form of the whole URN, its parts in words.
fn form(site: &Site<'_>, urn: &UrnDef) -> Html {
    let part = |part: &UrnPart| match part {
        UrnPart::Text => "text".into(),
        UrnPart::Long => "number".into(),
        UrnPart::Urn(ids) if ids.is_empty() => "URN".into(),
        UrnPart::Urn(ids) => joined(ids.iter().map(|id| site.urn_link(*id)), " or "),
    };
    let whole = |key: &str| code(&format!("urn:{}:{}{key}", urn.namespace, urn.name.wire));
    let parts: Vec<Html> = urn.key.iter().map(part).collect();
    match parts.len() {
        0 => whole(""),
        1 => [whole(":…"), " with a key: ".into(), parts.into()].into(),
        _ => [whole(":(…,…)"), " with the parts of a key: ".into(), joined(parts, ", ")].into(),
    }
}
