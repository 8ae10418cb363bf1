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
    pub(super) fn position(self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset);
        let (mut start, mut line) = (0, 0);
        while let (_, Some(next)) = end_of_line(text, start) {
            if next > offset {
                break;
            }
            start = next;
            line += 1;
        }
        let column: usize = text.get(start..offset).unwrap_or_default().chars().map(|one| self.width(one)).sum();
        Position { line, character: u32::try_from(column).unwrap_or(u32::MAX) }
    }

    /// The range of a part of a text.
    pub(super) fn range(self, text: &str, start: usize, end: usize) -> Range {
        let start_at = self.position(text, start);
        Range { start: start_at, end: if end <= start { start_at } else { self.position(text, end) } }
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

    use super::Encoding;

    const TEXT: &str = "a𝄞b\r\nä\r\n\nlast";

    #[test]
    fn offset_of_every_character_returns_from_its_position() {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (at, one) in TEXT.char_indices().filter(|(_, one)| *one != '\n') {
                assert_eq!(encoding.offset(TEXT, encoding.position(TEXT, at)), at, "{encoding:?} {one:?}");
            }
        }
        assert_eq!(Encoding::Utf16.position(TEXT, 5), Position::new(0, 3));
        assert_eq!(Encoding::Utf8.position(TEXT, 5), Position::new(0, 5));
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
