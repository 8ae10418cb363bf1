//! The quota that a response reports, in the headers that the API names.

use http::HeaderMap;

use crate::headers::{named, text};
use crate::tables::ApiInfo;

/// The rest of a quota, as a response reports it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuotaLeft {
    /// Requests left.
    pub remaining: Option<u64>,
    /// Seconds until the quota starts anew.
    pub reset_seconds: Option<u64>,
}

impl QuotaLeft {
    /// A quota, as a double in tests of what reads it.
    ///
    /// ```
    /// let left = restli_client::QuotaLeft::new(Some(3), Some(60));
    /// assert_eq!(left.remaining, Some(3));
    /// ```
    #[must_use]
    pub const fn new(remaining: Option<u64>, reset_seconds: Option<u64>) -> Self {
        Self { remaining, reset_seconds }
    }

    /// Returns `true` if the response reports nothing.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.remaining.is_none() && self.reset_seconds.is_none()
    }

    pub(crate) fn read(api: &ApiInfo, headers: &HeaderMap) -> Self {
        let number = |name: Option<&str>| text(named(headers, name?)?).trim().parse().ok();
        Self { remaining: number(api.quota_remaining_header), reset_seconds: number(api.quota_reset_header) }
    }
}
