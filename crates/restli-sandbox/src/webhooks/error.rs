//! Errors of programs that ask for calls to webhooks.

/// The reason why an event or an address was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WebhookError(pub(crate) String);
