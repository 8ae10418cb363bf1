//! Tokens as text on one line, and the modules that their paths start in.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};

/// Collects the first segment of every path with `::`, anywhere in the tokens.
pub(crate) fn path_starts(tokens: &TokenStream, starts: &mut BTreeSet<String>) {
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

/// The tokens on one line, spaced as a person would.
pub(super) fn compact(tokens: &TokenStream) -> String {
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
                if !glue && (is_range || matches!(c, '=' | '&' | '-')) {
                    out.push(' ');
                }
                out.push(c);
                glue = punct.spacing() == Spacing::Joint || matches!(c, '&' | '*' | '<' | '-' | '.' | '!' | '$') || out.ends_with("::");
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
