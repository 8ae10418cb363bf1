//! Folders and results of the parts of `interop`.

use std::path::PathBuf;

/// The folders of a part.
pub(super) struct Place {
    pub(super) workspace: PathBuf,
    /// The sources of the part.
    pub(super) sources: PathBuf,
    /// A folder below the target folder that no other part uses.
    pub(super) folder: PathBuf,
    /// Data files are written rather than compared.
    pub(super) write: bool,
}

/// The result of a part.
pub(super) enum Outcome {
    Passed,
    Failed,
    /// The part cannot run here, for the given reason.
    Skipped(String),
}
