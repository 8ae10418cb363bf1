//! The permissions of an API as tables of the macro crate.

use proc_macro2::TokenStream;
use quote::quote;
use restli_schema::api::{Api, Permission};

use crate::emit::Piece;
use crate::emit::operation::need;
use crate::plan::{PermitPlan, Plan};

/// The file `permissions.rs`.
pub(super) fn tables(plan: &Plan<'_>) -> Vec<Piece> {
    let api = plan.api;
    vec![
        Piece::Item(quote!(
            use restli_projection::scopes::{Permission, Permissions, Requirement};
        )),
        Piece::Item(quote! {
            pub(crate) static PERMISSIONS: Permissions<'static> = Permissions { known: KNOWN, permits: PERMITS };
        }),
        Piece::List {
            head: quote!(static KNOWN: &[Permission<'static>]),
            entries: api.permissions.iter().map(|one| permission(api, one)).collect(),
        },
        Piece::List {
            head: quote!(static PERMITS: &[(&str, Requirement<'static>)]),
            entries: plan.permits.iter().map(|permit| entry(api, permit)).collect(),
        },
    ]
}

fn permission(api: &Api, permission: &Permission) -> TokenStream {
    let scope = &permission.name.wire;
    let mut tokens = quote!(Permission::new(#scope));
    if let Some(since) = &permission.retired {
        tokens = quote!(#tokens.retired(#since));
    }
    if !permission.replaced_by.is_empty() {
        let others = permission.replaced_by.iter().map(|id| &api[*id].name.wire);
        tokens = quote!(#tokens.replaced_by(&[#(#others),*]));
    }
    if let Some(conflict) = &permission.not_with {
        let (others, reason) = (conflict.scopes.iter().map(|id| &api[*id].name.wire), &conflict.reason);
        tokens = quote!(#tokens.not_with(&[#(#others),*], #reason));
    }
    tokens
}

fn entry(api: &Api, permit: &PermitPlan) -> TokenStream {
    let (name, need) = (&permit.ident, need(api, &permit.need, &quote!(Requirement)));
    quote!((#name, #need))
}
