//! A call that a quota has no room for.

use std::fmt;
use std::time::Duration;

use restli_core::Time;
use restli_core::quota::words;

use super::attempts::Attempts;
use super::problem::CallInfo;
use crate::quotas::moment::moment;
use crate::tables::{Operation, Quota};

/// A call that was not sent because a quota is used up, as far as the client and those who share its counters know.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct QuotaSpent {
    /// The call.
    pub call: CallInfo,
    /// The quota.
    pub quota: &'static Quota,
    /// The number of requests in one window: that of the schema, or of [`Quotas::limit`](crate::Quotas::limit).
    pub limit: u64,
    /// The number of requests that count in this window.
    pub used: u64,
    /// The time at which the quota starts anew.
    pub starts_anew: Time,
    /// The time from the refusal until then.
    pub wait: Duration,
    /// `true` if the call would have waited, had its deadline been later.
    pub(crate) could_wait: bool,
}

impl QuotaSpent {
    /// A refusal for a quota, all of which is used up, as a double in tests of what handles errors.
    ///
    /// ```
    /// use restli_client::{Error, Operation, Quota, QuotaSpent, Time};
    ///
    /// fn double(get: &'static Operation, daily: &'static Quota, now: Time, midnight: Time) -> Error {
    ///     Error::Quota(Box::new(QuotaSpent::new(get, daily, midnight, now)))
    /// }
    /// ```
    #[must_use]
    pub fn new(operation: &'static Operation, quota: &'static Quota, starts_anew: Time, now: Time) -> Self {
        let wait = crate::quotas::window::until(starts_anew, now);
        Self { call: CallInfo::of(operation), quota, limit: quota.limit, used: quota.limit, starts_anew, wait, could_wait: false }
    }

    /// The remedy: a later time, a later deadline, or the number that the server grants.
    pub(super) fn remedy(&self) -> String {
        let then = moment(self.starts_anew);
        let limit = "`Quotas::limit` if the server grants more than the schema says";
        if self.could_wait {
            format!("give the call a deadline after that (`Retry::deadline`), or call again at {then}; set {limit}")
        } else {
            format!("call again at {then}; set {limit}")
        }
    }
}

impl fmt::Display for QuotaSpent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: not sent, the quota `{}` is used up until {}", self.call, self.quota.name, moment(self.starts_anew))?;
        Attempts::write_line(self.call.attempts.as_ref(), out)?;
        let Quota { window_seconds, scope, starts, .. } = *self.quota;
        write!(out, "\n  quota: {}, of which {} are used", words(self.limit, window_seconds, scope, starts), self.used)?;
        write!(out, "\n  remedy: {}", self.remedy())
    }
}

impl std::error::Error for QuotaSpent {}
