//! Literals of the language: numbers, dates, time windows.

/// Parses a whole number in plain digits.
#[must_use]
pub fn whole(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Returns whether a text is `YYYY-MM-DD` with a month and a day that exist.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let (Some(year_number), Some(month), Some(day)) = (whole(year), sized(month), sized(day)) else { return false };
    let leap = year_number % 4 == 0 && (year_number % 100 != 0 || year_number % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return false,
    };
    year.len() == 4 && (1..=days).contains(&day)
}

fn sized(text: &str) -> Option<u64> {
    if text.len() == 2 { whole(text) } else { None }
}

/// Parses a time window such as `day`, `minute`, `5min` or `24h` to seconds.
#[must_use]
pub fn window_seconds(text: &str) -> Option<u64> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let number = if number.is_empty() { 1 } else { whole(number)? };
    let unit = match unit.trim() {
        "s" | "sec" | "second" | "seconds" => 1,
        "m" | "min" | "minute" | "minutes" => 60,
        "h" | "hour" | "hours" => 3600,
        "d" | "day" | "days" => 86_400,
        "w" | "week" | "weeks" => 604_800,
        "month" | "months" => 2_592_000,
        _ => return None,
    };
    number.checked_mul(unit).filter(|seconds| *seconds > 0)
}

#[cfg(test)]
mod tests {
    use super::{is_date, window_seconds};

    #[test]
    fn date_of_no_calendar_is_refused() {
        assert!(is_date("2024-02-29"));
        for text in ["2023-02-29", "2024-13-01", "2024-1-01", "24-01-01", "2024-04-31", "2024-04-00", "tomorrow", ""] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn window_of_a_unit_is_seconds() {
        let windows = [("day", 86_400), ("5min", 300), ("24h", 86_400), ("1 hour", 3600), ("minute", 60)];
        for (text, seconds) in windows {
            assert_eq!(window_seconds(text), Some(seconds), "{text}");
        }
        for text in ["", "5", "0day", "fortnight", "99999999999999999999d"] {
            assert_eq!(window_seconds(text), None, "{text}");
        }
    }
}
