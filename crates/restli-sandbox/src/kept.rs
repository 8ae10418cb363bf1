//! A world that is kept in a file.

use std::io;
use std::path::Path;

use restli_core::Json;
use serde_json::json;

use crate::persist::{Persist, PersistError};
use crate::refusal::Refusal;
use crate::store::{Entity, Store};

/// Opens a file, and fills a store from it.
pub(crate) fn open(path: &Path, store: &mut Store) -> io::Result<Persist> {
    let (persist, rows) = Persist::open(path).map_err(io::Error::other)?;
    for row in rows {
        let kept: Json = serde_json::from_str(&row.value).map_err(io::Error::other)?;
        let (key, value) = (kept.get("key").cloned().unwrap_or_default(), kept.get("value").cloned().unwrap_or_default());
        store.restore((row.collection, row.key), Entity { order: row.order, key, value });
    }
    store.note_changes();
    Ok(persist)
}

/// Writes what changed in a store. The disk has all of it when the function returns, or nothing; what failed is written with the next change.
pub(crate) fn keep(persist: &Persist, store: &mut Store) -> Result<(), PersistError> {
    let changes = store.take_changes();
    let kept = persist.together(|| {
        changes.iter().try_for_each(|(collection, text)| match store.get(collection, text) {
            Some(entity) => {
                let kept = json!({"key": entity.key, "value": entity.value}).to_string();
                persist.put(collection, text, entity.order, &kept)
            }
            None => persist.delete(collection, text),
        })
    });
    if kept.is_err() {
        store.note_again(changes);
    }
    kept
}

/// The answer to a request that is answered after the end of the sandbox.
pub(crate) fn ended() -> Refusal {
    Refusal::bare("data", 503, "the sandbox has ended, and its file is closed".to_owned())
}

/// The answer to a request whose effect is not on the disk.
pub(crate) fn lost(error: &PersistError) -> Refusal {
    Refusal::bare("data", 500, format!("the change is made, and not on the disk: {error}"))
}
