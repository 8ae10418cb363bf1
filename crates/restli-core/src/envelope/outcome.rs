//! Conversion of a successful response into the result of a call.

use super::{KeyError, Parts, part};
use crate::data::{Data, DataRef, DecodeError, Fault, Unread, stands_beside};
use crate::error::{ErrorResponse, says_failure};
use crate::json::{self, EachMember, Kind, Reader};
use crate::permission::either;
use crate::{Json, ResourceMethod};

/// The parts of a successful response that results are made from.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    /// The method that was called.
    pub method: ResourceMethod,
    /// The HTTP status.
    pub status: u16,
    /// The value of `X-RestLi-Id`.
    pub id: Option<&'a str>,
    /// The value of `Location`.
    pub location: Option<&'a str>,
    /// The value of `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
}

impl<'a> Reply<'a> {
    /// Returns `true` if the body is empty or white space.
    pub(crate) fn is_empty(&self) -> bool {
        self.body.trim_ascii().is_empty()
    }

    /// A reader at the start of the body.
    fn reader(&self) -> Result<Reader<'a>, DecodeError> {
        if self.is_empty() {
            return Err(DecodeError::of(Fault::NotJson, format!("the response (status {}) has no body", self.status), ""));
        }
        Reader::tolerant(self.body)
    }

    /// Goes through the members of the object in the body.
    pub(super) fn object(&self, unread: &mut Unread, each: EachMember<'_, 'a>) -> Result<(), DecodeError> {
        let mut reader = self.reader()?;
        reader.object(each)?;
        unread.extend(reader.finish()?);
        Ok(())
    }

    /// Goes through the members of the envelope in the body, as [`members`] does. An error in the body is told before any other.
    pub(super) fn envelope(&self, names: &[&str], unread: &mut Unread, each: EachMember<'_, 'a>) -> Result<(), DecodeError> {
        let mut reader = self.reader()?;
        if let Err(misfit) = members(&mut reader, names, each) {
            self.check_failure()?;
            return Err(misfit);
        }
        unread.extend(reader.finish()?);
        Ok(())
    }

    /// Looks at a body that the result does not need. A page for people is an error: it comes from a proxy or the login of a network, so
    /// nothing was carried out. Anything else that is not JSON is noted as left out, and so are a text, a code, which may be that of an error, and a word of failure.
    pub(super) fn check_unneeded(&self, unread: &mut Unread) -> Result<(), DecodeError> {
        if self.is_empty() {
            return Ok(());
        }
        let read = Reader::tolerant(self.body).and_then(|mut reader| {
            reader.skip()?;
            reader.end()
        });
        let text = self.body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(self.body);
        match read {
            Err(error) if text.trim_ascii_start().starts_with(b"<") => Err(error),
            Err(error) => {
                unread.push(error);
                Ok(())
            }
            Ok(()) => {
                self.check_failure()?;
                let found = std::str::from_utf8(text).unwrap_or_default().trim();
                if ErrorResponse::from_body(self.body).is_some_and(|words| !words.codes().is_empty()) {
                    unread.push(DecodeError::new("a code where no body was expected, perhaps that of an error", found));
                } else if json::from_slice::<Json>(self.body).is_ok_and(|json| says_failure(&json)) {
                    unread.push(DecodeError::new("a word of failure where no body was expected", found));
                } else if found.starts_with('"') && found != "\"\"" {
                    unread.push(DecodeError::new("a text where no body was expected", found));
                }
                Ok(())
            }
        }
    }

    /// Looks for an error in a body in which the result found nothing of its own.
    pub(super) fn check_failure(&self) -> Result<(), DecodeError> {
        match part::failure(self.body) {
            Some(error) => Err(DecodeError::of(Fault::Failed, "the body is an error", &error.to_string())),
            None => Ok(()),
        }
    }

    /// Reads the body into a value.
    pub(super) fn read(&self, unread: &mut Unread, value: &mut dyn Data) -> Result<(), DecodeError> {
        let mut reader = self.reader()?;
        if let Err(misfit) = reader.read(value) {
            self.check_failure()?;
            return Err(misfit);
        }
        let left_out = reader.finish()?;
        let undeclared = left_out.problems().last().is_some_and(|last| last.fault() == Fault::Undeclared && last.path().is_empty());
        unread.extend(left_out);
        let status = part::TextStatus::of(value);
        if undeclared || is_blank(value) || status.as_ref().is_some_and(|status| status.is_of_failure(self.body)) {
            self.check_failure()?;
        }
        if undeclared { self.check_other_envelope() } else { status.and_then(|status| status.misfit(self.body)).map_or(Ok(()), Err) }
    }

    /// Refuses the envelope of another method in place of an entity that declares none of its members.
    fn check_other_envelope(&self) -> Result<(), DecodeError> {
        let mut came: Vec<(String, Kind)> = Vec::new();
        self.reader()?.object(&mut |reader, name| {
            let kind = reader.kind();
            if kind != Kind::Null && !stands_beside(name) {
                came.push((name.to_owned(), kind));
            }
            Ok(())
        })?;
        let names = |names: &[&str]| came.iter().all(|(name, _)| names.contains(&name.as_str()));
        let what = if names(&ELEMENTS) && came.iter().any(|(name, kind)| name == "elements" && *kind == Kind::Array) {
            "a collection"
        } else if names(&MAPS) && came.iter().all(|(_, kind)| *kind == Kind::Object) {
            "entities by key"
        } else if names(&VALUE) {
            "the value of an action"
        } else {
            return Ok(());
        };
        let found = std::str::from_utf8(self.body).unwrap_or_default();
        Err(DecodeError::new(format!("expected an entity, not {what}"), found.trim()))
    }
}

