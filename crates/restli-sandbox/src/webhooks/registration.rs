//! Addresses, and the state of each.

use restli_core::Time;

/// An address that is told of events.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Registration {
    /// The address.
    pub address: String,
    /// The events that it is told of beside those of its subscriptions.
    pub events: Vec<String>,
    /// The id of the app whose secret signs.
    pub app: String,
    /// The state of its validation.
    pub standing: Standing,
    /// The validations that failed since the last success.
    pub failures: u32,
    /// The reason of the last failure.
    pub failure: Option<String>,
    /// The time of the next validation.
    pub next: Option<Time>,
    pub(crate) is_checked: bool,
}

/// The state of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A validation is under way. Calls wait for it.
    Pending,
    /// The address passed its last validation, or failed fewer in a row than block it.
    Validated,
    /// The address failed its first validation. It is validated again before the next event.
    Failed,
    /// Too many validations failed in a row.
    Blocked,
}

impl Standing {
    /// The state in a word: `VALIDATED`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Validated => "VALIDATED",
            Self::Failed => "FAILED",
            Self::Blocked => "BLOCKED",
        }
    }
}
