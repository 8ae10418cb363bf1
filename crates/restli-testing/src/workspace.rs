//! The folder of the workspace, found at run time.

use std::path::PathBuf;

/// The nearest folder at or above the current one whose `Cargo.toml` has a `[workspace]` table.
///
/// Cargo starts a test in the folder of its package, so a test binary that several checkouts share reads the checkout it was started in.
///
/// # Panics
/// If no such folder exists.
#[must_use]
#[allow(clippy::panic, reason = "a test cannot run outside the workspace")]
pub fn workspace() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let is_root = |folder: &&std::path::Path| {
        std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|manifest| manifest.lines().any(|line| line.trim() == "[workspace]"))
    };
    match here.ancestors().find(is_root) {
        Some(folder) => folder.to_owned(),
        None => panic!("no folder above {} is a cargo workspace", here.display()),
    }
}
