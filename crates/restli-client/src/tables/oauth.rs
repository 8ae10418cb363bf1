//! The login of an API.

/// OAuth 2.0 endpoints and lifetimes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OAuthInfo {
    /// The authorization page.
    pub authorization: &'static str,
    /// The token endpoint.
    pub token: &'static str,
    /// The introspection endpoint.
    pub introspection: Option<&'static str>,
    /// The separator of scopes in the authorization URL.
    pub scope_separator: &'static str,
    /// Lifetime of an access token, in seconds.
    pub access_token_seconds: u64,
    /// Lifetime of a refresh token, in seconds.
    pub refresh_token_seconds: Option<u64>,
    /// Lifetime of an authorization code, in seconds.
    pub code_seconds: Option<u64>,
    /// `true` if token responses may lack `token_type`.
    pub token_type_optional: bool,
    /// The time before the end of a token at which it needs renewal, in seconds.
    pub warn_before_seconds: u64,
}

impl OAuthInfo {
    /// The two endpoints, and the lifetime of an access token in seconds.
    #[must_use]
    pub const fn new(authorization: &'static str, token: &'static str, access_token_seconds: u64) -> Self {
        Self {
            authorization,
            token,
            introspection: None,
            scope_separator: " ",
            access_token_seconds,
            refresh_token_seconds: None,
            code_seconds: None,
            token_type_optional: false,
            warn_before_seconds: 0,
        }
    }

    /// Sets [`introspection`](Self::introspection).
    #[must_use]
    pub const fn with_introspection(self, introspection: &'static str) -> Self {
        Self { introspection: Some(introspection), ..self }
    }

    /// Sets [`scope_separator`](Self::scope_separator).
    #[must_use]
    pub const fn with_scope_separator(self, scope_separator: &'static str) -> Self {
        Self { scope_separator, ..self }
    }

    /// Sets [`refresh_token_seconds`](Self::refresh_token_seconds).
    #[must_use]
    pub const fn with_refresh_token_seconds(self, refresh_token_seconds: u64) -> Self {
        Self { refresh_token_seconds: Some(refresh_token_seconds), ..self }
    }

    /// Sets [`code_seconds`](Self::code_seconds).
    #[must_use]
    pub const fn with_code_seconds(self, code_seconds: u64) -> Self {
        Self { code_seconds: Some(code_seconds), ..self }
    }

    /// Sets [`token_type_optional`](Self::token_type_optional).
    #[must_use]
    pub const fn with_token_type_optional(self) -> Self {
        Self { token_type_optional: true, ..self }
    }

    /// Sets [`warn_before_seconds`](Self::warn_before_seconds).
    #[must_use]
    pub const fn with_warn_before_seconds(self, warn_before_seconds: u64) -> Self {
        Self { warn_before_seconds, ..self }
    }
}
