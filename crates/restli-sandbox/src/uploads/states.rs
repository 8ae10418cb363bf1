//! States of what is uploaded.

use bytes::Bytes;
use restli_core::Json;
use restli_schema::api::{Api, ResourceId};

use super::media;
use super::pending::Upload;
use crate::faults::{Fault, Stage};
use crate::received::Received;
use crate::state::State;
use crate::store::Store;

/// Sets a text at a path, in every item of lists on the way.
pub(super) fn set(entity: &mut Json, path: &str, text: &str) {
    match entity {
        Json::Array(items) => items.iter_mut().for_each(|item| set(item, path, text)),
        Json::Object(members) => match path.split_once('.') {
            Some((name, rest)) => {
                if let Some(inner) = members.get_mut(name) {
                    set(inner, rest, text);
                }
            }
            None => {
                members.insert(path.to_owned(), Json::from(text));
            }
        },
        _ => {}
    }
}

/// Gives the entity of an upload the state that its bytes deserve.
pub(super) fn end(api: &Api, upload: &Upload, store: &mut Store, first: &Bytes) {
    let Some(states) = &upload.states else { return };
    let size: u64 = upload.parts.iter().flatten().map(|(_, size)| size).sum();
    let is_fit = upload.media.is_none_or(|media| media::fits(&api[media], size, first));
    let state = if is_fit { &states.ready } else { &states.failed };
    if let (Some(state), Some(entity)) = (state, store.get_mut(&upload.collection, &upload.key)) {
        set(entity, &states.path, state);
    }
}

/// Returns whether a fault keeps what a method began from ever being ready.
pub(super) fn never_ends(state: &State, request: &Received, (resource, position): (ResourceId, usize)) -> bool {
    let method = state.api[resource].methods.get(position);
    let call = state.described.routes.id(resource, position).zip(method);
    state.faults.choose(&state.api, request, call, Stage::Asked(Fault::NeverReady)).is_ok_and(|chosen| chosen.is_some())
}
