//! Requested scopes, checked against the permission table. An unknown scope is a warning only: no list of scopes is ever complete.

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
    let instead = match permission.replaced_by {
        [] => String::new(),
        others => format!("; ask for {} instead", others.join(", ")),
    };
    match permission.retired {
        Some(retired) => Some(format!("`{scope}` is not granted to new apps since {retired}{instead}")),
        None if !instead.is_empty() => Some(format!("`{scope}` has been replaced{instead}")),
        None => None,
    }
}
