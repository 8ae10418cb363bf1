//! Webhooks: events of the schema are told to addresses of the program under test, which pass a challenge first. What the schema does not say,
//! such as the names of headers, is a [`style::WebhookStyle`].

pub(crate) mod address;
pub(crate) mod body;
pub(crate) mod book;
mod call;
mod challenge;
pub(crate) mod delivery;
pub(crate) mod error;
pub(crate) mod happened;
#[cfg(feature = "cli")]
pub(crate) mod order;
pub(crate) mod pump;
pub(crate) mod registration;
pub(crate) mod replay;
mod signature;
pub(crate) mod style;
mod subscribers;
pub(crate) mod tell;
pub(crate) mod validation;
