//! Source files as blocks: tokens, and the layout that they are printed in.

use proc_macro2::{Ident, TokenStream};

/// A block of a file. Large APIs have many blocks of most kinds, so all but [`Block::Item`] are printed without parsing their tokens again.
#[derive(Debug)]
pub(crate) enum Block {
    /// Items, laid out by prettyplease.
    Item(TokenStream),
    /// A macro call with one entry per line: `call! { head { … } }`.
    Table {
        /// Tokens before the outer brace, e.g. `rt::core::record!`.
        call: TokenStream,
        /// Tokens before the inner brace.
        head: TokenStream,
        entries: Vec<TokenStream>,
    },
    /// An implementation that ends in setters.
    Setters {
        /// The implementation with its other functions.
        head: TokenStream,
        setters: Vec<Setter>,
    },
    /// A static slice with one entry per line.
    List {
        /// Tokens before the equals sign.
        head: TokenStream,
        entries: Vec<TokenStream>,
    },
    /// Short items, line by line.
    Lines(Vec<Line>),
}

/// One or more lines of [`Block::Lines`].
#[derive(Debug)]
pub(crate) enum Line {
    /// Tokens on one line.
    Tokens(TokenStream),
    /// Paragraphs of documentation.
    Docs(Vec<String>),
    /// Arguments in parentheses, one per line.
    Arguments {
        /// Text before the head, such as `#[`.
        start: &'static str,
        /// Tokens before the parenthesis.
        head: TokenStream,
        arguments: Vec<TokenStream>,
        /// Text after the closing parenthesis.
        end: &'static str,
    },
    /// Lines in braces; `{}` without lines.
    Braces {
        /// Tokens before the brace.
        head: TokenStream,
        lines: Vec<Line>,
        /// Text after the closing brace.
        end: &'static str,
    },
    /// A constant whose value is a chain of method calls, one per line.
    Chain {
        /// Tokens before the equals sign.
        head: TokenStream,
        /// The constructor.
        new: TokenStream,
        /// The method calls, each with its dot.
        calls: Vec<TokenStream>,
    },
    /// Lines that are laid out already.
    Text(&'static str),
    /// An empty line.
    Empty,
}

/// A method that changes `self` in one statement and returns it.
#[derive(Debug)]
pub(crate) struct Setter {
    /// Paragraphs of documentation.
    pub(crate) docs: Vec<String>,
    /// `#[deprecated(note = "…")]`, or nothing.
    pub(crate) deprecated: TokenStream,
    pub(crate) name: Ident,
    /// `value: T`, or nothing.
    pub(crate) argument: TokenStream,
    /// The statement, without its semicolon.
    pub(crate) change: TokenStream,
}

impl Block {
    /// An implementation of one method with one statement.
    pub(crate) fn method(head: TokenStream, signature: TokenStream, body: TokenStream) -> Self {
        let method = Line::Braces { head: signature, lines: vec![Line::Tokens(body)], end: "" };
        Self::Lines(vec![Line::Braces { head, lines: vec![method], end: "" }])
    }

    /// Calls `read` with every stream of tokens in the block.
    pub(crate) fn tokens<'b>(&'b self, read: &mut impl FnMut(&'b TokenStream)) {
        match self {
            Block::Item(tokens) => read(tokens),
            Block::Table { call, head, entries } => [call, head].into_iter().chain(entries).for_each(read),
            Block::Setters { head, setters } => {
                read(head);
                setters.iter().flat_map(|setter| [&setter.argument, &setter.change]).for_each(read);
            }
            Block::List { head, entries } => std::iter::once(head).chain(entries).for_each(read),
            Block::Lines(lines) => lines.iter().for_each(|line| line.tokens(read)),
        }
    }
}

impl Line {
    fn tokens<'b>(&'b self, read: &mut impl FnMut(&'b TokenStream)) {
        match self {
            Line::Tokens(tokens) => read(tokens),
            Line::Arguments { head, arguments, .. } => std::iter::once(head).chain(arguments).for_each(read),
            Line::Braces { head, lines, .. } => {
                read(head);
                for line in lines {
                    line.tokens(read);
                }
            }
            Line::Chain { head, new, calls } => [head, new].into_iter().chain(calls).for_each(read),
            Line::Docs(_) | Line::Text(_) | Line::Empty => {}
        }
    }
}

/// A source file before it is formatted.
#[derive(Debug)]
pub(crate) struct Source<'m> {
    /// Path below the folder that holds the crates.
    pub(crate) path: String,
    /// The comment of the first line.
    pub(crate) header: String,
    /// Paragraphs of the file's documentation.
    pub(crate) docs: Vec<String>,
    /// Inner attributes.
    pub(crate) attributes: &'static str,
    /// Modules of the crate that are imported where an item names one.
    pub(crate) modules: &'m [String],
    /// The blocks of the file.
    pub(crate) blocks: Vec<Block>,
}
