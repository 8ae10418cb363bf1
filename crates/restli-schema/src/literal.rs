//! Literals of the language: numbers, dates, time windows.

/// Parses a whole number in plain digits, without a zero before them: some readers of YAML would take that for an octal number.
#[must_use]
pub fn whole(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    digits.then(|| text.parse().ok()).flatten()
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
    use super::window_seconds;

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
