//! Paths as messages show them.

use std::path::{MAIN_SEPARATOR, Path};

/// A path as seen from a folder, if it lies below that, with `/`; else as it is written.
pub(crate) fn shown(path: &Path, root: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_default();
    let seen = whole.strip_prefix(root).unwrap_or(path);
    let text = seen.display().to_string().replace(MAIN_SEPARATOR, "/");
    if text.is_empty() { ".".to_owned() } else { text }
}

/// A path as seen from the current folder.
pub(crate) fn from_here(path: &Path) -> String {
    shown(path, &std::env::current_dir().unwrap_or_default())
}
