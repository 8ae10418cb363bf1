//! URL data to values (`docs/protocol.md §3.1`).

use std::borrow::Cow;

use super::escape::{PERCENT, STRUCTURE, decode_into, percent_decode, run, to_text};
use super::from_text;
use crate::data::{Data, DataMut, DecodeError, Entries, Fields, Items, Record, Union, reset};
use crate::{Json, UnknownMember};

/// The deepest nesting of lists and objects that is read.
pub const MAX_DEPTH: usize = 64;

/// Reads a whole text into a value, escapes and all. After an error the value holds a part of what was read.
///
/// # Errors
/// Text that is no URL data, or data that does not fit the type.
pub fn read(text: &str, into: &mut dyn Data) -> Result<(), DecodeError> {
    let mut reader = Reader { text, at: 0, depth: 0, scratch: Vec::new() };
    reset(into);
    reader.value(into)?;
    if reader.at == text.len() { Ok(()) } else { Err(reader.flaw("nothing may follow the value")) }
}

/// Reads a whole text whose type is not known: every leaf is a string.
///
/// ```
/// let data = restli_core::url::parse("(ids:List(a%3Ab,c),none:List())")?;
/// assert_eq!(data, serde_json::json!({"ids": ["a:b", "c"], "none": []}));
/// # Ok::<(), restli_core::data::DecodeError>(())
/// ```
///
/// # Errors
/// Text that is no URL data.
pub fn parse(text: &str) -> Result<Json, DecodeError> {
    let mut json = Json::Null;
    read(text, &mut json)?;
    Ok(json)
}

const LONE_PERCENT: &str = "a `%` without two hexadecimal digits";

