//! Numbers as the reference implementation writes them (`docs/protocol.md §3.3`).

use std::fmt::{LowerExp, Write};

use crate::json::not_finite;

/// Writes a whole number.
pub(super) fn whole(number: i64, out: &mut String) {
    // Writing to a String cannot fail.
    let _ = write!(out, "{number}");
}

/// Writes a float or double as Java does: `1.0`, `1.0E21`, `-0.0`, `NaN`; the shortest digits that read back.
pub(super) fn fraction<T: LowerExp + Into<f64> + Copy>(number: T, out: &mut String) {
    let wide: f64 = number.into();
    if !wide.is_finite() {
        return out.push_str(not_finite(wide));
    }
    let text = format!("{number:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (first, more) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    out.push_str(sign);
    match exponent {
        0..7 => {
            let digits = format!("{first}{more}");
            let point = usize::try_from(exponent).unwrap_or(0) + 1;
            let (before, after) = digits.split_at_checked(point).unwrap_or((&digits, ""));
            let _ = write!(out, "{before:0<point$}.{}", or_zero(after));
        }
        -3..0 => {
            let zeros = usize::try_from(-1 - exponent).unwrap_or(0);
            let _ = write!(out, "0.{:0<zeros$}{first}{more}", "");
        }
        _ => {
            let _ = write!(out, "{first}.{}E{exponent}", or_zero(more));
        }
    }
}

fn or_zero(digits: &str) -> &str {
    if digits.is_empty() { "0" } else { digits }
}
