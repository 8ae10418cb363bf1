//! Text in which some characters carry meaning, so that plain text must be escaped.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use crate::data::{Data, DataMut, DataRef, DecodeError, Fault};
use crate::urn;

/// The escape rules of a text type; generated code implements the trait.
pub trait TextFormat {
    /// The full name of the type.
    const NAME: &'static str;
    /// The characters that carry meaning.
    const RESERVED: &'static str;
    /// The character that escapes the one after it.
    const ESCAPE: char;
}

/// Text in a format with escapes, made from plain text, which is escaped, or from markup, which is not.
///
/// ```
/// use restli_core::escaped_text::{EscapedText, TextFormat};
///
/// struct Little;
/// impl TextFormat for Little {
///     const NAME: &'static str = "com.example.Little";
///     const RESERVED: &'static str = "()#\\";
///     const ESCAPE: char = '\\';
/// }
///
/// let text = EscapedText::<Little>::escaped("Release 1.2 (beta)");
/// assert_eq!(text.as_str(), r"Release 1.2 \(beta\)");
/// assert_eq!(text.unescaped(), "Release 1.2 (beta)");
/// assert_eq!(EscapedText::<Little>::markup("#news").as_str(), "#news");
/// ```
pub struct EscapedText<F> {
    text: String,
    format: PhantomData<fn() -> F>,
}

/// Formats in which plain text stands for itself. No format is one: the trait exists for the message of the compiler, which names `escaped` to whoever
/// passes plain text on, the first mistake of a program that writes a post.
#[diagnostic::on_unimplemented(
    message = "plain text is no text of the format `{Self}`: call `escaped(text)` of its type",
    label = "not in this format",
    note = "`escaped(text)` takes plain text, and escapes the characters that carry meaning",
    note = "`markup(text)` takes text that is in the format already"
)]
pub trait PlainText: TextFormat {}

impl<F: PlainText> From<&str> for EscapedText<F> {
    fn from(text: &str) -> Self {
        Self::markup(text)
    }
}

impl<F: PlainText> From<String> for EscapedText<F> {
    fn from(text: String) -> Self {
        Self::markup(text)
    }
}

impl<F: PlainText> FromStr for EscapedText<F> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::markup(text))
    }
}

impl<F: TextFormat> EscapedText<F> {
    /// Plain text: every reserved character is escaped.
    #[must_use]
    pub fn escaped(plain: &str) -> Self {
        let mut text = String::with_capacity(plain.len() + 8);
        for c in plain.chars() {
            if c == F::ESCAPE || F::RESERVED.contains(c) {
                text.push(F::ESCAPE);
            }
            text.push(c);
        }
        Self::markup(text)
    }

    /// The text with escapes undone. Markup in it stays as it is.
    #[must_use]
    pub fn unescaped(&self) -> String {
        self.characters().map(|(character, _)| character).collect()
    }

    /// The characters with escapes undone, each with whether it carries meaning, as a reserved character does that is not escaped.
    ///
    /// An escape before a character that needs none, or at the end, is no escape but a character like others.
    pub fn characters(&self) -> impl Iterator<Item = (char, bool)> {
        characters(&self.text, F::RESERVED, F::ESCAPE)
    }
}

/// The characters of a text in a format that is known only when a program runs: see [`EscapedText::characters`].
pub fn characters(text: &str, reserved: &str, escape: char) -> impl Iterator<Item = (char, bool)> {
    let is_reserved = move |c: char| c == escape || reserved.contains(c);
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        if c != escape {
            return Some((c, is_reserved(c)));
        }
        Some((chars.next_if(|next| is_reserved(*next)).unwrap_or(c), false))
    })
}

impl<F> EscapedText<F> {
    /// Text that is in the format already: kept unchanged.
    #[must_use]
    pub fn markup(text: impl Into<String>) -> Self {
        Self { text: text.into(), format: PhantomData }
    }

