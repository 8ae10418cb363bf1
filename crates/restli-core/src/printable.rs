//! Text from a server, made safe for messages and logs.

use std::borrow::Cow;

/// The text with control characters and line ends as escapes (`\n`), so that it can neither forge a line of a log nor move a cursor.
///
/// ```
/// assert_eq!(restli_core::printable("gone\r\n\u{1b}[2K"), r"gone\r\n\u{1b}[2K");
/// ```
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_harmful = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(is_harmful) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_harmful(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out.into()
}
