//! Values as words for people and shells.

use std::borrow::Cow;

/// A number in groups of three digits.
///
/// ```
/// assert_eq!(restli_core::grouped(1_240), "1,240");
/// ```
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A text as one word of a POSIX shell, in quotes where it needs them.
///
/// ```
/// assert_eq!(restli_core::shell_word("https://api.example.com/posts"), "https://api.example.com/posts");
/// assert_eq!(restli_core::shell_word("ids=List(it's)"), r"'ids=List(it'\''s)'");
/// ```
#[must_use]
pub fn shell_word(text: &str) -> Cow<'_, str> {
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "-_./:=,@%+".contains(one);
    if !text.is_empty() && text.chars().all(is_plain) { text.into() } else { format!("'{}'", text.replace('\'', r"'\''")).into() }
}

#[cfg(test)]
mod tests {
    use super::{grouped, shell_word};

    #[test]
    fn number_has_commas_between_thousands() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn empty_text_is_word_in_quotes() {
        assert_eq!(shell_word(""), "''");
    }
}
