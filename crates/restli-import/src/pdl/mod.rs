//! PDL: data schemas in their own syntax (`docs/formats.md §1.12`).

mod doc;
mod entities;
mod lexer;
mod parser;
mod props;
mod types;

use restli_schema::source::Span;

use crate::limits::saturate;
use crate::pdsc::Reading;

/// Reads a file, which declares one named type, with others inside. Reports syntax errors, and goes on with the next field.
pub(crate) fn file(text: &str, file: u32, reading: &mut Reading<'_>) {
    let tokens = lexer::tokens(text, file, reading.problems);
    let end = Span { file, start: saturate(text.len()), end: saturate(text.len()) };
    parser::Parser::new(tokens, end, reading).document();
}
