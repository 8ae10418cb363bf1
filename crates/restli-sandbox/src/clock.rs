//! The time that the sandbox goes by, which tests move.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use restli_core::Time;

/// A clock that runs as that of the machine does, and can be put forward.
#[derive(Debug)]
pub(crate) struct Clock(AtomicI64);

impl Clock {
    /// A clock that shows a time now; that of the machine without one.
    pub(crate) fn showing(time: Option<Time>) -> Self {
        Self(AtomicI64::new(time.map_or(0, |time| time.as_millis().saturating_sub(Time::now().as_millis()))))
    }

    /// The present time.
    pub(crate) fn now(&self) -> Time {
        Time::from_millis(Time::now().as_millis().saturating_add(self.0.load(Ordering::Relaxed)))
    }

    /// Puts the clock forward.
    pub(crate) fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |ahead| Some(ahead.saturating_add(by)));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use restli_core::Time;

    use super::Clock;

    #[test]
    fn clock_runs_from_the_time_that_it_is_given() {
        let (start, hour) = (Time::from_millis(1_795_996_800_000), Duration::from_hours(1));
        let clock = Clock::showing(Some(start));
        clock.advance(hour);
        let passed = clock.now().as_millis() - start.as_millis();
        assert!((3_600_000..3_660_000).contains(&passed), "{passed}");
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), Time::from_millis(i64::MAX), "the end of time is the end");
    }
}
