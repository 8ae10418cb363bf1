//! Conversion of a successful response into the result of a call.

use crate::ResourceMethod;
use crate::data::{Data, DecodeError, Unread};
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

    /// Goes through the members of the object in the body.
    pub(super) fn object(&self, unread: &mut Unread, each: EachMember<'_, 'a>) -> Result<(), DecodeError> {
        let mut reader = Reader::tolerant(self.body)?;
        reader.object(each)?;
        unread.extend(reader.finish()?);
        Ok(())
    }

    /// Reads the body into a value.
    pub(super) fn read(&self, unread: &mut Unread, value: &mut dyn Data) -> Result<(), DecodeError> {
        let mut reader = Reader::tolerant(self.body)?;
        reader.read(value)?;
        unread.extend(reader.finish()?);
        Ok(())
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

/// No result; any body is ignored.
impl Outcome for () {
    fn decode(_: &Reply<'_>, _: &mut Unread) -> Result<Self, DecodeError> {
        Ok(())
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
        if reply.is_empty() {
            return Err(DecodeError::new(format!("the response (status {}) has no body", reply.status), ""));
        }
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
    // An empty body and `{}` both mean "no value" (`docs/protocol.md §2.2`).
    if found || value.set_null() { Ok(()) } else { Err(DecodeError::new("the action gave no value", "")) }
}
