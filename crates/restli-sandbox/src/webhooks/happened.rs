//! Events that calls bring about.

use restli_core::Json;

use super::delivery::Mishap;

/// An event that a call brought about.
#[derive(Debug)]
pub(crate) struct Happened {
    pub(crate) name: &'static str,
    pub(crate) body: Json,
    pub(crate) mishap: Option<Mishap>,
}
