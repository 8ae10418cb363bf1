//! Snapshots: a restspec with every type that it reaches (`docs/formats.md §3`), one for each root resource.

mod extensions;
mod method;
mod names;
mod reach;
mod resource;
mod text;
mod types;
mod urns;

use std::collections::{BTreeMap, BTreeSet};

use restli_schema::api::{Api, ResourceId};

use crate::json::{Json, Object};
use crate::notes::{Disposition, Notes};
use names::Names;
use types::Models;

/// The files, by name.
pub(crate) fn files(api: &Api, notes: &mut Notes) -> BTreeMap<String, String> {
    let names = Names::of(api);
    let mut files = BTreeMap::new();
    let mut reached = BTreeSet::new();
    let mut paths = BTreeSet::new();
    for root in api.resource_ids().filter(|id| api[*id].parent.is_none()) {
        let all = reach::reach(api, &names, &family(api, root));
        let schema = resource::resource(api, &names, root, notes);
        if !paths.insert(resource::as_written(api, root, &api[root].path)) {
            notes.add(Disposition::Refused, "resources of one path, in different versions or with different methods", &api[root].name.wire);
        }
        let models = Models::new(api, &names, notes).write(&all);
        reached.extend(all.types());
        let snapshot = Object::of("models", models).with("schema", schema);
        let mut name = file_name(api, root);
        if files.contains_key(&name) {
            // Two products with the same namespace may each have a resource of that name.
            name = format!("{}-{name}", api[api[root].product].name.wire);
        }
        files.insert(name, Json::from(snapshot).to_file());
    }
    for id in api.type_ids().filter(|id| !reached.contains(id)) {
        notes.add(Disposition::LeftOut, "types that no resource reaches", &api[id].full_name);
    }
    of_the_api(api, notes);
    files
}

/// A resource and all its descendants.
fn family(api: &Api, root: ResourceId) -> Vec<ResourceId> {
    let below = |id: &ResourceId| api.lineage(*id).any(|one| one == root);
    api.resource_ids().filter(below).collect()
}

/// The file name of a snapshot: `[<namespace>.]<name>.snapshot.json`.
fn file_name(api: &Api, root: ResourceId) -> String {
    let namespace = &api[api[root].product].namespace;
    let dot = if namespace.is_empty() { "" } else { "." };
    format!("{namespace}{dot}{}.snapshot.json", api[root].name.wire)
}

/// Notes facts about the whole API that belong to no resource.
fn of_the_api(api: &Api, notes: &mut Notes) {
    let tables = [
        ("the table of versions", !api.families().is_empty()),
        ("the table of permissions", !api.permissions().is_empty()),
        ("the table of roles", !api.roles().is_empty()),
        ("the table of quotas", !api.quotas().is_empty()),
        ("the table of media rules", !api.media().is_empty()),
        ("OAuth 2.0", api.oauth.is_some()),
        ("names of response headers", api.headers.quota_remaining.is_some() || !api.headers.request_ids.is_empty()),
        ("statuses after which calls are sent again", api.retry_statuses != restli_schema::api::RETRY_STATUSES),
        ("hosts of uploads", !api.upload_hosts.is_empty()),
        ("events of webhooks", !api.events.is_empty()),
    ];
    for (what, _) in tables.into_iter().filter(|(_, there)| *there) {
        notes.add(Disposition::LeftOut, what, &api.name.wire);
    }
    for error in
        api.errors().iter().filter(|error| !error.remedy.is_empty() || !error.service_error_codes.is_empty() || error.passes.is_some())
    {
        notes.add(Disposition::LeftOut, "remedies and older codes of errors", &error.name.wire);
    }
}
