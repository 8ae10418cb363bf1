//! The tables of an API: bases, versions, permissions, quotas, media rules, errors, OAuth.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::styles::{projection_style, styles};
use super::{doc_attributes, ident};
use crate::block::Block;
use crate::plan::Plan;
use crate::plan::model::{Approval, OAuth, QuotaScope, Tables};

/// The file `api.rs`.
pub(crate) fn api(plan: &Plan<'_>) -> Vec<Block> {
    let tables = &plan.tables;
    vec![
        info(plan.name(), tables),
        module("bases", "Where resources live and how they speak.", &bases(tables)),
        module("versions", "Families of dated versions.", &versions(tables)),
        module("styles", "What the projection styles can say.", &styles(&tables.bases)),
        module("permissions", "Permissions (OAuth scopes).", &permissions(tables)),
        module("quotas", "Quotas.", &quotas(tables)),
        module("media", "What uploads must satisfy.", &media(tables)),
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

fn info(name: &str, tables: &Tables<'_>) -> Block {
    let doc = format!(" Everything the runtime must know about the API `{name}`.");
    let bases = tables.bases.iter().map(|base| ident(&base.constant.ident));
    let permissions = tables.permissions.iter().map(|permission| ident(&permission.constant.ident));
    let remaining = option_text(tables.headers.quota_remaining.as_ref());
    let reset = option_text(tables.headers.quota_reset.as_ref());
    let ids = &tables.headers.request_ids;
    let hosts = tables.upload_hosts;
    Block::Item(quote! {
        #[doc = #doc]
        pub static API: rt::ApiInfo = rt::ApiInfo {
            name: #name,
            bases: &[#(&bases::#bases),*],
            permissions: &[#(&permissions::#permissions),*],
            errors: ERRORS,
            quota_remaining_header: #remaining,
            quota_reset_header: #reset,
            request_id_headers: &[#(#ids),*],
            oauth: OAUTH,
            upload_hosts: &[#(#hosts),*],
        };
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
                Some(family) => quote!(Some(&super::versions::#family)),
                None => quote!(None),
            };
            quote! {
                #docs
                pub static #constant: rt::Base = rt::Base {
                    name: #name,
                    url: #url,
                    path: #path,
                    protocol: #protocol,
                    projection: rt::ProjectionStyle::#style,
                    versions: #versions,
                };
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
                let sunset = option_text(version.sunset.as_ref());
                quote!(rt::Version { number: #number, sunset: #sunset })
            });
            quote! {
                #docs
                pub static #constant: rt::VersionFamily = rt::VersionFamily {
                    name: #name,
                    header: #header,
                    pinned: #pinned,
                    released: &[#(#released),*],
                };
            }
        })
        .collect()
}

fn permissions(tables: &Tables<'_>) -> Vec<TokenStream> {
    (tables.permissions.iter())
        .map(|planned| {
            let permission = planned.constant.entry;
            let (constant, docs) = (ident(&planned.constant.ident), doc_attributes(&planned.constant.docs));
            let (scope, doc, replaced_by) = (&permission.name.wire, &permission.doc, &planned.replaced_by);
            let (product, retired) = (option_text(permission.product.as_ref()), option_text(permission.retired.as_ref()));
            let approval = if let Some(approval) = permission.approval {
                let variant = ident(match approval {
                    Approval::Open => "Open",
                    Approval::Review => "Review",
                    Approval::Private => "Private",
                    Approval::Closed => "Closed",
                });
                quote!(Some(rt::Approval::#variant))
            } else {
                quote!(None)
            };
            quote! {
                #docs
                pub static #constant: rt::Permission = rt::Permission {
                    scope: #scope,
                    doc: #doc,
                    product: #product,
                    approval: #approval,
                    retired: #retired,
                    replaced_by: &[#(#replaced_by),*],
                };
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
            let scope = ident(match quota.scope {
                QuotaScope::App => "App",
                QuotaScope::Member => "Member",
            });
            quote! {
                #docs
                pub static #constant: rt::Quota = rt::Quota {
                    name: #name,
                    limit: #limit,
                    window_seconds: #window,
                    scope: rt::QuotaScope::#scope,
                };
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
            let limits = limits.into_iter().map(|(field, limit)| {
                let field = ident(field);
                if let Some(limit) = limit.map(Literal::u64_unsuffixed) { quote!(#field: Some(#limit)) } else { quote!(#field: None) }
            });
            quote! {
                #docs
                pub static #constant: rt::MediaRule = rt::MediaRule {
                    name: #name,
                    formats: &[#(#formats),*],
                    #(#limits,)*
                };
            }
        })
        .collect()
}

fn errors(tables: &Tables<'_>) -> Block {
    let errors = tables.errors.iter().map(|error| {
        let (code, cause, remedy) = (&error.name.wire, &error.cause, &error.remedy);
        let status = Literal::u16_unsuffixed(error.status);
        let numbers = error.service_error_codes.iter().map(|code| Literal::i64_unsuffixed(*code));
        quote!(rt::ErrorInfo { code: #code, status: #status, service_error_codes: &[#(#numbers),*], cause: #cause, remedy: #remedy })
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
            let OAuth { authorization, token, scope_separator, token_type_optional, .. } = oauth;
            let introspection = option_text(oauth.introspection.as_ref());
            let access = Literal::u64_unsuffixed(oauth.access_token_seconds);
            let refresh = option_number(oauth.refresh_token_seconds);
            let code = option_number(oauth.code_seconds);
            let warn = Literal::u64_unsuffixed(oauth.warn_before_seconds);
            quote! {
                Some(&rt::OAuthInfo {
                    authorization: #authorization,
                    token: #token,
                    introspection: #introspection,
                    scope_separator: #scope_separator,
                    access_token_seconds: #access,
                    refresh_token_seconds: #refresh,
                    code_seconds: #code,
                    token_type_optional: #token_type_optional,
                    warn_before_seconds: #warn,
                })
            }
        }
    };
    Block::Item(quote! {
        #[doc = " OAuth 2.0 endpoints and habits."]
        pub static OAUTH: Option<&rt::OAuthInfo> = #value;
    })
}

fn option_text(text: Option<&String>) -> TokenStream {
    if let Some(text) = text { quote!(Some(#text)) } else { quote!(None) }
}

fn option_number(number: Option<u64>) -> TokenStream {
    if let Some(number) = number.map(Literal::u64_unsuffixed) { quote!(Some(#number)) } else { quote!(None) }
}
