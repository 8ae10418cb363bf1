//! A step of the login that failed.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{StatusCode, header};
use restli_core::Json;
use restli_core::error::ErrorResponse;

use super::attempts::Attempts;
use super::login_step::LoginStep;
use super::problem::{excerpt, status_words};
use super::{explain, headline};
use crate::headers;
use crate::mask::masked_text;
use crate::tables::{ApiInfo, ErrorInfo};

/// A step of the login that failed, with cause and remedy.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OAuthError {
    /// The step.
    pub step: LoginStep,
    /// The HTTP status, if the token endpoint responded.
    pub status: Option<StatusCode>,
    /// The error code of the response (RFC 6749 §5.2).
    pub code: Option<String>,
    /// The problem, in the words of the server if it sent any.
    pub what: String,
    /// The cause, if it is known.
    pub cause: Option<&'static str>,
    /// The remedy.
    pub remedy: Cow<'static, str>,
    /// The attempts of a call, of which the last one ended in this.
    pub(super) attempts: Option<Box<Attempts>>,
}

impl OAuthError {
    /// The refusal of a token endpoint, as a double in tests of what handles errors.
    ///
    /// ```
    /// use restli_client::{ApiInfo, LoginStep, OAuthError, http};
    ///
    /// static API: ApiInfo = ApiInfo::new("shop");
    /// let refused = http::Response::builder().status(400).body(r#"{"error":"invalid_grant"}"#.into());
    /// let error = OAuthError::of_response(&API, LoginStep::Renewal, refused?);
    /// assert_eq!(error.code.as_deref(), Some("invalid_grant"));
    /// # Ok::<(), http::Error>(())
    /// ```
    #[must_use]
    pub fn of_response(api: &'static ApiInfo, step: LoginStep, response: http::Response<Bytes>) -> Self {
        Self::of_answer(api, step, response, &[])
    }

    /// The refusal of a response, whose body may also be empty, an HTML page, or an error in the form of the API's calls.
    pub(crate) fn of_answer(api: &'static ApiInfo, step: LoginStep, response: http::Response<Bytes>, secrets: &[String]) -> Self {
        let (parts, body) = response.into_parts();
        let masked = |text: &str| masked_text(text.to_owned(), secrets);
        let (code, description) = match ErrorResponse::from_body(&body) {
            Some(error) => {
                let (code, description) = words(&error);
                (code.map(|code| masked(&code)), description.map(|text| masked(&text)))
            }
            None => match serde_json::from_slice::<Json>(&body) {
                // Serialized again, JSON spells each character in one way only.
                Ok(json) => (None, Some(masked(&json.to_string()))),
                Err(_) => (None, Some(masked(&String::from_utf8_lossy(&body)))),
            },
        };
        let mut refused = Self::refused(api, step, Some(parts.status), code, description);
        let retry_after = parts.headers.get(header::RETRY_AFTER).map(headers::text).filter(|text| !text.is_empty());
        if let Some(text) = retry_after {
            refused.what = format!("{}; {}", refused.what, explain::retry(&masked(&text)));
        }
        refused
    }

    /// Returns `true` if a renewal was refused for its refresh token, so that only consent helps.
    #[must_use]
    pub fn needs_consent(&self) -> bool {
        self.step == LoginStep::Renewal
            && matches!(self.code.as_deref(), Some("invalid_grant" | "invalid_request" | "invalid_redirect_uri"))
    }

    /// A problem that the client found.
    pub(crate) fn local(step: LoginStep, what: String, remedy: impl Into<Cow<'static, str>>) -> Self {
        Self { step, status: None, code: None, what, cause: None, remedy: remedy.into(), attempts: None }
    }

    /// A refusal of the server. Cause and remedy follow from code and status; the description is for people and may change.
    pub(crate) fn refused(
        api: &'static ApiInfo,
        step: LoginStep,
        status: Option<StatusCode>,
        code: Option<String>,
        description: Option<String>,
    ) -> Self {
        let code = code.filter(|code| !code.trim().is_empty());
        // A catalogue entry for the bare status, also in the digits of a code, is about other calls than a login.
        let symbol = code.as_deref().filter(|code| code.parse::<u32>().is_err());
        let by_code = symbol.and_then(|code| explain::by_code(api, code));
        let (cause, remedy) = match by_code {
            Some(ErrorInfo { cause, remedy, .. }) => (Some(*cause), *remedy),
            None => code
                .as_deref()
                .and_then(|code| step.refusal(code))
                .or_else(|| status.filter(|status| !status.is_success()).map(|status| step.by_status(status.as_u16())))
                .map_or((None, step.remedy()), |(cause, remedy)| (Some(cause), remedy)),
        };
        let what = match (&code, description.map(|text| excerpt(&text)).filter(|text| !text.is_empty())) {
            (Some(code), Some(text)) => format!("{}: {text}", excerpt(code)),
            (Some(code), None) => excerpt(code),
            (None, Some(text)) => text,
            (None, None) => "no reason was given".to_owned(),
        };
        Self { step, status, code, what, cause, remedy: remedy.into(), attempts: None }
    }
}

/// Code and description of a refusal: the members of RFC 6749 §5.2, else those of an error object or of an error of the API's calls.
fn words(error: &ErrorResponse) -> (Option<String>, Option<String>) {
    let json = error.as_json();
    let text = |json: &Json, name: &str| match json.get(name)? {
        Json::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    };
    if let Some(code) = text(json, "error") {
        return (Some(code), text(json, "error_description").or_else(|| text(json, "message")));
    }
    let inner = json.get("error").filter(|inner| inner.is_object()).unwrap_or(json);
    let code = ["code", "serviceErrorCode"].into_iter().find_map(|name| text(inner, name));
    let description = error.message().filter(|text| !text.is_empty()).map(str::to_owned);
    (code, description)
}

impl fmt::Display for OAuthError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = format!("login, {}", self.step);
        let (state, message) = match (self.status, &self.code) {
            (None, _) => (self.what.clone(), None),
            (Some(status), None) => (status_words(status), Some(&*self.what)),
            (Some(status), Some(code)) => {
                let code = excerpt(code);
                let message = self.what.strip_prefix(&*code).map_or(&*self.what, |rest| rest.trim_start_matches([':', ';', ' ']));
                (format!("{} {code}", status.as_str()), Some(message).filter(|message| !message.is_empty()))
            }
        };
        let rest = headline::write(out, &subject, &state, &self.remedy)?;
        message.map_or(Ok(()), |message| write!(out, "\n  message: {message}"))?;
        if let Some(cause) = self.cause {
            write!(out, "\n  cause: {cause}")?;
        }
        Attempts::write_line(self.attempts.as_deref(), out)?;
        write!(out, "{rest}")
    }
}

impl std::error::Error for OAuthError {}
