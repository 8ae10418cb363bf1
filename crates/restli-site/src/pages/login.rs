//! OAuth: addresses, lives of tokens, and what else a login must know.

use std::time::Duration;

use restli_core::duration;
use restli_schema::api::{Credentials, OAuth};

use super::parts::{facts, table};
use crate::html::{Href, Html, code, joined, link, tag};
use crate::page::{Page, Section};
use crate::site::{Site, file};

pub(super) fn page(site: &Site<'_>) -> Option<Page> {
    let oauth = site.api.oauth.as_ref()?;
    let scopes = Html::from(["Scopes are the ".into(), link(&Href::file(file::PERMISSIONS), "permissions"), " of the API.".into()]);
    let sections =
        vec![Section::new("addresses", "Addresses", [facts(addresses(oauth))]), Section::new("lives", "Lives", [facts(lives(oauth))])];
    let lead = vec![tag("p", scopes), site.evidence_line(&oauth.evidence)];
    Some(Page { lead, sections, ..table(file::LOGIN, "Login") })
}

fn addresses(oauth: &OAuth) -> Vec<(&'static str, Html)> {
    let keys = oauth.openid.as_ref();
    let separator = if oauth.scope_separator == " " { "a blank".into() } else { code(&oauth.scope_separator) };
    vec![
        ("Authorization", code(&oauth.authorization)),
        ("Authorization of apps without a secret", oauth.native_authorization.as_deref().map(code).into()),
        ("Token", code(&oauth.token)),
        ("Introspection", oauth.introspection.as_deref().map(code).into()),
        ("Issuers of ID tokens", joined(keys.iter().flat_map(|openid| &openid.issuers).map(|issuer| code(issuer)), ", ")),
        ("Keys of ID tokens", keys.map(|openid| code(&openid.jwks)).into()),
        (
            "Client authentication",
            match oauth.credentials {
                Credentials::Form => "id and secret in the form".into(),
                Credentials::Basic => "HTTP basic authentication".into(),
            },
        ),
        ("Between scopes", separator),
    ]
}

fn lives(oauth: &OAuth) -> Vec<(&'static str, Html)> {
    let words = |seconds: u64| Html::from(duration::words(Duration::from_secs(seconds)));
    vec![
        ("Access token", words(oauth.access_token_seconds)),
        ("Refresh token", oauth.refresh_token_seconds.map(words).into()),
        ("Token of the app itself", oauth.client_token_seconds.map(words).into()),
        ("Authorization code", oauth.code_seconds.map(words).into()),
        ("Until a new token is known everywhere", oauth.settle_seconds.map(words).into()),
        ("Warning before the end", words(oauth.warn_before_seconds)),
    ]
}
