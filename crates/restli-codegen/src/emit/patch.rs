//! What partial update sends.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::record::argument;
use super::ty::{Place, item_path};
use super::{Piece, deprecated_attribute, doc_attributes, ident};
use crate::plan::{PatchPlan, Plan, RustType};

/// The items of a patch.
pub(crate) fn patch(plan: &Plan<'_>, patch: &PatchPlan, place: Place) -> Vec<Piece> {
    let name = ident(&patch.item.ident);
    let docs = doc_attributes(&[
        format!("A partial update of a [`{}`]: what to set and what to delete.", patch.record_ident),
        "A field named twice keeps what was said last (`PROTOCOL.md §6`: a field may occur once).".to_owned(),
    ]);
    let methods = patch.fields.iter().map(|field| methods(plan, field, place));
    vec![
        Piece::Item(quote! {
            #docs
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct #name(rt::core::patch::Patch);
        }),
        Piece::Item(quote! {
            impl #name {
                #[doc = " A patch that changes nothing yet."]
                #[must_use]
                pub fn new() -> Self {
                    Self::default()
                }

                #(#methods)*
            }
        }),
        Piece::Item(quote! {
            impl From<#name> for rt::core::patch::Patch {
                fn from(patch: #name) -> Self {
                    patch.0
                }
            }
        }),
    ]
}

fn methods(plan: &Plan<'_>, field: &crate::plan::forms::PatchField, place: Place) -> TokenStream {
    let wire = &field.field.wire;
    let bare = field.field.ident.trim_start_matches("r#");
    let set = if bare == "new" { ident("set_new") } else { ident(&field.field.ident) };
    let given = argument(plan, &field.field.ty, place);
    let value = value(plan, field.field.ty.bare(), place);
    let deprecated = deprecated_attribute(field.field.deprecated.as_ref());
    let set_doc = format!(" Sets `{wire}`.");
    let delete = field.deletable.then(|| {
        let function = format_ident!("delete_{bare}");
        let doc = format!(" Deletes `{wire}`.");
        quote! {
            #[doc = #doc]
            #[must_use]
            pub fn #function(mut self) -> Self {
                self.0.delete(#wire);
                self
            }
        }
    });
    let nest = field.nested.as_ref().map(|nested| {
        let function = format_ident!("patch_{bare}");
        let ty = item_path(plan, nested, place);
        let doc = format!(" Changes parts of `{wire}`.");
        quote! {
            #[doc = #doc]
            #[must_use]
            pub fn #function(mut self, patch: #ty) -> Self {
                self.0.nest(#wire, patch.into());
                self
            }
        }
    });
    quote! {
        #[doc = #set_doc]
        #deprecated
        #[must_use]
        pub fn #set(mut self, value: #given) -> Self {
            self.0.set(#wire, #value);
            self
        }

        #delete
        #nest
    }
}

fn value(plan: &Plan<'_>, ty: &RustType, place: Place) -> TokenStream {
    if ty.takes_into() {
        let target = super::ty::ty(plan, ty, place);
        quote!(&Into::<#target>::into(value))
    } else {
        quote!(&value)
    }
}
