//! A position among the tokens of a macro call, and the parsers that all macros share: attributes, a visibility, a name.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::failure::Failure;
use crate::tokens::is_punct;

/// A position among tokens.
pub(crate) struct Cursor {
    /// Syntax of the macro, for messages.
    forms: &'static str,
    trees: std::vec::IntoIter<TokenTree>,
    ahead: Option<TokenTree>,
}

impl Cursor {
    pub(crate) fn new(input: TokenStream, forms: &'static str) -> Self {
        let mut trees = Vec::new();
        flatten(input, &mut trees, 0);
        Self { forms, trees: trees.into_iter(), ahead: None }
    }

    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        self.ahead.take().or_else(|| self.trees.next())
    }

    fn peek(&mut self) -> Option<&TokenTree> {
        if self.ahead.is_none() {
            self.ahead = self.trees.next();
        }
        self.ahead.as_ref()
    }

    pub(crate) fn next_if(&mut self, wanted: impl FnOnce(&TokenTree) -> bool) -> Option<TokenTree> {
        if self.peek().is_some_and(wanted) { self.next() } else { None }
    }

    /// Reads any number of attributes, `#[..]`.
    pub(crate) fn attributes(&mut self) -> TokenStream {
        let mut attributes = TokenStream::new();
        while let Some(hash) = self.next_if(|tree| is_punct(tree, '#')) {
            attributes.extend([hash]);
            attributes.extend(self.next_if(|tree| matches!(tree, TokenTree::Group(_))));
        }
        attributes
    }

    /// Reads `pub`, `pub(crate)` or nothing.
    pub(crate) fn visibility(&mut self) -> TokenStream {
        let mut visibility = TokenStream::new();
        if let Some(public) = self.next_if(|tree| is_word(tree, "pub")) {
            visibility.extend([public]);
            visibility.extend(self.next_if(|tree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis)));
        }
        visibility
    }

    /// Checks whether an item stands here, by its first token.
    pub(crate) fn is_item(&mut self) -> bool {
        self.peek().is_some_and(|tree| is_punct(tree, '#') || is_word(tree, "pub") || is_word(tree, "struct"))
    }

    /// Reads a name that a type can have.
    pub(crate) fn type_name(&mut self, wanted: &str) -> Result<Ident, Failure> {
        match self.next() {
            Some(TokenTree::Ident(name)) if is_keyword(&name.to_string()) => {
                Err(Failure::new(name.span(), format!("`{name}` is a word of Rust, which cannot name a type\nhelp: {}", self.forms)))
            }
            Some(TokenTree::Ident(name)) => Ok(name),
            other => Err(self.expected(wanted, other.as_ref())),
        }
    }

    /// Reads `::`.
    pub(crate) fn path_separator(&mut self) -> bool {
        let second = |tree: Option<&TokenTree>| tree.is_some_and(|tree| is_punct(tree, ':'));
        let double = self.peek().is_some_and(|tree| is_punct(tree, ':')) && second(self.trees.as_slice().first());
        if double {
            self.next();
            self.next();
        }
        double
    }

    pub(crate) fn punct(&mut self, sign: char, wanted: &str) -> Result<(), Failure> {
        match self.next_if(|tree| is_punct(tree, sign)) {
            Some(_) => Ok(()),
            None => Err(self.expected(wanted, None)),
        }
    }

    pub(crate) fn expected(&mut self, wanted: &str, found: Option<&TokenTree>) -> Failure {
        let found = found.or_else(|| self.peek());
        Failure::new(found.map_or_else(Span::call_site, TokenTree::span), format!("expected {wanted}\nhelp: {}", self.forms))
    }
}

/// Replaces groups without delimiters by their tokens: a `macro_rules!` macro passes a fragment on as such a group.
fn flatten(tokens: TokenStream, into: &mut Vec<TokenTree>, depth: usize) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None && depth < 8 => flatten(group.stream(), into, depth + 1),
            other => into.push(other),
        }
    }
}

/// The keywords of Rust.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override",
    "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized",
    "use", "virtual", "where", "while", "yield",
];

/// Checks for a keyword of Rust.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

pub(crate) fn is_word(tree: &TokenTree, word: &str) -> bool {
    matches!(tree, TokenTree::Ident(ident) if ident == word)
}
