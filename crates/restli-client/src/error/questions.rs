//! Questions that programs ask of an error.

use std::time::Duration;

use http::StatusCode;
use restli_core::data::Fault;
use restli_core::printable;

use super::{Attempt, Attempts, Error, TransportKind};

impl Error {
    /// Returns `true` if the server does not accept the token (401): it is missing, expired or revoked.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Returns `true` if there were too many requests (429), for a moment or for the window of a quota.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns `true` if a permission or a role is missing: the server says so (403), or the client knew before it sent anything.
    #[must_use]
    pub fn is_permission(&self) -> bool {
        matches!(self, Self::Permission(_)) || self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// Returns `true` if a call that may not be sent twice, such as a create, may have been carried out although it failed: the answer was
    /// lost, or the server failed on the way. Look before sending it again; [`Error::remedy`] says with which call, where the schema does.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        match self {
            Self::Transport(error) => {
                let is_lost = match error.kind {
                    TransportKind::Timeout
                    | TransportKind::Stalled(_)
                    | TransportKind::Broken
                    | TransportKind::Garbled
                    | TransportKind::TooLarge(_) => true,
                    TransportKind::Connect | TransportKind::NotSent | TransportKind::NoRuntime => false,
                };
                is_lost && !error.repeatable
            }
            Self::Api(error) => error.is_outcome_unknown(),
            Self::Decode(error) => matches!(error.error.fault(), Fault::NotJson | Fault::Failed) && !error.call.is_repeatable(),
            _ => false,
        }
    }

    /// The error on one line of at most 120 characters, for alerts and logs that keep one line: the operation, status and code or the problem, and
    /// the remedy as far as there is room.
    #[must_use]
    pub fn summary(&self) -> String {
        let subject = match self {
            Self::Api(error) => {
                let code = error.code().map(|code| format!(" {code}")).unwrap_or_default();
                format!("{}: {}{code}", error.call.name(), error.status.as_u16())
            }
            Self::Transport(error) => format!("{}: {}", error.call.name(), error.kind),
            Self::Decode(error) => format!("{}: {}, not readable", error.call.name(), error.status.as_u16()),
            other => other.to_string().lines().next().unwrap_or_default().to_owned(),
        };
        let text = self.remedy().map_or(subject.clone(), |remedy| format!("{subject}; {remedy}"));
        one_line(&text)
    }

    /// The time that the server asks to wait before the next attempt: `Retry-After`, or the rest of the window of a quota that is used up.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.as_api()?.wait()
    }

    /// The attempts of the call, and the reason why there were no more; `None` if nothing was sent, or if the answer was no error.
    #[must_use]
    pub fn attempts(&self) -> Option<&Attempts> {
        match self {
            Self::Transport(error) => error.call.attempts.as_ref(),
            Self::Api(error) => error.call.attempts.as_ref(),
            _ => None,
        }
    }

    /// Adds the attempts.
    pub(crate) fn attempted(mut self, attempts: Attempts) -> Self {
        match &mut self {
            Self::Transport(error) => error.call.attempts = Some(attempts),
            Self::Api(error) => error.call.attempts = Some(attempts),
            _ => {}
        }
        self
    }
}

/// The longest summary, in characters.
const SUMMARY: usize = 120;

/// The text on one line, cut where it is too long.
fn one_line(text: &str) -> String {
    let line: String = printable(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    match line.char_indices().nth(SUMMARY) {
        None => line,
        Some(_) => line.chars().take(SUMMARY - 1).chain(['…']).collect(),
    }
}

impl Attempt {
    /// The failure of an attempt, and the pause after it.
    pub(crate) fn of(error: &Error, pause: Duration) -> Self {
        let (status, what) = match error {
            Error::Api(error) => (Some(error.status), error.status.to_string()),
            Error::Transport(error) => (None, error.kind.to_string()),
            other => (other.status(), String::new()),
        };
        Self { status, what, pause }
    }
}
