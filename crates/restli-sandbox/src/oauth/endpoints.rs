//! The endpoints of OAuth: the paths of the schema's addresses, below the address of the sandbox.

use restli_schema::api::OAuth;

/// An endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    Authorization,
    /// The consent page of apps without a secret, where that is another one.
    NativeAuthorization,
    Token,
    Introspection,
    Keys,
    Discovery,
}

impl Endpoint {
    /// The verbs that it takes, as the header `Allow` lists them.
    pub(super) fn verbs(self) -> &'static str {
        match self {
            Self::Authorization | Self::NativeAuthorization => "GET, POST",
            Self::Token | Self::Introspection => "POST",
            Self::Keys | Self::Discovery => "GET",
        }
    }
}

/// The place of the description of a provider, below its issuer (OpenID Connect Discovery §4).
const DISCOVERY: &str = "/.well-known/openid-configuration";

/// The endpoint at a path.
pub(super) fn find(oauth: &OAuth, path: &str) -> Option<Endpoint> {
    let is_at = |address: &str| path_of(address) == path;
    let openid = oauth.openid.as_ref();
    match () {
        () if is_at(&oauth.authorization) => Some(Endpoint::Authorization),
        () if oauth.native_authorization.as_deref().is_some_and(is_at) => Some(Endpoint::NativeAuthorization),
        () if is_at(&oauth.token) => Some(Endpoint::Token),
        () if oauth.introspection.as_deref().is_some_and(is_at) => Some(Endpoint::Introspection),
        () if openid.is_some_and(|openid| is_at(&openid.jwks)) => Some(Endpoint::Keys),
        () if openid.is_some() && path.strip_suffix(DISCOVERY).is_some_and(|issuer| issuer.is_empty() || issuer == issuer_path(oauth)) => {
            Some(Endpoint::Discovery)
        }
        () => None,
    }
}

/// The address of an endpoint at the sandbox.
pub(super) fn moved(base_url: &str, address: &str) -> String {
    format!("{base_url}{}", path_of(address))
}

/// The name of the sandbox as an issuer of ID tokens: its address, and the path of the issuer in the schema.
pub(super) fn issuer(base_url: &str, oauth: &OAuth) -> String {
    format!("{base_url}{}", issuer_path(oauth))
}

fn issuer_path(oauth: &OAuth) -> &str {
    let issuer = oauth.openid.as_ref().and_then(|openid| openid.issuers.first());
    issuer.map_or("", |issuer| path_of(issuer).trim_end_matches('/'))
}

/// The path of an address, without its query.
pub(super) fn path_of(address: &str) -> &str {
    let path = address.split_once("://").and_then(|(_, rest)| rest.get(rest.find('/')?..)).unwrap_or("/");
    path.split('?').next().unwrap_or(path)
}
