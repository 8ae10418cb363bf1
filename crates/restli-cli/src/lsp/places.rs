//! Places in the files of an API, as clients count them.

use std::collections::BTreeMap;

use lsp_types::{Location, Range};
use restli_schema::source::Span;

use super::home::Home;
use super::position::{Encoding, Lines};
use super::uri;

/// The files of an API, with the lines of those that places were asked of.
pub(super) struct Places<'h> {
    home: &'h Home,
    encoding: Encoding,
    lines: BTreeMap<u32, Lines<'h>>,
}

impl<'h> Places<'h> {
    pub(super) fn new(home: &'h Home, encoding: Encoding) -> Self {
        Self { home, encoding, lines: BTreeMap::new() }
    }

    /// The range of a span in its file.
    pub(super) fn range(&mut self, span: Span) -> Option<Range> {
        let (_, text) = self.home.numbered(span.file)?;
        let lines = self.lines.entry(span.file).or_insert_with(|| Lines::of(text));
        Some(self.encoding.range(lines, span.start as usize, span.end as usize))
    }

    /// The file and range of a span.
    pub(super) fn location(&mut self, span: Span) -> Option<Location> {
        let (path, _) = self.home.numbered(span.file)?;
        Some(Location { uri: uri::of_path(&path)?, range: self.range(span)? })
    }
}
