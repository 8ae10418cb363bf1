//! The pages: a file per kind.

mod all;
mod errors;
mod events;
mod evidence;
mod home;
mod login;
mod media;
mod methods;
mod permissions;
mod products;
mod quotas;
mod resources;
mod roles;
mod samples;
mod types;
mod urns;
mod users;
mod versions;

pub(crate) use all::listed;

use crate::html::{Href, Html, classed, link, tag};
use crate::page::{Page, Place};
use crate::site::{Site, file};

/// All pages.
pub(crate) fn all(site: &Site<'_>) -> Vec<Page> {
    let single = [home::page(site), evidence::page(site), all::page(site)];
    let tables = [
        permissions::table(site),
        errors::table(site),
        urns::table(site),
        roles::page(site),
        quotas::page(site),
        versions::page(site),
        media::page(site),
        events::page(site),
        login::page(site),
    ];
    let api = site.api;
    let of_parts = api.product_ids().map(|id| products::page(site, id));
    let of_parts = of_parts.chain(products::shared(site)).chain(api.resource_ids().map(|id| resources::page(site, id)));
    let of_parts = of_parts.chain(api.type_ids().map(|id| types::page(site, id)));
    let of_parts = of_parts.chain(api.permission_ids().map(|id| permissions::page(site, id)));
    let of_parts = of_parts.chain(errors::pages(site)).chain(api.urn_ids().map(|id| urns::page(site, id)));
    single.into_iter().chain(tables.into_iter().flatten()).chain(of_parts).collect()
}

/// A page that stands in the navigation by itself.
fn table(file: &'static str, title: &str) -> Page {
    Page {
        file: file.to_owned(),
        title: title.to_owned(),
        heading: title.into(),
        kind: Html::default(),
        above: vec![home()],
        summary: String::new(),
        lead: Vec::new(),
        sections: Vec::new(),
        is_listed: true,
        place: Place::File(file),
    }
}

fn home() -> Html {
    link(&Href::file(file::HOME), "Overview")
}

/// Facts: names with what they are; those without content are left out.
fn facts(rows: impl IntoIterator<Item = (&'static str, Html)>) -> Html {
    let row = |(name, content): (&'static str, Html)| tag("div", Html::from([tag("dt", name), tag("dd", content)]));
    let rows: Vec<Html> = rows.into_iter().filter(|(_, content)| !content.is_empty()).map(row).collect();
    if rows.is_empty() { Html::default() } else { classed("dl", "facts", rows) }
}

/// A list of entries, each a name with what is said about it.
fn entry(id: &str, name: impl Into<Html>, about: impl Into<Html>) -> Html {
    let (name, about) = (name.into(), about.into());
    let name = if id.is_empty() { tag("dt", name) } else { crate::html::tag_with("dt", &[("id", id)], name) };
    tag("div", Html::from([name, tag("dd", about)]))
}

/// Entries as a list.
fn entries(rows: Html) -> Html {
    classed("dl", "entries", rows)
}
