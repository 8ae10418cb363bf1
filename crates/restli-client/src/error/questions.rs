//! Questions that programs ask of an error.

use std::time::Duration;

use http::StatusCode;
use restli_core::data::{DecodeError, Fault};

use super::{Attempt, Attempts, Error, TransportKind};

impl Error {
    /// Returns `true` if the server does not accept the token (401): it is missing, expired or revoked.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Returns `true` if there were too many requests, for a moment or for the window of a quota: the server says so (429), or the client knew
    /// before it sent anything ([`Error::Quota`]).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        matches!(self, Self::Quota(_)) || self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns `true` if a permission or a role is missing: the server says so (403), or the client knew before it sent anything.
    #[must_use]
    pub fn is_permission(&self) -> bool {
        matches!(self, Self::Permission(_)) || self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// Returns `true` if a call that may not be sent twice, such as a create, may have been carried out although it failed: the answer was
    /// lost, or the server failed on the way. Look before sending it again; [`Error::remedy`] says with which call, where the schema does.
    ///
    /// Of a batch that lacks outcomes ([`Error::Incomplete`]) it is about what was sent and not answered: [`Incomplete::lost`](super::Incomplete::lost)
    /// names the keys, and the outcomes that came stand in [`Incomplete::partial`](super::Incomplete::partial).
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
                    TransportKind::Connect | TransportKind::NotBegun | TransportKind::NotSent | TransportKind::NoRuntime => false,
                };
                is_lost && !error.repeatable
            }
            Self::Api(error) => error.is_outcome_unknown(),
            Self::Decode(error) => matches!(error.error.fault(), Fault::NotJson | Fault::Failed) && !error.call.is_repeatable(),
            Self::Incomplete(error) => {
                let is_lost = |lost: &DecodeError| matches!(lost.fault(), Fault::Unanswered | Fault::Miscounted);
                error.lost.problems().iter().any(is_lost) && !error.failure.call.is_repeatable()
            }
            _ => false,
        }
    }

    /// The id of the operation that shows whether a create was carried out whose outcome is unknown, where the schema names one:
    /// `content.posts.find_by_author`.
    #[must_use]
    pub fn look_with(&self) -> Option<&'static str> {
        let call = match self {
            Self::Transport(error) => &error.call,
            Self::Api(error) => &error.call,
            Self::Decode(error) => &error.call,
            Self::Incomplete(error) => &error.failure.call,
            _ => return None,
        };
        call.shown_by().filter(|_| self.is_outcome_unknown())
    }

    /// The first line of `Display`, of at most 120 characters, for alerts and logs that keep one line: the operation, status and code or the
    /// problem, and the next step as far as there is room.
    #[must_use]
    pub fn summary(&self) -> String {
        self.to_string().lines().next().unwrap_or_default().to_owned()
    }

    /// The time to wait before the next attempt: what the server asks for (`Retry-After`), or the rest of the window of a quota that is used
    /// up. `None` for a quota that allows no call at all; a hundred years at most.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Quota(error) => Some(error.wait).filter(|_| error.limit > 0),
            other => other.as_api()?.wait(),
        }
    }

    /// The attempts of the call, and the reason why there were no more; `None` if nothing was sent, or if the answer was no error.
    #[must_use]
    pub fn attempts(&self) -> Option<&Attempts> {
        match self {
            Self::Transport(error) => error.call.attempts.as_ref(),
            Self::Api(error) => error.call.attempts.as_ref(),
            Self::Quota(error) => error.call.attempts.as_ref(),
            Self::Queue(error) => error.call.attempts.as_ref(),
            Self::Setup(problem) | Self::Request(problem) | Self::CounterStore(problem) => problem.attempts.as_deref(),
            #[cfg(feature = "login")]
            Self::TokenStore(problem) => problem.attempts.as_deref(),
            #[cfg(feature = "login")]
            Self::OAuth(error) => error.attempts.as_deref(),
            #[cfg(feature = "login")]
            Self::Reauthorize(error) => error.attempts.as_deref(),
            _ => None,
        }
    }

    /// Adds the attempts.
    pub(crate) fn attempted(mut self, attempts: Attempts) -> Self {
        match &mut self {
            Self::Transport(error) => error.call.attempts = Some(attempts),
            Self::Api(error) => error.call.attempts = Some(attempts),
            // Without an earlier attempt, nothing was sent.
            _ if attempts.earlier.is_empty() => {}
            Self::Quota(error) => error.call.attempts = Some(attempts),
            Self::Queue(error) => error.call.attempts = Some(attempts),
            Self::Setup(problem) | Self::Request(problem) | Self::CounterStore(problem) => problem.attempts = Some(Box::new(attempts)),
            #[cfg(feature = "login")]
            Self::TokenStore(problem) => problem.attempts = Some(Box::new(attempts)),
            #[cfg(feature = "login")]
            Self::OAuth(error) => error.attempts = Some(Box::new(attempts)),
            #[cfg(feature = "login")]
            Self::Reauthorize(error) => error.attempts = Some(Box::new(attempts)),
            _ => {}
        }
        self
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
