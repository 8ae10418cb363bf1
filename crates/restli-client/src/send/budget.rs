//! The decision whether the quotas of a call have room for an attempt, and what its answer says about them.

use std::time::Duration;

use restli_core::Time;

use crate::quotas::meter::Choice;
use crate::quotas::{Count, QuotaLeft, window};
use crate::tables::{Quota, QuotaScope, WindowStart};

/// The time at the beginning of a window within which a server, whose clock may be behind, may still count in the window before.
const SKEW: Duration = Duration::from_secs(60);

/// The shortest wait, so that nobody asks a store without a pause.
const SHORTEST: Duration = Duration::from_millis(1);

/// A quota of a call with its count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    pub(crate) quota: &'static Quota,
    pub(crate) limit: u64,
    pub(crate) count: Count,
}

impl Standing {
    const fn is_full(&self) -> bool {
        self.count.used >= self.limit
    }

    /// The used part in millionths.
    fn fullness(&self) -> u128 {
        u128::from(self.count.used) * 1_000_000 / u128::from(self.limit.max(1))
    }
}

/// A call before or behind an attempt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct State<'a> {
    pub(crate) quotas: &'a [Standing],
    pub(crate) now: Time,
}

/// The answer of the counters.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event {
    /// The attempt was counted on all of them.
    Counted,
    /// One of them has no room, and the call may wait so long.
    Full(Choice, Duration),
}

/// The next step of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// The attempt is sent.
    Send,
    /// The counters are asked again after a wait.
    Wait(Duration),
    /// Nothing is sent because of the quota with this index, which starts anew after a wait.
    Refuse(usize, Duration),
}

/// Decides on the next step of an attempt. Of several full quotas the one that starts anew last decides.
pub(crate) fn decide(state: &State<'_>, event: Event) -> Action {
    let Event::Full(choice, left) = event else { return Action::Send };
    let all = state.quotas.iter().enumerate();
    let Some((index, last)) = all.max_by_key(|(_, standing)| (standing.is_full(), standing.count.end)) else { return Action::Send };
    let wait = window::until(last.count.end, state.now).max(SHORTEST);
    match choice {
        Choice::Wait if wait < left => Action::Wait(wait),
        Choice::Wait | Choice::Refuse => Action::Refuse(index, wait),
    }
}

/// The end of an attempt, as far as it says something about quotas.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    /// The server has not seen the request.
    NotDelivered,
    /// An answer that reports this about a quota, or nothing.
    Answered(QuotaLeft),
    /// An answer that a quota is used up, with the time until it starts anew.
    Spent(Option<Duration>),
    /// No answer.
    Lost,
}

/// The lesson of the end of an attempt for the counters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lesson {
    /// Nothing that is not known.
    Nothing,
    /// The attempt does not count.
    GiveBack,
    /// More is used of the quota with this index than is known.
    Raise(usize, Count),
}

/// Learns from the end of an attempt.
pub(crate) fn learn(state: &State<'_>, end: End) -> Lesson {
    match end {
        End::NotDelivered => Lesson::GiveBack,
        End::Lost | End::Answered(QuotaLeft { remaining: None, .. }) => Lesson::Nothing,
        End::Answered(QuotaLeft { remaining: Some(remaining), reset_seconds }) => {
            let wait = reset_seconds.map(Duration::from_secs);
            let Some((index, meant)) = meant(state, wait, remaining) else { return Lesson::Nothing };
            let used = meant.limit - remaining.min(meant.limit);
            if used <= meant.count.used {
                return Lesson::Nothing;
            }
            Lesson::Raise(index, Count::new(used, wait.map_or(meant.count.end, |wait| window::after(state.now, wait))))
        }
        End::Spent(wait) => {
            let Some((index, meant)) = meant(state, wait, 0) else { return Lesson::Nothing };
            let end = wait.map_or_else(|| spent_until(meant, state.now), |wait| window::after(state.now, wait));
            Lesson::Raise(index, Count::new(meant.limit.max(meant.count.used), end))
        }
    }
}

/// The quota that an answer is about: of those that can have this much left and as long to wait, the fullest, before others that of the member.
fn meant<'a>(state: &State<'a>, wait: Option<Duration>, remaining: u64) -> Option<(usize, &'a Standing)> {
    let fits = |standing: &Standing| {
        remaining <= standing.limit && wait.is_none_or(|wait| wait <= Duration::from_secs(standing.quota.window_seconds))
    };
    let all = state.quotas.iter().enumerate().filter(|(_, standing)| fits(standing));
    all.max_by_key(|(_, standing)| (standing.fullness(), standing.quota.scope == QuotaScope::Member))
}

/// The time until which a quota is used up if the server does not say. Just after its window has begun by the clock, the server may still
/// count in the one before: the next attempt finds out.
fn spent_until(standing: &Standing, now: Time) -> Time {
    let settled = window::after(window::start(standing.quota, now), SKEW);
    if standing.quota.starts == WindowStart::Clock && now < settled { settled.min(standing.count.end) } else { standing.count.end }
}

#[cfg(test)]
mod tests;
