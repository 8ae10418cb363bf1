//! Exports of a checked schema: Rest.li snapshots (`docs/formats.md §3`), `OpenAPI` 3.1, JSON Schema 2020-12.
//!
//! [`export`] is pure: it takes an [`Api`] and returns the text of every file, with a note on each fact that the format cannot express.

mod extra;
mod json;
mod json_schema;
mod notes;
mod openapi;
mod places;
mod schemas;
mod snapshot;

use std::collections::BTreeMap;

use restli_schema::api::Api;

pub use notes::{Disposition, Note};

use notes::Notes;

/// The target formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Rest.li's own format: a file per root resource, with every type that the resource reaches.
    Snapshot,
    /// One `OpenAPI` 3.1 document.
    OpenApi,
    /// One JSON Schema 2020-12 document of all types.
    JsonSchema,
}

/// The result of an export.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The files, by name.
    pub files: BTreeMap<String, String>,
    /// The parts of the API that the format cannot express, one entry per kind.
    pub notes: Vec<Note>,
}

/// Exports an API in a format. The same API gives the same bytes.
#[must_use]
pub fn export(api: &Api, format: Format) -> Exported {
    let mut notes = Notes::default();
    let files = match format {
        Format::Snapshot => snapshot::files(api, &mut notes),
        Format::OpenApi => BTreeMap::from([(format!("{}.openapi.json", api.name.wire), openapi::document(api, &mut notes).to_file())]),
        Format::JsonSchema => {
            BTreeMap::from([(format!("{}.schema.json", api.name.wire), json_schema::document(api, &mut notes).to_file())])
        }
    };
    Exported { files, notes: notes.finish() }
}
