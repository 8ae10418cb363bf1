//! Source texts of a run, and places in them.

use std::hash::{Hash, Hasher};

/// A place in one of the files of a run: byte offsets into its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The position of the file in the [`SourceMap`].
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// Spans are not hashed, so that a moved line does not change the hash of a schema.
impl Hash for Span {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Span {
    /// The part of the span that starts `offset` bytes in and is `length` bytes long, cut off at the end of the span.
    #[must_use]
    pub fn part(self, offset: usize, length: usize) -> Self {
        let start = self.start.saturating_add(saturate(offset)).min(self.end);
        let end = start.saturating_add(saturate(length)).min(self.end);
        Self { file: self.file, start, end }
    }

    /// The empty span at the start of this span.
    #[must_use]
    pub fn head(self) -> Self {
        Self { end: self.start, ..self }
    }
}

/// A byte count as a `u32`; files are limited to far less (see [`crate::document::MAX_BYTES`]).
pub(crate) fn saturate(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// A line and column, as people count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// One file of a run.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as messages show it: relative, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Byte offset at which each line starts.
    lines: Vec<u32>,
}

impl SourceFile {
    /// Makes a source file from its path and text.
    #[must_use]
    pub fn new(path: String, text: String) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| saturate(at + 1));
        let lines = std::iter::once(0).chain(starts).collect();
        Self { path, text, lines }
    }

    /// Index of the line (from 0) that holds a byte offset.
    #[must_use]
    pub fn line_index(&self, offset: u32) -> usize {
        self.lines.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Byte offset at which a line (from 0) starts; the end of the text for a line past the last.
    #[must_use]
    pub fn line_start(&self, index: usize) -> u32 {
        self.lines.get(index).copied().unwrap_or(saturate(self.text.len()))
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let index = self.line_index(offset);
        let start = self.line_start(index) as usize;
        let end = self.floor(offset);
        let column = self.text.get(start..end).map_or(0, |before| before.chars().count());
        Position { line: saturate(index + 1), column: saturate(column + 1) }
    }

    /// The nearest character boundary at or before a byte offset.
    #[must_use]
    pub fn floor(&self, offset: u32) -> usize {
        self.text.floor_char_boundary(offset as usize)
    }

    /// The nearest character boundary at or after a byte offset.
    #[must_use]
    pub fn ceil(&self, offset: u32) -> usize {
        self.text.ceil_char_boundary(offset as usize)
    }
}

/// The files of a run. A [`Span`]'s `file` is a position in this list.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file and returns its number.
    pub fn add(&mut self, path: String, text: String) -> u32 {
        self.files.push(SourceFile::new(path, text));
        saturate(self.files.len() - 1)
    }

    /// The files, in the order added.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The file that a span lies in.
    #[must_use]
    pub fn file(&self, span: Span) -> Option<&SourceFile> {
        self.files.get(span.file as usize)
    }

    /// The text of a span, widened to character boundaries.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        let slice = |file: &'_ SourceFile| (file.floor(span.start), file.ceil(span.end));
        self.file(span).and_then(|file| file.text.get(slice(file).0..slice(file).1)).unwrap_or_default()
    }

    /// `path:line:column` of a span's start.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        let Some(file) = self.file(span) else { return String::new() };
        let Position { line, column } = file.position(span.start);
        format!("{}:{line}:{column}", file.path)
    }
}
