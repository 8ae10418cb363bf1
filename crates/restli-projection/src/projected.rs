//! The implementation of `Projected`: the text of a projection in each style.
//!
//! | Projection | `restli` | `decorated` | `flat` |
//! |---|---|---|---|
//! | `(id,name)` | `"id,name"` | `"(id,name)"` | `"id,name"` |
//! | `(photo~(url))` | none: a mask expands no URN | `"(photo~(url))"` | none |
//! | `(id,..Names)` | `"id,"` and the mask of `Names` | `"(id,"`, that of `Names`, `")"` | `"id,"` and that of `Names` |
//!
//! The macro cannot see the text of `Names`, so the compiler composes the last row from constants.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use restli_core::projection::StyleError;

use crate::declaration::Paths;
use crate::embed;
use crate::input::Input;
use crate::selectable::flat;

/// Implements `Projected` for the result type. An embedded projection must be one of the record around it, which the compiler checks by the
/// call of `embedded`.
pub(crate) fn projected(input: &Input<'_, '_>) -> TokenStream {
    let Input { catalog, checked, projection, .. } = *input;
    let Paths { core, some, none, .. } = input.paths;
    let name = &input.declaration.name;
    let rust = |name| input.paths.path(catalog.get(name).map_or("()", |entry| entry.rust));
    let of = rust(checked.root);
    let constants = checked.embedded.iter().filter_map(|(number, name)| {
        let (constant, path, of) = (constant(*number), input.embedded.get(*number)?, rust(name));
        Some(quote!(const #constant: #core::projection::Styles = #core::support::embedded::<#path, #of>();))
    });
    let texts = [projection.to_mask(), projection.to_decorated(), flat(checked, projection)];
    let styles = if input.embedded.is_empty() {
        let [restli, decorated, flat] = texts.map(|text| text.map_or_else(|_| none.clone(), |text| quote!(#some(#text))));
        quote!(#core::projection::Styles::new(#restli, #decorated, #flat))
    } else {
        let [restli, decorated, flat] = texts;
        let (restli, decorated) = (fragments(input, "restli", restli), fragments(input, "decorated", decorated));
        let flat = fragments(input, "flat", flat);
        quote!(#core::styles!({ #(#constants)* } [#restli] [#decorated] [#flat]))
    };
    quote! {
        impl #core::projection::Projected for #name {
            type Of = #of;
            const STYLES: #core::projection::Styles = #styles;
        }
    }
}

/// The constant that holds the styles of an embedded projection.
fn constant(number: usize) -> Ident {
    format_ident!("EMBEDDED_{number}")
}

/// The fragments of a text in a style, in which constants stand for the embedded projections.
fn fragments(input: &Input<'_, '_>, style: &str, text: Result<String, StyleError>) -> TokenStream {
    let Paths { core, none, .. } = input.paths;
    let Ok(text) = text else { return quote!(#core::support::Fragment::Of(#none)) };
    let style = Ident::new(style, Span::call_site());
    let is_checked = |number: &usize| input.checked.embedded.iter().any(|(embedded, _)| embedded == number);
    let fragments = embed::fragments(&text).into_iter().filter_map(|fragment| match fragment {
        Ok(text) => Some(quote!(#core::support::Fragment::Text(#text))),
        Err(number) => Some(number).filter(is_checked).map(constant).map(|name| quote!(#core::support::Fragment::Of(#name.#style))),
    });
    quote!(#(#fragments),*)
}
