//! The static description of a method.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::requirement::requirement;
use super::styles::projection_style;
use super::{ident, with};
use crate::block::Block;
use crate::plan::model::{OperationPlan, Paging};
use crate::plan::names::camel;

/// The static of a method.
pub(crate) fn operation(operation: &OperationPlan) -> Block {
    let OperationPlan { id, path, quotas, .. } = operation;
    let (constant, base) = (ident(&operation.constant), ident(&operation.base));
    let kind = ident(&camel(operation.kind.wire_name(), ""));
    let mut calls: Vec<TokenStream> = Vec::new();
    calls.extend(text("name", operation.name.as_ref()));
    calls.extend(operation.permissions.as_ref().map(|needed| {
        let needed = requirement(needed, &quote!(rt::Requirement));
        quote!(.with_permissions(#needed))
    }));
    if !quotas.is_empty() {
        let quotas = quotas.iter().map(|quota| ident(quota));
        calls.push(quote!(.with_quotas(&[#(&api::quotas::#quotas),*])));
    }
    let style = projection_style(operation.projection);
    calls.push(quote!(.with_projection(rt::ProjectionStyle::#style)));
    calls.extend(operation.paging.as_ref().map(paging));
    calls.extend(number("since", operation.since));
    calls.extend(number("until", operation.until));
    calls.extend(text("retired", operation.retired.as_ref()));
    calls.extend(text("replaced_by", operation.replaced_by.as_ref()));
    calls.extend(flag("returns_entity", operation.returns_entity));
    calls.extend(flag("metadata", operation.metadata));
    calls.extend(flag("unstructured", operation.unstructured));
    calls.extend(operation.media.as_ref().map(|media| {
        let media = ident(media);
        quote!(.with_media(&api::media::#media))
    }));
    calls.extend(number("max_batch", operation.max_batch));
    Block::Static {
        head: quote!(static #constant: rt::Operation),
        new: quote!(rt::Operation::new(#id, rt::ResourceMethod::#kind, &api::bases::#base, #path)),
        calls,
    }
}

fn paging(paging: &Paging) -> TokenStream {
    let option = |number: &Option<u32>| {
        let number = number.map(Literal::u32_unsuffixed);
        number.map_or_else(|| quote!(None), |number| quote!(Some(#number)))
    };
    match paging {
        Paging::StartCount { default, max } => {
            let (default, max) = (option(default), option(max));
            quote!(.with_paging(rt::Paging::StartCount { default: #default, max: #max }))
        }
        Paging::Token { token_param, size_param, token_field, default, max } => {
            let (default, max) = (option(default), option(max));
            quote!(.with_paging(rt::Paging::Token {
                token_param: #token_param, size_param: #size_param, token_field: #token_field, default: #default, max: #max
            }))
        }
    }
}

fn number(field: &str, number: Option<u32>) -> Option<TokenStream> {
    let (with, number) = (with(field), Literal::u32_unsuffixed(number?));
    Some(quote!(.#with(#number)))
}

fn text(field: &str, text: Option<&String>) -> Option<TokenStream> {
    let (with, text) = (with(field), text?);
    Some(quote!(.#with(#text)))
}

fn flag(field: &str, set: bool) -> Option<TokenStream> {
    let with = with(field);
    set.then(|| quote!(.#with()))
}
