//! Tokens to text: item by item through prettyplease, an empty line between items, tables one entry per line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use crate::emit::Piece;

/// Tokens that are no Rust file: a defect of the generator, told with the tokens so that it can be mended.
#[derive(Debug, thiserror::Error)]
#[error("the generator made tokens that are not Rust: {reason}\n{tokens}")]
pub struct FormatError {
    reason: String,
    tokens: String,
}

/// What the root of a client allows, each with its reason.
pub(crate) const CLIENT_ALLOWS: &str = "
#![allow(clippy::unreadable_literal, reason = \"versions and limits stand here as on the wire\")]
#![allow(clippy::module_inception, reason = \"a product may be named like its main resource\")]
#![allow(clippy::doc_markdown, reason = \"the words are those of the schema\")]
#![allow(clippy::needless_pass_by_value, reason = \"symbols are given by value everywhere\")]
";

/// The text of a file: header, inner documentation and attributes, imports, items.
pub(crate) fn file(header: &str, docs: &[String], allows: &str, modules: &[&str], pieces: &[Piece]) -> Result<String, FormatError> {
    let mut text = format!("{header}\n\n");
    for line in crate::emit::doc::lines(docs) {
        text.push_str("//!");
        text.push_str(&line);
        text.push('\n');
    }
    text.push_str(allows);
    let imports = imports(modules, pieces);
    if !imports.is_empty() {
        text.push('\n');
        text.push_str(&imports);
    }
    let mut in_lines = false;
    for piece in pieces {
        let formatted = match piece {
            Piece::Item(tokens) => item(tokens)?,
            Piece::Table { call, head, entries } => table(call, head, entries),
            Piece::List { head, entries } => list(head, entries),
        };
        let is_line = formatted.lines().count() == 1 && formatted.starts_with("mod ") | formatted.starts_with("pub use ");
        if !(in_lines && is_line) {
            text.push('\n');
        }
        in_lines = is_line;
        text.push_str(&formatted);
    }
    Ok(text)
}

/// `use` lines for the runtime and for those modules of the crate that the items mention.
fn imports(modules: &[&str], pieces: &[Piece]) -> String {
    let mentions = |name: &str| {
        pieces.iter().any(|piece| match piece {
            Piece::Item(tokens) => mentions(tokens, name),
            Piece::Table { call, head, entries } => [call, head].into_iter().chain(entries).any(|tokens| mentions(tokens, name)),
            Piece::List { head, entries } => std::iter::once(head).chain(entries).any(|tokens| mentions(tokens, name)),
        })
    };
    let mut lines = String::new();
    if mentions("rt") {
        lines.push_str("use restli_client as rt;\n");
    }
    let used: Vec<&str> = modules.iter().copied().filter(|module| mentions(module)).collect();
    match used.as_slice() {
        [] => {}
        [one] => lines.extend(["\nuse crate::", *one, ";\n"]),
        many => lines.extend(["\nuse crate::{", &many.join(", "), "};\n"]),
    }
    lines
}

/// Whether `name ::` occurs anywhere in the tokens as the start of a path.
fn mentions(tokens: &TokenStream, name: &str) -> bool {
    let mut previous_colon = false;
    let mut trees = tokens.clone().into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Group(group) => {
                if mentions(&group.stream(), name) {
                    return true;
                }
                previous_colon = false;
            }
            TokenTree::Ident(ident) => {
                let path =
                    matches!(trees.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint);
                if path && !previous_colon && ident == name {
                    return true;
                }
                previous_colon = false;
            }
            TokenTree::Punct(punct) => {
                previous_colon = punct.as_char() == ':' && punct.spacing() == Spacing::Alone && previous_colon
                    || punct.as_char() == ':' && punct.spacing() == Spacing::Joint;
            }
            TokenTree::Literal(_) => previous_colon = false,
        }
    }
    false
}

fn item(tokens: &TokenStream) -> Result<String, FormatError> {
    let parsed =
        syn::parse2::<syn::File>(tokens.clone()).map_err(|error| FormatError { reason: error.to_string(), tokens: tokens.to_string() })?;
    Ok(blank_lines_between_methods(&prettyplease::unparse(&parsed)))
}

/// An empty line before each method, where prettyplease leaves none.
fn blank_lines_between_methods(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut previous = "";
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if previous.len() == indent + 1 && previous.trim_start() == "}" && !line.trim_start().starts_with('}') && indent > 0 {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = line;
    }
    out
}

fn table(call: &TokenStream, head: &TokenStream, entries: &[TokenStream]) -> String {
    let mut text = format!("{} {{\n    {} {{", compact(call), compact(head));
    for entry in entries {
        text.push_str("\n        ");
        text.push_str(&compact(entry));
        text.push(',');
    }
    text.push_str(if entries.is_empty() { "}\n}\n" } else { "\n    }\n}\n" });
    text
}

fn list(head: &TokenStream, entries: &[TokenStream]) -> String {
    let mut text = format!("{} = &[", compact(head));
    for entry in entries {
        text.push_str("\n    ");
        text.push_str(&compact(entry));
        text.push(',');
    }
    text.push_str(if entries.is_empty() { "];\n" } else { "\n];\n" });
    text
}

/// Tokens on one line, spaced as a person would.
pub(crate) fn compact(tokens: &TokenStream) -> String {
    let mut out = String::new();
    write_compact(tokens, &mut out);
    out
}

fn write_compact(tokens: &TokenStream, out: &mut String) {
    let mut glue = true;
    for tree in tokens.clone() {
        match tree {
            TokenTree::Punct(punct) => {
                let c = punct.as_char();
                let is_range = c == '.' && punct.spacing() == Spacing::Joint;
                if !glue && (is_range || matches!(c, '=' | '&')) {
                    out.push(' ');
                }
                out.push(c);
                glue = punct.spacing() == Spacing::Joint || matches!(c, '&' | '<' | '-' | '.' | '!' | '$') || out.ends_with("::");
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => (" { ", " }"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write_compact(&group.stream(), out);
                out.push_str(close);
                glue = false;
            }
            other => {
                if !glue {
                    out.push(' ');
                }
                out.push_str(&other.to_string());
                glue = false;
            }
        }
    }
}
