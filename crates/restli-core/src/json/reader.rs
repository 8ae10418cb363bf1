//! A pull reader: the caller says what to read next, so that envelopes need no tree.

use std::borrow::Cow;

use super::kind::Kind;
use super::{number, text};
use crate::data::{Data, DecodeError, Fault, Step, Unread};

/// The deepest nesting of arrays and objects that is read.
pub const MAX_DEPTH: usize = 128;

/// The byte order mark that some servers put before UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads one JSON text from front to back.
///
/// ```
/// use restli_core::json::Reader;
///
/// # fn main() -> Result<(), restli_core::data::DecodeError> {
/// let (mut names, mut total) = (Vec::<String>::new(), 0);
/// let mut reader = Reader::new(br#"{"elements": ["a", "b"], "debug": {}, "total": 2}"#)?;
/// reader.object(&mut |reader, name| match name {
///     "elements" => reader.read(&mut names),
///     "total" => reader.read(&mut total),
///     _ => Ok(()), // a value that is left alone is skipped
/// })?;
/// reader.end()?;
/// assert_eq!((names.len(), total), (2, 2));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) depth: usize,
    /// `true` if values that do not fit are left out where the type can do without them.
    pub(super) tolerant: bool,
    /// `true` before the object of a record is read once more, for a record that it embeds.
    pub(super) again: bool,
    pub(super) unread: Unread,
}

/// A function called for each member of an object, with the reader before the value, and the member's name.
pub type EachMember<'f, 'a> = &'f mut dyn FnMut(&mut Reader<'a>, &str) -> Result<(), DecodeError>;

/// A function called for each item of an array, with the reader before the item, and the item's index.
pub type EachItem<'f, 'a> = &'f mut dyn FnMut(&mut Reader<'a>, usize) -> Result<(), DecodeError>;

impl<'a> Reader<'a> {
    /// A reader at the start of an answer, which is read as far as it can be (`docs/reading.md`); [`finish`](Self::finish) returns the
    /// values left out.
    ///
    /// # Errors
    /// The text is not UTF-8.
    pub fn tolerant(text: &'a [u8]) -> Result<Self, DecodeError> {
        Self::new(text).map(|reader| Self { tolerant: true, ..reader })
    }

    /// A reader at the start of a text; a byte order mark is skipped.
    ///
    /// # Errors
    /// The text is not UTF-8.
    pub fn new(text: &'a [u8]) -> Result<Self, DecodeError> {
        match std::str::from_utf8(text) {
            Ok(text) => {
                let at = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
                Ok(Self { text, at, depth: 0, tolerant: false, again: false, unread: Unread::default() })
            }
            Err(error) => {
                let message = format!("not JSON, because it is not UTF-8 at byte {}", error.valid_up_to());
                Err(DecodeError::of(Fault::NotJson, message, &String::from_utf8_lossy(text)))
            }
        }
    }

    /// Returns the kind of the next value.
    pub fn kind(&mut self) -> Kind {
        self.skip_space();
        match self.peek() {
            Some(b'n') => Kind::Null,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            Some(b'"') => Kind::Text,
            Some(b'[') => Kind::Array,
            Some(b'{') => Kind::Object,
            _ => Kind::Other,
        }
    }

    /// Reads the next JSON value into `into` and replaces its content.
    ///
    /// # Errors
    /// The text is not JSON, or does not fit the value.
    pub fn read(&mut self, into: &mut dyn Data) -> Result<(), DecodeError> {
        self.skip_space();
        into.reset();
        self.value(into)
    }

    /// Reads the next JSON value into `into`. A value that does not fit is skipped, and the inner result is its error.
    ///
    /// # Errors
    /// The text is not JSON, so that reading cannot go on.
    pub fn try_read(&mut self, into: &mut dyn Data) -> Result<Result<(), DecodeError>, DecodeError> {
        self.attempt(|reader| reader.read(into))
    }

