//! The tables of an API: bases, versions, permissions, quotas, media rules, errors, OAuth.

use std::fmt::Debug;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use restli_schema::api::WindowStart;

use super::styles::{projection_style, styles};
use super::{doc_attributes, ident, with};
use crate::block::Block;
use crate::plan::Plan;
use crate::plan::model::{OAuth, OpenId, Tables};

/// The file `api.rs`.
pub(crate) fn api(plan: &Plan<'_>) -> Vec<Block> {
    let tables = &plan.tables;
    vec![
        info(plan),
        module("bases", "Bases: the addresses of resources, and the protocol that they speak.", &bases(tables)),
        module("versions", "Families of dated versions.", &versions(tables)),
        module("styles", "Abilities of projection styles.", &styles(&tables.bases)),
        module("permissions", "Permissions: the OAuth scopes of the API.", &permissions(tables)),
        module("roles", "Roles of members, which calls need besides a permission.", &roles(tables)),
        module("quotas", "Quotas: the limits of requests in a window of time.", &quotas(tables)),
        module("media", "Rules for the bytes of uploads.", &media(tables)),
        errors(tables),
        oauth(tables.oauth),
    ]
}

fn module(name: &str, doc: &str, items: &[TokenStream]) -> Block {
    let (name, doc) = (ident(name), format!(" {doc}"));
    Block::Item(if items.is_empty() {
        quote!(#[doc = #doc] pub mod #name {})
    } else {
        quote! {
            #[doc = #doc]
            pub mod #name {
                use super::rt;

                #(#items)*
            }
        }
    })
}

