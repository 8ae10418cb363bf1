//! Characters that nobody sees, or takes for others: they hide differences between names, and do not belong into source code.

use crate::diagnostic::Diagnostic;
use crate::help::{Fix, Help};
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

/// The message on an invisible character, and advice.
pub(crate) fn told(one: char) -> (String, &'static str) {
    let message = format!("an invisible character, U+{:04X}, stands here", u32::from(one));
    (message, if is_other_blank(one) { "write a blank" } else { "remove it" })
}

/// The problem of an invisible character.
pub(crate) fn problem(one: char, span: Span) -> Diagnostic {
    let (message, help) = told(one);
    let fix = Fix::Write(if is_other_blank(one) { " ".to_owned() } else { String::new() });
    // The text of a span may hold the character as an escape.
    let is_alone = span.end.saturating_sub(span.start) as usize == one.len_utf8();
    let help = Help::from(help);
    Diagnostic::error(rules::MALFORMED, span, message).help(if is_alone { help.fix(fix) } else { help })
}

/// Letters of other scripts that look like letters of ASCII, each followed by that one.
const LOOK_ALIKES: &str = "аaеeоoрpсcуyхxіiјjѕsһhкkԁdԛqԝwАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνv";

/// The letter of ASCII that a letter of another script looks like.
fn looks_like(one: char) -> Option<char> {
    if matches!(one, 'Ａ'..='Ｚ' | 'ａ'..='ｚ') {
        return u32::from(one).checked_sub(0xFEE0).and_then(char::from_u32);
    }
    let mut signs = LOOK_ALIKES.chars();
    while let Some(other) = signs.next() {
        let same = signs.next();
        if other == one {
            return same;
        }
    }
    None
}

/// The problem of a name in which a letter of another script stands among those of ASCII. A text with blanks is no name.
pub(crate) fn look_alike(written: &str, span: Span) -> Option<Diagnostic> {
    if written.is_ascii() || written.contains(char::is_whitespace) {
        return None;
    }
    let mixed = |word: &&str| word.contains(|one: char| one.is_ascii_alphabetic());
    let mut words = written.split(|one: char| !one.is_alphanumeric()).filter(mixed);
    let (one, same) = words.find_map(|word| word.chars().find_map(|one| Some((one, looks_like(one)?))))?;
    let place = span.part(written.find(one)?, one.len_utf8());
    let message = format!("the letter `{one}`, U+{:04X}, only looks like `{same}`", u32::from(one));
    Some(Diagnostic::warning(rules::LOOK_ALIKE, place, message).help(Help::write(same)))
}