    /// Reads the next value with a function. A value that the function refuses is skipped, and the inner result is its error.
    pub(crate) fn attempt<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Result<T, DecodeError>, DecodeError> {
        let start = self.mark();
        let outcome = read(self);
        if let Err(error) = &outcome {
            self.rewind(start);
            // The error of the function knows its path.
            self.skip().map_err(|flaw| if error.fault() == flaw.fault() { error.clone() } else { flaw })?;
        }
        Ok(outcome)
    }

    /// Skips the next value and gives its text.
    ///
    /// # Errors
    /// The text is not JSON.
    pub fn skip(&mut self) -> Result<&'a str, DecodeError> {
        self.skip_space();
        let start = self.at;
        self.skip_value()?;
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Goes through the members of an object; a value that the function leaves alone is skipped. A member that appears
    /// twice is shown twice.
    ///
    /// # Errors
    /// The next value is no object, or the function's own errors, with the member's name put in front of their path.
    pub fn object(&mut self, each: EachMember<'_, 'a>) -> Result<(), DecodeError> {
        self.skip_space();
        if !self.enter(b'{')? {
            return Err(self.mismatch("not an object"));
        }
        let mut first = true;
        while let Some(name) = self.next_member(first)? {
            first = false;
            self.visit(Step::Field(&name), &mut |reader| each(reader, &name))?;
        }
        Ok(())
    }

    /// Goes through the items of an array; an item that the function leaves alone is skipped.
    ///
    /// # Errors
    /// The next value is no array, or the function's own errors, with the item's index put in front of their path.
    pub fn array(&mut self, each: EachItem<'_, 'a>) -> Result<(), DecodeError> {
        self.skip_space();
        if !self.enter(b'[')? {
            return Err(self.mismatch("not an array"));
        }
        let mut index = 0;
        while self.next_item(index == 0)? {
            self.visit(Step::Item(index), &mut |reader| each(reader, index))?;
            index += 1;
        }
        Ok(())
    }

    fn visit(&mut self, step: Step<'_>, visit: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        let start = self.mark();
        visit(self).map_err(|error| step.before(error))?;
        self.stepped(start, step);
        if self.at == start.at { self.skip_value().map_err(|error| step.before(error)) } else { Ok(()) }
    }

    /// Makes sure that nothing but white space follows.
    ///
    /// # Errors
    /// Something follows.
    pub fn end(&mut self) -> Result<(), DecodeError> {
        self.skip_space();
        if self.at == self.text.len() { Ok(()) } else { Err(self.flaw("nothing may follow the value")) }
    }

    /// Makes sure that nothing but white space follows, and returns the values left out.
    ///
    /// # Errors
    /// Something follows.
    pub fn finish(mut self) -> Result<Unread, DecodeError> {
        self.end()?;
        Ok(self.unread)
    }
}

/// Parsing steps. Each expects that white space before it has been skipped.
impl<'a> Reader<'a> {
    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    pub(super) fn skip_space(&mut self) {
        // Most servers send compact JSON.
        if self.peek().is_some_and(|byte| byte <= b' ') {
            self.skip_spaces();
        }
    }

    #[inline(never)]
    fn skip_spaces(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// The text not yet read.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Enters an array or object; `false` if there is none.
    #[inline]
    pub(super) fn enter(&mut self, open: u8) -> Result<bool, DecodeError> {
        if self.peek() != Some(open) {
            return Ok(false);
        }
        if self.depth == MAX_DEPTH {
            return Err(DecodeError::of(Fault::TooDeep, format!("nested more than {MAX_DEPTH} levels deep"), self.rest()));
        }
        self.depth += 1;
        self.at += 1;
        self.skip_space();
        Ok(true)
    }

    /// Goes to the next item of the array entered; leaves the array if there is none.
    #[inline]
    pub(super) fn next_item(&mut self, first: bool) -> Result<bool, DecodeError> {
        self.next(first, b']', "expected `,` or `]`")
    }

    /// Goes to the value of the next member of the object entered; leaves the object if there is none.
    #[inline]
    pub(super) fn next_member(&mut self, first: bool) -> Result<Option<Cow<'a, str>>, DecodeError> {
        if self.next_name(first)? { self.name().map(Some) } else { Ok(None) }
    }

