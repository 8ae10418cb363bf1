//! Numbers: exact whole numbers, and NaN and the infinities, which JSON cannot write (`docs/protocol.md §4`).

/// The string that stands for a number that is not finite.
pub(crate) fn not_finite(number: f64) -> &'static str {
    if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

/// Parses `NaN`, `Infinity` or `-Infinity`.
pub(crate) fn from_not_finite(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

/// Finds the end of the number that starts at `start`, by JSON's grammar; `None` if there is no number.
pub(super) fn end(text: &[u8], start: usize) -> Option<usize> {
    let digits = |from: usize| from + text.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = if text.get(start) == Some(&b'-') { start + 1 } else { start };
    let mut at = if text.get(whole) == Some(&b'0') { whole + 1 } else { digits(whole) };
    if at == whole {
        return None;
    }
    if text.get(at) == Some(&b'.') {
        let fraction = at + 1;
        at = digits(fraction);
        if at == fraction {
            return None;
        }
    }
    if let Some(b'e' | b'E') = text.get(at) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let exponent = at + 1 + sign;
        at = digits(exponent);
        if at == exponent {
            return None;
        }
    }
    Some(at)
}

/// Parses a short run of digits, and returns its length in bytes too; `None` if it is long, or no whole number.
#[inline]
pub(super) fn short(text: &[u8]) -> Option<(i64, usize)> {
    let negative = text.first() == Some(&b'-');
    let digits = if negative { text.get(1..)? } else { text };
    let mut value: i64 = 0;
    let mut count = 0;
    for &byte in digits.iter().take(19) {
        if !byte.is_ascii_digit() {
            break;
        }
        // At most 18 digits are used, and they fit.
        value = value.wrapping_mul(10).wrapping_add(i64::from(byte - b'0'));
        count += 1;
    }
    let leading_zero = count > 1 && digits.first() == Some(&b'0');
    let goes_on = matches!(digits.get(count), Some(b'.' | b'e' | b'E'));
    if count == 0 || count > 18 || leading_zero || goes_on {
        return None;
    }
    Some((if negative { -value } else { value }, count + usize::from(negative)))
}

/// The exact value of a number literal, if it is whole and fits: `1.0` and `1e2` are, `1.5` is not.
pub(super) fn whole(literal: &str) -> Option<i64> {
    let (mantissa, exponent) = match literal.find(['e', 'E']) {
        Some(at) => (literal.get(..at)?, literal.get(at + 1..)?.parse::<i32>().ok()),
        None => (literal, Some(0)),
    };
    let (digits, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let zero = digits.trim_start_matches('-').bytes().all(|digit| digit == b'0') && fraction.is_empty();
    if zero {
        return Some(0);
    }
    // All digits as one whole number, followed by `zeros` zeros.
    let mut all = format!("{digits}{fraction}");
    let mut zeros = exponent?.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    while zeros < 0 && all.ends_with('0') {
        all.pop();
        zeros += 1;
    }
    if !(0..=18).contains(&zeros) {
        return None;
    }
    all.extend(std::iter::repeat_n('0', usize::try_from(zeros).ok()?));
    all.parse().ok()
}
