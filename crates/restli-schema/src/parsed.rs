//! Files that were read before, for a program that loads an API again and again while some of its files change.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::document::{self, Document, Node};
use crate::language::{self, Shape};
use crate::source::{SourceMap, Span};

/// The trees of files without problems, by path. A file that has changed is read anew.
#[derive(Debug, Default)]
pub struct Parsed {
    files: BTreeMap<String, Entry>,
}

#[derive(Debug)]
struct Entry {
    text: String,
    number: u32,
    whole: Whole,
}

/// A file that was parsed and, if it stands alone, checked against the language.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    pub(crate) document: Document,
    /// The texts under `source:`, with their places.
    pub(crate) used: Vec<(String, Span)>,
}

impl Parsed {
    /// Parses a file, and checks it against the shape that its content has, if any; `None` if the file cannot be used.
    pub(crate) fn file(
        &mut self,
        sources: &SourceMap,
        number: u32,
        shape: fn(&Node) -> Option<&'static Shape>,
        problems: &mut Diagnostics,
    ) -> Option<Whole> {
        let file = sources.files().get(number as usize)?;
        if let Some(known) = self.files.get(&file.path).filter(|known| known.number == number && known.text == file.text) {
            return Some(known.whole.clone());
        }
        let before = problems.count();
        let document = document::parse(sources, number, problems)?;
        let used = shape(&document.root).map(|shape| language::check(&document.root, shape, problems)).unwrap_or_default();
        let whole = Whole { document, used };
        // Problems are found anew each time.
        if problems.count() == before {
            self.files.insert(file.path.clone(), Entry { text: file.text.clone(), number, whole: whole.clone() });
        }
        Some(whole)
    }
}
