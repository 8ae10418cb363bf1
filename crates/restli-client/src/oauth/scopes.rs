//! Scopes as servers write them, and requested ones, checked against the permission table. An unknown scope is only a warning, because the table may be incomplete.

use restli_core::permission::retirement_words;
use restli_core::url::percent_decode;
use restli_core::{Json, suggest};

use crate::tables::ApiInfo;

/// Warnings about scopes that are unknown, retired or replaced, or that there are none.
pub(super) fn warnings(api: &ApiInfo, scopes: &[String]) -> Vec<String> {
    if scopes.is_empty() {
        return vec!["no scope is asked for, so that the token may grant nothing".to_owned()];
    }
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

/// The scopes of a response: text separated by commas, blanks or `+`, percent-encoded or not, or a list. A word with characters that no
/// scope has (RFC 6749 §3.3) is none.
pub(super) fn words(scope: &Json) -> Vec<String> {
    let split = |text: &str| {
        let text = percent_decode(text).unwrap_or(text.into());
        let is_scope = |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\'));
        text.split([',', ' ', '+']).filter(is_scope).map(str::to_owned).collect::<Vec<_>>()
    };
    match scope {
        Json::String(text) => split(text),
        Json::Array(items) => items.iter().filter_map(Json::as_str).flat_map(split).collect(),
        _ => Vec::new(),
    }
}
