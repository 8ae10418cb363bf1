//! Errors of a macro call, each with the tokens at fault.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{quote, quote_spanned};

/// An error, and the range of tokens at fault.
pub(crate) struct Failure {
    pub(crate) start: Span,
    pub(crate) end: Span,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { start: span, end: span, message: message.into() }
    }

    /// A `compile_error!` that underlines from the first to the last token.
    pub(crate) fn tokens(&self) -> TokenStream {
        let message = &self.message;
        let path = quote_spanned!(self.start=> ::core::compile_error!);
        let mut group = Group::new(Delimiter::Brace, quote_spanned!(self.end=> #message));
        group.set_span(self.end);
        quote!(#path #group)
    }
}
