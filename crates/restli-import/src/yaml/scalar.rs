//! Text scalars: plain if every reader takes them for text, quoted otherwise (`docs/formats.md §5`, `§8` item 12).

use std::fmt::Write as _;

use restli_schema::characters::is_invisible;

/// Words that some reader of YAML 1.1 or 1.2 does not take for text.
const WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// A text on one line. In flow style fewer characters may stand without quotes.
pub(super) fn scalar(text: &str, in_brackets: bool) -> String {
    if is_plain(text, in_brackets) { text.to_owned() } else { quoted(text) }
}

/// Returns whether every reader takes the unquoted text for text.
fn is_plain(text: &str, in_brackets: bool) -> bool {
    let first = |one: char| one.is_alphabetic() || matches!(one, '_' | '/' | '(' | '$');
    let brackets = |one: char| matches!(one, '[' | ']' | '{' | '}' | ',' | '?' | ':');
    text.starts_with(first)
        && text.chars().all(is_printable)
        && !text.contains('\n')
        && !text.contains('\t')
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !(in_brackets && text.contains(brackets))
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

/// Returns whether a schema may hold the character unescaped, line ends aside.
pub(super) fn is_printable(one: char) -> bool {
    one != '\r' && !is_invisible(one) && !matches!(one, '\u{fffe}' | '\u{ffff}')
}

/// The text in double quotes, or in single quotes if those need no escapes.
fn quoted(text: &str) -> String {
    let simple = text.chars().all(|one| is_printable(one) && !matches!(one, '\n' | '\t'));
    if simple && text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    let mut out = String::from("\"");
    for one in text.chars() {
        match one {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            one if is_printable(one) => out.push(one),
            one => {
                let number = u32::from(one);
                let _ = if number <= 0xff { write!(out, "\\x{number:02x}") } else { write!(out, "\\u{number:04x}") };
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn quotes_stand_where_a_reader_could_go_wrong() {
        for text in ["string", "int = 1", "urn:person", "boss?", "/a/b", "$URN", "A thing, and another [one]", "größe", "x #y: z"] {
            let plain = !text.contains(" #");
            assert_eq!(scalar(text, false) == text, plain, "{text}");
        }
        for text in [
            "NO",
            "y",
            "Null",
            "1e3",
            "12",
            "-1",
            "",
            "~",
            "a: b",
            "a ",
            "@x",
            "`x`",
            "%x",
            "? x",
            "- x",
            "*x",
            "&x",
            "!x",
            "=",
            "2020-01-01",
        ] {
            assert_ne!(scalar(text, false), text, "{text}");
        }
        assert_eq!(scalar("a, b", true), "\"a, b\"");
        assert_eq!(scalar("x?", true), "\"x?\"");
        assert_eq!(scalar("say \"hi\"", false), "say \"hi\"");
        assert_eq!(scalar("\"hi\"", false), "'\"hi\"'");
        assert_eq!(scalar("\u{1}\u{ff}\u{2028}'\"", false), "\"\\x01ÿ\\u2028'\\\"\"");
    }
}
