//! Types of partial updates.

use proc_macro2::TokenStream;
use quote::quote;
use restli_schema::rust_names;

use super::record::{argument, setter_docs};
use super::ty::{TypeSite, item_path};
use super::{deprecated_attribute, doc_attributes, ident};
use crate::block::{Block, Setter};
use crate::plan::Plan;
use crate::plan::model::{PatchField, PatchPlan, RustType};

/// The items of a patch.
pub(crate) fn patch(plan: &Plan<'_>, patch: &PatchPlan, site: TypeSite) -> Vec<Block> {
    let name = ident(&patch.item.ident);
    let docs = doc_attributes(&patch.docs);
    let setters = patch.fields.iter().flat_map(|field| setters(plan, field, site)).collect();
    let head = quote! {
        impl #name {
            #[doc = " A patch that changes nothing yet."]
            #[must_use]
            #[inline]
            pub fn new() -> Self {
                Self(rt::core::patch::Patch::default())
            }
        }
    };
    vec![
        Block::Item(quote! {
            #docs
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct #name(rt::core::patch::Patch);
        }),
        Block::Setters { head, setters },
        Block::Item(quote! {
            impl From<#name> for rt::core::patch::Patch {
                #[inline]
                fn from(patch: #name) -> Self {
                    patch.0
                }
            }
        }),
    ]
}

/// The setters of a field: set it, delete it, change parts of it.
fn setters(plan: &Plan<'_>, field: &PatchField, site: TypeSite) -> Vec<Setter> {
    let wire = &field.field.wire;
    let own = &field.field.ident;
    let given = argument(plan, &field.field.ty, site);
    let value = value(plan, field.field.ty.bare(), site);
    let nested = field.nested.as_ref().map(|nested| (nested, rust_names::nested_patch_name(own)));
    let mut docs = setter_docs(&field.field);
    docs.extend(nested.as_ref().map(|(_, name)| format!("The value is set whole; [`{name}`](Self::{name}) changes parts of it.")));
    let set = Setter {
        docs,
        deprecated: deprecated_attribute(field.field.deprecated.as_ref()),
        name: ident(&rust_names::setter_name(own)),
        argument: quote!(value: #given),
        change: quote!(self.0.set(#wire, #value)),
    };
    let delete = field.deletable.then(|| Setter {
        docs: vec![format!("Deletes `{wire}`.")],
        deprecated: TokenStream::new(),
        name: ident(&rust_names::deletion_name(own)),
        argument: TokenStream::new(),
        change: quote!(self.0.delete(#wire)),
    });
    let nest = nested.map(|(nested, name)| {
        let ty = item_path(plan, nested, site);
        Setter {
            docs: vec![format!("Changes parts of `{wire}`.")],
            deprecated: TokenStream::new(),
            name: ident(&name),
            argument: quote!(patch: #ty),
            change: quote!(self.0.nest(#wire, Into::into(patch))),
        }
    });
    std::iter::once(set).chain(delete).chain(nest).collect()
}

fn value(plan: &Plan<'_>, ty: &RustType, site: TypeSite) -> TokenStream {
    if ty.takes_into() {
        let target = super::ty::ty(plan, ty, site);
        quote!(&Into::<#target>::into(value))
    } else {
        quote!(&value)
    }
}
