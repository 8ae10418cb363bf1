//! A call that a quota has no room for.

use std::fmt;
use std::time::Duration;

use restli_core::Time;
use restli_core::quota::words;

use super::attempts::Attempts;
use super::headline;
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
    /// `true` if there is room by the count, and the server has said that it takes no call until a time before the end of the window.
    pub held: bool,
    /// The time at which the quota starts anew, or until which the server holds calls back.
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
        Self {
            call: CallInfo::of(operation),
            quota,
            limit: quota.limit,
            used: quota.limit,
            held: false,
            starts_anew,
            wait,
            could_wait: false,
        }
    }

    /// The remedy: a later time, or a later deadline; another limit where none is granted.
    pub(super) fn remedy(&self) -> String {
        if self.limit == 0 {
            return "set the number that the server grants with `Quotas::limit`, or leave the quota out with `Quotas::without`".to_owned();
        }
        let then = moment(self.starts_anew);
        let deadline = if self.could_wait { ", or give the call a deadline after that (`Retry::deadline`)" } else { "" };
        format!("call again at {then}{deadline}")
    }
}

impl fmt::Display for QuotaSpent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Quota { name, window_seconds, scope, starts, .. } = *self.quota;
        let remedy = self.remedy();
        let (state, end) = match (self.held, self.limit) {
            (_, 0) => ("quota", " allows no call"),
            (true, _) => ("server holds back", " for now"),
            (false, _) => ("quota", " is used up"),
        };
        let rest = headline::write(out, &self.call.name(), &format!("not sent, the {state} `{name}`{end}"), &remedy)?;
        self.call.write_line(out)?;
        Attempts::write_line(self.call.attempts.as_ref(), out)?;
        let words = words(self.limit, window_seconds, scope, starts);
        let other = if self.limit == 0 { "" } else { "; `Quotas::limit` sets another number" };
        write!(out, "\n  quota: {words}, {} used{other}{rest}", self.used)
    }
}

impl std::error::Error for QuotaSpent {}
