//! Why a step of the login failed.

use std::fmt;

use http::StatusCode;

use crate::error::{Error, excerpt, explain};
use crate::tables::{ApiInfo, ErrorInfo};

/// A step of the login that failed, with cause and remedy.
#[derive(Clone, Debug)]
pub struct OAuthError {
    /// The step.
    pub step: &'static str,
    /// The HTTP status, if the token endpoint answered.
    pub status: Option<StatusCode>,
    /// The error code of the answer (RFC 6749 §5.2).
    pub code: Option<String>,
    /// What happened, in the words of the server if it had any.
    pub what: String,
    /// Why.
    pub cause: Option<&'static str>,
    /// What to do.
    pub remedy: &'static str,
}

impl OAuthError {
    /// What was found out here, without the server.
    pub(super) fn local(step: &'static str, what: String, remedy: &'static str) -> Self {
        Self { step, status: None, code: None, what, cause: None, remedy }
    }

    /// What the server answered. The description is for people and may change; only code and status are understood.
    pub(super) fn answered(
        api: &'static ApiInfo,
        step: &'static str,
        status: Option<StatusCode>,
        code: Option<String>,
        description: Option<String>,
    ) -> Self {
        let number = status.map_or(0, |status| status.as_u16());
        // An entry for the status alone speaks of other calls than a login.
        let by_code = code.as_deref().and_then(|code| explain::lookup(api, number, Some(code), None).filter(|info| info.code == code));
        let (cause, remedy) = match by_code {
            Some(ErrorInfo { cause, remedy, .. }) => (Some(*cause), *remedy),
            None => code
                .as_deref()
                .and_then(by_name)
                .or_else(|| explain::by_status(number))
                .map_or((None, "look at the settings of the app, then start the login again"), |(cause, remedy)| (Some(cause), remedy)),
        };
        let what = match (&code, description.map(|text| excerpt(&text)).filter(|text| !text.is_empty())) {
            (Some(code), Some(text)) => format!("{}: {text}", excerpt(code)),
            (Some(code), None) => excerpt(code),
            (None, Some(text)) => text,
            (None, None) => "no reason was given".to_owned(),
        };
        Self { step, status, code, what, cause, remedy }
    }
}

/// The codes of RFC 6749 (§4.1.2.1, §5.2) and the two that servers add.
fn by_name(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "access_denied" => ("the person refused", "ask again only if they want to"),
        "invalid_request" => (
            "a parameter is missing or wrong, or the code is unknown, used or too old",
            "check client id, secret and redirect address; if they are right, start the login again",
        ),
        "invalid_redirect_uri" => (
            "the redirect address is not the one of the authorization, or the code is too old",
            "use one registered address, the same in both steps, and start the login again",
        ),
        "invalid_client" | "invalid_client_id" => ("client id or secret is wrong", "copy both from the settings of the app"),
        "invalid_grant" => ("the code or refresh token is unknown, used, expired or revoked", "start the login again"),
        "unauthorized_client" => ("the app may not use this kind of login", "enable it in the settings of the app"),
        "unsupported_grant_type" | "unsupported_response_type" => {
            ("the server does not offer this kind of login", "check the schema's `oauth`")
        }
        "invalid_scope" => ("a scope is unknown, or the app does not have it", "ask for scopes that the settings of the app list"),
        "server_error" | "temporarily_unavailable" => ("the server failed", "try again later"),
        _ => return None,
    })
}

impl From<OAuthError> for Error {
    fn from(error: OAuthError) -> Self {
        Self::OAuth(Box::new(error))
    }
}

impl fmt::Display for OAuthError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "login, {}: ", self.step)?;
        if let Some(status) = self.status {
            write!(out, "{status}, ")?;
        }
        out.write_str(&self.what)?;
        if let Some(cause) = self.cause {
            write!(out, "\n  cause: {cause}")?;
        }
        write!(out, "\n  remedy: {}", self.remedy)
    }
}

impl std::error::Error for OAuthError {}
