//! Messages on numbers that are out of bounds or not written in plain digits.

use super::shape::{Shape, Value};
use crate::diagnostic::Diagnostic;
use crate::document::{Key, Node};
use crate::help::Help;
use crate::{literal, rules};

/// The expected numbers in words: `a whole number from 1 to 36600`.
pub(super) fn range(least: u64, most: u64) -> String {
    match (least, most != u64::from(u32::MAX)) {
        (_, true) => format!("a whole number from {least} to {most}"),
        (0, false) => "a whole number".to_owned(),
        (_, false) => format!("a whole number from {least}"),
    }
}

/// Advice on a text that is no number within the bounds: the number that was meant, if it can be told.
pub(super) fn advice(text: &str, least: u64, most: u64) -> Help {
    let digits_only = |number: u64| Help::written("write it in digits only:", number.to_string());
    if let Some((thousands, binary)) = with_unit(text) {
        return if thousands > most {
            format!("at most {most}").into()
        } else if thousands == binary {
            digits_only(thousands)
        } else {
            format!("write it without a unit: `{thousands}`, or `{binary}` if each unit is 1024 of the one below").into()
        };
    }
    match meant(text) {
        Some(number) if number > most => format!("at most {most}").into(),
        // Without the key there is no such limit.
        Some(number) if number < least => "write a larger number, or remove the key".into(),
        Some(number) => digits_only(number),
        None if is_large(text) => format!("at most {most}").into(),
        None if is_several(text) => format!("write each number by itself, as in `{}`", 20.clamp(least, most)).into(),
        None if is_word(text) => {
            format!("write digits only, as in `{}`, or remove the key if there is no such number", 20.clamp(least, most)).into()
        }
        None if text.starts_with('-') => "write digits only: no such number is negative".into(),
        None if (least, most) == (0, u64::from(u32::MAX)) => "write digits only".into(),
        None => format!("write digits only, as in `{}`", 20.clamp(least, most)).into(),
    }
}

/// The problem of a quota whose limit holds the window, too: `30/hour`, `500 per day`.
pub(super) fn rate(node: &Node, shape: &Shape) -> Option<Diagnostic> {
    let limit = node.get("limit").filter(|_| shape.entries().any(|entry| entry.key == "window"))?;
    let text = limit.text()?;
    let (number, window) = number_and_window(text)?;
    let message = format!("`{text}` is a limit and its window in one");
    let number = format!("limit: {number}");
    let written = if node.key("window").is_some() { number } else { format!("{number}, window: {window}") };
    Some(Diagnostic::error(rules::MALFORMED, limit.span, message).help(Help::write(written).of_entry()))
}

/// The limit and the window of a rate.
pub(super) fn number_and_window(text: &str) -> Option<(u64, &str)> {
    let (number, window) = text.split_once('/').or_else(|| text.split_once(" per ")).or_else(|| text.split_once(" a "))?;
    let (number, window) = (meant(number.trim())?, window.trim());
    literal::window_seconds(window).map(|_| (number, window))
}

/// The problem of a number that counts units of time, as the name of its key says, and was given in seconds or with a unit: `2592000` or
/// `30d` for days.
pub(super) fn in_other_unit(key: &Key, node: &Node, value: &Value) -> Option<Diagnostic> {
    let (Value::Number { least, most }, Some(text)) = (value, node.text()) else { return None };
    let help = of_time(&key.text, text, *most)?;
    Some(Diagnostic::error(rules::MALFORMED, node.span, format!("expected {}, found `{text}`", range(*least, *most))).help(help))
}

fn of_time(key: &str, text: &str, most: u64) -> Option<String> {
    let units = [("days", 86_400), ("hours", 3600), ("minutes", 60), ("seconds", 1)];
    let (name, unit) = units.into_iter().find(|(name, _)| key.ends_with(name))?;
    let (given, seconds) = match literal::whole(text) {
        Some(number) if number > most && unit > 1 => (format!("{number} seconds"), number),
        Some(_) => return None,
        None => (format!("`{text}`"), literal::window_seconds(text)?),
    };
    let count = (seconds / unit).max(1);
    let are = if count * unit == seconds { "are" } else { "are about" };
    (count <= most).then(|| format!("the number counts {name}: {given} {are} `{count}`"))
}

/// The number that was meant by `2e3`, `0x14`, `1_000`, `2026-01`, `007`, `+5`, `5.0` or `16 bytes`.
pub(crate) fn meant(text: &str) -> Option<u64> {
    let number = match text.split_once(' ') {
        Some((number, unit)) if unit.chars().all(|one| one.is_alphabetic() || one == ' ') => number,
        _ => text,
    };
    let number = number.strip_prefix(['+', 'v', 'V']).unwrap_or(number);
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = number.to_lowercase().strip_prefix(prefix) {
            return u64::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with(['+', '-']));
        }
    }
    if number.starts_with('-') {
        return None;
    }
    let digits: String = number.chars().filter(|one| !matches!(one, '_' | ',' | ' ' | '\'')).collect();
    let plain = digits.trim_start_matches('0');
    let digits = if plain.is_empty() && !digits.is_empty() { "0" } else { plain };
    literal::whole(digits).or_else(|| calendar(number)).or_else(|| scientific(number))
}

