//! Permission requirements to tokens.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::model::Requirement;

/// The tokens of a requirement; `kind` is the requirement's enum.
pub(crate) fn requirement(needed: &Requirement<String>, kind: &TokenStream) -> TokenStream {
    let all = |needs: &[Requirement<String>]| needs.iter().map(|inner| requirement(inner, kind)).collect::<Vec<_>>();
    match needed {
        Requirement::Public | Requirement::Unknown => quote!(#kind::Public),
        Requirement::Scope(scope) => quote!(#kind::Scope(#scope)),
        Requirement::AnyOf(needs) => {
            let needs = all(needs);
            quote!(#kind::AnyOf(&[#(#needs),*]))
        }
        Requirement::AllOf(needs) => {
            let needs = all(needs);
            quote!(#kind::AllOf(&[#(#needs),*]))
        }
    }
}
