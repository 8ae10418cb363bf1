//! Uploads that have begun.

use std::collections::BTreeMap;

use restli_core::Time;
use restli_schema::api::{MediaId, ResourceId};

/// The uploads that have begun.
#[derive(Debug, Default)]
pub(crate) struct Uploads(pub(super) BTreeMap<u64, Upload>);

/// An upload.
#[derive(Debug)]
pub(super) struct Upload {
    /// The method that began it, by its resource and place.
    pub(super) begun_by: (ResourceId, usize),
    /// The place of the entity in the store.
    pub(super) collection: String,
    pub(super) key: String,
    /// The name of the entity in answers and requests: its key, or the URN around it.
    pub(super) name: String,
    /// The tag and the number of bytes of each part that has come.
    pub(super) parts: Vec<Option<(String, u64)>>,
    /// The upload waits for its finishing action once the bytes are there.
    pub(super) is_finished_by_action: bool,
    pub(super) states: Option<States>,
    pub(super) media: Option<MediaId>,
    /// The key of the member who began it.
    pub(super) member: Option<String>,
    pub(super) expires: Time,
}

/// The states that the entity of an upload goes through.
#[derive(Clone, Debug)]
pub(super) struct States {
    /// The path of the state: names joined by dots.
    pub(super) path: String,
    pub(super) ready: Option<String>,
    pub(super) failed: Option<String>,
}
