//! Texts without quotes that YAML takes for something else (YAML 1.2, core schema).

/// The meaning that YAML gives to a text without quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plain {
    /// No value.
    Nothing,
    /// A truth value.
    Truth,
    /// A number.
    Number,
}

/// The meaning of a text without quotes, if YAML does not take it for text.
pub(super) fn meaning(text: &str) -> Option<Plain> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Some(Plain::Nothing),
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Some(Plain::Truth),
        _ => is_number(text).then_some(Plain::Number),
    }
}

fn is_number(text: &str) -> bool {
    if let Some(digits) = text.strip_prefix("0x") {
        return !digits.is_empty() && digits.bytes().all(|one| one.is_ascii_hexdigit());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return !digits.is_empty() && digits.bytes().all(|one| matches!(one, b'0'..=b'7'));
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let are_digits = |text: &str| text.bytes().all(|one| one.is_ascii_digit());
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    are_digits(whole) && are_digits(fraction) && whole.len() + fraction.len() > 0 && are_digits(exponent) && !exponent.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{Plain, meaning};

    #[test]
    fn text_that_yaml_takes_for_something_else_is_known() {
        let cases = [
            (Plain::Nothing, &["", "~", "null", "Null", "NULL"][..]),
            (Plain::Truth, &["true", "True", "FALSE"]),
            (Plain::Number, &["0", "-12", "+1", "012", "1.", ".5", "1e3", "-1.5E-7", "0x1F", "0o17", ".inf", "-.INF", ".nan"]),
        ];
        for (expected, texts) in cases {
            for text in texts {
                assert_eq!(meaning(text), Some(expected), "{text}");
            }
        }
        for text in
            ["NO", "yes", "y", "nULL", "tRUE", "2026-01-01", "1_000", "1e", ".", "-", "e3", "0x", "0o8", "1.2.3", "-.nan", "12:30", "12a"]
        {
            assert_eq!(meaning(text), None, "{text}");
        }
    }
}
