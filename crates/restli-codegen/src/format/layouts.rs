//! The layouts of blocks.

use proc_macro2::TokenStream;
use quote::quote;

use super::error::FormatError;
use super::tokens::compact;
use crate::block::{Block, Line, Setter};
use crate::doc;

/// The widest signature on one line, in characters.
const SIGNATURE: usize = 100;

/// The widest line of a chain of calls, in characters: the width of this project's lines.
const CHAIN: usize = 140;

/// The text of a block, with a line break at its end.
pub(super) fn layout(block: Block) -> Result<String, FormatError> {
    Ok(match block {
        Block::Item(tokens) => item(tokens)?,
        Block::Table { call, head, entries } => table(&call, &head, &entries),
        Block::Setters { head, setters } => implementation(head, &setters)?,
        Block::List { head, entries } => list(&head, &entries),
        Block::Static { head, new, calls } => chain(&head, &new, &calls)?,
        Block::Lines(lines) => {
            let mut text = String::new();
            for line in &lines {
                write_line(line, 0, &mut text);
            }
            text
        }
    })
}

fn item(tokens: TokenStream) -> Result<String, FormatError> {
    let parsed = syn::parse2::<syn::File>(tokens)?;
    Ok(blank_lines_between_methods(&prettyplease::unparse(&parsed)))
}

/// Adds an empty line before each method, where prettyplease leaves none.
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

/// An implementation with setters at its end.
fn implementation(head: TokenStream, setters: &[Setter]) -> Result<String, FormatError> {
    let mut text = item(head)?;
    text.truncate(text.trim_end().trim_end_matches('}').len());
    for setter in setters {
        let Setter { docs, deprecated, name, argument, change } = setter;
        let (deprecated, argument, change) = (compact(deprecated), compact(argument), compact(change));
        text.push('\n');
        write_docs(docs, 1, &mut text);
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

/// A static whose value is a chain of calls. The constructor follows the equals sign, or stands on the next line. prettyplease lays out
/// chains with a wider call.
fn chain(head: &TokenStream, new: &TokenStream, calls: &[TokenStream]) -> Result<String, FormatError> {
    let (first, second) = (compact(head), compact(new));
    let (start, indent) = if first.len() + " = ".len() + second.len() > CHAIN { ("\n    ", "\n        ") } else { (" ", "\n    ") };
    let mut text = format!("{first} ={start}{second}");
    for call in calls {
        text.extend([indent, &compact(call)]);
    }
    text.push_str(";\n");
    let too_wide = text.lines().any(|line| line.len() > CHAIN);
    if too_wide { item(quote!(#head = #new #(#calls)*;)) } else { Ok(text) }
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

fn write_line(line: &Line, depth: usize, out: &mut String) {
    let indent = "    ".repeat(depth);
    match line {
        Line::Tokens(tokens) => out.extend([&indent, compact(tokens).as_str(), "\n"]),
        Line::Docs(paragraphs) => write_docs(paragraphs, depth, out),
        Line::Arguments { start, head, arguments, end } => {
            out.extend([indent.as_str(), start, &compact(head), "(\n"]);
            for argument in arguments {
                out.extend([&indent, "    ", &compact(argument), ",\n"]);
            }
            out.extend([indent.as_str(), ")", end, "\n"]);
        }
        Line::Braces { head, lines, end } => {
            out.extend([&indent, compact(head).as_str(), " {"]);
            if !lines.is_empty() {
                out.push('\n');
                for line in lines {
                    write_line(line, depth + 1, out);
                }
                out.push_str(&indent);
            }
            out.extend(["}", end, "\n"]);
        }
        Line::Empty => out.push('\n'),
    }
}

fn write_docs(paragraphs: &[String], depth: usize, out: &mut String) {
    let indent = "    ".repeat(depth);
    for line in doc::lines(paragraphs) {
        out.extend([&indent, "///", line.as_str(), "\n"]);
    }
}

#[cfg(test)]
mod tests;
