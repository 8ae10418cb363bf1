//! Text to typed values: only the forms that a writer may send (`docs/protocol.md §3.5`).

use std::str::FromStr;

use crate::Json;
use crate::data::{Bare, Data, DataMut, DecodeError};
use crate::json::from_not_finite;

/// Parses unescaped text into a value that is a single string in URL data.
pub(crate) fn from_text(into: &mut dyn Data, text: &str) -> Result<(), DecodeError> {
    let fill = into.data_mut();
    let refusal = fill.refusal();
    let found = match fill {
        DataMut::Text(value) => return value.set_text(text).map_err(|message| refused(message, text)),
        DataMut::String(value) => {
            text.clone_into(value);
            return Ok(());
        }
        DataMut::Bare(union) => return bare(union, text),
        DataMut::Json(value) => {
            *value = Json::from(text);
            return Ok(());
        }
        DataMut::Bool(value) => boolean(text).map(|found| *value = found),
        DataMut::Int(value) => whole(text).map(|found| *value = found),
        DataMut::Long(value) => whole(text).map(|found| *value = found),
        DataMut::Float(value) => fraction(text).map(|found| *value = found),
        DataMut::Double(value) => fraction(text).map(|found| *value = found),
        DataMut::Array(_) | DataMut::Map(_) | DataMut::Record(_) | DataMut::Union(_) => None,
    };
    found.ok_or_else(|| refused(refusal, text))
}

/// Text is a number or a boolean of a bare union if it is written like one, and else its text.
fn bare(union: &mut dyn Bare, text: &str) -> Result<(), DecodeError> {
    for kind in ["number", "bool"] {
        let value = union.select(kind);
        if !matches!(value.data_mut(), DataMut::Json(_)) && from_text(value, text).is_ok() {
            return Ok(());
        }
    }
    from_text(union.select("text"), text)
}

#[cold]
fn refused(message: impl Into<String>, text: &str) -> DecodeError {
    DecodeError::new(message, &format!("{text:?}"))
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Decimal digits without a plus sign or leading zeros.
fn whole<T: FromStr>(text: &str) -> Option<T> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let exact = if digits.starts_with('0') { text == "0" } else { digits.bytes().all(|b| b.is_ascii_digit()) };
    if exact { text.parse().ok() } else { None }
}

/// A decimal fraction, with an exponent or without, or one of `NaN`, `Infinity` and `-Infinity`.
fn fraction<T: FromStr>(text: &str) -> Option<T> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'));
    if number || from_not_finite(text).is_some() { text.parse().ok() } else { None }
}
