//! The stage from blocks to the text of a file, with imports and an empty line between items.

mod error;
mod layouts;
mod tokens;

use std::collections::BTreeSet;

use crate::block::{Block, Source};

pub use error::FormatError;
pub(crate) use layouts::{item, statements};
pub(crate) use tokens::path_starts;

/// The path and text of a file: header, inner documentation and attributes, imports, items.
pub(crate) fn file(source: Source<'_>) -> Result<(String, String), FormatError> {
    let mut text = format!("{}\n\n", source.header);
    for line in crate::doc::lines(&source.docs) {
        text.extend(["//!", &line, "\n"]);
    }
    text.push_str(source.attributes);
    let imports = imports(source.modules, &source.blocks);
    if !imports.is_empty() {
        text.push('\n');
        text.push_str(&imports);
    }
    let mut after_line = false;
    for block in source.blocks {
        let formatted = layouts::layout(block)?;
        let is_line = formatted.lines().count() == 1 && ["mod ", "pub mod ", "pub use "].iter().any(|start| formatted.starts_with(start));
        if !(after_line && is_line) {
            text.push('\n');
        }
        after_line = is_line;
        text.push_str(&formatted);
    }
    Ok((source.path, text))
}

/// The `use` lines for the runtime, and for the modules of the crate that the items name.
fn imports(modules: &[String], blocks: &[Block]) -> String {
    let mut starts = BTreeSet::new();
    for block in blocks {
        block.tokens(&mut |tokens| path_starts(tokens, &mut starts));
    }
    let mut lines = String::new();
    if starts.contains("rt") {
        lines.push_str("use restli_client as rt;\n");
    }
    let used: Vec<&str> = modules.iter().map(String::as_str).filter(|module| starts.contains(*module)).collect();
    match used.as_slice() {
        [] => {}
        [one] => lines.extend(["\nuse crate::", *one, ";\n"]),
        many => lines.extend(["\nuse crate::{", &many.join(", "), "};\n"]),
    }
    lines
}