/// A place in a text.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// A buffer in which escapes are undone, shared by all strings to save allocations.
    scratch: Vec<u8>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, octet: u8) -> bool {
        let found = self.peek() == Some(octet);
        self.at += usize::from(found);
        found
    }

    #[cold]
    fn flaw(&self, message: &str) -> DecodeError {
        DecodeError::new(format!("not URL data at byte {}: {message}", self.at), self.rest())
    }

    fn value(&mut self, into: &mut dyn Data) -> Result<(), DecodeError> {
        let start = self.at;
        if self.peek() == Some(b'(') {
            match into.data_mut() {
                DataMut::Record(record) => self.record(record),
                DataMut::Map(entries) => self.entries(entries),
                DataMut::Union(union) => self.member(union),
                DataMut::Json(json) => {
                    let mut object = crate::Map::<Json>::new();
                    self.entries(&mut object)?;
                    *json = Json::Object(object.into_iter().collect());
                    Ok(())
                }
                fill => Err(self.mismatch(start, fill.refusal())),
            }
        } else if self.at_list() {
            match into.data_mut() {
                DataMut::Array(items) => self.items(items),
                DataMut::Json(json) => {
                    let mut list = Vec::<Json>::new();
                    self.items(&mut list)?;
                    *json = Json::Array(list);
                    Ok(())
                }
                fill => Err(self.mismatch(start, fill.refusal())),
            }
        } else {
            self.leaf(into)
        }
    }

    /// A value that is one piece of text.
    fn leaf(&mut self, into: &mut dyn Data) -> Result<(), DecodeError> {
        let (text, escaped) = self.raw()?;
        if escaped {
            let mut octets = std::mem::take(&mut self.scratch);
            let decoded = decode_into(text, &mut octets).ok_or_else(|| self.flaw(LONE_PERCENT));
            decoded.and_then(|()| from_text(into, &to_text(&octets)))?;
            self.scratch = octets;
        } else {
            from_text(into, if text == "''" { "" } else { text })?;
        }
        self.at += text.len();
        Ok(())
    }

    /// The value that starts here does not fit.
    #[cold]
    fn mismatch(&self, start: usize, message: &str) -> DecodeError {
        DecodeError::new(message, self.text.get(start..).unwrap_or_default())
    }

    /// The text up to the next unescaped sign of the structure, which stays to be gone past, and whether it has escapes.
    fn raw(&self) -> Result<(&'a str, bool), DecodeError> {
        let rest = self.rest();
        let mut len = run(rest.as_bytes(), STRUCTURE | PERCENT);
        let escaped = rest.as_bytes().get(len) == Some(&b'%');
        if escaped {
            len += run(rest.as_bytes().get(len..).unwrap_or_default(), STRUCTURE);
        }
        match rest.get(..len).unwrap_or_default() {
            "" => Err(self.flaw("expected a string; the empty one is written ''")),
            text => Ok((text, escaped)),
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let (text, escaped) = self.raw()?;
        let string = match text {
            "''" => Some(Cow::Borrowed("")),
            _ if escaped => percent_decode(text),
            _ => Some(Cow::Borrowed(text)),
        };
        let string = string.ok_or_else(|| self.flaw(LONE_PERCENT))?;
        self.at += text.len();
        Ok(string)
    }

    /// A list comes next.
    fn at_list(&self) -> bool {
        self.peek() == Some(b'L') && self.rest().starts_with("List(")
    }

    /// Goes into the parentheses whose opening is `open` octets long.
    fn enter(&mut self, open: usize) -> Result<(), DecodeError> {
        if self.depth == MAX_DEPTH {
            return Err(self.flaw(&format!("nested more than {MAX_DEPTH} levels deep")));
        }
        self.depth += 1;
        self.at += open;
        Ok(())
    }

    /// Goes past a comma to the next item, or past the closing parenthesis; tells whether an item follows.
    fn more(&mut self, first: bool) -> Result<bool, DecodeError> {
        if self.eat(b')') {
            self.depth -= 1;
            return Ok(false);
        }
        if first || self.eat(b',') { Ok(true) } else { Err(self.flaw("expected `,` or `)`")) }
    }

    /// Goes to the value of the next entry of an object.
    fn key(&mut self, first: bool) -> Result<Option<Cow<'a, str>>, DecodeError> {
        if !self.more(first)? {
            return Ok(None);
        }
        let key = self.string()?;
        if self.eat(b':') { Ok(Some(key)) } else { Err(self.flaw("expected `:`")) }
    }

    fn items(&mut self, items: &mut dyn Items) -> Result<(), DecodeError> {
        self.enter("List(".len())?;
        let mut index = 0;
        while self.more(index == 0)? {
            self.value(items.push()).map_err(|error| error.in_item(index))?;
            index += 1;
        }
        Ok(())
    }

    fn entries(&mut self, entries: &mut dyn Entries) -> Result<(), DecodeError> {
        self.enter(1)?;
        let mut first = true;
        while let Some(key) = self.key(first)? {
            first = false;
            self.value(entries.entry(key.clone().into_owned())).map_err(|error| error.in_field(&key))?;
        }
        Ok(())
    }

    fn record(&mut self, record: &mut dyn Record) -> Result<(), DecodeError> {
        let start = self.at;
        self.enter(1)?;
        let mut done = Ok(());
        Fields::of(record, &mut |fields| done = self.fields(fields, start));
        done
    }

    fn fields(&mut self, fields: &mut Fields<'_, '_>, start: usize) -> Result<(), DecodeError> {
        let mut first = true;
        while let Some(key) = self.key(first)? {
            first = false;
            let value = fields.find(&key).and_then(|index| fields.field_mut(index));
            match value {
                Some(value) => self.value(value),
                None => match fields.other() {
                    Some(other) => self.value(Entries::entry(other, key.clone().into_owned())),
                    None => self.skip(),
                },
            }
            .map_err(|error| error.in_field(&key))?;
        }
        fields.finish().map_err(|message| DecodeError::new(message, self.text.get(start..self.at).unwrap_or_default()))
    }

    fn member(&mut self, union: &mut dyn Union) -> Result<(), DecodeError> {
        self.enter(1)?;
        let Some(key) = self.key(true)? else {
            union.keep_unknown(UnknownMember::default());
            return Ok(());
        };
        if let Some(value) = union.select(&key) {
            self.value(value).map_err(|error| error.in_field(&key))?;
        } else {
            let mut value = Json::Null;
            self.value(&mut value).map_err(|error| error.in_field(&key))?;
            union.keep_unknown(UnknownMember { key: Some(key.into_owned()), value });
        }
        if self.more(false)? { Err(self.flaw("a union has one member")) } else { Ok(()) }
    }

    fn skip(&mut self) -> Result<(), DecodeError> {
        if self.peek() == Some(b'(') {
            self.enter(1)?;
            let mut first = true;
            while self.key(first)?.is_some() {
                first = false;
                self.skip()?;
            }
            return Ok(());
        }
        if self.at_list() {
            self.enter("List(".len())?;
            let mut first = true;
            while self.more(first)? {
                first = false;
                self.skip()?;
            }
            return Ok(());
        }
        self.string().map(drop)
    }
}
