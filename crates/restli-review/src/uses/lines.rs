//! The lines that pin versions.

use std::collections::BTreeSet;

use crate::diff::Side;

/// A line that pins a version, and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinnedLine {
    /// The path of the file.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The text that stands there.
    pub was: String,
    /// The text to write.
    pub is: String,
}

/// The lines to change on the way from a version of a schema to another one: of each family that the program calls. None if the sides are no
/// versions, or if the later one is pinned already.
pub(super) fn pinned_lines(after: &Side<'_>, families: &BTreeSet<String>) -> Vec<PinnedLine> {
    let mut lines = Vec::new();
    for (id, version) in &after.at {
        let family = &after.api[*id];
        if family.pinned == *version || !families.contains(&family.name.wire) {
            continue;
        }
        let (Some(site), Some(file)) = (after.site(family.name.span), after.sources.file(family.name.span)) else { continue };
        let was = format!("pinned: {}", family.pinned);
        let first = usize::try_from(site.line).unwrap_or(1).saturating_sub(1);
        let found = file.text.lines().enumerate().skip(first).find(|(_, text)| text.contains(&was));
        if let Some(line) = found.and_then(|(index, _)| u32::try_from(index + 1).ok()) {
            lines.push(PinnedLine { path: site.path, line, was, is: format!("pinned: {version}") });
        }
    }
    lines
}
