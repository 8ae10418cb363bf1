//! Conversion of a successful response into the result of a call.

use crate::ResourceMethod;
use crate::data::{Data, DataRef, DecodeError, Fault, Unread};
use crate::error::ErrorResponse;
use crate::json::{EachMember, Reader};

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

    /// Looks at a body that the result does not need. A page for people is an error: it comes from a proxy or the login of a network, so
    /// nothing was carried out. Anything else that is not JSON is noted as left out.
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
            Ok(()) => self.check_failure(),
        }
    }

    /// Looks for an error in a body in which the result found nothing of its own.
    pub(super) fn check_failure(&self) -> Result<(), DecodeError> {
        let is_failure = |error: &ErrorResponse| {
            let says_why = error.message().is_some() || !error.codes().is_empty() || error.service_error_code().is_some();
            let is_alone = error.as_json().as_object().is_some_and(|members| members.len() == 1);
            error.status().is_some_and(|status| (400..600).contains(&status)) && (says_why || is_alone)
        };
        match ErrorResponse::from_body(self.body).filter(is_failure) {
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
        unread.extend(reader.finish()?);
        if is_blank(value) { self.check_failure() } else { Ok(()) }
    }
}

/// The result of a call.
pub trait Outcome: Sized + Send {
    /// Decodes a successful response as far as it can be read (`docs/reading.md`); `unread` receives the values left out.
    ///
    /// # Errors
    /// The response does not fit; the error has its path.
    fn decode(reply: &Reply<'_>, unread: &mut Unread) -> Result<Self, DecodeError>;

    /// The first element that could not be read, if the result is a list that would seem complete without it.
    fn lost(&self) -> Option<&DecodeError> {
        None
    }
}

/// A result that holds entities, so that they can be projected.
pub trait Projectable: Outcome {
    /// The entity.
    type Entity;
    /// The result with projected entities.
    type With<E: Data>: Projectable<Entity = E>;
}

/// No result; JSON in the body is ignored.
impl Outcome for () {
    fn decode(reply: &Reply<'_>, unread: &mut Unread) -> Result<Self, DecodeError> {
        reply.check_unneeded(unread)
    }
}

/// An entity, or the value of an action, which stands in `{"value":…}`.
impl<T: Data> Outcome for T {
    fn decode(reply: &Reply<'_>, unread: &mut Unread) -> Result<Self, DecodeError> {
        let mut value = T::empty();
        read(reply, unread, &mut value)?;
        Ok(value)
    }
}

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
        reply.object(unread, &mut |reader, name| match name {
            "value" => {
                found = true;
                reader.read(value)
            }
            _ => Ok(()),
        })?;
    }
    if !found {
        reply.check_failure()?;
    }
    // An empty body and `{}` both mean "no value" (`docs/protocol.md §2.2`).
    if found || value.set_null() { Ok(()) } else { Err(DecodeError::new("the action gave no value", "")) }
}

/// Returns `true` for a record of which nothing came.
fn is_blank(value: &dyn Data) -> bool {
    let DataRef::Record(record) = value.data() else { return false };
    let mut blank = true;
    record.each(&mut |_, _| blank = false);
    blank
}
