//! Other texts of the same JSON: those that a service signs, and those that a framework makes of a body that it has parsed.

use std::fmt::Write as _;

/// The largest body for which [`rewritten`] looks further, in bytes: whoever sends calls that are not signed shall not cost much.
const LARGEST: usize = 64 << 10;

/// The text with every character beyond ASCII written as an escape, in lower-case and in upper-case digits. None if it has no such character.
pub(super) fn escaped(body: &[u8]) -> Vec<String> {
    match std::str::from_utf8(body) {
        Ok(text) if !text.is_ascii() => [false, true].map(|upper| escape(text, upper)).into(),
        _ => Vec::new(),
    }
}

/// Texts of the same JSON, each with what tells it from the body.
pub(super) fn rewritten(body: &[u8]) -> Vec<(&'static str, String)> {
    let Ok(text) = std::str::from_utf8(body) else { return Vec::new() };
    if text.len() > LARGEST || serde_json::from_str::<serde_core::de::IgnoredAny>(text).is_err() {
        return Vec::new();
    }
    let compact = spaced(text, ",", ":");
    let python = spaced(text, ", ", ": ");
    let mut all = Vec::new();
    for (form, text) in [("without blanks", compact), ("with a blank after each `:` and `,`", python)] {
        all.extend(escaped(text.as_bytes()).into_iter().map(|escaped| (form, escaped)));
        all.push((form, unescape(&text)));
        all.push((form, text));
    }
    all
}

/// JSON with these texts in place of commas and colons, and no other white space outside of strings.
fn spaced(text: &str, comma: &str, colon: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let (mut inside, mut escape) = (false, false);
    for one in text.chars() {
        match one {
            ',' if !inside => out.push_str(comma),
            ':' if !inside => out.push_str(colon),
            ' ' | '\t' | '\n' | '\r' if !inside => {}
            _ => out.push(one),
        }
        inside ^= one == '"' && !escape;
        escape = inside && one == '\\' && !escape;
    }
    out
}

fn escape(text: &str, upper: bool) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut units = [0; 2];
    for one in text.chars() {
        if one.is_ascii() {
            out.push(one);
            continue;
        }
        for unit in one.encode_utf16(&mut units) {
            let _ = if upper { write!(out, "\\u{unit:04X}") } else { write!(out, "\\u{unit:04x}") };
        }
    }
    out
}

/// JSON with the characters beyond ASCII in place of their escapes.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let units: Vec<u16> = [0, 6].into_iter().map_while(|start| unit(escape.get(start..start + 6)?)).collect();
        let one = char::decode_utf16(units.iter().copied()).next().and_then(Result::ok).filter(|one| !one.is_ascii());
        let length = if let Some(one) = one {
            out.push(one);
            6 * one.len_utf16()
        } else {
            // Any other escape: the backslash and the character behind it stay.
            let length = escape.chars().take(2).map(char::len_utf8).sum();
            out.push_str(escape.get(..length).unwrap_or_default());
            length
        };
        rest = escape.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The number in an escape `\uXXXX`.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::{escaped, rewritten, spaced, unescape};

    #[test]
    fn spaces_of_json_change_outside_of_strings_only() {
        let text = "{ \"a\" : [1,\n2], \"b, c\": \"d\\\": e\" }";
        assert_eq!(spaced(text, ",", ":"), r#"{"a":[1,2],"b, c":"d\": e"}"#);
        assert_eq!(spaced(text, ", ", ": "), r#"{"a": [1, 2], "b, c": "d\": e"}"#);
        assert_eq!(spaced(r#"{"a\\":1, "b":2}"#, ",", ":"), r#"{"a\\":1,"b":2}"#);
    }

    #[test]
    fn escapes_beyond_ascii_go_both_ways() {
        assert_eq!(escaped("\"ü😀\"".as_bytes()), [r#""\u00fc\ud83d\ude00""#, r#""\u00FC\uD83D\uDE00""#]);
        assert_eq!(escaped(b"plain"), [""; 0]);
        assert_eq!(unescape(r#""\u00fc\ud83d\ude00\n\u0041\\u00fc\ud83d""#), r#""ü😀\n\u0041\\u00fc\ud83d""#);
    }

    #[test]
    fn text_that_is_no_json_has_no_other_form() {
        assert!(rewritten(b"{").is_empty() && rewritten(b"\xff").is_empty());
    }
}
