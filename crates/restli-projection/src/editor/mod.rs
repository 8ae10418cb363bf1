//! `projection!` in an editor: the expansion, and before it code that offers the names of the schema and leads to the client's types.
//!
//! rust-analyzer expands a macro with a made-up name at the cursor, and completes what that name is in the expansion. So each pair of
//! parentheses becomes a struct literal of a struct that has the fields of the record by their wire names, and that only the expansion knows:
//!
//! ```text
//! projection!(Me: (id, fir))
//! fn offered_0(it: Of0) { Of0 { id, fir, ..it }; }        completes `fir`, and leaves out `id`
//! fn known_0(it: &client::profile::Me) { it.id; }         go-to-definition of `id`
//! struct Of0 { id: String, firstName: MultiLocaleString }
//! ```
//!
//! What stands before the made-up name must be as long with it as without it, or rust-analyzer does not find the literal again: the literals
//! come first, in the order of the text.

mod offered;
mod rust;
mod walk;

use std::ffi::OsStr;
use std::path::Path;
use std::sync::OnceLock;

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};

use crate::call::{Call, FORMS};
use crate::catalog::Catalog;
use crate::cursor::Cursor;
use crate::declaration::Paths;
use crate::macros::{client_of, expand_projection, expand_with};
use walk::Walk;

/// Expands `projection!`: for the compiler, or for an editor if an editor has loaded the macro.
///
/// `before` returns the empty span before a token. In an editor, the fields of result types get it: a use of a field leads to its word in
/// the projection, and the word to the client's type alone.
#[must_use]
pub fn projection(input: TokenStream, catalog: &Catalog<'_>, before: fn(Span) -> Span) -> TokenStream {
    static IN_EDITOR: OnceLock<bool> = OnceLock::new();
    if *IN_EDITOR.get_or_init(|| std::env::current_exe().is_ok_and(|program| is_editor(&program))) {
        expand_in_editor(input, catalog, before)
    } else {
        expand_projection(input, catalog)
    }
}

/// Checks for a program of rust-analyzer. Its `cfg(rust_analyzer)` is set for packages of the workspace only, not for a client from a registry.
fn is_editor(program: &Path) -> bool {
    program.file_name().and_then(OsStr::to_str).is_some_and(|name| name.starts_with("rust-analyzer"))
}

/// Expands `projection!` for an editor.
#[must_use]
pub fn expand_in_editor(input: TokenStream, catalog: &Catalog<'_>, before: fn(Span) -> Span) -> TokenStream {
    let mut cursor = Cursor::new(input.clone(), FORMS);
    let expansion = expand_with(input, catalog, before);
    let Some(client) = client_of(&mut cursor) else { return expansion };
    let is_item = cursor.is_item();
    let (call, _) = Call::read(&mut cursor);
    let paths = Paths::outside(&client);
    let mut walk = Walk::new(catalog, &paths);
    walk.call(&call);
    let help = code(&walk);
    if is_item { quote!(#help #expansion) } else { quote!({ #help #expansion }) }
}

/// The code that offers names and leads to types.
fn code(Walk { offered, known, .. }: &Walk<'_, '_>) -> TokenStream {
    let literals = offered.iter().enumerate().map(|(number, offered)| {
        let (function, name) = (format_ident!("offered_{number}"), format_ident!("Of{number}"));
        let words = &offered.words;
        quote!(fn #function(it: #name) { #name { #(#words,)* ..it }; })
    });
    let structs = offered.iter().enumerate().map(|(number, offered)| {
        let name = format_ident!("Of{number}");
        let fields = offered.fields();
        quote!(struct #name { #(#fields),* })
    });
    let known = known.iter().enumerate().map(|(number, known)| {
        let function = format_ident!("known_{number}");
        quote!(fn #function #known)
    });
    quote! {
        #[allow(warnings, clippy::all)]
        const _: () = {
            #(#literals)*
            #(#known)*
            #(#structs)*
        };
    }
}
