//! YAML that is data rather than a schema.

use serde_json::Value as Json;

use crate::diagnostic::Diagnostics;
use crate::document;
use crate::report::Report;
use crate::resolve::any;
use crate::source::SourceMap;

/// The data in a text of YAML, read with the same care as schemas: plain scalars that are valid JSON keep their type, other scalars are texts.
/// The path is that of the file in messages.
///
/// # Errors
/// All problems of the text, if one of them is an error.
pub fn yaml_data(path: &str, text: &str) -> Result<Json, Report> {
    let mut sources = SourceMap::default();
    let file = sources.add(path.to_owned(), text.to_owned());
    let mut problems = Diagnostics::default();
    let document = document::parse(&sources, file, &mut problems);
    match problems.finish(document) {
        Ok((Some(document), _)) => Ok(any(&document.root)),
        Ok((None, diagnostics)) | Err(diagnostics) => Err(Report { diagnostics, sources }),
    }
}
