//! The tables of an API: bases, versions, permissions, quotas, media rules, errors, OAuth.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restli_schema::api::{Api, Approval, OAuth, PermissionId, QuotaScope};

use super::{Piece, doc_attributes, ident};
use crate::plan::names::constant_of;
use crate::plan::{Plan, Subject};

/// The file `api.rs`.
pub(crate) fn api(plan: &Plan<'_>) -> Vec<Piece> {
    let api = plan.api;
    vec![
        info(api),
        module("bases", "Where resources live and how they speak.", &bases(api)),
        module("versions", "Families of dated versions.", &versions(api)),
        module("styles", "What the projection styles can say.", &super::styles::styles(api)),
        module("permissions", "Permissions (OAuth scopes).", &permissions(plan)),
        module("quotas", "Quotas.", &quotas(api)),
        module("media", "What uploads must satisfy.", &media(api)),
        errors(api),
        oauth(api.oauth.as_ref()),
    ]
}

fn module(name: &str, doc: &str, items: &[TokenStream]) -> Piece {
    let (name, doc) = (ident(name), format!(" {doc}"));
    Piece::Item(if items.is_empty() {
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

fn info(api: &Api) -> Piece {
    let (name, doc) = (&api.name.wire, format!(" Everything the runtime must know about the API `{}`.", api.name.wire));
    let bases = api.bases.iter().map(|base| ident(&constant_of(&base.name)));
    let permissions = api.permissions.iter().map(|permission| ident(&constant_of(&permission.name)));
    let remaining = option_text(api.headers.quota_remaining.as_ref());
    let reset = option_text(api.headers.quota_reset.as_ref());
    let ids = &api.headers.request_ids;
    let hosts = &api.upload_hosts;
    Piece::Item(quote! {
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

fn bases(api: &Api) -> Vec<TokenStream> {
    (api.bases.iter())
        .map(|base| {
            let (constant, name, url, path, protocol) =
                (ident(&constant_of(&base.name)), &base.name.wire, &base.url, &base.path, &base.protocol);
            let docs = doc_attributes(&described(&base.doc, &format!("{}{}", base.url, base.path)));
            let style = super::operation::projection_style(base.projection);
            let versions = if let Some(family) = base.versions {
                let family = ident(&constant_of(&api[family].name));
                quote!(Some(&super::versions::#family))
            } else {
                quote!(None)
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

fn versions(api: &Api) -> Vec<TokenStream> {
    (api.families.iter())
        .map(|family| {
            let (constant, name, header) = (ident(&constant_of(&family.name)), &family.name.wire, &family.header);
            let docs = doc_attributes(&described(&family.doc, &format!("Sent as `{}`.", family.header)));
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

fn permissions(plan: &Plan<'_>) -> Vec<TokenStream> {
    let api = plan.api;
    (api.permission_ids())
        .map(|id| {
            let permission = &api[id];
            let (constant, scope) = (ident(&constant_of(&permission.name)), &permission.name.wire);
            let mut paragraphs = described(&permission.doc, &format!("`{scope}`"));
            let product = permission.product.as_ref().map(|product| format!("Product: {}", crate::plan::docs::escape(product)));
            let approval = permission.approval.map(Approval::words);
            match (product, approval) {
                (Some(product), Some(approval)) => paragraphs.push(format!("{product} ({approval}).")),
                (Some(product), None) => paragraphs.push(format!("{product}.")),
                (None, Some(approval)) => paragraphs.push(format!("Granted: {approval}.")),
                (None, None) => {}
            }
            paragraphs.extend(accepted_by(plan, id));
            paragraphs.extend(crate::plan::docs::evidence(api, &permission.evidence));
            let docs = doc_attributes(&paragraphs);
            let (doc, product, retired) =
                (&permission.doc, option_text(permission.product.as_ref()), option_text(permission.retired.as_ref()));
            let replaced_by = permission.replaced_by.iter().map(|other| &api[*other].name.wire);
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

/// The calls and fields that accept a permission, alone or with others.
fn accepted_by(plan: &Plan<'_>, id: PermissionId) -> Vec<String> {
    let accepting = || plan.permits.iter().filter(|permit| permit.need.permissions().contains(&id));
    let calls = accepting().filter_map(|permit| match &permit.subject {
        Subject::Call(id) => Some(format!("`{id}`")),
        Subject::Field { .. } => None,
    });
    let fields = accepting().filter_map(|permit| match &permit.subject {
        Subject::Field { record, wire } => Some(format!("`{record}.{wire}`")),
        Subject::Call(_) => None,
    });
    let list = |title: &str, names: Vec<String>| (!names.is_empty()).then(|| format!("{title} that accept it: {}.", names.join(", ")));
    [list("Calls", calls.collect()), list("Fields", fields.collect())].into_iter().flatten().collect()
}

fn quotas(api: &Api) -> Vec<TokenStream> {
    (api.quotas.iter())
        .map(|quota| {
            let (constant, name) = (ident(&constant_of(&quota.name)), &quota.name.wire);
            let mut paragraphs = described(&quota.doc, &format!("{}.", crate::plan::docs::quota_text(quota)));
            paragraphs.extend(crate::plan::docs::evidence(api, &quota.evidence));
            let docs = doc_attributes(&paragraphs);
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

fn media(api: &Api) -> Vec<TokenStream> {
    (api.media.iter())
        .map(|rule| {
            let (constant, name) = (ident(&constant_of(&rule.name)), &rule.name.wire);
            let mut paragraphs = described(&rule.doc, &format!("`{name}`"));
            paragraphs.extend(crate::plan::docs::evidence(api, &rule.evidence));
            let docs = doc_attributes(&paragraphs);
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

fn errors(api: &Api) -> Piece {
    let errors = api.errors.iter().map(|error| {
        let (code, cause, remedy) = (&error.name.wire, &error.cause, &error.remedy);
        let status = Literal::u16_unsuffixed(error.status);
        let numbers = error.service_error_codes.iter().map(|code| Literal::i64_unsuffixed(*code));
        quote!(rt::ErrorInfo { code: #code, status: #status, service_error_codes: &[#(#numbers),*], cause: #cause, remedy: #remedy })
    });
    Piece::Item(quote! {
        #[doc = " The error catalogue."]
        pub static ERRORS: &[rt::ErrorInfo] = &[#(#errors),*];
    })
}

fn oauth(oauth: Option<&OAuth>) -> Piece {
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
    Piece::Item(quote! {
        #[doc = " OAuth 2.0 endpoints and habits."]
        pub static OAUTH: Option<&rt::OAuthInfo> = #value;
    })
}

fn described(doc: &str, fallback: &str) -> Vec<String> {
    let doc = doc.trim();
    vec![if doc.is_empty() { crate::plan::docs::escape(fallback) } else { crate::plan::docs::escape(doc) }]
}

fn option_text(text: Option<&String>) -> TokenStream {
    if let Some(text) = text { quote!(Some(#text)) } else { quote!(None) }
}

fn option_number(number: Option<u64>) -> TokenStream {
    if let Some(number) = number.map(Literal::u64_unsuffixed) { quote!(Some(#number)) } else { quote!(None) }
}
