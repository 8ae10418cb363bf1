//! Names of anything in an API.

use restli_core::Day;
use restli_schema::api::Api;
use restli_schema::suggest::nearest;

use super::entry::Entry;
use super::{operation, tables, types};

/// The explanations of everything that has a name.
pub(super) fn explain(api: &Api, name: &str, today: Day) -> Vec<Entry> {
    let name = name.trim_matches('`');
    let mut found = tables::named(api, name, today);
    found.extend(operation::named(api, name).into_iter().map(|one| operation::entry(api, one, today)));
    found.extend(types::named(api, name));
    found
}

/// The words on a name that nothing has.
pub(super) fn unknown(api: &Api, name: &str) -> String {
    let operations: Vec<String> = operation::all(api).map(|(id, _)| id).collect();
    let ends = operations.iter().flat_map(|id| id.match_indices('.').filter_map(|(at, _)| id.get(at + 1..)).chain([id.as_str()]));
    let tables = (api.permissions().iter().map(|one| &one.name))
        .chain(api.errors().iter().map(|one| &one.name))
        .chain(api.types().iter().map(|one| &one.name))
        .chain(api.quotas().iter().map(|one| &one.name))
        .chain(api.roles().iter().map(|one| &one.name))
        .chain(api.urns().iter().map(|one| &one.name));
    let names: Vec<&str> = ends.chain(tables.map(|name| name.wire.as_str())).collect();
    // A long text may hold a token.
    let is_name = name.len() <= 40 && !name.contains(char::is_whitespace);
    let shown = if is_name { format!("`{}`", name.escape_debug()) } else { "this text".to_owned() };
    let near = nearest(name, names.iter().copied());
    let help = near.map_or_else(
        || "give a code, an operation, a permission, a type, a version, an address, an error as it came, or a line of curl".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    format!("the API `{}` knows nothing of {shown}; {help}", api.name.wire)
}
