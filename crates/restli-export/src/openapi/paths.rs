//! Paths. `OpenAPI` has one operation per path and verb, Rest.li several: a suffix after `#`, which no client sends, distinguishes them.

use std::collections::{BTreeMap, BTreeSet};

use restli_schema::api::{Api, Method, ResourceId, ResourceMethod};

use super::context::Context;
use super::operation::operation;
use crate::json::{Json, Object};
use crate::notes::{Disposition, Notes};
use crate::places;

/// The note about operations that only a suffix of the path tells apart.
const SHARED: &str = "operations that share path and verb, which are told apart behind a `#`";

/// Scheme and host of every base, without duplicates.
pub(super) fn servers(api: &Api) -> Vec<Object> {
    let mut urls: Vec<&str> = Vec::new();
    for base in api.bases() {
        if !urls.contains(&base.url.as_str()) {
            urls.push(&base.url);
        }
    }
    urls.into_iter().map(|url| Object::of("url", url)).collect()
}

/// All paths, sorted, with their operations.
pub(super) fn paths(context: Context<'_>, notes: &mut Notes) -> Json {
    let api = context.api;
    let several_hosts = servers(api).len() > 1;
    let mut paths: BTreeMap<String, BTreeMap<String, Object>> = BTreeMap::new();
    let mut servers = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for id in api.resource_ids() {
        left_out(api, id, notes);
        for method in &api[id].methods {
            let base = &api[api[id].base];
            let operation_id = operation_id(api, id, method, &mut ids);
            let verb = method.kind.http_verb().to_ascii_lowercase();
            // The key parts that a finder takes follow the resource in the path, as the key of an entity does.
            let template = if method.keys.is_empty() { api[id].method_path(method) } else { api[id].entity_path() };
            let mut path = format!("{}{template}", base.path);
            if let Some(mark) = mark(method) {
                notes.add(Disposition::Weakened, SHARED, &places::method(api, id, method));
                path = format!("{path}#{mark}");
            }
            let elsewhere = |servers: &BTreeMap<String, &str>| servers.get(&path).is_some_and(|url| **url != *base.url);
            if elsewhere(&servers) || paths.get(&path).is_some_and(|verbs| verbs.contains_key(&verb)) {
                notes.add(Disposition::Weakened, SHARED, &places::method(api, id, method));
                path = format!("{path}#{operation_id}");
            }
            servers.insert(path.clone(), base.url.as_str());
            let operation = operation(context, id, method, &operation_id, notes);
            paths.entry(path).or_default().insert(verb, operation);
        }
    }
    let mut all = Object::default();
    for (path, verbs) in paths {
        let mut item = Object::default();
        if several_hosts {
            item.set_some("servers", servers.get(&path).map(|url| vec![Object::of("url", *url)]));
        }
        for (verb, operation) in verbs {
            item.set(&verb, operation);
        }
        all.set(&path, item);
    }
    all.into()
}

/// Notes facts about a resource that no operation expresses.
fn left_out(api: &Api, id: ResourceId, notes: &mut Notes) {
    let resource = &api[id];
    let all = [
        (
            "what stands under `x`",
            !resource.extensions.x.is_empty() || resource.methods.iter().any(|method| !method.extensions.x.is_empty()),
        ),
        ("alternative keys", !resource.alt_keys.is_empty()),
        ("named projections", !resource.projections.is_empty()),
    ];
    for (what, _) in all.into_iter().filter(|(_, there)| *there) {
        notes.add(Disposition::LeftOut, what, &places::resource(api, id));
    }
}

/// The `#` suffix that distinguishes a method from others with the same path and verb, if it needs one.
fn mark(method: &Method) -> Option<String> {
    use ResourceMethod as M;
    match method.kind {
        M::Finder | M::BatchFinder | M::Action => Some(format!("{}={}", method.kind.name_parameter()?, method.name.wire)),
        M::BatchGet | M::BatchCreate | M::BatchPartialUpdate => Some(method.kind.wire_name().to_owned()),
        M::Get | M::GetAll | M::Create | M::Update | M::BatchUpdate | M::PartialUpdate | M::Delete | M::BatchDelete => None,
    }
}

/// A unique operation id: the resource, then the method.
fn operation_id(api: &Api, id: ResourceId, method: &Method, taken: &mut BTreeSet<String>) -> String {
    use ResourceMethod as M;
    let name = &method.name.wire;
    let does = match method.kind {
        M::Finder => format!("find_by_{name}"),
        M::BatchFinder => format!("batch_find_by_{name}"),
        M::Action => format!("do_{name}"),
        M::Get
        | M::BatchGet
        | M::GetAll
        | M::Create
        | M::BatchCreate
        | M::Update
        | M::BatchUpdate
        | M::PartialUpdate
        | M::BatchPartialUpdate
        | M::Delete
        | M::BatchDelete => method.kind.wire_name().to_owned(),
    };
    let mut found = format!("{}_{does}", places::resource(api, id).replace('.', "_"));
    while !taken.insert(found.clone()) {
        found.push('_');
    }
    found
}
