//! The login of an API.

/// OAuth 2.0 endpoints and lifetimes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OAuthInfo {
    /// The authorization page.
    pub authorization: &'static str,
    /// The authorization page of apps without a secret, if it is another.
    pub native_authorization: Option<&'static str>,
    /// The token endpoint.
    pub token: &'static str,
    /// The introspection endpoint.
    pub introspection: Option<&'static str>,
    /// The check of ID tokens, if the API has OpenID Connect.
    pub openid: Option<&'static OpenIdInfo>,
    /// The separator of scopes in the authorization URL.
    pub scope_separator: &'static str,
    /// Lifetime of an access token, in seconds.
    pub access_token_seconds: u64,
    /// Lifetime of a refresh token, in seconds.
    pub refresh_token_seconds: Option<u64>,
    /// Lifetime of a token for the application itself, in seconds.
    pub client_token_seconds: Option<u64>,
    /// Lifetime of an authorization code, in seconds.
    pub code_seconds: Option<u64>,
    /// `true` if token responses may lack `token_type`.
    pub token_type_optional: bool,
    /// The time before the end of a token at which it needs renewal, in seconds. A token whose life is short needs it a tenth of its life
    /// before the end.
    pub warn_before_seconds: u64,
    /// The time after its issue in which a token may not be known to every server, in seconds.
    pub settle_seconds: u64,
}

impl OAuthInfo {
    /// An API's login, from its two endpoints and the lifetime of an access token in seconds.
    #[must_use]
    pub const fn new(authorization: &'static str, token: &'static str, access_token_seconds: u64) -> Self {
        Self {
            authorization,
            token,
            native_authorization: None,
            introspection: None,
            openid: None,
            scope_separator: " ",
            access_token_seconds,
            refresh_token_seconds: None,
            client_token_seconds: None,
            code_seconds: None,
            token_type_optional: false,
            warn_before_seconds: 0,
            settle_seconds: 0,
        }
    }

    setter!(with_native_authorization, native_authorization: Some(&'static str));
    setter!(with_introspection, introspection: Some(&'static str));
    setter!(with_openid, openid: Some(&'static OpenIdInfo));
    setter!(with_scope_separator, scope_separator: &'static str);
    setter!(with_refresh_token_seconds, refresh_token_seconds: Some(u64));
    setter!(with_client_token_seconds, client_token_seconds: Some(u64));
    setter!(with_code_seconds, code_seconds: Some(u64));
    setter!(with_token_type_optional, token_type_optional: true);
    setter!(with_warn_before_seconds, warn_before_seconds: u64);
    setter!(with_settle_seconds, settle_seconds: u64);
}

/// The check of ID tokens (OpenID Connect).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OpenIdInfo {
    /// The issuers whose ID tokens are accepted.
    pub issuers: &'static [&'static str],
    /// The address of the keys that sign ID tokens (JWK set).
    pub jwks: &'static str,
}

impl OpenIdInfo {
    /// The check of ID tokens of these issuers, by the keys of an address.
    #[must_use]
    pub const fn new(issuers: &'static [&'static str], jwks: &'static str) -> Self {
        Self { issuers, jwks }
    }
}
