//! The proof that a layout says what the file before said.

use super::tokens::{Kind, tokens};
use crate::same::{same, tree};

/// Returns whether two texts differ in blanks and ends of lines alone, and have the same values in the same order, and the same comments between
/// them.
pub(super) fn says_the_same(before: &str, after: &str) -> bool {
    let without_blanks = |text: &str| text.chars().filter(|one| !one.is_ascii_whitespace()).collect::<String>();
    let has_the_same_values = || tree(before).zip(tree(after)).is_some_and(|(before, after)| same(&before.root, &after.root));
    let lines = |text: &str| text.replace("\r\n", "\n");
    let (before_lines, after_lines) = (lines(before), lines(after));
    let is_same_between = || outline(&before_lines).is_some_and(|before| Some(before) == outline(&after_lines));
    without_blanks(before) == without_blanks(after) && has_the_same_values() && is_same_between()
}

/// The signs and comments of a text in their order, and whether each comment stands on a line of its own. The texts are those of the tree.
fn outline(text: &str) -> Option<Vec<(Kind, Option<&str>, bool)>> {
    let tokens = tokens(text).ok()?;
    let mut starts_line = true;
    let mut outline = Vec::new();
    for token in tokens {
        let comment = (token.kind == Kind::Comment).then(|| text.get(token.start..token.end).unwrap_or_default().trim_end());
        if token.kind != Kind::LineFeed {
            outline.push((token.kind, comment, starts_line));
        }
        starts_line = token.kind == Kind::LineFeed;
    }
    Some(outline)
}
