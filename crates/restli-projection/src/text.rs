//! Places in a projection given as text: `(id,nmae)` with `^^^^` below `nmae`.

/// Number of characters of a long text that a message shows.
const SHOWN: usize = 100;

/// The line of a text that holds a problem, and a second line with carets below the problem.
#[must_use]
pub fn underlined(text: &str, at: usize, len: usize) -> String {
    let (before, rest) = text.split_at(floor(text, at));
    let (marked, after) = rest.split_at(floor(rest, len));
    let before = before.rsplit('\n').next().unwrap_or_default();
    let marked = marked.split('\n').next().unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    let width = marked.chars().count().clamp(1, SHOWN);
    let skipped = (before.chars().count() + width).saturating_sub(SHOWN).min(before.chars().count());
    let (dots, pad) = if skipped > 0 { ("…", 1) } else { ("", 0) };
    let line: String = before.chars().skip(skipped).chain(marked.chars()).chain(after.chars()).map(printable).collect();
    let indent = pad + before.chars().skip(skipped).count();
    let shown: String = line.chars().take(SHOWN + 40).collect();
    let end = if shown.len() < line.len() { "…" } else { "" };
    format!("    {dots}{shown}{end}\n    {}{}", " ".repeat(indent), "^".repeat(width))
}

fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

/// The nearest character boundary at or before an offset. (`str::floor_char_boundary` needs Rust 1.91.)
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|offset| text.is_char_boundary(*offset)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::underlined;

    #[test]
    fn the_place_is_underlined() {
        assert_eq!(underlined("(id,ñame)", 4, 5), "    (id,ñame)\n        ^^^^");
        assert_eq!(underlined("(id,\n  name,\n  x)", 7, 4), "      name,\n      ^^^^");
        assert_eq!(underlined("(id", 3, 0), "    (id\n       ^");
        assert_eq!(underlined("", 9, 9), "    \n    ^");
    }

    #[test]
    fn of_a_long_text_the_neighbourhood_is_shown() {
        let text = format!("({}x,{})", "a,".repeat(200), "b,".repeat(200));
        let shown = underlined(&text, 401, 1);
        let (line, carets) = shown.split_once('\n').expect("two lines");
        assert_eq!(line.chars().nth(carets.chars().count() - 1), Some('x'));
        assert!(line.chars().count() < 200);
    }
}
