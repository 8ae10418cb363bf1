//! Lists of what uses something.

use std::collections::BTreeMap;

use restli_schema::api::{ProductId, ResourceId};
use restli_schema::users::{MethodAt, User};

use super::parts::entry;
use crate::html::{Href, Html, classed, code, joined, link, tag};
use crate::page::chunks;
use crate::site::{Site, file};

/// The users of a type or URN type, by their kinds.
pub(super) fn listed(site: &Site<'_>, users: &[User]) -> Vec<Html> {
    let (mut entities, mut keys, mut calls, mut types, mut events) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for user in users {
        match *user {
            User::Entity(id) => entities.push(site.resource_link(id)),
            User::Key(id) => keys.push(site.resource_link(id)),
            User::Method(id, at) => calls.push((id, at)),
            User::Type(id) => types.push(site.type_link(id)),
            User::Event(at) => events
                .extend(site.api.events.get(at).map(|event| link(&Href::place(file::EVENTS, &event.name.wire), code(&event.name.wire)))),
        }
    }
    let mut blocks = Vec::new();
    for (title, links) in [("Entities of", entities), ("Keys of", keys), ("Types", types), ("Events", events)] {
        if !links.is_empty() {
            blocks.push(tag("h3", title));
            blocks.extend(chunks(links.into_iter().map(|link| tag("li", link)), |rows| classed("ul", "names", rows)));
        }
    }
    if !calls.is_empty() {
        blocks.push(tag("h3", "Calls"));
        blocks.extend(self::calls(site, &calls));
    }
    blocks
}

/// Calls by their resources, and those by their products.
pub(super) fn calls(site: &Site<'_>, calls: &[MethodAt]) -> Vec<Html> {
    let mut by_product: BTreeMap<ProductId, BTreeMap<ResourceId, Vec<MethodAt>>> = BTreeMap::new();
    for at in calls {
        by_product.entry(site.api[at.0].product).or_default().entry(at.0).or_default().push(*at);
    }
    let row = |(resource, methods): (ResourceId, Vec<MethodAt>)| {
        let links = methods.iter().map(|at| link(&site.method_href(*at), code(site.method_name(*at))));
        entry("", site.resource_link(resource), joined(links, " "))
    };
    let group = |(product, resources): (ProductId, BTreeMap<ResourceId, Vec<MethodAt>>)| {
        let title = classed("p", "group", site.product_link(product));
        std::iter::once(title)
            .chain(chunks(resources.into_iter().map(row), |rows| classed("dl", "entries calls", rows)))
            .collect::<Vec<_>>()
    };
    by_product.into_iter().flat_map(group).collect()
}
