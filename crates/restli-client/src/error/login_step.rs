//! The steps of a login, and what a refusal means in each.

use std::fmt;

use super::explain;

/// A step of the login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LoginStep {
    /// The callback from the consent page.
    Callback,
    /// The exchange of a code for a token.
    Exchange,
    /// The renewal of a token by its refresh token.
    Renewal,
    /// The request for a token of the app itself.
    ClientCredentials,
    /// The question about the state of a token.
    Introspection,
    /// The request for the keys that sign ID tokens.
    Keys,
}

impl LoginStep {
    /// Cause and remedy of a refusal: of the codes of RFC 6749 (§4.1.2.1, §5.2), and of two that servers add.
    pub(super) fn refusal(self, code: &str) -> Option<(&'static str, &'static str)> {
        const AGAIN: &str = "start the login again";
        const CONSENT: &str = "let the user consent again";
        Some(match (code, self) {
            ("access_denied", Self::ClientCredentials) => (
                "the app may not have tokens of its own",
                "request the product that grants them; until then, use the token of a user who has consented",
            ),
            ("access_denied", _) => ("the person refused", "ask again only if they want to"),
            ("invalid_request", Self::Callback) => {
                ("a parameter of the consent page is missing or wrong", "check client id, redirect address and scopes")
            }
            ("invalid_request", Self::Exchange) => (
                "a parameter is missing or wrong, or the code is unknown, used or too old",
                "check client id, secret and redirect address; if they are right, start the login again",
            ),
            ("invalid_request", Self::Renewal) => ("the refresh token is unknown, expired or revoked, or a parameter is missing", CONSENT),
            ("invalid_request", Self::ClientCredentials | Self::Introspection | Self::Keys) => {
                ("a parameter is missing or wrong", "check client id and secret against the settings of the app")
            }
            ("invalid_grant", Self::Renewal) => ("the refresh token is unknown, used, expired or revoked", CONSENT),
            ("invalid_grant", _) => ("the code is unknown, used or too old, or was issued for another redirect address", AGAIN),
            ("invalid_redirect_uri", Self::Renewal) => ("the refresh token belongs to another app or login", CONSENT),
            ("invalid_redirect_uri", _) => (
                "the redirect address is not the one of the authorization, or the code is too old",
                "use one registered address, the same in both steps, and start the login again",
            ),
            ("invalid_client" | "invalid_client_id", _) => ("client id or secret is wrong", "copy both from the settings of the app"),
            ("unauthorized_client", _) => ("the app may not use this kind of login", "enable it in the settings of the app"),
            ("unsupported_grant_type" | "unsupported_response_type", _) => {
                ("the server does not offer this kind of login", "check the schema's `oauth`")
            }
            ("invalid_scope", _) => ("a scope is unknown, or the app does not have it", "ask for scopes that the settings of the app list"),
            ("server_error" | "temporarily_unavailable", _) => ("the server failed", "try again later"),
            _ => return None,
        })
    }

    /// Cause and remedy of a status. What calls are advised to do, such as to consent or to look at the request, is of no use here.
    pub(super) const fn by_status(self, status: u16) -> (&'static str, &'static str) {
        let (cause, remedy) = explain::by_status(status);
        match status {
            400 | 422 => ("the server does not accept the request", self.remedy()),
            401 | 403 => ("the server refuses the app, or what it asks for", self.remedy()),
            404 | 410 => ("the address is not known", "check the address in the schema, and the base URL"),
            429 => (cause, "wait, then try again"),
            500 | 502 | 504 | 505..=510 | 512..=599 => (cause, "try again later"),
            _ => (cause, remedy),
        }
    }

    /// The remedy for a refusal of which nothing is known.
    pub(crate) const fn remedy(self) -> &'static str {
        match self {
            Self::Callback | Self::Exchange => "look at the settings of the app, then start the login again",
            Self::Renewal => "look at the settings of the app, then let the user consent again",
            Self::ClientCredentials | Self::Introspection => "look at the settings of the app",
            Self::Keys => "check the address of the keys in the schema",
        }
    }
}

impl fmt::Display for LoginStep {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Callback => "callback",
            Self::Exchange => "code exchange",
            Self::Renewal => "renewal",
            Self::ClientCredentials => "client credentials",
            Self::Introspection => "introspection",
            Self::Keys => "keys of ID tokens",
        })
    }
}
