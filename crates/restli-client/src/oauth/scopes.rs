//! Requested scopes, checked against the permission table. An unknown scope is only a warning, because the table may be incomplete.

use restli_core::permission::retirement_words;
use restli_core::suggest;

use crate::tables::ApiInfo;

/// Warnings about scopes that are unknown, retired or replaced.
pub(super) fn warnings(api: &ApiInfo, scopes: &[String]) -> Vec<String> {
    if api.permissions.is_empty() {
        return Vec::new();
    }
    scopes.iter().filter_map(|scope| warning(api, scope)).collect()
}

fn warning(api: &ApiInfo, scope: &str) -> Option<String> {
    let Some(permission) = api.permission(scope) else {
        let nearest = suggest::nearest(scope, api.permissions.iter().map(|known| known.scope));
        let hint = nearest.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Some(format!("the schema knows no scope `{scope}`{hint}"));
    };
    retirement_words(permission.retired, permission.replaced_by).map(|words| format!("`{scope}`: {words}"))
}
