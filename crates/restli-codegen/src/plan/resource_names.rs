//! Names of resources, with those of the resources above.

use restli_schema::api::{Api, Name, Resource};

use super::names;

/// Names from the root resource down, joined: `widgets-parts`.
pub(super) fn full_name(api: &Api, resource: &Resource) -> String {
    match (&resource.name.rust, resource.parent) {
        (Some(forced), _) => forced.clone(),
        (None, Some(parent)) => format!("{}-{}", full_name(api, &api[parent]), resource.name.wire),
        (None, None) => resource.name.wire.clone(),
    }
}

/// Name of the function on the client that returns the resource's handle.
pub(super) fn accessor_name(api: &Api, resource: &Resource) -> String {
    names::function_name(&Name { wire: full_name(api, resource), rust: None, span: resource.name.span })
}
