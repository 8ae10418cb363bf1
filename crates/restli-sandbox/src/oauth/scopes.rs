//! Scopes that an app asks for.

use restli_schema::api::{Api, Permission};

use super::app::App;
use crate::state::State;

/// The permissions behind the scopes in a text, in order; in words what is wrong with one of them.
///
/// Scopes stand between blanks (RFC 6749 §3.3), the separators of the schema, or commas, with which many clients join them.
pub(super) fn read<'a>(api: &'a Api, app: &App, text: &str) -> Result<Vec<&'a Permission>, String> {
    let separator = api.oauth.as_ref().map_or(" ", |oauth| oauth.scope_separator.as_str());
    let mut found: Vec<&Permission> = Vec::new();
    for scope in text.split(separator).flat_map(|part| part.split([' ', ','])).filter(|scope| !scope.is_empty()) {
        let Some(permission) = api.permissions().iter().find(|permission| permission.name.wire == scope) else {
            return Err(format!("the API has no scope `{scope}`"));
        };
        if !app.has(permission) {
            return Err(format!("the scope `{scope}` is not granted to the app `{}`", app.id));
        }
        if !found.iter().any(|other| other.name.wire == scope) {
            found.push(permission);
        }
    }
    match conflict(api, &found) {
        Some((one, other, reason)) => Err(format!("the scopes `{one}` and `{other}` exclude each other: {reason}")),
        None => Ok(found),
    }
}

/// Two permissions of which the first excludes the second, and the reason.
fn conflict<'a>(api: &'a Api, all: &[&'a Permission]) -> Option<(&'a str, &'a str, &'a str)> {
    all.iter().find_map(|one| {
        let conflict = one.not_with.as_ref()?;
        let excluded = |other: &&&Permission| conflict.scopes.iter().any(|id| api[*id].name.wire == other.name.wire);
        let other = all.iter().find(excluded)?;
        Some((one.name.wire.as_str(), other.name.wire.as_str(), conflict.reason.as_str()))
    })
}

/// The names of permissions, as answers write them.
pub(super) fn joined<'a>(world: &State, names: impl IntoIterator<Item = &'a String>) -> String {
    names.into_iter().map(String::as_str).collect::<Vec<_>>().join(if world.settings.habits.commas { "," } else { " " })
}