/// A month or a day of the calendar with a sign between its parts, `2026-03`, `2026.03`, `2026/03/01`, or a month with the revision of the
/// version that bears its name, `202603.02`.
fn calendar(text: &str) -> Option<u64> {
    let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
    if let [version, revision] = parts.as_slice()
        && (version.len(), revision.len()) == (6, 2)
        && revision.bytes().all(|byte| byte.is_ascii_digit())
    {
        return literal::whole(version);
    }
    let is_part = |(at, part): (usize, &&str)| part.len() == if at == 0 { 4 } else { 2 } && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = matches!(parts.len(), 2 | 3) && parts.iter().enumerate().all(is_part);
    fits.then(|| literal::whole(&parts.concat())).flatten()
}

/// A whole number that is written with a fraction or an exponent: `2e3`, `1.5e3`, `5.0`.
fn scientific(text: &str) -> Option<u64> {
    let lower = text.to_lowercase();
    let (digits, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok().filter(|exponent| *exponent < 20)?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let zeros = exponent.checked_sub(fraction.len())?;
    format!("{whole}{fraction}{}", "0".repeat(zeros)).parse().ok().filter(|_| !whole.starts_with('+'))
}

/// Returns whether a text is a word for no number.
fn is_word(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "unlimited" | "none" | "no" | "never" | "infinite" | "infinity" | "inf" | "any" | "all")
}

/// Returns whether a text stands for several numbers: `200-299`, `5xx`.
fn is_several(text: &str) -> bool {
    let is_number = |part: &str| literal::whole(part.trim()).is_some();
    let is_class = |text: &str| text.strip_suffix("xx").is_some_and(is_number);
    let mut parts = [" to ", "..", "-", "/", ","].into_iter().filter_map(|sign| text.split_once(sign));
    is_class(&text.to_lowercase()) || parts.any(|(first, last)| is_number(first) && is_number(last.trim_start_matches(['.', '='])))
}

/// Returns whether a text is digits, more than 64 bits hold.
fn is_large(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The numbers that a number with a unit of size such as `5MB` or `1k` may mean: with units of a thousand, and of 1024.
fn with_unit(text: &str) -> Option<(u64, u64)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let (number, unit) = (literal::whole(number)?, unit.trim().to_lowercase());
    let power = match unit.trim_end_matches('b').trim_end_matches('i') {
        "k" => 1,
        "m" if unit != "m" => 2,
        "g" => 3,
        "t" => 4,
        _ => return None,
    };
    let times = |thousands: bool| number.checked_mul(if thousands { 1000_u64 } else { 1024 }.pow(power));
    Some((times(!unit.ends_with("ib"))?, times(!unit.ends_with('b'))?))
}

#[cfg(test)]
mod tests {
    use super::{advice, of_time};

    #[test]
    fn advice_on_times_in_another_unit_names_the_number_of_units() {
        let cases = [
            ("token_days", "2592000", Some("the number counts days: 2592000 seconds are `30`")),
            ("token_days", "30d", Some("the number counts days: `30d` are `30`")),
            ("token_days", "1h", Some("the number counts days: `1h` are about `1`")),
            ("code_minutes", "2 hours", Some("the number counts minutes: `2 hours` are `120`")),
            ("max_seconds", "30min", Some("the number counts seconds: `30min` are `1800`")),
            ("max_seconds", "99999999", None),
            ("token_days", "30", None),
            ("limit", "30d", None),
        ];
        for (key, text, expected) in cases {
            assert_eq!(of_time(key, text, 36_600).as_deref(), expected, "{key}: {text}");
        }
    }

    #[test]
    fn advice_on_numbers_in_other_notations_names_the_number() {
        let cases = [
            ("2e3", "write it in digits only: `2000`"),
            ("1.5E+3", "write it in digits only: `1500`"),
            ("0x14", "write it in digits only: `20`"),
            ("0o17", "write it in digits only: `15`"),
            ("0b11", "write it in digits only: `3`"),
            ("1_000", "write it in digits only: `1000`"),
            ("1,000", "write it in digits only: `1000`"),
            ("007", "write it in digits only: `7`"),
            ("+5", "write it in digits only: `5`"),
            ("5.0", "write it in digits only: `5`"),
            ("20 per day", "write it in digits only: `20`"),
            ("1MiB", "write it in digits only: `1048576`"),
            ("5 MB", "write it without a unit: `5000000`, or `5242880` if each unit is 1024 of the one below"),
            (".5", "write digits only, as in `20`"),
            ("twenty", "write digits only, as in `20`"),
            ("1e-3", "write digits only, as in `20`"),
            ("-3", "write digits only: no such number is negative"),
            ("2026.03.01", "at most 9999999"),
            ("2026.03", "write it in digits only: `202603`"),
            ("2026/03", "write it in digits only: `202603`"),
            ("2026.3", "write digits only, as in `20`"),
            ("0", "write a larger number, or remove the key"),
            ("10000000", "at most 9999999"),
            ("99999999999999999999", "at most 9999999"),
            ("1e9", "at most 9999999"),
        ];
        for (text, expected) in cases {
            assert_eq!(advice(text, 1, 9_999_999).text, expected, "{text}");
        }
    }
}
