//! The pages: a file per kind.

mod all;
mod errors;
mod events;
mod evidence;
mod home;
mod login;
mod media;
mod methods;
mod parts;
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

use crate::page::Page;
use crate::site::Site;

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
