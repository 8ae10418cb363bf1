//! The implementation of `Selectable`, bounded by the scopes that permit the fields and by the styles that can express the projection.
//!
//! `(id,photo~(url))` with a `photo` that needs a permission expands to
//! `impl<C: permits::Photo, Y: styles::Expands> Selectable<C, Y> for Card {}`: neither a client whose scopes `C` do not permit photos,
//! nor an endpoint whose style `Y` expands no URNs, can select it.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use restli_core::projection::{Item, Name, Projection, StyleError};

use crate::checked::{Checked, Selection, Value};
use crate::declaration::{Paths, path};
use crate::input::Input;

/// Implements `Selectable` for a result type: the scopes must permit its fields, and the style must be able to express the projection. Each
/// bound has the span of the part of the projection that requires it, so that the compiler's error points there.
pub(crate) fn selectable(input: &Input<'_, '_>) -> TokenStream {
    let Input { checked, spans, .. } = *input;
    let (Paths { runtime, root, .. }, name) = (input.paths, &input.declaration.name);
    let permits = permits(&checked.selection);
    let scopes = permits.iter().map(|(permit, at)| {
        let permit = path(permit);
        bound(&quote!(#root::permits::#permit), spans.at(*at))
    });
    let scopes: Vec<TokenStream> = scopes.collect();
    let scopes = if scopes.is_empty() { TokenStream::new() } else { quote!(: #(#scopes)+*) };
    let (ability, at) = ability(checked, input.projection);
    let ability = Ident::new(ability, Span::call_site());
    let style = bound(&quote!(#root::api::styles::#ability), at.map_or_else(Span::call_site, |at| spans.at(at)));
    let style = if input.has_errors { TokenStream::new() } else { quote!(: #style) };
    let embedded: Vec<&TokenStream> = checked.embedded.iter().filter_map(|(number, _)| input.embedded.get(*number)).collect();
    let also = if embedded.is_empty() { TokenStream::new() } else { quote!(where #(#embedded: #runtime::Selectable<C, Y>),*) };
    let own = permits.keys().map(|permit| {
        let permit = path(permit);
        quote!(<#runtime::Unchecked as #root::permits::#permit>::REQUIREMENT)
    });
    let requirements = if permits.is_empty() && embedded.is_empty() {
        TokenStream::new()
    } else {
        quote! {
            const REQUIREMENTS: #runtime::FieldRequirements = #runtime::FieldRequirements::new(
                &[#(#own),*],
                &[#(<#embedded as #runtime::Selectable<C, Y>>::REQUIREMENTS),*],
            );
        }
    };
    quote!(impl<C #scopes, Y #style> #runtime::Selectable<C, Y> for #name #also { #requirements })
}

/// A bound whose errors point at the given span.
fn bound(path: &TokenStream, at: Span) -> TokenStream {
    let at = at.resolved_at(Span::call_site());
    path.clone()
        .into_iter()
        .map(|mut tree| {
            tree.set_span(at);
            tree
        })
        .collect()
}

/// The traits of the named fields that need a permission, each with its offset in the projection.
pub(crate) fn permits<'c>(selection: &Selection<'c>) -> BTreeMap<&'c str, usize> {
    let mut found = BTreeMap::new();
    let mut rest = vec![selection];
    while let Some(selection) = rest.pop() {
        for member in &selection.members {
            if let Some(permit) = member.permit {
                found.entry(permit).or_insert(member.at);
            }
            let mut value = &member.value;
            while let Value::Array(inner) | Value::Map(_, inner) | Value::Collection(inner) = value {
                value = inner;
            }
            if let Value::Selected(inner) = value {
                rest.push(inner);
            }
        }
    }
    found
}

/// Returns the name of the trait of styles that can express a projection, and the offset of the part that requires it.
fn ability(checked: &Checked<'_>, projection: &Projection) -> (&'static str, Option<usize>) {
    match (flat(checked, projection), projection.to_mask(), projection.to_decorated()) {
        (Ok(_), _, _) => ("Selects", None),
        (Err(flat), Ok(_), Ok(_)) => ("Nests", Some(flat.at)),
        (_, Err(mask), _) => ("Expands", Some(mask.at)),
        (_, Ok(_), Err(decorated)) => ("Masks", Some(decorated.at)),
    }
}

/// The text of a projection that is a list of names; a `*` in it stands for all that the schema declares.
pub(crate) fn flat(checked: &Checked<'_>, projection: &Projection) -> Result<String, StyleError> {
    let bare = |item: &Item| !item.remove && item.select.is_none() && item.decorations.is_empty();
    let all = projection.items.iter().any(|item| item.name == Name::Each) && projection.items.iter().all(bare);
    if !all || checked.selection.rest || !checked.embedded.is_empty() || projection.range.is_some() {
        return projection.to_flat();
    }
    Ok(checked.selection.members.iter().map(|member| member.wire.as_str()).collect::<Vec<_>>().join(","))
}
