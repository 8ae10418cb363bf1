//! A world that is kept in a file.

use std::io;
use std::path::Path;

use restli_core::Json;
use serde_json::json;

use crate::persist::{Persist, PersistError};
use crate::refusal::Refusal;
use crate::store::{Entity, Store};

/// Opens a file, and fills a store from it. Returns whether the file had a world.
pub(crate) fn open(path: &Path, store: &mut Store) -> io::Result<(Persist, bool)> {
    let (persist, rows) = Persist::open(path).map_err(io::Error::other)?;
    let has_world = !rows.is_empty();
    for row in rows {
        let kept: Json = serde_json::from_str(&row.value).map_err(io::Error::other)?;
        let (key, value) = (kept.get("key").cloned().unwrap_or_default(), kept.get("value").cloned().unwrap_or_default());
        store.restore((row.collection, row.key), Entity { order: row.order, key, value });
    }
    store.note_changes();
    Ok((persist, has_world))
}

/// Writes what changed in a store. The disk has it when the function returns.
pub(crate) fn keep(persist: &Persist, store: &mut Store) -> Result<(), PersistError> {
    for (collection, text) in store.take_changes() {
        match store.get(&collection, &text) {
            Some(entity) => {
                let kept = json!({"key": entity.key, "value": entity.value}).to_string();
                persist.put(&collection, &text, entity.order, &kept)?;
            }
            None => persist.delete(&collection, &text)?,
        }
    }
    Ok(())
}

/// The answer to a request whose effect is not on the disk.
pub(crate) fn lost(error: &PersistError) -> Refusal {
    Refusal::bare("data", 500, format!("the change is not kept: {error}"))
}
