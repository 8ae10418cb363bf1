//! The static description of a method.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restli_schema::api::{Api, Method, Need, Paging, ProjectionStyle, Resource, ResourceMethod};

use super::{Piece, ident};
use crate::plan::names::constant_of;
use crate::plan::{MethodPlan, Plan, ResourcePlan};

/// The static of a method.
pub(crate) fn operation(plan: &Plan<'_>, resource: &ResourcePlan, planned: &MethodPlan) -> Piece {
    let api = plan.api;
    let declared: &Resource = &api[resource.id];
    let Some(method) = declared.methods.get(planned.index) else { return Piece::Item(TokenStream::new()) };
    let (constant, id, path) = (ident(&planned.constant), &planned.id, &planned.path);
    let kind = method_kind(method.kind);
    let base = ident(&constant_of(&api[declared.base].name));
    let mut changes: Vec<TokenStream> = Vec::new();
    if method.kind.name_parameter().is_some() {
        let name = &method.name.wire;
        changes.push(quote!(name: Some(#name)));
    }
    if method.need != Need::Public {
        let need = need(api, &method.need, &quote!(rt::Requirement));
        changes.push(quote!(permissions: #need));
    }
    if !method.quotas.is_empty() {
        let quotas = method.quotas.iter().map(|quota| ident(&constant_of(&api[*quota].name)));
        changes.push(quote!(quotas: &[#(&api::quotas::#quotas),*]));
    }
    let style = projection_style(method.projection);
    changes.push(quote!(projection: rt::ProjectionStyle::#style));
    changes.extend(paging(method));
    changes.extend(number("since", method.since));
    changes.extend(number("until", method.until));
    changes.extend(text("retired", method.retired.as_ref().or(declared.retired.as_ref())));
    changes.extend(text("replaced_by", method.replaced_by.as_ref().or(declared.replaced_by.as_ref())));
    if method.returns_entity {
        changes.push(quote!(returns_entity: true));
    }
    if method.metadata.is_some() {
        changes.push(quote!(metadata: true));
    }
    if declared.unstructured {
        changes.push(quote!(unstructured: true));
    }
    if let Some(media) = method.media {
        let media = ident(&constant_of(&api[media].name));
        changes.push(quote!(media: Some(&api::media::#media)));
    }
    changes.extend(method.max_batch.map(|max| {
        let max = Literal::u32_unsuffixed(max);
        quote!(max_batch: Some(#max))
    }));
    Piece::Static {
        head: quote!(static #constant: rt::Operation = rt::Operation),
        fields: changes,
        rest: quote!(rt::Operation::new(#id, rt::ResourceMethod::#kind, &api::bases::#base, #path)),
    }
}

fn method_kind(kind: ResourceMethod) -> TokenStream {
    let name = ident(&crate::plan::names::camel(kind.wire_name(), ""));
    quote!(#name)
}

/// The tokens of a need; `kind` is the enum that it is a value of.
pub(crate) fn need(api: &Api, need: &Need, kind: &TokenStream) -> TokenStream {
    let all = |needs: &[Need]| needs.iter().map(|inner| self::need(api, inner, kind)).collect::<Vec<_>>();
    match need {
        Need::Public => quote!(#kind::Public),
        Need::One(id) => {
            let scope = &api[*id].name.wire;
            quote!(#kind::Scope(#scope))
        }
        Need::Any(needs) => {
            let needs = all(needs);
            quote!(#kind::AnyOf(&[#(#needs),*]))
        }
        Need::All(needs) => {
            let needs = all(needs);
            quote!(#kind::AllOf(&[#(#needs),*]))
        }
    }
}

/// The variant of a projection style.
pub(crate) fn projection_style(style: ProjectionStyle) -> TokenStream {
    match style {
        ProjectionStyle::Restli => quote!(Restli),
        ProjectionStyle::Decorated => quote!(Decorated),
        ProjectionStyle::Flat => quote!(Flat),
        ProjectionStyle::None => quote!(None),
    }
}

fn paging(method: &Method) -> Option<TokenStream> {
    let option = |number: &Option<u32>| {
        if let Some(number) = number {
            let number = Literal::u32_unsuffixed(*number);
            quote!(Some(#number))
        } else {
            quote!(None)
        }
    };
    Some(match method.paging.as_ref()? {
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
    })
}

fn number(field: &str, number: Option<u32>) -> Option<TokenStream> {
    let (field, number) = (ident(field), Literal::u32_unsuffixed(number?));
    Some(quote!(#field: Some(#number)))
}

fn text(field: &str, text: Option<&String>) -> Option<TokenStream> {
    let (field, text) = (ident(field), text?);
    Some(quote!(#field: Some(#text)))
}
