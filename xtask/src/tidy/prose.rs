//! Rules for doc comments.

use super::file::{File, Finding, Repository};
use super::openings::banned;

/// Finds Rust files without a module doc.
pub(crate) fn modules(repository: &Repository) -> Vec<Finding> {
    let files = repository.rust().filter(|(_, rust)| !rust.documented);
    files.map(|(file, _)| file.finding(1, "the file has no module doc: begin it with a line `//! ...`".to_owned())).collect()
}

/// Finds doc comments that open with a question or a pronoun.
pub(crate) fn openings(repository: &Repository) -> Vec<Finding> {
    let docs = repository.rust().flat_map(|(file, rust)| rust.docs.iter().map(move |doc| (file, doc)));
    let finding = |file: &File, line, text: &str| {
        banned(text)
            .map(|word| file.finding(line, format!("the doc comment opens with `{word}`: name the subject, or say what is done: {text}")))
    };
    docs.filter_map(|(file, (line, text))| finding(file, *line, text)).collect()
}
