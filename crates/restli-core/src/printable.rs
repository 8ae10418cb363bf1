//! Text from a server, made safe for messages and logs.

use std::borrow::Cow;

/// The text with control characters, line ends and what nobody sees, such as a byte order mark, as escapes (`\n`), so that it can neither forge
/// a line of a log nor move a cursor nor hide what is wrong with it. The joiners of emoji stay.
///
/// ```
/// assert_eq!(restli_core::printable("gone\r\n\u{1b}[2K"), r"gone\r\n\u{1b}[2K");
/// ```
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_harmful = |c: char| {
        c.is_control()
            || matches!(
                c,
                '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
            )
    };
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
