//! The permissions of an API as tables of the macro crate.

use proc_macro2::TokenStream;
use quote::quote;

use crate::block::Block;
use crate::emit::requirement::requirement;
use crate::plan::Plan;
use crate::plan::model::{PermissionPlan, PermitPlan};

/// The file `permissions.rs`.
pub(super) fn tables(plan: &Plan<'_>) -> Vec<Block> {
    vec![
        Block::Item(quote!(
            use restli_projection::scopes::{Permission, Permissions, Requirement};
        )),
        Block::Item(quote! {
            pub(crate) static PERMISSIONS: Permissions<'static> = Permissions { known: KNOWN, permits: PERMITS };
        }),
        Block::List {
            head: quote!(static KNOWN: &[Permission<'static>]),
            entries: plan.tables.permissions.iter().map(permission).collect(),
        },
        Block::List { head: quote!(static PERMITS: &[(&str, Requirement<'static>)]), entries: plan.permits.iter().map(entry).collect() },
    ]
}

fn permission(planned: &PermissionPlan<'_>) -> TokenStream {
    let permission = planned.constant.entry;
    let scope = &permission.name.wire;
    let mut tokens = quote!(Permission::new(#scope));
    if let Some(since) = &permission.retired {
        tokens = quote!(#tokens.retired(#since));
    }
    if !planned.replaced_by.is_empty() {
        let others = &planned.replaced_by;
        tokens = quote!(#tokens.replaced_by(&[#(#others),*]));
    }
    if let Some((others, reason)) = &planned.not_with {
        tokens = quote!(#tokens.not_with(&[#(#others),*], #reason));
    }
    tokens
}

fn entry(permit: &PermitPlan) -> TokenStream {
    let (path, requirement) = (permit.path.to_string(), requirement(&permit.scopes, &quote!(Requirement)));
    quote!((#path, #requirement))
}
