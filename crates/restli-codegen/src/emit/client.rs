//! The root modules of the client crate and of its products.

use quote::quote;

use super::ty::{TypeSite, item_path};
use super::{doc_attributes, ident};
use crate::block::Block;
use crate::output::CrateNames;
use crate::plan::Plan;
use crate::plan::model::{Module, ProductPlan};

/// `lib.rs`: modules, the client, the `projection!` macro.
pub(crate) fn root(plan: &Plan<'_>, crates: &CrateNames) -> Vec<Block> {
    let permits = Some("permits").filter(|_| !plan.permits.is_empty());
    let incoming = Some("incoming").filter(|_| !plan.events.is_empty());
    let shared = ["api"].into_iter().chain(incoming).chain(permits).chain(["types", "urns"]).map(|name| {
        let name = ident(name);
        Block::Item(quote!(pub mod #name;))
    });
    let products = plan.products.iter().map(|product| {
        let (name, feature) = (ident(&product.module), &product.feature);
        Block::Item(quote!(#[cfg(feature = #feature)] pub mod #name;))
    });
    shared
        .chain(products)
        .chain([runtime()])
        .chain(client(plan))
        .chain(accessors(plan))
        .chain([from_runtime()])
        .chain([private(crates)])
        .chain(shims(plan, crates))
        .collect()
}

/// The types of the runtime, at the root of the client: whatever a signature names, a user of the client alone can name too.
fn runtime() -> Block {
    Block::Item(quote!(
        pub use restli_client::*;
    ))
}

/// The client. Its impls are written out, since `derive` would require bounds on the scopes `C`, and `clone` would copy references instead.
fn client(plan: &Plan<'_>) -> [Block; 3] {
    let first = format!("A client of the API `{}`. Clones share one connection pool.", plan.name());
    let scopes = if plan.tables.permissions.is_empty() {
        "`C` stands for the scopes of the app. This API has none."
    } else {
        "`C` are the scopes that the app declares with `scopes!`: a call or a selected field that they do not permit does not compile. \
         Without, what the token is known to grant is checked before a call is sent."
    };
    let any = "`Client` alone is the client without declared scopes, and no client with scopes becomes one: a function for every client is generic, \
               `fn run<C>(client: &Client<C>)`, and one for the calls of a program takes `&Client<AppScopes>`, which `.scopes(AppScopes)` builds.";
    let any = Some(any.to_owned()).filter(|_| !plan.tables.permissions.is_empty());
    let docs = doc_attributes(&[first, scopes.to_owned()].into_iter().chain(any).collect::<Vec<_>>());
    let definition = Block::Item(quote! {
        #docs
        pub struct Client<C = rt::Unchecked> {
            runtime: rt::Runtime,
            scopes: std::marker::PhantomData<fn() -> C>,
        }
    });
    let clone = Block::Item(quote! {
        impl<C> std::clone::Clone for Client<C> {
            fn clone(&self) -> Self {
                Self { runtime: self.runtime.clone(), scopes: std::marker::PhantomData }
            }
        }
    });
    let debug = Block::Item(quote! {
        impl<C> std::fmt::Debug for Client<C> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct("Client").field("runtime", &self.runtime).finish_non_exhaustive()
            }
        }
    });
    [definition, clone, debug]
}

fn accessors(plan: &Plan<'_>) -> [Block; 2] {
    let accessors = plan.resources.iter().map(|resource| {
        let name = ident(&resource.accessor);
        let handle = item_path(plan, &resource.item, TypeSite::Elsewhere);
        let feature = plan.products.get(resource.product).map_or("", |product| &product.feature);
        let first = resource.docs.first().cloned().unwrap_or_default();
        let declared = &plan.api[resource.id];
        let docs = doc_attributes(&[first, format!("`{}{}`", plan.api[declared.base].path, declared.path)]);
        quote! {
            #docs
            #[cfg(feature = #feature)]
            #[must_use]
            pub const fn #name(&self) -> #handle<'_, C> {
                #handle::new(self)
            }
        }
    });
    let builder = Block::Item(quote! {
        impl Client {
            #[doc = " A builder; the least it needs is a token."]
            #[doc(alias = "new")]
            pub fn builder() -> rt::Builder<Self> {
                rt::Builder::new()
            }
        }
    });
    let resources = Block::Item(quote! {
        impl<C> Client<C> {
            #[doc = " The runtime under this client, for calls that the schema does not describe."]
            #[must_use]
            pub const fn runtime(&self) -> &rt::Runtime {
                &self.runtime
            }

            #[doc = " The same client for another user: same connections, another token. Pass the scopes that it grants, if they are known."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " The token cannot stand in a header."]
            pub fn with_token(&self, token: impl rt::AccessToken, granted: impl rt::GrantedScopes) -> Result<Self, Error> {
                Ok(Self { runtime: self.runtime.with_token(token, granted)?, scopes: std::marker::PhantomData })
            }

            #[doc = " The same client for another user whose token comes from a source. Pass the scopes that it grants, if they are known."]
            #[must_use]
            pub fn with_token_source(&self, source: rt::TokenSource, granted: impl rt::GrantedScopes) -> Self {
                Self { runtime: self.runtime.with_token_source(source, granted), scopes: std::marker::PhantomData }
            }

            #(#accessors)*
        }
    });
    [builder, resources]
}

fn from_runtime() -> Block {
    Block::Item(quote! {
        impl<C> rt::FromRuntime for Client<C> {
            const API: &'static rt::ApiInfo = &api::API;
            type With<S> = Client<S>;

            fn from_runtime(runtime: rt::Runtime) -> Self {
                Self { runtime, scopes: std::marker::PhantomData }
            }
        }
    })
}

fn private(crates: &CrateNames) -> Block {
    let macros =
        (!crates.macros.is_empty()).then(|| ident(&crates.macros.replace('-', "_"))).map(|macros| quote!(pub use ::#macros as macros;));
    Block::Item(quote! {
        #[doc(hidden)]
        pub mod __private {
            pub use ::restli_client as rt;
            pub use ::restli_client::core;
            #macros
        }
    })
}

/// The macros at the root of the client, each for the crate around it where the client is a module.
fn shims(plan: &Plan<'_>, crates: &CrateNames) -> Vec<Block> {
    if crates.macros.is_empty() {
        return Vec::new();
    }
    let export = crates.module.is_none().then(|| quote!(#[macro_export]));
    let in_crate = |name: &str| {
        let name = ident(name);
        crates.module.is_some().then(|| Block::Item(quote!(pub(crate) use #name;)))
    };
    let projection = Block::Item(quote! {
        #[doc = " A projection, checked against the schema while you type."]
        #[doc = ""]
        #[doc = " `projection!(Type: (field, record(field)))` is a value for `select`;"]
        #[doc = " `projection! { pub struct Name: Type => (field, record(field)) }` names the result type as well."]
        #[doc = " The result has exactly the fields named. A string literal as found in documentation is accepted in place of the parentheses."]
        #export
        macro_rules! projection {
            ($($tokens:tt)*) => {
                $crate::__private::macros::projection! { ($crate) $($tokens)* }
            };
        }
    });
    let scopes = Block::Item(quote! {
        #[doc = " The scopes that an app asks for, checked against the schema."]
        #[doc = ""]
        #[doc = " `scopes! { pub AppScopes: one, another }` declares a type for `Client::builder().scopes(AppScopes)`: the `Client<AppScopes>`"]
        #[doc = " refuses at compile time what these scopes do not permit. A scope that the schema does not know is written as a string literal."]
        #export
        macro_rules! scopes {
            ($($tokens:tt)*) => {
                $crate::__private::macros::scopes! { ($crate) $($tokens)* }
            };
        }
    });
    let scopes = Some(scopes).filter(|_| !plan.tables.permissions.is_empty());
    let use_scopes = scopes.is_some().then(|| in_crate("scopes")).flatten();
    [Some(projection), in_crate("projection"), scopes, use_scopes].into_iter().flatten().collect()
}

/// Returns whether a product has types in its module.
pub(crate) fn has_types(plan: &Plan<'_>, product: &ProductPlan) -> bool {
    plan.types.iter().any(|planned| planned.item.module == Module::Product(product.id))
}

/// `mod.rs` of a product.
pub(crate) fn product(plan: &Plan<'_>, product: &ProductPlan) -> Vec<Block> {
    let resources = plan.resources.iter().filter(|resource| resource.item.module == Module::Product(product.id));
    let files: Vec<_> =
        resources.map(|resource| resource.module.as_str()).chain(has_types(plan, product).then_some("types")).map(ident).collect();
    let mods = files.iter().map(|file| Block::Item(quote!(mod #file;)));
    let uses = files.iter().map(|file| Block::Item(quote!(pub use self::#file::*;)));
    mods.chain(uses).collect()
}
