//! Names of anything in an API.

use restli_core::Day;
use restli_schema::api::Api;
use restli_schema::operations;
use restli_schema::suggest::nearest;

use super::entry::Entry;
use super::{operation, tables, types};

/// The explanations of everything that has a name.
pub(super) fn explain(api: &Api, name: &str, today: Day) -> Vec<Entry> {
    let name = name.trim_matches('`');
    let mut found = tables::named(api, name, today);
    found.extend(operations::named(api, name).into_iter().map(|(_, one)| operation::entry(one, today)));
    found.extend(types::named(api, name));
    found
}

/// The words on a name that nothing has.
pub(super) fn unknown(api: &Api, name: &str) -> String {
    let ids: Vec<String> = operations::all(api).map(|(id, _)| id).collect();
    let tables = (api.permissions().iter().map(|one| &one.name))
        .chain(api.errors().iter().map(|one| &one.name))
        .chain(api.types().iter().map(|one| &one.name))
        .chain(api.quotas().iter().map(|one| &one.name))
        .chain(api.roles().iter().map(|one| &one.name))
        .chain(api.urns().iter().map(|one| &one.name));
    let names: Vec<&str> = operations::ends(&ids).chain(tables.map(|name| name.wire.as_str())).collect();
    let near = nearest(name, names.iter().copied());
    // A text that is near no name may be a token.
    let is_name = name.len() <= 12 || (name.len() <= 40 && !name.contains(|sign: char| sign.is_whitespace() || sign.is_ascii_digit()));
    let is_shown = near.is_some() || is_name;
    let shown = if is_shown { format!("`{}`", name.replace(char::is_control, " ")) } else { "this text".to_owned() };
    let help = near.map_or_else(
        || "give a code, an operation, a permission, a type, a version, an address, an error as it came, or a line of curl".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    format!("the API `{}` knows nothing of {shown}; {help}", api.name.wire)
}
