//! The static description of methods, as constants of the handle.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::requirement::requirement;
use super::styles::projection_style;
use super::{ident, with};
use crate::block::{Block, Line};
use crate::plan::model::{OperationPlan, Paging, ResourcePlan};
use crate::plan::names::camel;

/// The constants of a resource, one per method. Their impl block leaves out the handle's scopes, so that `Posts::GET` needs no annotation.
pub(crate) fn operations(resource: &ResourcePlan) -> Option<Block> {
    let handle = ident(&resource.item.ident);
    let mut lines: Vec<Line> = Vec::new();
    for operation in &resource.operations {
        if !lines.is_empty() {
            lines.push(Line::Empty);
        }
        lines.push(Line::Docs(vec![format!("The static description of [`{}`](Self::{}).", operation.id, operation.fn_name)]));
        lines.push(constant(operation));
    }
    let block = Line::Braces { head: quote!(impl #handle<'_>), lines, end: "" };
    (!resource.operations.is_empty()).then(|| Block::Lines(vec![block]))
}

fn constant(operation: &OperationPlan) -> Line {
    let OperationPlan { id, path, roles, quotas, .. } = operation;
    let (constant, base) = (ident(&operation.constant), ident(&operation.base));
    let kind = ident(&camel(operation.kind.wire_name(), ""));
    let mut calls: Vec<TokenStream> = Vec::new();
    calls.extend(text("name", operation.name.as_ref()));
    calls.extend(operation.permissions.as_ref().map(|needed| {
        let needed = requirement(needed, &quote!(rt::Requirement));
        quote!(.with_permissions(#needed))
    }));
    calls.extend(text("actor", operation.actor.as_ref()));
    if !roles.is_empty() {
        calls.push(quote!(.with_roles(&[#(#roles),*])));
    }
    // The slice is a constant of its own, since a slice with references to statics is not promoted to one.
    if !quotas.is_empty() {
        let quotas = quotas.iter().map(|quota| ident(quota));
        calls.push(quote!(.with_quotas(const { &[#(&api::quotas::#quotas),*] })));
    }
    let style = projection_style(operation.projection);
    calls.push(quote!(.with_projection(rt::ProjectionStyle::#style)));
    calls.extend(flag("projection_required", operation.projection_required));
    calls.extend(operation.paging.as_ref().map(paging));
    calls.extend(number("since", operation.since));
    calls.extend(number("until", operation.until));
    if !operation.other_versions.is_empty() {
        let others = operation.other_versions.iter().map(|other| {
            let (id, since, until) = (&other.id, option(other.since), option(other.until));
            quote!(rt::OtherVersion::new(#id, #since, #until))
        });
        calls.push(quote!(.with_other_versions(&[#(#others),*])));
    }
    calls.extend(text("retired", operation.retired.as_ref()));
    calls.extend(text("replaced_by", operation.replaced_by.as_ref()));
    calls.extend(flag("returns_entity", operation.returns_entity));
    calls.extend(flag("metadata", operation.metadata));
    calls.extend(flag("unstructured", operation.unstructured));
    calls.extend(flag("repeatable", operation.repeatable));
    calls.extend(text("look", operation.look.as_ref()));
    calls.extend(operation.media.as_ref().map(|media| {
        let media = ident(media);
        quote!(.with_media(&api::media::#media))
    }));
    calls.extend(number("max_batch", operation.max_batch));
    Line::Chain {
        head: quote!(pub const #constant: &'static rt::Operation),
        new: quote!(&rt::Operation::new(#id, rt::ResourceMethod::#kind, &api::bases::#base, #path)),
        calls,
    }
}

fn paging(paging: &Paging) -> TokenStream {
    match paging {
        Paging::StartCount { default, max } => {
            let (default, max) = (option(*default), option(*max));
            quote!(.with_paging(rt::Paging::StartCount { default: #default, max: #max }))
        }
        Paging::Token { token_param, size_param, token_field, default, max } => {
            let (default, max) = (option(*default), option(*max));
            quote!(.with_paging(rt::Paging::Token {
                token_param: #token_param, size_param: #size_param, token_field: #token_field, default: #default, max: #max
            }))
        }
    }
}

fn option(number: Option<u32>) -> TokenStream {
    let number = number.map(Literal::u32_unsuffixed);
    number.map_or_else(|| quote!(None), |number| quote!(Some(#number)))
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
