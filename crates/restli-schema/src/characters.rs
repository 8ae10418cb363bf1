//! Characters that nobody sees: they hide differences between names, turn text around, and do not belong into source code.

use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::source::Span;

/// Returns whether a character is a control character, a blank other than that of the keyboard, or without width. Line ends and tabs are
/// not, and joiners, which scripts and emoji need, are not either.
#[must_use]
pub fn is_invisible(one: char) -> bool {
    is_other_blank(one)
        || one.is_control() && !matches!(one, '\n' | '\r' | '\t')
        || matches!(one, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_other_blank(one: char) -> bool {
    one != ' ' && one.is_whitespace() && !one.is_control()
}

/// The first invisible character of a text, and its offset.
pub(crate) fn first(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(_, one)| is_invisible(*one))
}

/// The problem of an invisible character.
pub(crate) fn problem(one: char, span: Span) -> Diagnostic {
    let message = format!("an invisible character, U+{:04X}, stands here", u32::from(one));
    Diagnostic::error(rules::MALFORMED, span, message).help(if is_other_blank(one) { "write a blank" } else { "remove it" })
}
