//! From a successful response to what the caller gets.

use crate::ResourceMethod;
use crate::data::{Data, DecodeError};
use crate::json::{self, Reader};

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

impl Reply<'_> {
    /// The body is empty or white space.
    pub(crate) fn is_empty(&self) -> bool {
        self.body.trim_ascii().is_empty()
    }
}

/// The result of a call.
pub trait Outcome: Sized + Send {
    /// Makes it from a successful response.
    ///
    /// # Errors
    /// What is wrong with the response, and where.
    fn decode(reply: &Reply<'_>) -> Result<Self, DecodeError>;
}

/// A result that holds entities, so that they can be projected.
pub trait Projectable: Outcome {
    /// The entity.
    type Entity;
    /// The same result with projected entities.
    type With<E: Data>: Projectable<Entity = E>;
}

/// No result: whatever the body, it is ignored.
impl Outcome for () {
    fn decode(_: &Reply<'_>) -> Result<Self, DecodeError> {
        Ok(())
    }
}

/// An entity, or the value of an action, which stands in `{"value":…}`.
impl<T: Data> Outcome for T {
    fn decode(reply: &Reply<'_>) -> Result<Self, DecodeError> {
        let mut value = T::empty();
        read(reply, &mut value)?;
        Ok(value)
    }
}

impl<T: Data> Projectable for T {
    type Entity = T;
    type With<E: Data> = E;
}

fn read(reply: &Reply<'_>, value: &mut dyn Data) -> Result<(), DecodeError> {
    if reply.method != ResourceMethod::Action {
        if reply.is_empty() {
            return Err(DecodeError::new(format!("the response (status {}) has no body", reply.status), ""));
        }
        return json::read_into(reply.body, value);
    }
    let mut found = false;
    if !reply.is_empty() {
        let mut reader = Reader::new(reply.body)?;
        reader.object(&mut |reader, name| match name {
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
