//! Places in a text: characters, which the parser counts, and bytes.

use crate::source::saturate;

/// Conversion of the parser's character counts to byte offsets.
pub(super) struct Offsets {
    /// The byte offset of each character; `None` if every character is one byte.
    table: Option<Vec<u32>>,
    end: usize,
}

impl Offsets {
    pub(super) fn new(text: &str) -> Self {
        let table = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| saturate(at)).collect());
        Self { table, end: text.len() }
    }

    pub(super) fn byte(&self, character: usize) -> u32 {
        match &self.table {
            Some(table) => table.get(character).copied().unwrap_or(saturate(self.end)),
            None => saturate(character.min(self.end)),
        }
    }
}
