//! Equality of what two files say, wherever it stands in them.

use restli_schema::diagnostic::Diagnostics;
use restli_schema::document::{self, Document, Key, Node, Value};
use restli_schema::source::SourceMap;

/// The byte order mark, which some editors put at the start of a file, and which is no part of its text.
pub(crate) const MARK: char = '\u{feff}';

/// The tree of a text; `None` if the text is no YAML of the language.
pub(crate) fn tree(text: &str) -> Option<Document> {
    let mut sources = SourceMap::default();
    let file = sources.add(String::new(), text.to_owned());
    parsed(&sources, file)
}

/// The tree of a file; `None` if the file is no YAML of the language.
pub(crate) fn parsed(sources: &SourceMap, file: u32) -> Option<Document> {
    let mut problems = Diagnostics::default();
    let document = document::parse(sources, file, &mut problems);
    let sound = problems.finish(()).is_ok();
    document.filter(|_| sound)
}

/// Returns whether two trees have the same values in the same order, each with or without quotes in both.
pub(crate) fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Scalar(one), Value::Scalar(other)) => one.text == other.text && one.quoted == other.quoted,
        (Value::Seq(one), Value::Seq(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other)),
        (Value::Map(one), Value::Map(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|((key, one), (other_key, other))| same_key(key, other_key) && same(one, other))
        }
        _ => false,
    }
}

/// Returns whether two keys have the same text, with or without quotes in both.
pub(crate) fn same_key(one: &Key, other: &Key) -> bool {
    one.text == other.text && one.quoted == other.quoted
}
