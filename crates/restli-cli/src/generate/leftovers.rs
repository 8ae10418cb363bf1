//! Crates of schemas that are gone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::messages;
use crate::paths::shown;

/// Warns of each crate in these folders that is marked as generated and was made from none of the schemas. What is in it stays: only its
/// owner knows whether the schema lies elsewhere.
pub(super) fn warn(workspace: &Path, made: &BTreeSet<PathBuf>) {
    let folders: BTreeSet<&Path> = made.iter().filter_map(|one| one.parent()).collect();
    let beside = folders.into_iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten().map(|entry| entry.path());
    let mut left: Vec<PathBuf> = beside.filter(|folder| !made.contains(folder) && is_generated(folder)).collect();
    left.sort();
    for folder in left {
        let folder = shown(&folder, workspace);
        messages::remark(&format!("{folder} was generated from a schema that is not here: remove the folder if that schema is gone"));
    }
}

fn is_generated(folder: &Path) -> bool {
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    manifest.lines().next().is_some_and(|line| line.contains(restli_codegen::MARKER))
}
