//! The sandbox in a few words.

use bytes::Bytes;
use http::Response;
use serde_json::json;

use super::reply;
use crate::state::State;

/// The API, its address, and what is relaxed.
pub(super) fn answer(state: &State) -> Response<Bytes> {
    let operations: usize = state.api.resources().iter().map(|resource| resource.methods.len()).sum();
    reply::json(&json!({
        "api": state.api.name.wire,
        "baseUrl": state.base_url,
        "operations": operations,
        "resources": state.api.resources().len(),
        "refusesUnread": state.settings.refuses_unread,
        "seed": state.settings.seed,
    }))
}
