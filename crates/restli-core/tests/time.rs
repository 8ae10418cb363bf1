//! Points in time: text, wire and conversions.

#![allow(clippy::unwrap_used, reason = "a test fails by a panic")]

use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use restli_core::{Time, json};

#[test]
fn time_of_known_milliseconds_is_written_as_rfc_3339() {
    for (millis, text) in [
        (0, "1970-01-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (951_868_800_000, "2000-03-01T00:00:00.000Z"),
        (1_000_000_000_000, "2001-09-09T01:46:40.000Z"),
        (1_735_689_599_999, "2024-12-31T23:59:59.999Z"),
        (1_709_210_096_789, "2024-02-29T12:34:56.789Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
        (-2_203_977_600_000, "1900-02-28T00:00:00.000Z"),
        (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] {
        let time = Time::from_millis(millis);
        assert_eq!((time.to_string(), format!("{time:?}")), (text.to_owned(), text.to_owned()));
    }
}

#[test]
fn time_of_day_after_day_follows_the_calendar() {
    let (mut year, mut month, mut day) = (1599, 12, 31);
    let mut millis = -11_676_182_400_000;
    while year < 2450 {
        assert_eq!(Time::from_millis(millis).to_string(), format!("{year:04}-{month:02}-{day:02}T00:00:00.000Z"));
        millis += 86_400_000;
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        (year, month, day) = match (day == last, month) {
            (true, 12) => (year + 1, 1, 1),
            (true, _) => (year, month + 1, 1),
            (false, _) => (year, month, day + 1),
        };
    }
}

#[test]
fn time_from_system_time_rounds_down() {
    let before = SystemTime::UNIX_EPOCH.checked_sub(Duration::from_micros(1)).unwrap();
    assert_eq!(Time::from(before), Time::from_millis(-1));
    assert_eq!(Time::from(SystemTime::UNIX_EPOCH + Duration::from_micros(1999)), Time::from_millis(1));
}

proptest! {
    #[test]
    fn time_on_the_wire_is_the_integer(millis: i64) {
        let time = Time::from_millis(millis);
        prop_assert_eq!(json::to_string(&time), millis.to_string());
        prop_assert_eq!(json::from_slice::<Time>(millis.to_string().as_bytes()).unwrap(), time);
        prop_assert_eq!(serde_json::from_str::<Time>(&serde_json::to_string(&time).unwrap()).unwrap(), time);
        prop_assert!(time.to_string().ends_with('Z'));
        prop_assert!(time.to_system_time().is_none_or(|system| Time::from(system) == time));
    }
}
