//! Positions as clients count them, and byte offsets.

use lsp_types::{Position, PositionEncodingKind, Range};

/// The unit in which a client counts the columns of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of 16 bits, which every client knows.
    Utf16,
}

impl Encoding {
    /// The encoding to use with a client that offers these: bytes, which need no counting, if it knows them.
    pub(super) fn chosen(offered: &[PositionEncodingKind]) -> Self {
        if offered.contains(&PositionEncodingKind::UTF8) { Self::Utf8 } else { Self::Utf16 }
    }

    /// The name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn width(self, one: char) -> usize {
        match self {
            Self::Utf8 => one.len_utf8(),
            Self::Utf16 => one.len_utf16(),
        }
    }

    /// The byte offset of a position; the end of the line or text for one behind it, the start of the character for one inside.
    pub(super) fn offset(self, text: &str, position: Position) -> usize {
        let mut start = 0;
        for _ in 0..position.line {
            match end_of_line(text, start) {
                (_, Some(next)) => start = next,
                (_, None) => return text.len(),
            }
        }
        let (end, _) = end_of_line(text, start);
        let mut column = 0;
        for (at, one) in text.get(start..end).unwrap_or_default().char_indices() {
            column += self.width(one);
            if column > position.character as usize {
                return start + at;
            }
        }
        end
    }

    /// The position of a byte offset.
    pub(super) fn position(self, lines: &Lines<'_>, offset: usize) -> Position {
        let offset = lines.text.floor_char_boundary(offset);
        let line = lines.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = lines.starts.get(line).copied().unwrap_or_default();
        let column: usize = lines.text.get(start..offset).unwrap_or_default().chars().map(|one| self.width(one)).sum();
        Position { line: u32::try_from(line).unwrap_or(u32::MAX), character: u32::try_from(column).unwrap_or(u32::MAX) }
    }

    /// The range of a part of a text.
    pub(super) fn range(self, lines: &Lines<'_>, start: usize, end: usize) -> Range {
        let start_at = self.position(lines, start);
        Range { start: start_at, end: if end <= start { start_at } else { self.position(lines, end) } }
    }
}

/// A text with the starts of its lines.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let starts = std::iter::successors(Some(0), |start| end_of_line(text, *start).1);
        Self { text, starts: starts.collect() }
    }
}

/// The end of the line that starts at an offset, and the start of the next one, if there is one.
fn end_of_line(text: &str, start: usize) -> (usize, Option<usize>) {
    let rest = text.get(start..).unwrap_or_default();
    match rest.find(['\n', '\r']) {
        Some(at) => {
            let is_pair = rest.get(at..).is_some_and(|rest| rest.starts_with("\r\n"));
            (start + at, Some(start + at + if is_pair { 2 } else { 1 }))
        }
        None => (text.len(), None),
    }
}

#[cfg(test)]
mod tests {
    use lsp_types::Position;

    use super::{Encoding, Lines};

    const TEXT: &str = "a𝄞b\r\nä\r\n\nlast";

    #[test]
    fn offset_of_every_character_returns_from_its_position() {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (at, one) in TEXT.char_indices().filter(|(_, one)| *one != '\n') {
                assert_eq!(encoding.offset(TEXT, encoding.position(&Lines::of(TEXT), at)), at, "{encoding:?} {one:?}");
            }
        }
        assert_eq!(Encoding::Utf16.position(&Lines::of(TEXT), 5), Position::new(0, 3));
        assert_eq!(Encoding::Utf8.position(&Lines::of(TEXT), 5), Position::new(0, 5));
    }

    #[test]
    fn position_beyond_lines_and_columns_is_an_end() {
        let of = |line, character| Encoding::Utf16.offset(TEXT, Position::new(line, character));
        assert_eq!(of(0, 99), 6);
        assert_eq!(of(0, 2), 1, "inside of a character");
        assert_eq!(of(99, 0), TEXT.len());
        assert_eq!(of(u32::MAX, u32::MAX), TEXT.len());
        assert_eq!(Encoding::Utf16.offset("", Position::new(3, 3)), 0);
    }
}
