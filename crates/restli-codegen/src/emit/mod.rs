//! From the plan to tokens: one file per construct, nothing decided here.

pub(crate) mod alias;
pub(crate) mod api;
pub(crate) mod catalog;
pub(crate) mod client;
pub(crate) mod doc;
pub(crate) mod enumeration;
pub(crate) mod form;
pub(crate) mod manifest;
pub(crate) mod method;
pub(crate) mod named;
pub(crate) mod operation;
pub(crate) mod patch;
pub(crate) mod permits;
pub(crate) mod record;
pub(crate) mod resource;
pub(crate) mod styles;
pub(crate) mod ty;
pub(crate) mod types;
pub(crate) mod union;
pub(crate) mod urns;

use proc_macro2::TokenStream;
use quote::quote;

/// A piece of a file.
#[derive(Debug)]
pub(crate) enum Piece {
    /// One item, laid out by the formatter.
    Item(TokenStream),
    /// A table macro, laid out with one entry per line.
    Table {
        /// Everything before the brace, e.g. `rt::core::record!`.
        call: TokenStream,
        /// What stands before the inner brace.
        head: TokenStream,
        /// The entries.
        entries: Vec<TokenStream>,
    },
    /// An implementation, followed inside by setters.
    Setters {
        /// The implementation with whatever else is in it.
        head: TokenStream,
        /// The setters.
        setters: Vec<Setter>,
    },
    /// A trait with the message for types that lack it, and its implementation for clients that are checked at run time. They are many
    /// in a large API, so they are laid out without the formatter.
    Permit {
        /// Its documentation.
        docs: Vec<String>,
        /// Its name.
        name: proc_macro2::Ident,
        /// What the compiler says.
        message: String,
        /// What it adds.
        notes: Vec<String>,
        /// What a field needs, for a check at run time: its name and the need.
        field: Option<(String, TokenStream)>,
    },
    /// A static struct, laid out with one field per line.
    Static {
        /// Everything before the brace.
        head: TokenStream,
        /// The fields.
        fields: Vec<TokenStream>,
        /// What the other fields are taken from.
        rest: TokenStream,
    },
    /// A static slice, laid out with one entry per line.
    List {
        /// Everything before the equals sign.
        head: TokenStream,
        /// The entries.
        entries: Vec<TokenStream>,
    },
}

/// A method that changes `self` in one statement and gives it back. They are most of a client, so they are laid out without the
/// formatter, which would read every token again.
#[derive(Debug)]
pub(crate) struct Setter {
    /// What it does, in one line.
    pub(crate) doc: String,
    /// `#[deprecated(note = "…")]`, or nothing.
    pub(crate) deprecated: TokenStream,
    /// Its name.
    pub(crate) name: proc_macro2::Ident,
    /// `value: T`, or nothing.
    pub(crate) argument: TokenStream,
    /// The statement, without its semicolon.
    pub(crate) change: TokenStream,
}

/// The doc attributes of some paragraphs.
pub(crate) fn doc_attributes(paragraphs: &[String]) -> TokenStream {
    let lines = doc::lines(paragraphs);
    quote!(#(#[doc = #lines])*)
}

/// `#[deprecated(note = "…")]`, if there is a reason.
pub(crate) fn deprecated_attribute(reason: Option<&String>) -> TokenStream {
    match reason {
        Some(note) => quote!(#[deprecated(note = #note)]),
        None => TokenStream::new(),
    }
}

/// An identifier, raw if it says so.
pub(crate) fn ident(name: &str) -> proc_macro2::Ident {
    let span = proc_macro2::Span::call_site();
    match name.strip_prefix("r#") {
        Some(raw) => proc_macro2::Ident::new_raw(raw, span),
        None => proc_macro2::Ident::new(name, span),
    }
}
