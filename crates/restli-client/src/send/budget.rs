//! The decision whether the quotas of a call have room for an attempt, and what its answer says about them.

use std::time::Duration;

use restli_core::Time;

use crate::quotas::meter::Choice;
use crate::quotas::window::{self, SKEW};
use crate::quotas::{Count, QuotaLeft};
use crate::tables::{Quota, QuotaScope, WindowStart};

/// The shortest wait, so that nobody asks a store without a pause.
const SHORTEST: Duration = Duration::from_millis(1);

/// A quota of a call with its count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    pub(crate) quota: &'static Quota,
    pub(crate) limit: u64,
    pub(crate) count: Count,
    /// The time until which the server takes no call on it, whatever the count says.
    pub(crate) held: Option<Time>,
}

impl Standing {
    pub(crate) const fn is_full(&self) -> bool {
        self.count.used >= self.limit
    }

    /// The time until which it has no room; `None` if it has some.
    pub(crate) fn closed_until(&self) -> Option<Time> {
        self.held.max(self.is_full().then_some(self.count.end))
    }

    /// The number of requests that it has room for.
    const fn room(&self) -> u64 {
        self.limit.saturating_sub(self.count.used)
    }

    /// The end of the window that is open now: the counted one, or one after it.
    fn open_until(&self, now: Time) -> Time {
        if self.count.is_open(now) { self.count.end } else { window::end(self.quota, now) }
    }

    /// The time until which a server, whose clock may be behind, may still count in the window before the open one; `None` if it is past.
    /// The counted window tells, and not the clock of this machine, which may be behind that of whoever began it.
    fn unsettled_until(&self, now: Time) -> Option<Time> {
        let start = window::before(self.open_until(now), window::span(self.quota));
        Some(window::after(start, SKEW)).filter(|settled| self.quota.starts == WindowStart::Clock && now < *settled)
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
    /// The counters are asked again after a wait for the quota with this index.
    Wait(usize, Duration),
    /// Nothing is sent because of the quota with this index, which starts anew after a wait.
    Refuse(usize, Duration),
}

/// Decides on the next step of an attempt. Of several full quotas the one that starts anew last decides, and before them one that allows no
/// call at all, for which no wait helps.
pub(crate) fn decide(state: &State<'_>, event: Event) -> Action {
    let Event::Full(choice, left) = event else { return Action::Send };
    let all = state.quotas.iter().enumerate();
    let Some((index, last)) = all.max_by_key(|(_, standing)| (standing.limit == 0, standing.closed_until(), standing.count.end)) else {
        return Action::Send;
    };
    let wait = window::until(last.closed_until().unwrap_or(last.count.end), state.now).max(SHORTEST);
    match choice {
        Choice::Wait if wait < left && last.limit > 0 => Action::Wait(index, wait),
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
    /// The server takes no call on the quota with this index until then, before its window ends. The count stays.
    Hold(usize, Time),
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
            if used > meant.count.used { told(index, meant, used, wait, state.now) } else { Lesson::Nothing }
        }
        End::Spent(wait) => match meant(state, wait, 0) {
            Some((index, meant)) => told(index, meant, meant.limit.max(meant.count.used), wait, state.now),
            None => Lesson::Nothing,
        },
    }
}

/// The lesson that so much of a quota is used. What the server lets pass well before the open window ends is about another window than that,
/// and what it says without a time about a window that has ended is about none.
fn told(index: usize, meant: &Standing, used: u64, wait: Option<Duration>, now: Time) -> Lesson {
    let open = Count::new(used, meant.open_until(now));
    let end = match (wait, meant.unsettled_until(now)) {
        (Some(wait), _) => window::after(now, wait),
        (None, Some(settled)) => settled,
        (None, None) if meant.count.is_open(now) => open.end,
        (None, None) => return Lesson::Nothing,
    };
    match Count::new(used, end) {
        told if !told.is_before(open) => Lesson::Raise(index, Count::new(used, end.max(open.end))),
        _ if used >= meant.limit => Lesson::Hold(index, end),
        _ => Lesson::Nothing,
    }
}

/// The quota that an answer is about: of those that can have this much left and as long to wait, the one with the least room, before others
/// that of the member. What is taken for another quota than it is about raises a count that is high already, if it raises any.
fn meant<'a>(state: &State<'a>, wait: Option<Duration>, remaining: u64) -> Option<(usize, &'a Standing)> {
    let fits = |standing: &Standing| {
        remaining <= standing.limit && wait.is_none_or(|wait| wait <= Duration::from_secs(standing.quota.window_seconds))
    };
    let all = state.quotas.iter().enumerate().filter(|(_, standing)| fits(standing));
    all.min_by_key(|(_, standing)| (standing.room(), standing.quota.scope != QuotaScope::Member))
}

#[cfg(test)]
mod tests;
