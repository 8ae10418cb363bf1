//! Names of resources, with those of the resources above.

use restli_schema::api::{Api, Resource};

use super::names;

/// Names from the root resource down, joined: `widgets-parts`.
pub(super) fn full_name(api: &Api, resource: &Resource) -> String {
    let above = resource.parent.into_iter().flat_map(|parent| api.lineage(parent));
    names::resource_words(std::iter::once(&resource.name).chain(above.map(|id| &api[id].name)))
}

/// Name of the function on the client that returns the resource's handle.
pub(super) fn accessor_name(api: &Api, resource: &Resource) -> String {
    names::accessor_name(&full_name(api, resource))
}
