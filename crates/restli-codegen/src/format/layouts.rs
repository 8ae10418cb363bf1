//! The layouts of blocks.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::error::FormatError;
use super::tokens::compact;
use crate::block::{Block, Line, Setter};
use crate::doc;

/// One step of indentation.
const INDENT: &str = "    ";

/// The widest signature on one line, in characters.
const SIGNATURE: usize = 100;

/// The widest line of a chain of calls, in characters: this project's line width.
const CHAIN: usize = 140;

/// The text of a block, with a line break at its end.
pub(super) fn layout(block: Block) -> Result<String, FormatError> {
    Ok(match block {
        Block::Item(tokens) => item(tokens)?,
        Block::Table { call, head, entries } => table(&call, &head, &entries),
        Block::Setters { head, setters } => implementation(head, &setters)?,
        Block::List { head, entries } => list(&head, &entries),
        Block::Lines(lines) => {
            let mut text = String::new();
            for line in &lines {
                write_line(line, 0, &mut text);
            }
            text
        }
    })
}

/// The text of items, laid out by prettyplease.
pub(crate) fn item(tokens: TokenStream) -> Result<String, FormatError> {
    let parsed = syn::parse2::<syn::File>(tokens)?;
    Ok(blank_lines_between_methods(&prettyplease::unparse(&parsed)))
}

/// The text of statements, laid out by prettyplease as at the left margin.
pub(crate) fn statements(tokens: &TokenStream) -> Result<String, FormatError> {
    let parsed = syn::parse2::<syn::File>(quote::quote!(async fn example() { #tokens }))?;
    let mut text = String::new();
    for line in prettyplease::unparse(&parsed).lines().skip(1).filter(|line| *line != "}") {
        text.extend([line.strip_prefix(INDENT).unwrap_or(line), "\n"]);
    }
    Ok(text)
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

/// An implementation that ends in setters.
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
        if !is_generic(&argument) {
            text.push_str("    #[inline]\n");
        }
        let name = name.to_string();
        let separator = if argument.is_empty() { "" } else { ", " };
        if name.len() + argument.len() + "    pub fn (mut self, ) -> Self {".len() > SIGNATURE {
            let argument = if argument.is_empty() { String::new() } else { format!("        {argument},\n") };
            text.extend(["    pub fn ", &name, "(\n        mut self,\n", &argument, "    ) -> Self {\n"]);
        } else {
            text.extend(["    pub fn ", &name, "(mut self", separator, &argument, ") -> Self {\n"]);
        }
        text.extend(["        ", &change, ";\n        self\n    }\n"]);
    }
    text.push_str("}\n");
    Ok(text)
}

/// Returns `true` if a function with this argument is compiled where it is called anyway, and needs no `#[inline]` for that.
fn is_generic(argument: &str) -> bool {
    argument.contains("impl ")
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

/// Writes a constant whose value is a chain of calls. The constructor follows the equals sign, or stands on the next line.
fn write_chain(head: &TokenStream, new: &TokenStream, calls: &[TokenStream], depth: usize, out: &mut String) {
    let (first, second) = (compact(head), compact(new));
    let fits = INDENT.len() * depth + first.len() + " = ".len() + second.len() <= CHAIN;
    out.extend([INDENT.repeat(depth).as_str(), &first, if fits { " = " } else { " =\n" }]);
    if fits {
        out.push_str(&second);
    } else {
        out.push_str(&INDENT.repeat(depth + 1));
        write_call(new, depth + 1, out);
    }
    let depth = if fits { depth + 1 } else { depth + 2 };
    for call in calls {
        out.extend(["\n", &INDENT.repeat(depth)]);
        write_call(call, depth, out);
    }
    out.push_str(";\n");
}

/// Writes a call at the start of a line: on this line if it fits.
fn write_call(call: &TokenStream, depth: usize, out: &mut String) {
    let line = compact(call);
    if INDENT.len() * depth + line.len() > CHAIN { write_wide_call(call, depth, out) } else { out.push_str(&line) }
}

/// Writes a call with one argument per line. A single argument stays beside the parentheses and is broken itself.
fn write_wide_call(call: &TokenStream, depth: usize, out: &mut String) {
    let Some(TokenTree::Group(group)) = call.clone().into_iter().last() else {
        out.push_str(&compact(call));
        return;
    };
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => (" {", "}"),
        Delimiter::None => ("", ""),
    };
    let count = call.clone().into_iter().count();
    let before: TokenStream = call.clone().into_iter().take(count.saturating_sub(1)).collect();
    out.extend([compact(&before).as_str(), open]);
    match arguments(group.stream()).as_slice() {
        [only] => write_wide_call(only, depth, out),
        arguments => {
            for argument in arguments {
                out.extend(["\n", &INDENT.repeat(depth + 1)]);
                write_call(argument, depth + 1, out);
                out.push(',');
            }
            out.extend(["\n", &INDENT.repeat(depth)]);
        }
    }
    out.push_str(close);
}

/// The tokens between the commas.
fn arguments(tokens: TokenStream) -> Vec<TokenStream> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let is_comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    trees.split(is_comma).filter(|argument| !argument.is_empty()).map(|argument| argument.iter().cloned().collect()).collect()
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
    let indent = INDENT.repeat(depth);
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
        Line::Chain { head, new, calls } => write_chain(head, new, calls, depth, out),
        Line::Text(text) => out.extend(text.lines().flat_map(|line| [indent.as_str(), line, "\n"])),
        Line::Empty => out.push('\n'),
    }
}

fn write_docs(paragraphs: &[String], depth: usize, out: &mut String) {
    let indent = INDENT.repeat(depth);
    for line in doc::lines(paragraphs) {
        out.extend([&indent, "///", line.as_str(), "\n"]);
    }
}

#[cfg(test)]
mod tests;
