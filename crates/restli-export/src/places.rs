//! Where something stands, for people, and the paths of entities.

use restli_schema::api::{Api, Key, Method, Name, Resource, ResourceId, ResourceMethod};

/// A resource with those above it: `posts.comments`.
pub(crate) fn resource(api: &Api, id: ResourceId) -> String {
    let mut names: Vec<&str> = std::iter::successors(Some(id), |one| api[*one].parent).map(|one| api[one].name.wire.as_str()).collect();
    names.reverse();
    names.join(".")
}

/// A method of a resource: `posts.get`, `posts.finder:author`.
pub(crate) fn method(api: &Api, id: ResourceId, method: &Method) -> String {
    use ResourceMethod as M;
    let kind = match method.kind {
        M::Finder | M::BatchFinder | M::Action => format!("{}:", method.kind.wire_name()),
        _ => String::new(),
    };
    format!("{}.{kind}{}", resource(api, id), method.name.wire)
}

/// The name under which the key of a resource stands in paths.
pub(crate) fn placeholder(key: &Key) -> &Name {
    match key {
        Key::Simple(param) => &param.name,
        Key::Compound { name, .. } | Key::Complex { name, .. } => name,
    }
}

/// The path template of one entity of a resource.
pub(crate) fn entity_path(resource: &Resource) -> String {
    match resource.key.as_ref().map(placeholder) {
        Some(name) => format!("{}/{{{}}}", resource.path, name.wire),
        None => resource.path.clone(),
    }
}
