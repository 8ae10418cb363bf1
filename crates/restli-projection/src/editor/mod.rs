//! `projection!` in an editor: the expansion, and before it code that offers the names of the schema and leads to the client's types.
//!
//! rust-analyzer expands a macro with a made-up name at the cursor, and completes what that name is in the expansion. So each pair of
//! parentheses becomes a struct literal of a struct that has the fields of the record by their wire names, and that only the expansion knows:
//!
//! ```text
//! projection!(Me: (id, fir))
//! fn offered_0(it: Of0) { Of0 { id, fir, ..it }; }        completes `fir`, and leaves out `id`
//! fn known_0(it: &client::profile::Me) { let _ = &it.id; }         go-to-definition of `id`
//! struct Of0 { id: String, firstName: MultiLocaleString }
//! ```
//!
//! The text before the made-up name must be as long with it as without it, or rust-analyzer does not find the literal again: the literals
//! come first, in the order of the text.

mod offered;
mod rust;
mod walk;

use std::ffi::OsStr;
use std::path::Path;
use std::sync::OnceLock;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::call::{Body, Call, FORMS};
use crate::catalog::Catalog;
use crate::cursor::Cursor;
use crate::declaration::Paths;
use crate::macros::{client_of, expand_projection, expand_with};
use walk::Walk;

/// The environment variable in whose presence the words of projections are uses of the client's items, for the tool that asks the compiler
/// which parts of the client a program uses.
pub const USES: &str = "RESTLI_USED_BY";

/// Expands `projection!`: for the compiler, or for an editor if an editor has loaded the macro.
///
/// `before` returns the empty span before a token. In an editor, the fields of result types get it: a use of a field leads to its word in
/// the projection, and the word to the client's type alone.
#[must_use]
pub fn projection(input: TokenStream, catalog: &Catalog<'_>, before: fn(Span) -> Span) -> TokenStream {
    static IN_EDITOR: OnceLock<bool> = OnceLock::new();
    if *IN_EDITOR.get_or_init(|| std::env::current_exe().is_ok_and(|program| is_editor(&program))) {
        expand_in_editor(input, catalog, before)
    } else if std::env::var_os(USES).is_some() {
        expand_with_uses(input, catalog)
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
    let expansion = expand_with(input.clone(), catalog, before);
    with_code(input, catalog, &expansion, false)
}

/// Expands `projection!` with a use of the client's item for each word; those in a string stand at the string.
#[must_use]
pub fn expand_with_uses(input: TokenStream, catalog: &Catalog<'_>) -> TokenStream {
    let expansion = expand_projection(input.clone(), catalog);
    with_code(input, catalog, &expansion, true)
}

fn with_code(input: TokenStream, catalog: &Catalog<'_>, expansion: &TokenStream, uses_only: bool) -> TokenStream {
    let mut cursor = Cursor::new(input, FORMS);
    let Some(client) = client_of(&mut cursor) else { return expansion.clone() };
    let is_item = cursor.is_item();
    let (mut call, _) = Call::read(&mut cursor);
    if uses_only {
        call.body = call.body.map(in_tokens);
    }
    let paths = Paths::outside(&client);
    let mut walk = Walk::new(catalog, &paths, uses_only);
    walk.call(&call);
    if uses_only {
        walk.offered.clear();
    }
    let code = code(&walk);
    if is_item { quote!(#code #expansion) } else { quote!({ #code #expansion }) }
}

/// A projection in a string as tokens that stand at the string.
fn in_tokens(body: Body) -> Body {
    let Body::Text(literal, text) = body else { return body };
    let inner = text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(&text);
    match inner.parse::<TokenStream>() {
        Ok(tokens) => Body::Tokens(Group::new(Delimiter::Parenthesis, at(tokens, literal.span()))),
        Err(_) => Body::Text(literal, text),
    }
}

/// The tokens at another place.
fn at(tokens: TokenStream, span: Span) -> TokenStream {
    let moved = tokens.into_iter().map(|tree| match tree {
        TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), at(group.stream(), span))),
        mut other => {
            other.set_span(span);
            other
        }
    });
    moved.collect()
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
