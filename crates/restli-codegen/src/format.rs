//! Tokens to text: item by item through prettyplease, an empty line between items, tables one entry per line.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, Literal, Spacing, TokenStream, TokenTree};
use quote::quote;

use crate::emit::{Piece, Setter};

/// Tokens that are no Rust: a defect of the generator.
#[derive(Debug, thiserror::Error)]
#[error("the generator made tokens that are not Rust: {0}")]
pub struct FormatError(#[from] syn::Error);

/// What the root of a client allows, each with its reason.
pub(crate) const CLIENT_ALLOWS: &str = "
#![cfg_attr(docsrs, feature(doc_cfg))]
#![allow(clippy::unreadable_literal, reason = \"versions and limits stand here as on the wire\")]
#![allow(clippy::module_inception, reason = \"a product may be named like its main resource\")]
#![allow(clippy::doc_markdown, reason = \"the words are those of the schema\")]
#![allow(clippy::needless_pass_by_value, reason = \"symbols are given by value everywhere\")]
";

/// The text of a file: header, inner documentation and attributes, imports, items.
pub(crate) fn file(header: &str, docs: &[String], allows: &str, modules: &[&str], pieces: Vec<Piece>) -> Result<String, FormatError> {
    let mut text = format!("{header}\n\n");
    for line in crate::emit::doc::lines(docs) {
        text.push_str("//!");
        text.push_str(&line);
        text.push('\n');
    }
    text.push_str(allows);
    let imports = imports(modules, &pieces);
    if !imports.is_empty() {
        text.push('\n');
        text.push_str(&imports);
    }
    let mut in_lines = false;
    for piece in pieces {
        let formatted = match piece {
            Piece::Item(tokens) => item(tokens)?,
            Piece::Table { call, head, entries } => table(&call, &head, &entries),
            Piece::Setters { head, setters } => implementation(head, &setters)?,
            Piece::List { head, entries } => list(&head, &entries),
            Piece::Static { head, fields, rest } => structure(&head, &fields, &rest)?,
            Piece::Permit { docs, name, message, notes, field } => permit(&docs, &name.to_string(), &message, &notes, field.as_ref()),
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
    let mut starts = BTreeSet::new();
    for piece in pieces {
        match piece {
            Piece::Item(tokens) => path_starts(tokens, &mut starts),
            Piece::Table { call, head, entries } => {
                [call, head].into_iter().chain(entries).for_each(|tokens| path_starts(tokens, &mut starts));
            }
            Piece::Setters { head, setters } => {
                let parts = setters.iter().flat_map(|setter| [&setter.argument, &setter.change]);
                std::iter::once(head).chain(parts).for_each(|tokens| path_starts(tokens, &mut starts));
            }
            Piece::Permit { .. } => {
                starts.insert("rt".to_owned());
            }
            Piece::Static { head, fields, rest } => {
                [head, rest].into_iter().chain(fields).for_each(|tokens| path_starts(tokens, &mut starts));
            }
            Piece::List { head, entries } => std::iter::once(head).chain(entries).for_each(|tokens| path_starts(tokens, &mut starts)),
        }
    }
    let mut lines = String::new();
    if starts.contains("rt") {
        lines.push_str("use restli_client as rt;\n");
    }
    let used: Vec<&str> = modules.iter().copied().filter(|module| starts.contains(*module)).collect();
    match used.as_slice() {
        [] => {}
        [one] => lines.extend(["\nuse crate::", *one, ";\n"]),
        many => lines.extend(["\nuse crate::{", &many.join(", "), "};\n"]),
    }
    lines
}

/// Collects every `name` of a `name::` that starts a path, anywhere in the tokens.
fn path_starts(tokens: &TokenStream, starts: &mut BTreeSet<String>) {
    let (mut name, mut colon, mut inside) = (None::<Ident>, false, false);
    for tree in tokens.clone() {
        let (before, half) = (name.take(), std::mem::take(&mut colon));
        match tree {
            TokenTree::Ident(ident) => name = Some(ident).filter(|_| !inside),
            TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint => {
                starts.extend(before.map(|name| name.to_string()));
                colon = true;
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                inside = half;
                continue;
            }
            TokenTree::Group(group) => path_starts(&group.stream(), starts),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        inside = false;
    }
}

fn item(tokens: TokenStream) -> Result<String, FormatError> {
    let parsed = syn::parse2::<syn::File>(tokens)?;
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

/// The widest signature on one line.
const SIGNATURE: usize = 100;

/// The widest line of a static struct: as wide as lines of this project are.
const STRUCTURE: usize = 140;

/// An implementation with setters at its end.
fn implementation(head: TokenStream, setters: &[Setter]) -> Result<String, FormatError> {
    let mut text = item(head)?;
    text.truncate(text.trim_end().trim_end_matches('}').len());
    for setter in setters {
        let Setter { doc, deprecated, name, argument, change } = setter;
        let (deprecated, argument, change) = (compact(deprecated), compact(argument), compact(change));
        text.extend(["\n    /// ", doc, "\n"]);
        if !deprecated.is_empty() {
            text.extend(["    ", &deprecated, "\n"]);
        }
        text.push_str("    #[must_use]\n");
        let name = name.to_string();
        let separator = if argument.is_empty() { "" } else { ", " };
        if name.len() + argument.len() + "    pub fn (mut self, ) -> Self {".len() > SIGNATURE {
            text.extend(["    pub fn ", &name, "(\n        mut self,\n        ", &argument, ",\n    ) -> Self {\n"]);
        } else {
            text.extend(["    pub fn ", &name, "(mut self", separator, &argument, ") -> Self {\n"]);
        }
        text.extend(["        ", &change, ";\n        self\n    }\n"]);
    }
    text.push_str("}\n");
    Ok(text)
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

fn permit(docs: &[String], name: &str, message: &str, notes: &[String], field: Option<&(String, TokenStream)>) -> String {
    let quoted = |text: &str| Literal::string(text).to_string();
    let mut text = String::new();
    for line in crate::emit::doc::lines(docs) {
        text.extend(["///", &line, "\n"]);
    }
    text.extend(["#[diagnostic::on_unimplemented(\n    message = ", &quoted(message), ",\n"]);
    text.push_str("    label = \"not permitted by `{Self}`\",\n");
    for note in notes {
        text.extend(["    note = ", &quoted(note), ",\n"]);
    }
    text.extend([")]\npub trait ", name, " {"]);
    if let Some((field, need)) = field {
        text.push_str("\n    #[doc(hidden)]\n    const NEED: rt::FieldNeed = rt::FieldNeed {\n");
        text.extend(["        field: ", &quoted(field), ",\n        permissions: ", &compact(need), ",\n    };\n"]);
    }
    text.extend(["}\n\n#[diagnostic::do_not_recommend]\nimpl ", name, " for rt::AtRunTime {}\n"]);
    text
}

/// A static struct. What is too wide for that is left to the formatter.
fn structure(head: &TokenStream, fields: &[TokenStream], rest: &TokenStream) -> Result<String, FormatError> {
    let mut text = format!("{} {{", compact(head));
    for field in fields {
        text.extend(["\n    ", &compact(field), ","]);
    }
    text.extend(["\n    ..", &compact(rest), "\n};\n"]);
    let too_wide = text.lines().any(|line| line.len() > STRUCTURE);
    if too_wide { item(quote!(#head { #(#fields,)* ..#rest };)) } else { Ok(text) }
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
