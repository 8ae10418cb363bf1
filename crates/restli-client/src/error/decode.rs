//! A response that does not fit the schema.

use std::borrow::Cow;
use std::fmt;

use restli_core::data::{DecodeError, Fault};

use super::problem::{CallInfo, excerpt, status_words};
use super::{explain, headline};
use crate::unpack::is_gzip;

/// A successful response that could not be decoded.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DecodeFailure {
    /// The call.
    pub call: CallInfo,
    /// The HTTP status.
    pub status: http::StatusCode,
    /// The place in the response, and the reason.
    pub error: DecodeError,
    /// The value of `Content-Type`.
    pub content_type: Option<String>,
    /// The value of `Content-Encoding`: a body that is still compressed is no JSON.
    pub content_encoding: Option<String>,
    /// Names and values of the headers that the support of the API asks for.
    pub request_ids: Vec<(String, String)>,
}

impl DecodeFailure {
    /// A response that could not be decoded, as a double in tests of what handles errors. Its headers are fields, which may be set.
    ///
    /// ```
    /// use restli_client::{CallInfo, DecodeError, DecodeFailure, Error, Operation, http::StatusCode};
    ///
    /// fn double(get: &'static Operation) -> Error {
    ///     let fault = DecodeError::new("not a long", r#""x""#).in_field("id");
    ///     Error::Decode(Box::new(DecodeFailure::new(CallInfo::of(get), StatusCode::OK, fault)))
    /// }
    /// ```
    #[must_use]
    pub const fn new(call: CallInfo, status: http::StatusCode, error: DecodeError) -> Self {
        Self { call, status, error, content_type: None, content_encoding: None, request_ids: Vec::new() }
    }

    /// The character set that `Content-Type` names, unless JSON may be in it.
    fn charset(&self) -> Option<&str> {
        let mut parameters = self.content_type.as_deref()?.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
        let (_, charset) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
        let charset = charset.trim().trim_matches('"');
        let is_utf8 = ["utf-8", "utf8", "us-ascii", ""].iter().any(|name| charset.eq_ignore_ascii_case(name));
        (!is_utf8).then_some(charset)
    }

    /// The remedy.
    pub(super) fn remedy(&self) -> Cow<'static, str> {
        if let Some(charset) = self.charset().filter(|_| self.error.fault() == Fault::NotJson) {
            let look = if self.call.is_repeatable() { String::new() } else { format!("{} whether it was carried out; ", self.call.look()) };
            let charset = excerpt(charset);
            return format!("{look}have the server, or the proxy in front of it, send UTF-8, as JSON is, in place of `{charset}`").into();
        }
        let remedy = match (self.error.fault(), self.call.is_repeatable()) {
            (Fault::NotJson, true) if self.call.is_upload() => {
                "send it again; if it stays, check whether a proxy or the login page of a network answers, or ask for a new address"
            }
            (Fault::NotJson, true) => {
                "send it again; if it stays, check the base URL, and whether a proxy or the login page of a network answers"
            }
            (Fault::NotJson, false) => {
                let look = self.call.look();
                return format!(
                    "{look} whether it was carried out before you send it again; check whether a proxy or the login page of a network answers"
                )
                .into();
            }
            (Fault::Failed, true) => "read the message; the server hides errors behind a good status",
            (Fault::Failed, false) => {
                return format!("read the message, and {} whether it was carried out before you send it again", self.call.look()).into();
            }
            (Fault::Miscounted | Fault::Unanswered, true) => "send it again; if it stays, give one at a time",
            (Fault::Miscounted | Fault::Unanswered, false) => {
                return format!("{} which of them were carried out before you send any again", self.call.look()).into();
            }
            (Fault::TooDeep, true) => "ask for less, as by a projection",
            (_, true) => "correct the schema, or read the answer as JSON with `Runtime::raw`",
            (_, false) => "it was carried out, so do not send it again; correct the schema",
        };
        remedy.into()
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fault = match self.error.fault() {
            Fault::NotJson => "that cannot be read",
            Fault::Failed => "with an error in its body",
            Fault::TooDeep => "that is nested too deeply",
            Fault::Miscounted => "of another length than the request",
            Fault::Unanswered => "that lacks keys of the request",
            _ => "that the schema does not describe",
        };
        let state = format!("{} {fault}", status_words(self.status));
        let remedy = self.remedy();
        let rest = headline::write(out, &self.call.name(), &state, &remedy)?;
        self.call.write_line(out)?;
        write!(out, "\n  cause: {}", self.error)?;
        if let Some(encoding) = &self.content_encoding {
            let who = if is_gzip(encoding.as_bytes()) { "the cargo feature `gzip` reads it" } else { "which no client here asks for" };
            write!(out, "\n  content: compressed by `{}`, {who}", excerpt(encoding))?;
        } else if let Some(media_type) =
            self.content_type.as_ref().filter(|media_type| !media_type.contains("json") || self.charset().is_some())
        {
            write!(out, "\n  content: {}", excerpt(media_type))?;
        }
        write!(out, "{rest}")?;
        explain::write_ids(out, &self.request_ids)
    }
}

impl std::error::Error for DecodeFailure {}
