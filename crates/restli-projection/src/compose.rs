//! The wire text of a projection that embeds others: the compiler puts it together from constants.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use restli_core::projection::Projection;

use crate::catalog::Catalog;
use crate::checked::Checked;
use crate::declaration::{Declaration, Paths};
use crate::embed;

/// The styles of a projection, with what the embedded ones say in them. In passing, the compiler makes sure that each of these is of
/// the type that it is embedded in.
pub(crate) fn composed(
    catalog: &Catalog<'_>,
    checked: &Checked<'_>,
    projection: &Projection,
    declaration: &Declaration,
    paths: &Paths,
) -> TokenStream {
    let Paths { core, none, .. } = paths;
    let constant = |number: usize| format_ident!("EMBEDDED_{number}");
    let constants = checked.embedded.iter().filter_map(|(number, index)| {
        let (name, path) = (constant(*number), declaration.embedded.get(*number)?);
        let of = paths.path(catalog.get(*index)?.rust);
        Some(quote!(const #name: #core::projection::Styles = #core::support::embedded::<#path, #of>();))
    });
    let fits = |number: &usize| checked.embedded.iter().any(|(embedded, _)| embedded == number);
    let pieces = |style: &str, text: Option<String>| {
        let Some(text) = text else { return quote!(#core::support::Fragment::Of(#none)) };
        let style = Ident::new(style, Span::call_site());
        let pieces = embed::pieces(&text).into_iter().filter_map(|piece| match piece {
            Ok(text) => Some(quote!(#core::support::Fragment::Text(#text))),
            Err(number) => Some(number).filter(fits).map(constant).map(|name| quote!(#core::support::Fragment::Of(#name.#style))),
        });
        quote!(#(#pieces),*)
    };
    let restli = pieces("restli", projection.to_mask().ok());
    let decorated = pieces("decorated", projection.to_decorated().ok());
    let flat = pieces("flat", projection.to_flat().ok());
    quote!(#core::styles!({ #(#constants)* } [#restli] [#decorated] [#flat]))
}
