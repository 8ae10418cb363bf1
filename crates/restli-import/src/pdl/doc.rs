//! Documentation comments (`docs/formats.md §1.9`).

use super::entities::character;

/// The text of a comment, from `/**` to `*/`.
pub(super) fn unwrap(comment: &str) -> String {
    let inner = comment.strip_prefix("/**").and_then(|rest| rest.strip_suffix("*/")).unwrap_or_default();
    let mut lines: Vec<&str> = inner.lines().map(line).collect();
    if lines.first().is_some_and(|first| first.trim().is_empty()) {
        lines.remove(0);
    }
    if lines.last().is_some_and(|last| last.trim().is_empty()) {
        lines.pop();
    }
    decode(lines.join("\n").trim())
}

/// A line without its leading star and one blank after the star; lines without a star stay unchanged.
fn line(line: &str) -> &str {
    match line.trim_start().strip_prefix('*') {
        Some(rest) => rest.strip_prefix(' ').unwrap_or(rest),
        None => line,
    }
}

/// The longest name of an HTML entity, between `&` and `;`.
const LONGEST: usize = 12;

fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        // Only the longest name is searched for the `;`, not the whole rest of the text.
        let end = after.bytes().take(LONGEST).position(|byte| byte == b';');
        let entity = end.and_then(|end| Some((character(after.get(..end)?)?, after.get(end + 1..)?)));
        if let Some((character, after)) = entity {
            out.push(character);
            rest = after;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::unwrap;

    #[test]
    fn doc_of_a_comment_has_no_frame() {
        let cases = [
            ("/** One line. */", "One line."),
            ("/**\n * A &lt;tag&gt; &#47;&#42; &unknown; & more.\n *   indented\n */", "A <tag> /* &unknown; & more.\n  indented"),
            ("/**\n  no star\n */", "no star"),
            ("/***/", ""),
            ("/**\n * a &eacute;&hellip;&nope;\n *\n * - b &#x2F; &amp;lt;\n **/", "a é…&nope;\n\n- b / &lt;"),
        ];
        for (comment, text) in cases {
            assert_eq!(unwrap(comment), text, "{comment}");
        }
    }
}
