//! JSON laid out for readers, every character between its blanks as it was written.

/// The longest list or object that stands on one line, in characters.
const SHORT: usize = 72;

/// The text of a JSON value with line ends and indentation; text that is no JSON as it is.
pub(crate) fn laid_out(text: &str) -> String {
    let tokens = tokens(text);
    let mut out = String::with_capacity(text.len() * 2);
    let mut open: Vec<bool> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let is_inline = open.last().copied().unwrap_or_default();
        match *token {
            "{" | "[" => {
                let short = is_inline || length(tokens.get(index..).unwrap_or_default()) <= SHORT;
                out.push_str(token);
                open.push(short);
                if !short {
                    line(open.len(), &mut out);
                }
            }
            "}" | "]" => {
                if open.pop() == Some(false) {
                    line(open.len(), &mut out);
                }
                out.push_str(token);
            }
            "," if is_inline => out.push_str(", "),
            "," => {
                out.push(',');
                line(open.len(), &mut out);
            }
            ":" => out.push_str(": "),
            other => out.push_str(other),
        }
    }
    out
}

fn line(depth: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// The length of the list or object at the beginning of some tokens, on one line.
fn length(tokens: &[&str]) -> usize {
    let (mut depth, mut length) = (0_usize, 0);
    for token in tokens {
        length += token.chars().count() + usize::from(matches!(*token, "," | ":"));
        match *token {
            "{" | "[" => depth += 1,
            "}" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 || length > SHORT {
            break;
        }
    }
    length
}

/// The tokens of JSON: signs, texts with their quotes, and words.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            '"' => end_of_text(rest),
            _ => rest.find(|one: char| one.is_whitespace() || "{}[],:\"".contains(one)).unwrap_or(rest.len()),
        };
        let (token, behind) = rest.split_at_checked(end.max(1)).unwrap_or((rest, ""));
        found.push(token);
        rest = behind.trim_start();
    }
    found
}

/// The place behind the closing quote of a text.
fn end_of_text(text: &str) -> usize {
    let mut escaped = true;
    for (at, one) in text.char_indices() {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::laid_out;

    #[test]
    fn short_values_stand_on_one_line_and_long_ones_on_several() {
        assert_eq!(laid_out(r#"{"a":[1,2.50],"b":"c\",{"}"#), r#"{"a": [1, 2.50], "b": "c\",{"}"#);
        let long = "x".repeat(70);
        assert_eq!(
            laid_out(&format!(r#"{{"a":{{"b":"{long}"}},"c":[]}}"#)),
            format!("{{\n  \"a\": {{\n    \"b\": \"{long}\"\n  }},\n  \"c\": []\n}}")
        );
    }

    #[test]
    fn layout_of_json_keeps_every_value() {
        for text in ["1", "\"ä\\u00e4\"", "[]", "{}", "[{\"a\":null},[true,1e5,12345678901234567890]]"] {
            let before: serde_json::Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(serde_json::from_str::<serde_json::Value>(&laid_out(text)).ok(), Some(before), "{text}");
        }
        for broken in ["{", "\"a", "]]", "\\", "é{"] {
            laid_out(broken);
        }
    }
}
