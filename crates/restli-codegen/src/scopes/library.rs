//! Functions of libraries around the client: a program that calls one uses the calls and fields that the function uses.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The functions that a source text declares, by name, each with its body.
pub(super) fn functions(text: &str) -> BTreeMap<String, Vec<TokenTree>> {
    let mut found = BTreeMap::new();
    if let Ok(tokens) = text.parse::<TokenStream>() {
        collect(&tokens.into_iter().collect::<Vec<_>>(), &mut found);
    }
    found
}

/// The names of the functions that a source text declares.
pub(super) fn names(text: &str) -> BTreeSet<String> {
    functions(text).into_keys().collect()
}

fn collect(trees: &[TokenTree], found: &mut BTreeMap<String, Vec<TokenTree>>) {
    for (at, tree) in trees.iter().enumerate() {
        match (tree, trees.get(at + 1)) {
            (TokenTree::Ident(word), Some(TokenTree::Ident(name))) if word == "fn" => {
                let body = trees.iter().skip(at).find_map(|tree| match tree {
                    TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
                    _ => None,
                });
                found.entry(name.to_string()).or_default().extend(body.into_iter().flatten());
            }
            (TokenTree::Group(group), _) => collect(&group.stream().into_iter().collect::<Vec<_>>(), found),
            _ => {}
        }
    }
}
