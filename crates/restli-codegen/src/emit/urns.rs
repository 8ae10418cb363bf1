//! URN types.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use restli_schema::api::{UrnDef, UrnPart};

use super::{Piece, doc_attributes, ident};
use crate::plan::Plan;

/// `PersonUrn` and its like.
pub(crate) fn urns(plan: &Plan<'_>) -> Vec<Piece> {
    if plan.api.urns.is_empty() {
        return Vec::new();
    }
    let aliases = plan.api.urns.iter().zip(&plan.urns).map(|(def, name)| {
        let kind = kind(name);
        let name = ident(name);
        let docs = doc_attributes(&docs(def));
        Piece::Item(quote!(#docs pub type #name = rt::core::urn::TypedUrn<kinds::#kind>;))
    });
    let kinds = plan.api.urns.iter().zip(&plan.urns).map(|(def, name)| kind_items(plan, def, name));
    let module = quote! {
        #[doc = " What tells one URN type from another at compile time; they hold no data."]
        pub mod kinds {
            use super::rt;

            #(#kinds)*
        }
    };
    aliases.chain([Piece::Item(module)]).collect()
}

fn docs(def: &UrnDef) -> Vec<String> {
    let mut docs = crate::plan::docs::urn(def);
    let key: Vec<&str> = def.key.iter().map(part_text).collect();
    let form = match key.as_slice() {
        [] => format!("Written `urn:{}:{}`.", def.namespace, def.name.wire),
        [one] => format!("Written `urn:{}:{}:{one}`.", def.namespace, def.name.wire),
        many => format!("Written `urn:{}:{}:({})`.", def.namespace, def.name.wire, many.join(",")),
    };
    docs.push(form);
    docs
}

fn part_text(part: &UrnPart) -> &'static str {
    match part {
        UrnPart::Text => "{text}",
        UrnPart::Long => "{number}",
        UrnPart::Urn(_) => "{urn}",
    }
}

fn kind(urn: &str) -> proc_macro2::Ident {
    ident(urn.strip_suffix("Urn").filter(|rest| !rest.is_empty()).unwrap_or(urn))
}

fn kind_items(plan: &Plan<'_>, def: &UrnDef, name: &str) -> TokenStream {
    let (kind, doc) = (kind(name), format!(" The kind of [`super::{name}`]."));
    let (namespace, entity) = (&def.namespace, &def.name.wire);
    let key = key(plan, &def.key);
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        pub enum #kind {}

        impl rt::core::urn::UrnType for #kind {
            const NAMESPACE: &'static str = #namespace;
            const ENTITY: &'static str = #entity;
            type Key = #key;
        }
    }
}

fn key(plan: &Plan<'_>, parts: &[UrnPart]) -> TokenStream {
    let part = |part: &UrnPart| match part {
        UrnPart::Text => quote!(String),
        UrnPart::Long => quote!(i64),
        UrnPart::Urn(choice) => {
            if let [one] = choice.as_slice() {
                let name = format_ident!("{}", plan.urn(*one));
                quote!(super::#name)
            } else {
                quote!(rt::core::urn::Urn)
            }
        }
    };
    match parts {
        [] => quote!(()),
        [one] => part(one),
        many => {
            let parts = many.iter().map(part);
            quote!((#(#parts),*))
        }
    }
}