    /// Goes to the next member's name; leaves the object if there is none.
    #[inline]
    pub(super) fn next_name(&mut self, first: bool) -> Result<bool, DecodeError> {
        self.next(first, b'}', "expected `,` or `}`")
    }

    /// Takes a member's name and goes to its value.
    pub(super) fn name(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let name = self.string()?.ok_or_else(|| self.flaw("expected a member's name"))?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.flaw("expected `:`"));
        }
        self.at += 1;
        self.skip_space();
        Ok(name)
    }

    /// Takes the given member name and goes to its value, if it stands here without escapes and white space.
    #[inline]
    pub(super) fn take_name(&mut self, name: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let end = name.len() + 1;
        let found = rest.get(end..end + 2) == Some(b"\":")
            && rest.first() == Some(&b'"')
            && rest.get(1..end).is_some_and(|this| text::same_name(this, name.as_bytes()));
        if found {
            self.at += name.len() + 3;
            self.skip_space();
        }
        found
    }

    #[inline]
    fn next(&mut self, first: bool, close: u8, expected: &str) -> Result<bool, DecodeError> {
        if !first {
            self.skip_space();
        }
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth -= 1;
                Ok(false)
            }
            Some(b',') if !first => {
                self.at += 1;
                self.skip_space();
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err(self.flaw(expected)),
        }
    }

    /// A string; `None` if there is none.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        if self.peek() != Some(b'"') {
            return Ok(None);
        }
        let (value, end) = text::string(self.text, self.at + 1).map_err(|flaw| self.flaw_at(flaw.at, flaw.message))?;
        self.at = end;
        Ok(Some(value))
    }

    /// A number as it is written; `None` if there is none.
    pub(super) fn number(&mut self) -> Option<&'a str> {
        let end = number::end(self.text.as_bytes(), self.at)?;
        let literal = self.text.get(self.at..end);
        self.at = end;
        literal
    }

    /// Takes a word such as `true`, if it comes next.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let found = self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        if found {
            self.at += word.len();
        }
        found
    }

    pub(super) fn skip_value(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            Some(b'"') => {
                self.at = text::end_of_string(self.text, self.at + 1).map_err(|flaw| self.flaw_at(flaw.at, flaw.message))?;
                return Ok(());
            }
            Some(b'{') => {
                self.enter(b'{')?;
                let mut first = true;
                while self.next_member(first)?.is_some() {
                    first = false;
                    self.skip_value()?;
                }
                return Ok(());
            }
            Some(b'[') => {
                self.enter(b'[')?;
                let mut first = true;
                while self.next_item(first)? {
                    first = false;
                    self.skip_value()?;
                }
                return Ok(());
            }
            _ => {}
        }
        if self.word("null") || self.word("true") || self.word("false") || self.number().is_some() {
            Ok(())
        } else {
            Err(self.flaw("expected a value"))
        }
    }

    /// Makes the error for text that is not JSON, at the current position.
    #[cold]
    pub(super) fn flaw(&self, message: &str) -> DecodeError {
        self.flaw_at(self.at, message)
    }

    #[cold]
    fn flaw_at(&self, at: usize, message: &str) -> DecodeError {
        let rest = self.text.get(at..).unwrap_or_default();
        let place = if rest.is_empty() { ", where the text ends" } else { "" };
        DecodeError::of(Fault::NotJson, format!("not JSON at byte {at}{place}: {message}"), rest)
    }

    /// Makes the error for a value that does not fit its type, and skips the value, which starts at `self.at`.
    #[cold]
    pub(super) fn mismatch(&mut self, message: &str) -> DecodeError {
        let start = self.at;
        match self.skip_value() {
            Ok(()) => DecodeError::new(message, self.text.get(start..self.at).unwrap_or_default()),
            Err(error) => error,
        }
    }
}
