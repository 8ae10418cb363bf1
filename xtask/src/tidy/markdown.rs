//! Headings, sections, links and paths of Markdown.

use super::file::ending;

/// The lines outside of code blocks, each with its number from 1.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut code = false;
    text.lines().enumerate().filter_map(move |(place, line)| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        (!code && !fence).then_some((place + 1, line))
    })
}

/// The anchor that Markdown renderers give a heading: lower case, words joined by hyphens, no punctuation.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).collect::<String>();
    kept.replace(' ', "-")
}

/// The anchors of all headings.
pub(crate) fn anchors(text: &str) -> Vec<String> {
    let headings = lines(text).filter_map(|(_, line)| line.split_once("# ")).filter(|(marks, _)| marks.chars().all(|c| c == '#'));
    headings.map(|(_, heading)| anchor(heading)).collect()
}

/// The number that a text begins with: `3`, or `3.2`.
pub(crate) fn number(text: &str) -> &str {
    let number = text.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
    number.trim_end_matches('.')
}

/// The numbers of all headings and of paragraphs that open with a number in bold.
pub(crate) fn sections(text: &str) -> Vec<&str> {
    let headings = lines(text).map(|(_, line)| line).filter(|line| line.starts_with(['#', '*']));
    headings.map(|line| number(line.trim_start_matches(['#', '*', ' ']))).filter(|number| !number.is_empty()).collect()
}

/// The targets of the links in a line.
pub(crate) fn links(line: &str) -> impl Iterator<Item = &str> {
    let places = line.match_indices("](").map(|(place, mark)| (place, place + mark.len()));
    let is_code = |place| line.get(..place).is_some_and(|before: &str| before.matches('`').count() % 2 == 1);
    places.filter(move |(place, _)| !is_code(*place)).filter_map(|(_, target)| line.get(target..)?.split([')', ' ']).next())
}

/// The paths in backticks in a line: one word that names a folder and something in it; `NAME` in a path stands for any name.
pub(crate) fn paths(line: &str) -> impl Iterator<Item = &str> {
    let is_path = |span: &&str| {
        let foreign = |c: char| !c.is_alphanumeric() && !"/._-".contains(c);
        span.contains('/') && !span.contains(foreign) && !span.contains("/NAME")
    };
    line.split('`').skip(1).step_by(2).filter(is_path)
}

/// The citations of sections in a line, `docs/protocol.md §3.2`: file and number.
pub(crate) fn citations(line: &str) -> impl Iterator<Item = (&str, &str)> {
    line.match_indices(" §").filter_map(|(place, mark)| {
        let (before, after) = (line.get(..place)?, line.get(place + mark.len()..)?);
        let file = before.rsplit(|c: char| !c.is_alphanumeric() && !"/._-".contains(c)).next()?;
        (ending(file) == "md").then(|| (file, number(after)))
    })
}

#[cfg(test)]
mod tests {
    use super::{anchors, citations, lines, links, paths, sections};

    #[test]
    fn headings_in_code_blocks_are_none() {
        let text = "# One: *two*\n```\n# three\n```\n### 2.1 Four_5\n**3.** Six\n";
        assert_eq!(anchors(text), ["one-two", "21-four_5"]);
        assert_eq!(sections(text), ["2.1", "3"]);
        assert_eq!(lines(text).map(|(line, _)| line).collect::<Vec<_>>(), [1, 5, 6]);
    }

    #[test]
    fn references_of_a_line_are_found() {
        let line = "[a](b.md#c), `tests/a.rs`, `a/<b>`, `x y/z`, [d](https://e), `[x](y)`, `a/NAME.rs` and docs/f.md §3.2. and §4";
        assert_eq!(links(line).collect::<Vec<_>>(), ["b.md#c", "https://e"]);
        assert_eq!(paths(line).collect::<Vec<_>>(), ["tests/a.rs"]);
        assert_eq!(citations(line).collect::<Vec<_>>(), [("docs/f.md", "3.2")]);
    }
}