/// The members of a collection.
pub(super) const ELEMENTS: [&str; 3] = ["elements", "paging", "metadata"];
/// The members of a batch by key.
pub(super) const MAPS: [&str; 3] = ["results", "statuses", "errors"];
/// The members of the result of an action.
const VALUE: [&str; 1] = ["value"];

/// Goes through the members of an envelope. An object that has members and none of these names is an error: a result without content would
/// be an invention. So is a page with a list, or records, elsewhere in place of its elements; of a batch they are noted.
pub(super) fn members<'a>(reader: &mut Reader<'a>, names: &[&str], each: EachMember<'_, 'a>) -> Result<(), DecodeError> {
    let first = names.first().copied().unwrap_or_default();
    let (mut known, mut has_first, mut list, mut other) = (false, false, None, None);
    reader.object(&mut |reader, name| {
        if names.contains(&name) {
            known = true;
            has_first |= name == first;
            return each(reader, name);
        }
        if !stands_beside(name) {
            other.get_or_insert_with(|| name.to_owned());
        }
        if stands_beside(name) {
            return Ok(());
        }
        if !has_first && holds_items(reader)? {
            list = Some(name.to_owned());
        }
        note_failure(reader, name)
    })?;
    match (other, list) {
        (Some(other), _) if !known => {
            let expected = either(names.iter().map(|name| format!("`{name}`")));
            Err(DecodeError::new(format!("expected an object with {expected}"), &format!("`{other}`")))
        }
        (_, Some(list)) if !has_first => {
            let misfit = DecodeError::new(format!("no `{first}`, and other items"), &format!("`{list}`"));
            // Failures and statuses of keys hold without it; a page without elements would end a stream.
            if names != MAPS {
                return Err(misfit);
            }
            reader.note(misfit);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Returns `true` for a list with items, and for an object with such a list or with records by key.
fn holds_items(reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
    let is_list = |text: &str| {
        let text = text.trim_start();
        text.starts_with('[') && !text.trim_start_matches(|c: char| c == '[' || c.is_ascii_whitespace()).starts_with(']')
    };
    if reader.kind() != Kind::Object {
        return Ok(is_list(reader.clone().skip()?));
    }
    let mut found = false;
    reader.clone().object(&mut |inner, _| {
        let text = inner.clone().skip()?;
        found |= (inner.kind() == Kind::Object && text.trim() != "{}") || is_list(text);
        Ok(())
    })?;
    Ok(found)
}

/// Notes a member beside those of an envelope that says of a failure: a part of the result may be missing.
fn note_failure(reader: &mut Reader<'_>, name: &str) -> Result<(), DecodeError> {
    if let Some(found) = part::failure_in(reader, name)? {
        reader.note(DecodeError::new("an error beside the result, of which a part may be missing", found));
    }
    Ok(())
}

/// The result of a call.
pub trait Outcome: Send {
    /// The result before a response is read into it.
    fn vacant() -> Self
    where
        Self: Sized;

    /// Reads a successful response into a vacant result as far as it can be read (`docs/reading.md`); `unread` receives the values left out.
    ///
    /// # Errors
    /// The response does not fit; the error has its path.
    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError>;

    /// Decodes a successful response, as [`fill`](Self::fill) does.
    ///
    /// # Errors
    /// The response does not fit; the error has its path.
    fn decode(reply: &Reply<'_>, unread: &mut Unread) -> Result<Self, DecodeError>
    where
        Self: Sized,
    {
        let mut outcome = Self::vacant();
        outcome.fill(reply, unread)?;
        Ok(outcome)
    }

    /// The parts of a result that is a list.
    fn parts(&mut self) -> Option<&mut dyn Parts> {
        None
    }
}

/// A result that holds entities, so that they can be projected.
#[diagnostic::on_unimplemented(
    message = "the call results in `{Self}`, which holds no entity to select fields of",
    label = "a call without an entity in its result",
    note = "entities come from `get`, `get_all`, `batch_get`, finders, most actions, and creates and updates that return the entity",
    note = "of other results there is nothing to select: leave it out, and get the entity afterwards"
)]
pub trait Projectable: Outcome {
    /// The entity.
    type Entity;
    /// The result with projected entities.
    type With<E: Data>: Projectable<Entity = E>;
}

/// No result; JSON in the body is ignored.
impl Outcome for () {
    fn vacant() -> Self {}

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        reply.check_unneeded(unread)
    }
}

/// An entity, or the value of an action, which stands in `{"value":…}`.
impl<T: Data> Outcome for T {
    fn vacant() -> Self {
        T::empty()
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        read(reply, unread, self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Data> Projectable for T {
    type Entity = T;
    type With<E: Data> = E;
}

fn read(reply: &Reply<'_>, unread: &mut Unread, value: &mut dyn Data) -> Result<(), DecodeError> {
    if reply.method != ResourceMethod::Action {
        return reply.read(unread, value);
    }
    let mut found = false;
    if !reply.is_empty() {
        reply.envelope(&VALUE, unread, &mut |reader, _| {
            found = true;
            part::value_of(reader, value)?.map_err(KeyError::into_misfit)
        })?;
    }
    if !found || is_blank(value) {
        reply.check_failure()?;
    }
    // An empty body and `{}` both mean "no value" (`docs/protocol.md §2.2`).
    if found || value.set_null() { Ok(()) } else { Err(DecodeError::new("the action gave no value", "")) }
}

/// Returns `true` for a value of which nothing came: none, a record without fields, a list without items.
fn is_blank(value: &dyn Data) -> bool {
    match value.data() {
        DataRef::Absent | DataRef::Null | DataRef::Json(Json::Null) | DataRef::NoMember(_) => true,
        DataRef::Array(items) => items.count() == 0,
        DataRef::Map(entries) => entries.count() == 0,
        DataRef::Record(record) => {
            let mut blank = true;
            record.each(&mut |_, _| blank = false);
            blank
        }
        _ => false,
    }
}
