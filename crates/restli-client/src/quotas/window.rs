//! The windows of a quota, by the time that the clock of the client tells.

use std::time::Duration;

use restli_core::Time;

use crate::tables::{Quota, WindowStart};

/// The difference between clocks of machines and servers that is allowed for.
pub(crate) const SKEW: Duration = Duration::from_secs(60);

/// The length of a window.
pub(crate) fn span(quota: &Quota) -> Duration {
    Duration::from_millis(length(quota).unsigned_abs())
}

/// The length of a window in milliseconds, which is not zero.
fn length(quota: &Quota) -> i64 {
    i64::try_from(quota.window_seconds.saturating_mul(1000)).unwrap_or(i64::MAX).max(1)
}

/// The beginning of the window that a request would begin now.
pub(crate) fn start(quota: &Quota, now: Time) -> Time {
    match quota.starts {
        WindowStart::Clock => Time::from_millis(now.as_millis().saturating_sub(now.as_millis().rem_euclid(length(quota)))),
        _ => now,
    }
}

/// The end of the window that a request would begin now.
pub(crate) fn end(quota: &Quota, now: Time) -> Time {
    Time::from_millis(start(quota, now).as_millis().saturating_add(length(quota)))
}

/// The time that passes from now until then; none if it is past.
pub(crate) fn until(then: Time, now: Time) -> Duration {
    Duration::from_millis(u64::try_from(then.as_millis().saturating_sub(now.as_millis())).unwrap_or_default())
}

/// The time so much later.
pub(crate) fn after(now: Time, wait: Duration) -> Time {
    Time::from_millis(now.as_millis().saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)))
}

/// The time so much earlier.
pub(crate) fn before(then: Time, time: Duration) -> Time {
    Time::from_millis(then.as_millis().saturating_sub(i64::try_from(time.as_millis()).unwrap_or(i64::MAX)))
}

/// The time from which the last of so many calls can be sent, in a window with this many left, which ends then; `None` if the limit is zero
/// and does not suffice.
pub(crate) fn done(quota: &Quota, limit: u64, left: u64, end: Time, calls: u64, now: Time) -> Option<Time> {
    let rest = calls.saturating_sub(left);
    if rest == 0 {
        return Some(now);
    }
    let windows = rest.div_ceil(if limit == 0 { return None } else { limit });
    let further = i64::try_from(windows - 1).unwrap_or(i64::MAX).saturating_mul(length(quota));
    Some(Time::from_millis(end.as_millis().saturating_add(further)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tables::QuotaScope;

    fn quota(window_seconds: u64, starts: WindowStart) -> Quota {
        Quota::new("some", 10, window_seconds, QuotaScope::App).with_starts(starts)
    }

    #[test]
    fn day_begins_at_midnight_utc() {
        let day = quota(86_400, WindowStart::usual(86_400));
        let noon = Time::from_millis(1_795_996_800_000 + 43_200_000);
        assert_eq!(end(&day, noon).to_string(), "2026-12-01T00:00:00.000Z");
        assert_eq!(end(&day, end(&day, noon)).to_string(), "2026-12-02T00:00:00.000Z");
        assert_eq!(end(&day, Time::from_millis(-1)).to_string(), "1970-01-01T00:00:00.000Z");
    }

    proptest! {
        #[test]
        fn window_holds_the_time_that_begins_it(now in any::<i64>(), seconds in 0..=366_u64 * 86_400, clock: bool) {
            let starts = if clock { WindowStart::Clock } else { WindowStart::FirstCall };
            let (quota, now) = (quota(seconds, starts), Time::from_millis(now));
            let (start, end) = (start(&quota, now), end(&quota, now));
            prop_assert!(start <= now);
            prop_assert!(now < end || end == Time::from_millis(i64::MAX));
            prop_assert!(until(end, now) <= Duration::from_millis(length(&quota).unsigned_abs()));
        }

        #[test]
        fn windows_of_the_clock_meet(now in -4_000_000_000_000..4_000_000_000_000_i64, seconds in 1..=86_400_u64) {
            let quota = quota(seconds, WindowStart::Clock);
            let first = Time::from_millis(now);
            let next = end(&quota, first);
            prop_assert_eq!(start(&quota, next), next);
            prop_assert_eq!(end(&quota, Time::from_millis(next.as_millis() - 1)), next);
            prop_assert_eq!(end(&quota, start(&quota, first)), next);
            prop_assert_eq!(after(first, until(next, first)), next);
        }

        /// A sender that counts window by window is the model.
        #[test]
        fn plan_is_done_when_a_patient_sender_is(
            now in 0..4_000_000_000_000_i64, seconds in 1..=86_400_u64, clock: bool, limit in 1..50_u64, used in 0..60_u64, calls in 0..500_u64,
        ) {
            let starts = if clock { WindowStart::Clock } else { WindowStart::FirstCall };
            let (quota, now) = (quota(seconds, starts), Time::from_millis(now));
            let (first_end, first_left) = (end(&quota, now), limit.saturating_sub(used));
            let (mut time, mut window_end, mut left) = (now, first_end, first_left);
            for _ in 0..calls {
                if left == 0 {
                    time = window_end;
                    (window_end, left) = (end(&quota, time), limit);
                }
                left -= 1;
            }
            prop_assert_eq!(done(&quota, limit, first_left, first_end, calls, now), Some(time));
        }
    }
}
