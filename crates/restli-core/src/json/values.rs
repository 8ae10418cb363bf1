//! From JSON into values: one function per kind of value.

use std::borrow::Cow;

use super::mark::Mark;
use super::number;
use super::reader::Reader;
use crate::data::{Bare, Data, DataMut, DecodeError, Entries, Fields, FromText, Items, Record, Step, Union, stands_beside};
use crate::{Json, UnknownMember};

type Done = Result<(), DecodeError>;

impl Reader<'_> {
    /// Reads the value that starts here into a value.
    pub(super) fn value(&mut self, value: &mut dyn Data) -> Done {
        if self.peek() == Some(b'n') { self.null(value) } else { self.no_null(value) }
    }

    fn no_null(&mut self, value: &mut dyn Data) -> Done {
        match value.data_mut() {
            DataMut::Bool(value) => *value = self.boolean()?,
            DataMut::Int(value) => {
                let start = self.at;
                let number = self.whole("not an int")?;
                *value = i32::try_from(number).map_err(|_| self.refuse(start, "not an int"))?;
            }
            DataMut::Long(value) => *value = self.whole("not a long")?,
            DataMut::Float(value) => *value = self.float("not a float")?,
            DataMut::Double(value) => *value = self.float("not a double")?,
            DataMut::String(value) => *value = self.text()?.into_owned(),
            DataMut::Text(value) => return self.text_value(value),
            DataMut::Array(items) => return self.items(items),
            DataMut::Map(entries) => return self.entries(entries),
            DataMut::Record(record) => return self.record(record),
            DataMut::Union(union) => return self.union(union),
            DataMut::Bare(union) => return self.bare(union),
            DataMut::Json(json) => *json = self.any()?,
        }
        Ok(())
    }

    #[cold]
    fn null(&mut self, value: &mut dyn Data) -> Done {
        let start = self.at;
        if !self.word("null") {
            return Err(self.flaw("expected a value"));
        }
        if value.set_null() {
            return Ok(());
        }
        match value.data_mut() {
            DataMut::Json(json) => *json = Json::Null,
            fill => return Err(self.refuse(start, fill.refusal())),
        }
        Ok(())
    }

    fn boolean(&mut self) -> Result<bool, DecodeError> {
        if self.word("true") {
            Ok(true)
        } else if self.word("false") {
            Ok(false)
        } else {
            let start = self.at;
            match self.quoted()?.as_deref() {
                Some("true") => Ok(true),
                Some("false") => Ok(false),
                Some(_) => Err(self.refuse(start, "not a boolean")),
                None => Err(self.mismatch("not a boolean")),
            }
        }
    }

    /// A string in place of a number or boolean, for a tolerant reader only.
    #[cold]
    fn quoted(&mut self) -> Result<Option<Cow<'_, str>>, DecodeError> {
        if self.tolerant { self.string() } else { Ok(None) }
    }

    /// A string; a tolerant reader also takes a number or boolean as it is written.
    #[inline]
    fn text(&mut self) -> Result<Cow<'_, str>, DecodeError> {
        match self.peek() {
            Some(b'"') => Ok(self.string()?.unwrap_or_default()),
            _ => self.no_text(),
        }
    }

    #[cold]
    fn no_text(&mut self) -> Result<Cow<'_, str>, DecodeError> {
        let start = self.at;
        if self.tolerant && (self.number().is_some() || self.word("true") || self.word("false")) {
            return Ok(Cow::Borrowed(self.text.get(start..self.at).unwrap_or_default()));
        }
        Err(self.mismatch("not a string"))
    }

    #[inline]
    fn whole(&mut self, refusal: &str) -> Result<i64, DecodeError> {
        if let Some((value, length)) = number::short(self.text.as_bytes().get(self.at..).unwrap_or_default()) {
            self.at += length;
            return Ok(value);
        }
        self.whole_number(refusal)
    }

    /// A whole number in a rarer form: 19 digits, `1.0`, `1e2`.
    #[cold]
    fn whole_number(&mut self, refusal: &str) -> Result<i64, DecodeError> {
        let start = self.at;
        match self.number() {
            Some(literal) => number::whole(literal).ok_or_else(|| self.refuse(start, refusal)),
            None => match self.quoted()? {
                Some(text) => literal(&text).and_then(number::whole).ok_or_else(|| self.refuse(start, refusal)),
                None => Err(self.mismatch(refusal)),
            },
        }
    }

    /// A number, or one of the strings `NaN`, `Infinity` and `-Infinity`.
    fn float<F: std::str::FromStr + FromDouble>(&mut self, refusal: &str) -> Result<F, DecodeError> {
        let start = self.at;
        if let Some(literal) = self.number() {
            return literal.parse().map_err(|_| self.refuse(start, refusal));
        }
        match self.string()? {
            Some(text) => {
                let quoted = || literal(&text).filter(|_| self.tolerant).and_then(|literal| literal.parse().ok());
                let number = number::from_not_finite(&text).map(F::from_double).or_else(quoted);
                number.ok_or_else(|| self.refuse(start, refusal))
            }
            None => Err(self.mismatch(refusal)),
        }
    }

    fn text_value(&mut self, value: &mut dyn FromText) -> Done {
        let (start, tolerant) = (self.at, self.tolerant);
        let text = self.text()?;
        match value.set_text(&text) {
            Err(_) if tolerant && value.keep_text(&text) => Ok(()),
            outcome => outcome.map_err(|message| self.refuse(start, &message)),
        }
    }

    fn items(&mut self, items: &mut dyn Items) -> Done {
        if !self.enter(b'[')? {
            return Err(self.mismatch("not an array"));
        }
        let mut index = 0;
        while self.next_item(index == 0)? {
            let start = self.mark();
            match self.value(items.push()) {
                Ok(()) => self.stepped(start, Step::Item(index)),
                Err(error) if self.tolerant => {
                    items.pop();
                    self.leave_out(start, error.in_item(index))?;
                }
                Err(error) => return Err(error.in_item(index)),
            }
            index += 1;
        }
        Ok(())
    }

    fn entries(&mut self, entries: &mut dyn Entries) -> Done {
        if !self.enter(b'{')? {
            return Err(self.mismatch("not a map"));
        }
        let mut first = true;
        while let Some(name) = self.next_member(first)? {
            first = false;
            let start = self.mark();
            match entries.entry(&name, self.tolerant).and_then(|value| self.value(value)) {
                Ok(()) => self.stepped(start, Step::Field(&name)),
                Err(error) if self.tolerant => {
                    entries.remove(&name);
                    self.leave_out(start, error.in_field(&name))?;
                }
                Err(error) => return Err(error.in_field(&name)),
            }
        }
        Ok(())
    }

    fn record(&mut self, record: &mut dyn Record) -> Done {
        let start = self.at;
        if !self.enter(b'{')? {
            return Err(self.mismatch("not a record"));
        }
        let mut done = Ok(());
        Fields::of(record, &mut |fields| done = self.fields(fields, start));
        done
    }

    fn fields(&mut self, fields: &mut Fields<'_, '_>, start: usize) -> Done {
        let (again, mut first) = (std::mem::take(&mut self.again), true);
        while self.next_name(first)? {
            first = false;
            if fields.expected().is_some_and(|name| !name.is_empty() && self.take_name(name)) {
                let index = fields.advance();
                self.field(fields, index)?;
                continue;
            }
            let name = self.name()?;
            match fields.find(&name) {
                Some(index) => self.field(fields, index)?,
                None if self.tolerant && self.peek() == Some(b'{') && fields.expansion(of_urn(&name)).is_some() => {
                    self.expansion(fields, of_urn(&name))?;
                }
                None => match fields.other() {
                    Some(other) => {
                        let value = self.any().map_err(|error| error.in_field(&name))?;
                        other.insert(name.into_owned(), value);
                    }
                    None => self.skip_value().map_err(|error| error.in_field(&name))?,
                },
            }
        }
        fields.finish().map_err(|message| self.refuse(start, &message))?;
        if fields.embeds() {
            self.embedded(fields, start)?;
        }
        if self.tolerant && !again && fields.is_untouched() { self.note_undeclared(fields, start) } else { Ok(()) }
    }

    /// Reads the object again for each embedded record.
    #[cold]
    fn embedded(&mut self, fields: &mut Fields<'_, '_>, start: usize) -> Done {
        for index in fields.embedded() {
            self.at = start;
            if let Some(value) = fields.embedded_mut(index) {
                self.again = true;
                self.value(value)?;
            }
        }
        self.again = false;
        Ok(())
    }

    #[inline]
    fn field(&mut self, fields: &mut Fields<'_, '_>, index: usize) -> Done {
        let value = match self.peek() {
            Some(b'{') => fields.field_mut(index),
            Some(b'n') => return self.no_field(fields, index),
            _ => fields.simple_field_mut(index),
        };
        let Some(value) = value else { return self.skip_value() };
        let start = self.mark();
        match self.no_null(value) {
            Ok(()) => {
                self.stepped(start, Step::Field(fields.name(index)));
                Ok(())
            }
            Err(error) => self.field_left_out(fields, index, start, error.in_field(fields.name(index))),
        }
    }

    /// Leaves out an optional field that cannot be read, if the reader is tolerant. A field with a default is not left out: its default
    /// would pass for the value that came.
    #[cold]
    fn field_left_out(&mut self, fields: &mut Fields<'_, '_>, index: usize, start: Mark, error: DecodeError) -> Done {
        let optional = self.tolerant && !fields.required(index);
        if optional && fields.expansion(fields.name(index)).is_some() {
            self.rewind(start);
            let left_out = fields.simple_field_mut(index).is_some_and(Data::clear_optional);
            if left_out && self.peek() == Some(b'{') {
                return self.expansion(fields, fields.name(index));
            }
        }
        if optional && fields.simple_field_mut(index).is_some_and(Data::clear_optional) {
            return self.leave_out(start, error).map_err(|deeper| deeper.in_field(fields.name(index)));
        }
        Err(error)
    }

    /// Reads an entity that stands in place of the URN that was to be expanded, as LinkedIn's own samples have it, or beside it under a
    /// longer name.
    #[cold]
    fn expansion(&mut self, fields: &mut Fields<'_, '_>, name: &str) -> Done {
        match fields.expansion(name) {
            Some(index) => self.field(fields, index),
            None => self.skip_value(),
        }
    }

    /// Reads `null` for a field. A field that has a default keeps it.
    #[cold]
    fn no_field(&mut self, fields: &mut Fields<'_, '_>, index: usize) -> Done {
        let required = fields.required(index);
        let Some(value) = fields.simple_field_mut(index) else { return self.skip_value() };
        if required {
            return self.null(value).map_err(|error| error.in_field(fields.name(index)));
        }
        value.set_null();
        if self.word("null") { Ok(()) } else { Err(self.flaw("expected a value")) }
    }

    fn union(&mut self, union: &mut dyn Union) -> Done {
        if !self.enter(b'{')? {
            return Err(self.mismatch("not a union"));
        }
        union.keep_unknown(UnknownMember::default());
        let mut first = true;
        let mut met: Option<Cow<'_, str>> = None;
        while let Some(key) = self.next_member(first)? {
            first = false;
            if stands_beside(&key) {
                self.skip_value()?;
                continue;
            }
            if let Some(other) = &met {
                let message = format!("not one member of {} but several", union.name());
                return Err(DecodeError::new(message, &format!("{other}, {key}")));
            }
            let start = self.mark();
            match self.member(union, &key) {
                Ok(()) => self.stepped(start, Step::Field(&key)),
                Err(error) if self.tolerant => {
                    self.rewind(start);
                    let value = self.any()?;
                    self.unread.push(error.in_field(&key));
                    union.keep_unknown(UnknownMember { key: Some(key.clone().into_owned()), value });
                }
                Err(error) => return Err(error.in_field(&key)),
            }
            met = Some(key);
        }
        Ok(())
    }

    fn member(&mut self, union: &mut dyn Union, key: &str) -> Done {
        if let Some(member) = union.select(key) {
            return self.value(member);
        }
        // Nobody should write the null member as `{"null":null}`, but the reference server lets it pass.
        if key == "null" && union.set_null() && self.word("null") {
            return Ok(());
        }
        let value = self.any()?;
        union.keep_unknown(UnknownMember { key: Some(key.to_owned()), value });
        Ok(())
    }

    /// Reads a value whose kind tells its member. A tolerant reader keeps a value that the member refuses.
    fn bare(&mut self, union: &mut dyn Bare) -> Done {
        let start = self.mark();
        let kind = self.kind();
        match self.value(union.select(kind.word())) {
            Err(error) if self.tolerant => {
                self.rewind(start);
                self.value(union.select(""))?;
                self.unread.push(error);
                Ok(())
            }
            outcome => outcome,
        }
    }

    /// Makes the error for a value that started at `start` and has been read, perhaps in part.
    #[cold]
    fn refuse(&self, start: usize, message: &str) -> DecodeError {
        DecodeError::new(message, self.text.get(start..self.at).unwrap_or_default())
    }
}

/// The name of the URN to which a member belongs: some servers repeat what the request says behind `~`, as in `image~asset`.
fn of_urn(name: &str) -> &str {
    name.split_once('~').map_or(name, |(urn, _)| urn)
}

/// A text that is a number as JSON writes it.
fn literal(text: &str) -> Option<&str> {
    (number::end(text.as_bytes(), 0) == Some(text.len())).then_some(text)
}

/// `f32` or `f64`, for the values that JSON has no number for.
trait FromDouble {
    fn from_double(value: f64) -> Self;
}

impl FromDouble for f32 {
    #[allow(clippy::cast_possible_truncation, reason = "only NaN and the infinities come this way")]
    fn from_double(value: f64) -> Self {
        value as Self
    }
}

impl FromDouble for f64 {
    fn from_double(value: f64) -> Self {
        value
    }
}
