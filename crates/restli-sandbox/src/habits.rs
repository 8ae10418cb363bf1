//! Habits of an API's authorization server beside the standards, which a schema does not say.

/// Habits of an authorization server beside the standards. The default has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// Commas stand between the scopes of answers, in place of the spaces of RFC 6749 §3.3.
    pub commas: bool,
    /// Introspection says in `auth_type` whether a token is of an app, `2L`, or of a member, `3L`.
    pub auth_type: bool,
    /// The endpoints of tokens read parameters of their addresses, too, which RFC 6749 §2.3.1 forbids, and pass over `Authorization` where the
    /// form has the secret. Both are reported as unread, and refused where unread input is.
    pub lax: bool,
    /// A parameter in which calls of bases without versions may carry the access token, in place of the header.
    pub token_parameter: Option<&'static str>,
}