    /// The text as it goes over the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Checks the URNs in markup, each alone in parentheses that are not escaped, and the text in brackets before them: `@[Ann](urn:li:person:a)`.
fn check_markup<F: TextFormat>(text: &str) -> Result<(), DecodeError> {
    let mut chars = text.char_indices();
    // The text since a bracket that was opened, and whether it was closed just before.
    let (mut label, mut closed) = (None, None);
    while let Some((at, c)) = chars.next() {
        let (before, carries) = (closed.take(), F::RESERVED.contains(c));
        match c {
            _ if c == F::ESCAPE => drop(chars.next()),
            '[' if carries => label = Some(at + 1),
            ']' if carries => closed = label.take().and_then(|start| text.get(start..at)),
            '(' if carries => {
                let urn = text.get(at + 1..).filter(|rest| rest.starts_with("urn:")).and_then(in_parentheses::<F>);
                if let Some(urn) = urn {
                    check_linked(before, &urn)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Checks a URN in markup, and the text in the brackets before it.
fn check_linked(label: Option<&str>, urn: &str) -> Result<(), DecodeError> {
    let flaw = |fault, what: &str, label: &str| Err(DecodeError::of(fault, format!("{what}, in its markup `{label}({urn})`"), ""));
    urn::check_sent(urn).or_else(|error| flaw(error.fault(), error.message(), ""))?;
    match label.filter(|label| label.trim().is_empty()) {
        Some(_) => flaw(Fault::Unlabelled, "a URN without the text that readers see", "[]"),
        None => Ok(()),
    }
}

/// The text up to the parenthesis that closes one before it, with escapes undone.
fn in_parentheses<F: TextFormat>(text: &str) -> Option<String> {
    let (mut inside, mut depth) = (String::new(), 0_usize);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            c if c == F::ESCAPE => inside.extend(chars.next()),
            ')' if depth == 0 => return Some(inside),
            c => {
                depth = if c == '(' { depth + 1 } else { depth - usize::from(c == ')') };
                inside.push(c);
            }
        }
    }
    None
}

impl<F: TextFormat> Data for EscapedText<F> {
    fn empty() -> Self {
        Self::markup("")
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Checked(&self.text, check_markup::<F>)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::String(&mut self.text)
    }
}

impl<F> Clone for EscapedText<F> {
    fn clone(&self) -> Self {
        Self::markup(self.text.clone())
    }
}

impl<F> From<&Self> for EscapedText<F> {
    fn from(text: &Self) -> Self {
        text.clone()
    }
}

impl<F> PartialEq for EscapedText<F> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<F> Eq for EscapedText<F> {}

impl<F> PartialOrd for EscapedText<F> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<F> Ord for EscapedText<F> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<F> Hash for EscapedText<F> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<F> fmt::Display for EscapedText<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<F> fmt::Debug for EscapedText<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl<F> serde_core::Serialize for EscapedText<F> {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, F> serde_core::Deserialize<'de> for EscapedText<F> {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::markup)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{EscapedText, TextFormat};

    enum Little {}

    impl TextFormat for Little {
        const NAME: &'static str = "com.example.Little";
        const RESERVED: &'static str = "|{}@[]()<>#*_~";
        const ESCAPE: char = '\\';
    }

    #[test]
    fn escape_of_a_character_that_needs_none_is_text() {
        let read = |text: &str| EscapedText::<Little>::markup(text).unescaped();
        assert_eq!(read(r"C:\new \# \\"), r"C:\new # \");
        assert_eq!(read("\\"), "\\");
    }

    #[test]
    fn character_that_is_reserved_and_not_escaped_carries_meaning() {
        let text = EscapedText::<Little>::markup(r"#\#a");
        assert_eq!(text.characters().collect::<Vec<_>>(), [('#', true), ('#', false), ('a', false)]);
    }

    proptest! {
        #[test]
        fn text_that_was_escaped_is_the_same_after_it_is_read(plain in any::<String>(), marks in "[a\\\\@#{}|_ ]*") {
            for plain in [plain, marks] {
                let text = EscapedText::<Little>::escaped(&plain);
                prop_assert_eq!(text.unescaped(), plain);
                prop_assert!(text.characters().all(|(_, carries)| !carries));
            }
        }
    }
}
