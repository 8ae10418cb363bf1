//! The edits of a file that lay it out: only of lines that change, so that cursors and marks in the others stay.

use lsp_types::TextEdit;
use similar::{DiffTag, TextDiff};

use super::position::{Encoding, Lines};

/// The edits that turn a text into another.
pub(super) fn edits(encoding: Encoding, old: &str, new: &str) -> Vec<TextEdit> {
    let (diff, counted) = (TextDiff::from_lines(old, new), Lines::of(old));
    let (mut start, mut edits) = (0, Vec::new());
    for part in diff.ops() {
        let end = start + part.old_range().filter_map(|line| diff.old_slice(line)).map(str::len).sum::<usize>();
        if part.tag() != DiffTag::Equal {
            let new_text = part.new_range().filter_map(|line| diff.new_slice(line)).collect();
            edits.push(TextEdit { range: encoding.range(&counted, start, end), new_text });
        }
        start = end;
    }
    edits
}
