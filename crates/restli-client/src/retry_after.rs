//! The header `Retry-After`: seconds, or a date of HTTP (RFC 9110 §10.2.3).

use std::time::Duration;

use http::header::DATE;
use http::{HeaderMap, header};
use restli_core::{Day, Time};

use crate::headers;

/// The longest wait, in seconds: a hundred years.
pub(crate) const LONGEST: u64 = 100 * 365 * 86_400;

/// The text of the header.
pub(crate) fn text(headers: &HeaderMap) -> Option<String> {
    headers.get(header::RETRY_AFTER).map(headers::text).filter(|text| !text.is_empty())
}

/// The time to wait, from the header's text. A date is compared with the server's own clock if the response tells it, else with `now`; a date
/// that has passed is no wait.
pub(crate) fn wait(text: &str, headers: &HeaderMap, now: Time) -> Option<Duration> {
    if let Some(seconds) = seconds(text) {
        return Some(Duration::from_secs(seconds));
    }
    let then = date(text)?;
    let now = headers.get(DATE).and_then(|value| date(&headers::text(value))).unwrap_or(now);
    Some(Duration::from_millis(u64::try_from(then.as_millis().saturating_sub(now.as_millis())).unwrap_or_default()))
}

/// Returns `true` for a date of HTTP.
pub(crate) fn is_date(text: &str) -> bool {
    date(text).is_some()
}

/// The number of seconds, of any size (RFC 9110 §10.2.3); one beyond a hundred years is [`LONGEST`].
pub(crate) fn seconds(text: &str) -> Option<u64> {
    let digits = text.trim();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(LONGEST).min(LONGEST))
}

/// Reads a date of HTTP in any of its three forms: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`,
/// `Sun Nov  6 08:49:37 1994`.
fn date(text: &str) -> Option<Time> {
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let ([_, day, month, year, clock, "GMT"] | [_, month, day, clock, year]) = words.as_slice() else { return None };
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|name| name == month)? + 1;
    let century = if year.len() == 2 { "20" } else { "" };
    let day = Day::parse(&format!("{century}{year}-{month:02}-{day:0>2}"))?;
    let mut parts = clock.split(':').map(|part| part.parse::<i64>().ok().filter(|part| (0..=60).contains(part)));
    let (Some(hours), Some(minutes), Some(seconds), None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    let days = day.days_after(Day::of(Time::from_millis(0)));
    Some(Time::from_millis((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn seconds_of_any_size_are_a_time() {
        assert_eq!([" 7 ", "0"].map(seconds), [Some(7), Some(0)]);
        assert_eq!(["99999999999999999999", "18446744073709551615"].map(seconds), [Some(LONGEST); 2]);
        assert_eq!(["", "-1", "1.5", "+1"].map(seconds), [None; 4]);
    }

    #[test]
    fn date_has_three_forms() {
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(date(text).map(Time::as_millis), Some(784_111_777_000), "{text}");
        }
        assert_eq!(date("Monday, 30-Nov-26 00:00:00 GMT").map(Time::as_millis), Some(1_795_996_800_000));
        for text in ["", "soon", "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "-5"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn date_is_compared_with_the_clock_of_the_server() {
        let now = Time::from_millis(784_111_777_000);
        let mut headers = HeaderMap::new();
        let seconds = |text: &str, headers: &HeaderMap| wait(text, headers, now).map(|wait| wait.as_secs());
        assert_eq!(seconds("120", &headers), Some(120));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:50:37 GMT", &headers), Some(60));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:40:37 GMT", &headers), Some(0), "in the past");
        assert_eq!(seconds("in a while", &headers), None);
        headers.insert(DATE, HeaderValue::from_static("Sun, 06 Nov 1994 08:50:27 GMT"));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:50:37 GMT", &headers), Some(10));
    }
}
