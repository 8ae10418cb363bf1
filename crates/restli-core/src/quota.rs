//! Quotas: the party that a counter belongs to, the beginning of its windows, and the wording that runtime and generator share.

use std::time::Duration;

use crate::duration;

/// The party whose requests a quota counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QuotaScope {
    /// The application, all members together.
    App,
    /// One member within one application.
    Member,
}

const DAY: u64 = 86_400;

/// The beginning of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WindowStart {
    /// The clock, in UTC: a day begins at 00:00, an hour on the hour.
    Clock,
    /// The first call that counts.
    FirstCall,
}

impl WindowStart {
    /// The beginning where nothing else is said: the clock for a day, else the first call.
    #[must_use]
    pub const fn usual(window_seconds: u64) -> Self {
        if window_seconds == DAY { Self::Clock } else { Self::FirstCall }
    }

    /// Returns `true` if windows of this length can begin with the clock: they divide a day.
    #[must_use]
    pub const fn can_be_clock(window_seconds: u64) -> bool {
        window_seconds > 0 && DAY.is_multiple_of(window_seconds)
    }
}

/// A quota in words: `150 requests per member per day`. The window is in seconds; its beginning is told if it is not the usual one.
#[must_use]
pub fn words(limit: u64, window_seconds: u64, scope: QuotaScope, starts: WindowStart) -> String {
    let owner = match scope {
        QuotaScope::App => "application",
        QuotaScope::Member => "member",
    };
    let begins = match starts {
        _ if starts == WindowStart::usual(window_seconds) => "",
        WindowStart::Clock => ", by the clock in UTC",
        WindowStart::FirstCall => ", from the first call on",
    };
    format!("{limit} requests per {owner} per {}{begins}", window(window_seconds))
}

fn window(seconds: u64) -> String {
    let length = duration::words(Duration::from_secs(seconds));
    match length.strip_prefix("1 ") {
        Some(unit) if !unit.contains(' ') => unit.to_owned(),
        _ => length,
    }
}

#[cfg(test)]
mod tests {
    use super::{QuotaScope, WindowStart, words};

    #[test]
    fn words_name_limit_owner_and_window() {
        let usual = |limit, window, scope| words(limit, window, scope, WindowStart::usual(window));
        assert_eq!(usual(150, 86_400, QuotaScope::Member), "150 requests per member per day");
        assert_eq!(usual(10, 600, QuotaScope::App), "10 requests per application per 10 minutes");
        assert_eq!(usual(10, 30, QuotaScope::App), "10 requests per application per 30 seconds");
    }

    #[test]
    fn words_name_a_beginning_that_is_not_the_usual_one() {
        let hours = words(10, 3600, QuotaScope::App, WindowStart::Clock);
        assert_eq!(hours, "10 requests per application per hour, by the clock in UTC");
        let days = words(10, 86_400, QuotaScope::App, WindowStart::FirstCall);
        assert_eq!(days, "10 requests per application per day, from the first call on");
    }
}
