//! Names of resources and methods in notes to people.

use restli_schema::api::{Api, Method, ResourceId};

/// A resource with its ancestors: `posts.comments`.
pub(crate) fn resource(api: &Api, id: ResourceId) -> String {
    let mut names: Vec<&str> = api.lineage(id).map(|one| api[one].name.wire.as_str()).collect();
    names.reverse();
    names.join(".")
}

/// A method of a resource: `posts.get`, `posts.finder:author`.
pub(crate) fn method(api: &Api, id: ResourceId, method: &Method) -> String {
    let kind = match method.kind.name_parameter() {
        Some(_) => format!("{}:", method.kind.wire_name()),
        None => String::new(),
    };
    format!("{}.{kind}{}", resource(api, id), method.name.wire)
}
