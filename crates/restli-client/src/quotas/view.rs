//! The state of the quotas, and the plan of a job, for those who ask before they send.

use std::fmt;

use restli_core::{Time, grouped};

use super::meter::{Meter, Metered};
use super::moment::{day, moment};
use super::window;
use crate::error::Error;
use crate::error::problem::Problem;
use crate::runtime::Runtime;
use crate::tables::{Operation, Quota};

/// The state of a quota, as far as this client and those who share its store have counted.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct QuotaState {
    /// The quota.
    pub quota: &'static Quota,
    /// The number of requests in one window: that of the schema, or of [`Quotas::limit`](super::Quotas::limit).
    pub limit: u64,
    /// The number of requests that count in this window.
    pub used: u64,
    /// The end of this window; of a window that no call has begun, as if the next call came now.
    pub starts_anew: Time,
    /// The time until which this client holds its calls back, since the server has said so.
    pub held_until: Option<Time>,
}

impl QuotaState {
    /// The number of requests left in this window.
    #[must_use]
    pub const fn left(&self) -> u64 {
        self.limit.saturating_sub(self.used)
    }

    /// The number of requests that can be sent now.
    const fn open(&self) -> u64 {
        if self.held_until.is_some() { 0 } else { self.left() }
    }

    /// The time from which a call can be sent that cannot be sent now.
    fn opens(&self) -> Time {
        let full = (self.left() == 0 || self.held_until.is_none()).then_some(self.starts_anew);
        full.max(self.held_until).unwrap_or(self.starts_anew)
    }
}

impl fmt::Display for QuotaState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, used, limit) = (self.quota.name, grouped(self.used), grouped(self.limit));
        write!(out, "{name}: {used} of {limit} used, starts anew at {}", moment(self.starts_anew))?;
        self.held_until.map_or(Ok(()), |until| write!(out, ", held back by the server until {}", moment(until)))
    }
}

/// The time that a number of calls takes by the quotas that they count against.
///
/// `Display` gives it in words: `400 calls of ugc.ugc_posts.create: 150 left until 2026-12-01 00:00 UTC, done on 2026-12-02`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct QuotaPlan {
    /// The operation.
    pub operation: &'static Operation,
    /// The number of calls.
    pub calls: u64,
    /// The quotas that each of them counts against.
    pub quotas: Vec<QuotaState>,
    /// The time from which the last call can be sent, if nobody else sends any; `None` if a limit is zero.
    pub done: Option<Time>,
    now: Time,
}

impl QuotaPlan {
    /// The number of these calls that can be sent now.
    #[must_use]
    pub fn sent_now(&self) -> u64 {
        self.tightest().map_or(self.calls, |state| state.open().min(self.calls))
    }

    /// The quota that leaves the fewest calls now.
    fn tightest(&self) -> Option<&QuotaState> {
        self.quotas.iter().min_by_key(|state| (state.open(), std::cmp::Reverse(state.held_until)))
    }
}

impl fmt::Display for QuotaPlan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} calls of {}: ", grouped(self.calls), self.operation.id)?;
        let Some(tightest) = self.tightest() else { return out.write_str("no quota counts them") };
        write!(out, "{} left until {}, ", grouped(tightest.open()), moment(tightest.opens()))?;
        match self.done {
            None => out.write_str("never done"),
            Some(done) if done <= self.now => out.write_str("done at once"),
            Some(done) if day(done) == day(self.now) => write!(out, "done at {}", moment(done)),
            Some(done) => write!(out, "done on {}", day(done)),
        }
    }
}

impl Runtime {
    /// The state of every quota of the API that is counted: those of the application, and those of this member.
    ///
    /// # Errors
    /// The builder was told to count nothing, or the store of the counters fails.
    pub async fn budget(&self) -> Result<Vec<QuotaState>, Error> {
        let (meter, now) = (self.metering("Runtime::budget")?, self.now());
        states(meter, meter.of_api(self.api(), || self.member_name(), now), now).await
    }

    /// The time that a number of calls of an operation takes by the quotas that are counted. Nothing is reserved: others who share the
    /// counters may send in between. Operations are constants of the generated handles: `Posts::GET`.
    ///
    /// # Errors
    /// The builder was told to count nothing, or the store of the counters fails.
    pub async fn plan(&self, operation: &'static Operation, calls: u64) -> Result<QuotaPlan, Error> {
        let now = self.now();
        let meter = self.metering("Runtime::plan")?;
        let quotas = states(meter, meter.of_operation(operation, || self.member_name(), now), now).await?;
        // The quota that takes longest decides; one that never suffices takes longest of all.
        let done = quotas.iter().try_fold(now, |latest, state| {
            let done = window::done(state.quota, state.limit, state.left(), state.starts_anew, calls, now)?;
            Some(latest.max(done).max(state.held_until.filter(|_| calls > 0).unwrap_or(now)))
        });
        Ok(QuotaPlan { operation, calls, quotas, done, now })
    }

    fn metering(&self, about: &str) -> Result<&Meter, Error> {
        let remedy = "let it count: give its builder `.quotas(Quotas::refuse())` or `.quotas(Quotas::wait())`";
        self.meter().ok_or_else(|| Error::setup(Problem::new(about, "the client does not count what it sends", remedy)))
    }
}

async fn states(meter: &Meter, metered: Vec<Metered>, now: Time) -> Result<Vec<QuotaState>, Error> {
    let mut states = Vec::with_capacity(metered.len());
    for Metered { quota, counter } in metered {
        let count = meter.count(&counter, now).await?;
        let held_until = meter.held(&counter, now);
        states.push(QuotaState { quota, limit: counter.limit, used: count.used, starts_anew: count.end, held_until });
    }
    Ok(states)
}
