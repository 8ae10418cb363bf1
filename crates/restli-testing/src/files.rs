//! The files of a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The texts of all files below a folder, at any depth; none if there is no such folder.
///
/// # Panics
/// A file cannot be read as text.
#[must_use]
#[expect(clippy::expect_used, reason = "a test cannot go on without its files")]
pub fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("text");
                files.insert(path, text);
            }
        }
    }
    files
}
