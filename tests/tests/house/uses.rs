//! Arrows between the files of a crate: a file uses another if it names an item that the other defines.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use crate::names::Found;
use crate::tree::Crate;

/// The names that a file uses of another, by user and used.
pub(crate) type Arrows = BTreeMap<(usize, usize), BTreeSet<String>>;

/// Macros whose tokens are code of another crate.
const QUOTES: &[&str] = &["quote", "quote_spanned", "parse_quote", "parse_quote_spanned"];

/// All arrows of a crate. `mod` declarations and re-exports make none; a re-exported name is that of the file that defines it.
pub(crate) fn arrows(krate: &Crate) -> Arrows {
    let mut arrows = Arrows::new();
    for (place, module) in krate.modules.iter().enumerate() {
        let mut reader = Reader { krate, module: place, arrows: &mut arrows };
        for import in &module.imports {
            reader.path(import);
        }
        for item in &module.items {
            reader.visit_item(item);
        }
    }
    arrows
}

struct Reader<'a> {
    krate: &'a Crate,
    module: usize,
    arrows: &'a mut Arrows,
}

impl Reader<'_> {
    fn path(&mut self, path: &[String]) {
        if let Some(Found::Item(file)) = self.krate.resolve(self.module, path) {
            self.arrow(file, path);
        }
    }

    fn arrow(&mut self, used: usize, path: &[String]) {
        let from = self.krate.modules[self.module].file;
        if from != used {
            let name = path.iter().filter(|name| !matches!(name.as_str(), "crate" | "self" | "super")).map(String::as_str);
            self.arrows.entry((from, used)).or_default().insert(name.collect::<Vec<_>>().join("::"));
        }
    }

    /// Reads tokens of a macro as paths. A single word counts if it is written as a call or as a type or constant; in a definition of a
    /// macro, only paths that begin with `crate` count, because others are those of its callers.
    fn tokens(&mut self, tokens: TokenStream, definition: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |place: usize, mark: char| matches!(tokens.get(place), Some(TokenTree::Punct(punct)) if punct.as_char() == mark);
        let mut place = 0;
        while let Some(token) = tokens.get(place) {
            let start = place;
            place += 1;
            match token {
                TokenTree::Group(group) => self.tokens(group.stream(), definition),
                TokenTree::Ident(first) => {
                    let mut path = vec![first.to_string()];
                    while is(place, ':')
                        && is(place + 1, ':')
                        && let Some(TokenTree::Ident(name)) = tokens.get(place + 2)
                    {
                        path.push(name.to_string());
                        place += 3;
                    }
                    let behind = start.checked_sub(1).is_some_and(|before| is(before, '.') || is(before, '#') || is(before, ':'));
                    let called = is(place, '!') || matches!(tokens.get(place), Some(TokenTree::Group(_)));
                    let upper = first.to_string().starts_with(char::is_uppercase);
                    let counts = if definition { first == "crate" } else { path.len() > 1 || called || upper };
                    if counts && (!behind || first == "crate") {
                        self.path(&path);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            self.path(&path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        let name = item.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        match self.krate.macros.get(&name) {
            Some(file) => self.arrow(*file, &[format!("{name}!")]),
            None => self.visit_path(&item.path),
        }
        if !QUOTES.contains(&name.as_str()) {
            self.tokens(item.tokens.clone(), name == "macro_rules");
        }
    }

    fn visit_item_use(&mut self, _: &'ast syn::ItemUse) {}

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}