fn info(plan: &Plan<'_>) -> Block {
    let (name, tables) = (plan.name(), &plan.tables);
    let doc = format!(" The tables of the API `{name}`.");
    let bases = tables.bases.iter().map(|base| ident(&base.constant.ident));
    let permissions = tables.permissions.iter().map(|permission| ident(&permission.constant.ident));
    let roles: Vec<Ident> = tables.roles.iter().map(|role| ident(&role.constant.ident)).collect();
    let roles = (!roles.is_empty()).then(|| quote!(.with_roles(&[#(&roles::#roles),*])));
    let operations = || plan.resources.iter().flat_map(|resource| &resource.operations);
    let counted = |name: &&String| operations().any(|operation| operation.quotas.contains(name));
    let quotas = tables.quotas.iter().map(|quota| &quota.ident).filter(counted);
    let quotas: Vec<Ident> = quotas.map(|name| ident(name)).collect();
    let quotas = (!quotas.is_empty()).then(|| quote!(.with_quotas(&[#(&quotas::#quotas),*])));
    let remaining = text("quota_remaining_header", tables.headers.quota_remaining.as_ref());
    let reset = text("quota_reset_header", tables.headers.quota_reset.as_ref());
    let ids = list("request_id_headers", &tables.headers.request_ids);
    let created_ids = list("created_id_headers", &tables.headers.created_ids);
    let statuses: Option<Vec<_>> =
        tables.retry_statuses.map(|statuses| statuses.iter().map(|status| Literal::u16_unsuffixed(*status)).collect());
    let statuses = statuses.map(|statuses| quote!(.with_retry_statuses(&[#(#statuses),*])));
    let hosts = list("upload_hosts", tables.upload_hosts);
    Block::Item(quote! {
        #[doc = #doc]
        pub static API: rt::ApiInfo = rt::ApiInfo::new(#name)
            .with_bases(&[#(&bases::#bases),*])
            .with_permissions(&[#(&permissions::#permissions),*])
            #roles
            #quotas
            .with_errors(ERRORS)
            #remaining
            #reset
            #ids
            #created_ids
            #statuses
            .with_oauth(OAUTH)
            #hosts;
    })
}

fn bases(tables: &Tables<'_>) -> Vec<TokenStream> {
    (tables.bases.iter())
        .map(|planned| {
            let base = planned.constant.entry;
            let (constant, docs) = (ident(&planned.constant.ident), doc_attributes(&planned.constant.docs));
            let (name, url, path, protocol) = (&base.name.wire, &base.url, &base.path, &base.protocol);
            let style = projection_style(base.projection);
            let versions = match planned.family.as_deref().map(ident) {
                Some(family) => quote!(.with_versions(&super::versions::#family)),
                None => TokenStream::new(),
            };
            quote! {
                #docs
                pub static #constant: rt::Base = rt::Base::new(#name, #url, #path)
                    .with_protocol(#protocol)
                    .with_projection(rt::ProjectionStyle::#style)
                    #versions;
            }
        })
        .collect()
}

fn versions(tables: &Tables<'_>) -> Vec<TokenStream> {
    (tables.families.iter())
        .map(|planned| {
            let family = planned.entry;
            let (constant, docs) = (ident(&planned.ident), doc_attributes(&planned.docs));
            let (name, header) = (&family.name.wire, &family.header);
            let pinned = Literal::u32_unsuffixed(family.pinned);
            let released = family.released.iter().map(|version| {
                let number = Literal::u32_unsuffixed(version.number);
                let revision = text("revision", version.revision.as_ref());
                let sunset = text("sunset", version.sunset.map(|end| end.to_string()).as_ref());
                quote!(rt::Version::new(#number) #revision #sunset)
            });
            quote! {
                #docs
                pub static #constant: rt::VersionFamily = rt::VersionFamily::new(#name, #header, #pinned)
                    .with_released(&[#(#released),*]);
            }
        })
        .collect()
}

fn permissions(tables: &Tables<'_>) -> Vec<TokenStream> {
    (tables.permissions.iter())
        .map(|planned| {
            let permission = planned.constant.entry;
            let (constant, docs) = (ident(&planned.constant.ident), doc_attributes(&planned.constant.docs));
            let (scope, doc) = (&permission.name.wire, &permission.doc);
            let product = text("product", permission.product.as_ref());
            let retired = text("retired", permission.retired.as_ref());
            let replaced_by = list("replaced_by", &planned.replaced_by);
            let acts_as = list("acts_as", &planned.acts_as);
            let approval = permission.approval.map(|approval| {
                let variant = variant(approval);
                quote!(.with_approval(rt::Approval::#variant))
            });
            quote! {
                #docs
                pub static #constant: rt::Permission = rt::Permission::new(#scope, #doc)
                    #product
                    #approval
                    #retired
                    #replaced_by
                    #acts_as;
            }
        })
        .collect()
}

fn roles(tables: &Tables<'_>) -> Vec<TokenStream> {
    (tables.roles.iter())
        .map(|planned| {
            let role = planned.constant.entry;
            let (constant, docs) = (ident(&planned.constant.ident), doc_attributes(&planned.constant.docs));
            let (name, doc, within) = (&role.name.wire, &role.doc, &planned.within);
            quote! {
                #docs
                pub static #constant: rt::Role = rt::Role::new(#name, #doc, &[#(#within),*]);
            }
        })
        .collect()
}

fn quotas(tables: &Tables<'_>) -> Vec<TokenStream> {
    (tables.quotas.iter())
        .map(|planned| {
            let quota = planned.entry;
            let (constant, docs, name) = (ident(&planned.ident), doc_attributes(&planned.docs), &quota.name.wire);
            let (limit, window) = (Literal::u64_unsuffixed(quota.limit), Literal::u64_unsuffixed(quota.window_seconds));
            let scope = variant(quota.scope);
            let starts = (quota.starts != WindowStart::usual(quota.window_seconds)).then(|| {
                let starts = variant(quota.starts);
                quote!(.with_starts(rt::WindowStart::#starts))
            });
            quote! {
                #docs
                pub static #constant: rt::Quota = rt::Quota::new(#name, #limit, #window, rt::QuotaScope::#scope)#starts;
            }
        })
        .collect()
}

fn media(tables: &Tables<'_>) -> Vec<TokenStream> {
    (tables.media.iter())
        .map(|planned| {
            let rule = planned.entry;
            let (constant, docs, name) = (ident(&planned.ident), doc_attributes(&planned.docs), &rule.name.wire);
            let formats = rule.formats.iter().map(|(media_type, extensions)| quote!((#media_type, &[#(#extensions),*])));
            let limits = [
                ("min_bytes", rule.min_bytes),
                ("max_bytes", rule.max_bytes),
                ("max_pixels", rule.max_pixels),
                ("min_seconds", rule.min_seconds),
                ("max_seconds", rule.max_seconds),
                ("max_pages", rule.max_pages),
            ];
            let limits = limits.into_iter().map(|(field, limit)| number(field, limit));
            quote! {
                #docs
                pub static #constant: rt::MediaRule = rt::MediaRule::new(#name)
                    .with_formats(&[#(#formats),*])
                    #(#limits)*;
            }
        })
        .collect()
}

fn errors(tables: &Tables<'_>) -> Block {
    let errors = tables.errors.iter().map(|error| {
        let (code, cause, remedy) = (&error.name.wire, &error.cause, &error.remedy);
        let status = Literal::u16_unsuffixed(error.status);
        let numbers: Vec<_> = error.service_error_codes.iter().map(|code| Literal::i64_unsuffixed(*code)).collect();
        let numbers = list("service_error_codes", &numbers);
        let messages = list("messages", &error.messages);
        let token = error.token.map(variant).map(|fault| quote!(.with_token(rt::TokenFault::#fault)));
        let passes = error.passes.map(variant).map(|passes| quote!(.with_passes(rt::Passes::#passes)));
        quote!(rt::ErrorInfo::new(#code, #status, #cause, #remedy) #numbers #messages #token #passes)
    });
    Block::Item(quote! {
        #[doc = " The error catalogue."]
        pub static ERRORS: &[rt::ErrorInfo] = &[#(#errors),*];
    })
}

fn oauth(oauth: Option<&OAuth>) -> Block {
    let value = match oauth {
        None => quote!(None),
        Some(oauth) => {
            let OAuth { authorization, token, scope_separator, .. } = oauth;
            let access = Literal::u64_unsuffixed(oauth.access_token_seconds);
            let native = text("native_authorization", oauth.native_authorization.as_ref());
            let introspection = text("introspection", oauth.introspection.as_ref());
            let openid =
                oauth.openid.as_ref().map(|OpenId { issuers, jwks }| quote!(.with_openid(&rt::OpenIdInfo::new(&[#(#issuers),*], #jwks))));
            let refresh = number("refresh_token_seconds", oauth.refresh_token_seconds);
            let client = number("client_token_seconds", oauth.client_token_seconds);
            let code = number("code_seconds", oauth.code_seconds);
            let settle = number("settle_seconds", oauth.settle_seconds);
            let optional = oauth.token_type_optional.then(|| quote!(.with_token_type_optional()));
            let warn = number("warn_before_seconds", Some(oauth.warn_before_seconds));
            quote! {
                Some(
                    &rt::OAuthInfo::new(#authorization, #token, #access)
                        #native
                        #introspection
                        #openid
                        .with_scope_separator(#scope_separator)
                        #refresh
                        #client
                        #code
                        #optional
                        #warn
                        #settle
                )
            }
        }
    };
    Block::Item(quote! {
        #[doc = " The OAuth 2.0 endpoints and lifetimes of tokens, if the API has a login."]
        pub static OAUTH: Option<&rt::OAuthInfo> = #value;
    })
}

/// The name of a variant without fields, taken from its derived `Debug` output.
fn variant(value: impl Debug) -> Ident {
    ident(&format!("{value:?}"))
}

/// The call that sets a text, if there is one.
fn text(field: &str, text: Option<&String>) -> Option<TokenStream> {
    let (with, text) = (with(field), text?);
    Some(quote!(.#with(#text)))
}

/// The call that sets a number, if there is one.
fn number(field: &str, number: Option<u64>) -> Option<TokenStream> {
    let (with, number) = (with(field), Literal::u64_unsuffixed(number?));
    Some(quote!(.#with(#number)))
}

/// The call that sets a list, if it has entries.
fn list(field: &str, entries: &[impl ToTokens]) -> Option<TokenStream> {
    let with = with(field);
    (!entries.is_empty()).then(|| quote!(.#with(&[#(#entries),*])))
}
