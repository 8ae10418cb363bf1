//! The stage from the plan to blocks of tokens: one file per construct. The plan has made every decision.

pub(crate) mod alias;
pub(crate) mod api;
pub(crate) mod catalog;
pub(crate) mod client;
pub(crate) mod enumeration;
pub(crate) mod events;
pub(crate) mod example;
pub(crate) mod expression;
pub(crate) mod files;
pub(crate) mod front_page;
pub(crate) mod manifest;
pub(crate) mod method;
pub(crate) mod named;
pub(crate) mod operation;
pub(crate) mod patch;
pub(crate) mod permits;
pub(crate) mod proofs;
pub(crate) mod record;
pub(crate) mod requirement;
pub(crate) mod resource;
pub(crate) mod shared;
pub(crate) mod styles;
pub(crate) mod ty;
pub(crate) mod types;
pub(crate) mod union;
pub(crate) mod urns;
pub(crate) mod usage;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) fn doc_attributes(paragraphs: &[String]) -> TokenStream {
    let lines = crate::doc::lines(paragraphs);
    quote!(#(#[doc = #lines])*)
}

/// The attribute `#[deprecated(note = "…")]`, if there is a reason.
pub(crate) fn deprecated_attribute(reason: Option<&String>) -> TokenStream {
    match reason {
        Some(note) => quote!(#[deprecated(note = #note)]),
        None => TokenStream::new(),
    }
}

/// An identifier; a raw one if the name starts with `r#`.
pub(crate) fn ident(name: &str) -> proc_macro2::Ident {
    let span = proc_macro2::Span::call_site();
    match name.strip_prefix("r#") {
        Some(raw) => proc_macro2::Ident::new_raw(raw, span),
        None => proc_macro2::Ident::new(name, span),
    }
}

/// The name of the method that sets a field of a table: `with_{field}`.
fn with(field: &str) -> proc_macro2::Ident {
    ident(&format!("with_{field}"))
}
