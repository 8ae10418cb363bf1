//! What partial update sends.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::record::argument;
use super::ty::{Place, item_path};
use super::{Piece, Setter, deprecated_attribute, doc_attributes, ident};
use crate::plan::forms::PatchField;
use crate::plan::{PatchPlan, Plan, RustType};

/// The items of a patch.
pub(crate) fn patch(plan: &Plan<'_>, patch: &PatchPlan, place: Place) -> Vec<Piece> {
    let name = ident(&patch.item.ident);
    let docs = doc_attributes(&[
        format!("A partial update of a [`{}`]: what to set and what to delete.", patch.record_ident),
        "A patch holds one instruction per field: the last one given.".to_owned(),
    ]);
    let setters = patch.fields.iter().flat_map(|field| setters(plan, field, place)).collect();
    let head = quote! {
        impl #name {
            #[doc = " A patch that changes nothing yet."]
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        }
    };
    vec![
        Piece::Item(quote! {
            #docs
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct #name(rt::core::patch::Patch);
        }),
        Piece::Setters { head, setters },
        Piece::Item(quote! {
            impl From<#name> for rt::core::patch::Patch {
                fn from(patch: #name) -> Self {
                    patch.0
                }
            }
        }),
    ]
}

/// What can be done to a field: set it, delete it, change parts of it.
fn setters(plan: &Plan<'_>, field: &PatchField, place: Place) -> Vec<Setter> {
    let wire = &field.field.wire;
    let bare = field.field.ident.trim_start_matches("r#");
    let given = argument(plan, &field.field.ty, place);
    let value = value(plan, field.field.ty.bare(), place);
    let set = Setter {
        doc: format!("Sets `{wire}`."),
        deprecated: deprecated_attribute(field.field.deprecated.as_ref()),
        name: if bare == "new" { ident("set_new") } else { ident(&field.field.ident) },
        argument: quote!(value: #given),
        change: quote!(self.0.set(#wire, #value)),
    };
    let delete = field.deletable.then(|| Setter {
        doc: format!("Deletes `{wire}`."),
        deprecated: TokenStream::new(),
        name: format_ident!("delete_{bare}"),
        argument: TokenStream::new(),
        change: quote!(self.0.delete(#wire)),
    });
    let nest = field.nested.as_ref().map(|nested| {
        let ty = item_path(plan, nested, place);
        Setter {
            doc: format!("Changes parts of `{wire}`."),
            deprecated: TokenStream::new(),
            name: format_ident!("patch_{bare}"),
            argument: quote!(patch: #ty),
            change: quote!(self.0.nest(#wire, patch.into())),
        }
    });
    std::iter::once(set).chain(delete).chain(nest).collect()
}

fn value(plan: &Plan<'_>, ty: &RustType, place: Place) -> TokenStream {
    if ty.takes_into() {
        let target = super::ty::ty(plan, ty, place);
        quote!(&Into::<#target>::into(value))
    } else {
        quote!(&value)
    }
}
