//! The root of the client crate, and the roots of its products.

use quote::quote;

use super::ty::{Place, item_path};
use super::{Piece, doc_attributes, ident};
use crate::plan::{Plan, ProductPlan};

/// `lib.rs`: modules, the client, the `projection!` macro.
pub(crate) fn root(plan: &Plan<'_>, macros: &str) -> Vec<Piece> {
    let macros = ident(macros);
    let shared = [
        ("api", "Tables of the API: bases, versions, permissions, quotas, errors."),
        ("types", "Types that several products share."),
        ("urns", "URN types."),
    ];
    let shared = shared.into_iter().map(|(name, doc)| {
        let (name, doc) = (ident(name), format!(" {doc}"));
        Piece::Item(quote!(#[doc = #doc] pub mod #name;))
    });
    let products = plan.products.iter().map(|product| {
        let (name, feature) = (ident(&product.module), &product.feature);
        let docs = doc_attributes(&product_docs(product));
        Piece::Item(quote!(#docs #[cfg(feature = #feature)] pub mod #name;))
    });
    shared.chain(products).chain([errors(), client(plan), accessors(plan), from_core(), private(&macros), shim()]).collect()
}

fn product_docs(product: &ProductPlan) -> Vec<String> {
    let doc = product.doc.trim();
    vec![if doc.is_empty() { format!("The product `{}`.", product.feature) } else { crate::plan::docs::escape(doc) }]
}

fn errors() -> Piece {
    Piece::Item(quote!(
        pub use restli_client::Error;
    ))
}

fn client(plan: &Plan<'_>) -> Piece {
    let doc = format!(" A client of the API `{}`. Clones share one connection pool.", plan.api.name.wire);
    Piece::Item(quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct Client {
            core: rt::Core,
        }
    })
}

fn accessors(plan: &Plan<'_>) -> Piece {
    let accessors = plan.resources.iter().map(|resource| {
        let name = ident(&resource.accessor);
        let handle = item_path(plan, &resource.item, Place::Elsewhere);
        let feature = plan.products.get(plan.api[resource.id].product.index()).map_or("", |product| &product.feature);
        let first = resource.docs.first().cloned().unwrap_or_default();
        let docs = doc_attributes(&[first]);
        quote! {
            #docs
            #[cfg(feature = #feature)]
            #[must_use]
            pub const fn #name(&self) -> #handle<'_> {
                #handle::new(&self.core)
            }
        }
    });
    Piece::Item(quote! {
        impl Client {
            #[doc = " A builder; the least it needs is a token."]
            pub fn builder() -> rt::Builder<Self> {
                rt::Builder::new()
            }

            #[doc = " The runtime under this client, for calls that the schema does not know."]
            #[must_use]
            pub const fn core(&self) -> &rt::Core {
                &self.core
            }

            #(#accessors)*
        }
    })
}

fn from_core() -> Piece {
    Piece::Item(quote! {
        impl rt::FromCore for Client {
            const API: &'static rt::ApiInfo = &api::API;

            fn from_core(core: rt::Core) -> Self {
                Self { core }
            }
        }
    })
}

fn private(macros: &proc_macro2::Ident) -> Piece {
    Piece::Item(quote! {
        #[doc(hidden)]
        pub mod __private {
            pub use restli_client::core;
            pub use #macros as macros;
        }
    })
}

fn shim() -> Piece {
    Piece::Item(quote! {
        #[doc = " A projection, checked against the schema while you type."]
        #[doc = ""]
        #[doc = " `projection!(Type: (field, record(field)))` is a value for `select`;"]
        #[doc = " `projection! { pub struct Name: Type => (field, record(field)) }` names the result type as well."]
        #[doc = " The result has exactly the fields named. A string literal as found in documentation is accepted in place of the parentheses."]
        #[macro_export]
        macro_rules! projection {
            ($($tokens:tt)*) => {
                $crate::__private::macros::projection! { ($crate) $($tokens)* }
            };
        }
    })
}

/// `mod.rs` of a product.
pub(crate) fn product(plan: &Plan<'_>, index: usize) -> Vec<Piece> {
    let resources = plan.resources.iter().filter(|resource| plan.api[resource.id].product.index() == index);
    let files: Vec<_> = resources.map(|resource| ident(&resource.module)).collect();
    let mods = files.iter().map(|file| Piece::Item(quote!(mod #file;)));
    let uses = files.iter().map(|file| Piece::Item(quote!(pub use self::#file::*;)));
    let types = plan.types.iter().any(|planned| matches!(planned.item.module, crate::plan::Module::Product(id) if id.index() == index));
    let types_mod = types.then(|| {
        Piece::Item(quote!(
            mod types;
        ))
    });
    let types_use = types.then(|| {
        Piece::Item(quote!(
            pub use self::types::*;
        ))
    });
    mods.chain(types_mod).chain(uses).chain(types_use).collect()
}
