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
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX), Ordering::Relaxed);
    }
}
