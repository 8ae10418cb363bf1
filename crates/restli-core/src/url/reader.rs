//! URL data to values (`docs/protocol.md §3.1`).

use std::borrow::Cow;

use super::escape::{PERCENT, STRUCTURE, decode_into, percent_decode, run, to_text};
use super::from_text;
use crate::data::{Data, DataMut, DecodeError, Entries, Fields, Items, Record, Union};
use crate::{Json, UnknownMember};

/// The deepest nesting of lists and objects that is read.
pub const MAX_DEPTH: usize = 64;

/// Reads a whole text into a value, and undoes its escapes. After an error the value is partly read.
///
/// # Errors
/// Text that is no URL data, or data that does not fit the type.
pub fn read(text: &str, into: &mut dyn Data) -> Result<(), DecodeError> {
    let mut reader = Reader { text, at: 0, depth: 0, scratch: Vec::new() };
    into.reset();
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

/// The form of a value.
enum Form {
    Object,
    List,
    String,
}

/// A position in a text.
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

    /// Goes past an octet if it is the next.
    fn eat(&mut self, octet: u8) -> bool {
        let found = self.text.as_bytes().get(self.at) == Some(&octet);
        self.at += usize::from(found);
        found
    }

    #[cold]
    fn flaw(&self, message: &str) -> DecodeError {
        DecodeError::new(format!("not URL data at byte {}: {message}", self.at), self.rest())
    }

    /// The form of the value that comes next.
    fn form(&self) -> Form {
        match self.rest().as_bytes() {
            [b'(', ..] => Form::Object,
            [b'L', b'i', b's', b't', b'(', ..] => Form::List,
            _ => Form::String,
        }
    }

    fn value(&mut self, into: &mut dyn Data) -> Result<(), DecodeError> {
        match self.form() {
            Form::Object => match into.data_mut().of_kind("object") {
                DataMut::Record(record) => self.record(record),
                DataMut::Map(entries) => self.entries(entries),
                DataMut::Union(union) => self.member(union),
                DataMut::Json(json) => {
                    let mut object = crate::Map::<Json>::new();
                    self.entries(&mut object)?;
                    *json = Json::Object(object.into_iter().collect());
                    Ok(())
                }
                other => Err(DecodeError::new(other.refusal(), self.rest())),
            },
            Form::List => match into.data_mut().of_kind("array") {
                DataMut::Array(items) => self.items(items),
                DataMut::Json(json) => {
                    let mut list = Vec::<Json>::new();
                    self.items(&mut list)?;
                    *json = Json::Array(list);
                    Ok(())
                }
                other => Err(DecodeError::new(other.refusal(), self.rest())),
            },
            Form::String => self.leaf(into),
        }
    }

    /// Reads a value that is one piece of text.
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

    /// The string that comes next, as written, and whether it has escapes. It ends before the next `(`, `)`, `,` or `:`.
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

    /// Reads a string.
    fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let (text, _) = self.raw()?;
        let string = if text == "''" { Some(Cow::Borrowed("")) } else { percent_decode(text) };
        let string = string.ok_or_else(|| self.flaw(LONE_PERCENT))?;
        self.at += text.len();
        Ok(string)
    }

    /// Reads the key of an entry and the colon behind it.
    fn key(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let key = self.string()?;
        if self.eat(b':') { Ok(key) } else { Err(self.flaw("expected `:`")) }
    }

    /// Reads comma-separated parts, each with its index, between `open`, which comes next, and the closing `)`.
    fn parts(&mut self, open: &str, mut part: impl FnMut(&mut Self, usize) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        if self.depth == MAX_DEPTH {
            return Err(self.flaw(&format!("nested more than {MAX_DEPTH} levels deep")));
        }
        self.depth += 1;
        self.at += open.len();
        let mut index = 0;
        while !self.eat(b')') {
            if index > 0 && !self.eat(b',') {
                return Err(self.flaw("expected `,` or `)`"));
            }
            part(self, index)?;
            index += 1;
        }
        self.depth -= 1;
        Ok(())
    }

    fn items(&mut self, items: &mut dyn Items) -> Result<(), DecodeError> {
        self.parts("List(", |reader, index| reader.value(items.push()).map_err(|error| error.in_item(index)))
    }

    fn entries(&mut self, entries: &mut dyn Entries) -> Result<(), DecodeError> {
        self.parts("(", |reader, _| {
            let key = reader.key()?;
            entries.entry(&key, false).and_then(|value| reader.value(value)).map_err(|error| error.in_field(&key))
        })
    }

    fn record(&mut self, record: &mut dyn Record) -> Result<(), DecodeError> {
        let mut done = Ok(());
        Fields::of(record, &mut |fields| done = self.fields(fields));
        done
    }

    fn fields(&mut self, fields: &mut Fields<'_, '_>) -> Result<(), DecodeError> {
        let start = self.at;
        self.parts("(", |reader, _| {
            let key = reader.key()?;
            let value = fields.find(&key).and_then(|index| fields.field_mut(index));
            match value {
                Some(value) => reader.value(value),
                None => match fields.other() {
                    Some(other) => Entries::entry(other, &key, false).and_then(|value| reader.value(value)),
                    None => reader.skip(),
                },
            }
            .map_err(|error| error.in_field(&key))
        })?;
        fields.finish().map_err(|message| DecodeError::new(message, self.text.get(start..self.at).unwrap_or_default()))
    }

    fn member(&mut self, union: &mut dyn Union) -> Result<(), DecodeError> {
        union.keep_unknown(UnknownMember::default());
        self.parts("(", |reader, index| {
            if index > 0 {
                return Err(reader.flaw("a union has one member"));
            }
            let key = reader.key()?;
            let done = if let Some(value) = union.select(&key) {
                reader.value(value)
            } else {
                let mut value = Json::Null;
                let done = reader.value(&mut value);
                union.keep_unknown(UnknownMember { key: Some(key.clone().into_owned()), value });
                done
            };
            done.map_err(|error| error.in_field(&key))
        })
    }

    fn skip(&mut self) -> Result<(), DecodeError> {
        match self.form() {
            Form::Object => self.parts("(", |reader, _| {
                reader.key()?;
                reader.skip()
            }),
            Form::List => self.parts("List(", |reader, _| reader.skip()),
            Form::String => self.string().map(drop),
        }
    }
}
