//! The request beside the schema: everything in it typed, and every misfit told.

use restli_core::{Json, ResourceMethod as M};
use restli_schema::api::{Api, ResourceId};
use restli_schema::url_text;
use serde_json::Map;

use crate::received::Received;
use crate::refusal::Refusal;
use crate::route::Call;

/// What a request says, in the types of the schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Read {
    /// The keys in the path, outermost first, each with its resource.
    pub(crate) keys: Vec<(ResourceId, Json)>,
    /// Parts of a compound key at the end of the path, of a finder.
    pub(crate) parts: Option<Json>,
    /// The keys of a batch.
    pub(crate) ids: Vec<Json>,
    /// The parameters of the query that the method declares, and those of paging; defaults stand in for absent ones.
    pub(crate) params: Map<String, Json>,
    /// The body; parameters of an action with the defaults of absent ones. Null without a body, and for unstructured data.
    pub(crate) body: Json,
}

/// Reads a request. A version is that which the request asks for.
pub(crate) fn read(api: &Api, call: &Call<'_>, version: Option<u32>, request: &Received) -> Result<Read, Refusal> {
    let _ = (api, version);
    let mut params = url_text::parameters(&request.query);
    let ids = match params.remove("ids") {
        Some(Json::Array(ids)) if call.method.kind.has_ids() => ids,
        Some(id) if call.method.kind.has_ids() => vec![id],
        _ => Vec::new(),
    };
    if let Some(name) = M::name_parameter(call.method.kind) {
        params.remove(name);
    }
    let body = serde_json::from_slice(&request.body).unwrap_or_default();
    Ok(Read { keys: call.keys.clone(), parts: call.parts.clone(), ids, params, body })
}
