//! YAML that is data rather than a schema.

use serde_json::Value as Json;

use crate::diagnostic::Diagnostics;
use crate::document::{self, Node};
use crate::report::Report;
use crate::requests::Step;
use crate::resolve::any;
use crate::source::{SourceMap, Span};

/// The data in a text of YAML, read with the same care as schemas: plain scalars that are valid JSON keep their type, other scalars are texts.
#[derive(Clone, Debug)]
pub struct YamlData {
    root: Node,
    sources: SourceMap,
}

impl YamlData {
    /// Reads a text. The path is that of the file in messages.
    ///
    /// # Errors
    /// All problems of the text, if one of them is an error.
    pub fn read(path: &str, text: &str) -> Result<Self, Report> {
        let mut sources = SourceMap::default();
        let file = sources.add(path.to_owned(), text.to_owned());
        let mut problems = Diagnostics::default();
        let document = document::parse(&sources, file, &mut problems);
        match problems.finish(document) {
            Ok((Some(document), _)) => Ok(Self { root: document.root, sources }),
            Ok((None, diagnostics)) | Err(diagnostics) => Err(Report { diagnostics, sources }),
        }
    }

    /// The data as JSON.
    #[must_use]
    pub fn json(&self) -> Json {
        any(&self.root)
    }

    /// Messages about parts of the data in the order of the file, a line each: `FILE:LINE:COLUMN: MESSAGE`. The place of a part that is not there is
    /// that of the last one around it.
    pub fn told<'a>(&self, parts: impl IntoIterator<Item = (&'a [Step], &'a str)>) -> Vec<String> {
        let mut told: Vec<(Span, &str)> = parts.into_iter().map(|(path, message)| (self.span(path), message)).collect();
        told.sort_by_key(|(span, _)| span.start);
        told.into_iter().map(|(span, message)| format!("{}: {message}", self.sources.place(span))).collect()
    }

    fn span(&self, path: &[Step]) -> Span {
        let (mut node, mut span) = (&self.root, self.root.span);
        for step in path {
            let found = match step {
                Step::Member(name) | Step::Around(name) => node.key(name).map(|key| key.span).zip(node.get(name)),
                Step::Item(index) => node.items().get(*index).map(|item| (item.span, item)),
            };
            let Some((at, inner)) = found else { break };
            (span, node) = (at, inner);
        }
        span
    }
}
