//! The root of the client crate, and the roots of its products.

use quote::quote;

use super::ty::{Place, item_path};
use super::{Piece, doc_attributes, ident};
use crate::plan::{Plan, ProductPlan};

/// `lib.rs`: modules, the client, the `projection!` macro.
pub(crate) fn root(plan: &Plan<'_>, macros: &str) -> Vec<Piece> {
    let macros = ident(macros);
    let permits = ("permits", "What needs a permission: one trait per call and field.");
    let shared = [
        Some(("api", "Tables of the API: bases, versions, permissions, quotas, errors.")),
        Some(permits).filter(|_| !plan.permits.is_empty()),
        Some(("types", "Types that several products share.")),
        Some(("urns", "URN types.")),
    ];
    let shared = shared.into_iter().flatten().map(|(name, doc)| {
        let (name, doc) = (ident(name), format!(" {doc}"));
        Piece::Item(quote!(#[doc = #doc] pub mod #name;))
    });
    let products = plan.products.iter().map(|product| {
        let (name, feature) = (ident(&product.module), &product.feature);
        let docs = doc_attributes(&product_docs(product));
        Piece::Item(quote!(#docs #[cfg(feature = #feature)] pub mod #name;))
    });
    shared
        .chain(products)
        .chain([errors(), client(plan)])
        .chain(accessors(plan))
        .chain(from_core())
        .chain([private(&macros)])
        .chain(shims(plan))
        .collect()
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
    let first = format!("A client of the API `{}`. Clones share one connection pool.", plan.api.name.wire);
    let scopes = if plan.api.permissions.is_empty() {
        "`C` stands for the scopes of the app. This API has none."
    } else {
        "`C` are the scopes that the app declares with `scopes!`: a call or a selected field that they do not permit does not compile. \
         Without, what the token is known to grant is checked before a call is sent."
    };
    let docs = doc_attributes(&[first, scopes.to_owned()]);
    Piece::Item(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client<C = rt::AtRunTime> {
            core: rt::Core,
            scopes: std::marker::PhantomData<C>,
        }
    })
}

fn accessors(plan: &Plan<'_>) -> [Piece; 2] {
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
            pub const fn #name(&self) -> #handle<'_, C> {
                #handle::new(self)
            }
        }
    });
    let builder = Piece::Item(quote! {
        impl Client {
            #[doc = " A builder; the least it needs is a token."]
            pub fn builder() -> rt::Builder<Self> {
                rt::Builder::new()
            }
        }
    });
    let resources = Piece::Item(quote! {
        impl<C> Client<C> {
            #[doc = " The runtime under this client, for calls that the schema does not know."]
            #[must_use]
            pub const fn core(&self) -> &rt::Core {
                &self.core
            }

            #[doc = " The same client for another user: same connections, another token. Pass the scopes that it grants, if they are known."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " The token cannot stand in a header."]
            pub fn with_token(&self, token: impl Into<rt::SecretString>, granted: Option<Vec<String>>) -> Result<Self, Error> {
                Ok(Self { core: self.core.with_token(token, granted)?, scopes: std::marker::PhantomData })
            }

            #(#accessors)*
        }
    });
    [builder, resources]
}

fn from_core() -> [Piece; 2] {
    let from_core = Piece::Item(quote! {
        impl<C> rt::FromCore for Client<C> {
            const API: &'static rt::ApiInfo = &api::API;

            fn from_core(core: rt::Core) -> Self {
                Self { core, scopes: std::marker::PhantomData }
            }
        }
    });
    let with_scopes = Piece::Item(quote!(
        impl<C: rt::Scopes> rt::WithScopes for Client<C> {}
    ));
    [from_core, with_scopes]
}

fn private(macros: &proc_macro2::Ident) -> Piece {
    Piece::Item(quote! {
        #[doc(hidden)]
        pub mod __private {
            pub use restli_client as rt;
            pub use restli_client::core;
            pub use #macros as macros;
        }
    })
}

fn shims(plan: &Plan<'_>) -> Vec<Piece> {
    let projection = Piece::Item(quote! {
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
    });
    let scopes = Piece::Item(quote! {
        #[doc = " The scopes that an app asks for, checked against the schema."]
        #[doc = ""]
        #[doc = " `scopes! { pub AppScopes: one, another }` declares a type for `Client<AppScopes>`, which refuses at compile time what these"]
        #[doc = " scopes do not permit. A scope that the schema does not know is written as a string literal."]
        #[macro_export]
        macro_rules! scopes {
            ($($tokens:tt)*) => {
                $crate::__private::macros::scopes! { ($crate) $($tokens)* }
            };
        }
    });
    std::iter::once(projection).chain(Some(scopes).filter(|_| !plan.api.permissions.is_empty())).collect()
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
