//! Lengths of time in words.

use std::time::Duration;

/// Units in seconds, the largest first.
const UNITS: [(u64, &str); 4] = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];

/// The time from which on tenths of a second are not told.
const LONG: Duration = Duration::from_secs(10);

/// The time below which seconds are told and not minutes, but for a minute itself.
const FEW_SECONDS: u64 = 120;

/// A length of time as a person says it, rounded: `50 milliseconds`, `0.5 seconds`, `1 minute`, `90 seconds`, `1 hour 30 minutes`.
#[must_use]
pub fn words(time: Duration) -> String {
    let millis = time.saturating_add(Duration::from_micros(500)).as_millis();
    if (1..100).contains(&millis) {
        return count(millis, "millisecond");
    }
    let tenths = (millis + 50) / 100;
    if time < LONG && !tenths.is_multiple_of(10) {
        return format!("{}.{} seconds", tenths / 10, tenths % 10);
    }
    let mut rest = time.saturating_add(Duration::from_millis(500)).as_secs();
    if rest < FEW_SECONDS && rest != 60 {
        return count(rest.into(), "second");
    }
    let mut parts = Vec::new();
    for (size, unit) in UNITS {
        if rest >= size {
            parts.push(count((rest / size).into(), unit));
        }
        rest %= size;
    }
    parts.join(" ")
}

fn count(number: u128, unit: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_of_time_is_rounded_as_a_person_says_it() {
        let cases = [
            (0.0, "0 seconds"),
            (0.000_2, "0 seconds"),
            (0.001, "1 millisecond"),
            (0.05, "50 milliseconds"),
            (0.099_9, "0.1 seconds"),
            (0.45, "0.5 seconds"),
            (0.999_7, "1 second"),
            (2.499_9, "2.5 seconds"),
            (9.97, "10 seconds"),
            (12.345, "12 seconds"),
            (59.999_73, "1 minute"),
            (90.0, "90 seconds"),
            (119.8, "2 minutes"),
            (150.0, "2 minutes 30 seconds"),
            (3_600.0, "1 hour"),
            (5_400.0, "1 hour 30 minutes"),
            (7_325.0, "2 hours 2 minutes 5 seconds"),
            (86_400.0, "1 day"),
            (5_184_000.0, "60 days"),
        ];
        for (seconds, told) in cases {
            assert_eq!(words(Duration::from_secs_f64(seconds)), told);
        }
        assert!(words(Duration::MAX).starts_with("213503982334601 days "));
    }
}
