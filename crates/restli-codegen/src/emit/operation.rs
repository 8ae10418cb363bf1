//! The static description of a method.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident;
use super::requirement::requirement;
use super::styles::projection_style;
use crate::block::Block;
use crate::plan::model::{OperationPlan, Paging};
use crate::plan::names::camel;

/// The static of a method.
pub(crate) fn operation(operation: &OperationPlan) -> Block {
    let OperationPlan { id, path, quotas, .. } = operation;
    let (constant, base) = (ident(&operation.constant), ident(&operation.base));
    let kind = ident(&camel(operation.kind.wire_name(), ""));
    let mut fields: Vec<TokenStream> = Vec::new();
    fields.extend(text("name", operation.name.as_ref()));
    fields.extend(operation.permissions.as_ref().map(|needed| {
        let needed = requirement(needed, &quote!(rt::Requirement));
        quote!(permissions: #needed)
    }));
    if !quotas.is_empty() {
        let quotas = quotas.iter().map(|quota| ident(quota));
        fields.push(quote!(quotas: &[#(&api::quotas::#quotas),*]));
    }
    let style = projection_style(operation.projection);
    fields.push(quote!(projection: rt::ProjectionStyle::#style));
    fields.extend(operation.paging.as_ref().map(paging));
    fields.extend(number("since", operation.since));
    fields.extend(number("until", operation.until));
    fields.extend(text("retired", operation.retired.as_ref()));
    fields.extend(text("replaced_by", operation.replaced_by.as_ref()));
    fields.extend(flag("returns_entity", operation.returns_entity));
    fields.extend(flag("metadata", operation.metadata));
    fields.extend(flag("unstructured", operation.unstructured));
    fields.extend(operation.media.as_ref().map(|media| {
        let media = ident(media);
        quote!(media: Some(&api::media::#media))
    }));
    fields.extend(number("max_batch", operation.max_batch));
    Block::Static {
        head: quote!(static #constant: rt::Operation = rt::Operation),
        fields,
        rest: quote!(rt::Operation::new(#id, rt::ResourceMethod::#kind, &api::bases::#base, #path)),
    }
}

fn paging(paging: &Paging) -> TokenStream {
    let option = |number: &Option<u32>| match number.map(Literal::u32_unsuffixed) {
        Some(number) => quote!(Some(#number)),
        None => quote!(None),
    };
    match paging {
        Paging::StartCount { default, max } => {
            let (default, max) = (option(default), option(max));
            quote!(paging: rt::Paging::StartCount { default: #default, max: #max })
        }
        Paging::Token { token_param, size_param, token_field, default, max } => {
            let (default, max) = (option(default), option(max));
            quote!(paging: rt::Paging::Token {
                token_param: #token_param, size_param: #size_param, token_field: #token_field, default: #default, max: #max
            })
        }
    }
}

fn number(field: &str, number: Option<u32>) -> Option<TokenStream> {
    let (field, number) = (ident(field), Literal::u32_unsuffixed(number?));
    Some(quote!(#field: Some(#number)))
}

fn text(field: &str, text: Option<&String>) -> Option<TokenStream> {
    let (field, text) = (ident(field), text?);
    Some(quote!(#field: Some(#text)))
}

fn flag(field: &str, set: bool) -> Option<TokenStream> {
    let field = ident(field);
    set.then(|| quote!(#field: true))
}
