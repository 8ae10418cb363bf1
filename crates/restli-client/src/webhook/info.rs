//! The facts about the webhooks of a service: names on the wire, and its events.

use restli_core::UnknownMember;
use restli_core::data::{Data, DecodeError, Unread};
use restli_core::json::Reader;

/// The names that the webhooks of a service use on the wire. A signature is the HMAC-SHA256 of the prefix and the body, in hexadecimal digits.
pub struct Scheme<E: 'static> {
    /// The header of the signature.
    pub header: &'static str,
    /// Text that the service puts before the body when it signs. Before the digits in the header it may stand, too.
    pub prefix: &'static str,
    /// The parameter of a validation that holds the challenge, and the field of the answer that repeats it.
    pub challenge: &'static str,
    /// The field of the answer to a validation that holds the signature of the challenge.
    pub response: &'static str,
    /// The parameter of a validation that names the app.
    pub app: &'static str,
    /// The field of a body that names the event.
    pub event: &'static str,
    /// The events, which the generated client has as a table.
    pub events: &'static [EventInfo<E>],
    /// The value for an event that is not among them.
    pub unrecognized: fn(UnknownMember) -> E,
}

impl<E> std::fmt::Debug for Scheme<E> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Scheme").field("header", &self.header).field("events", &self.events).finish_non_exhaustive()
    }
}

/// An event that was read from a body, with the values that were left out; or the reason why it could not be read.
pub type ReadEvent<E> = Result<(E, Unread), DecodeError>;

/// An event that webhooks are told of. `E` is the enum of all events.
pub struct EventInfo<E> {
    /// Name on the wire.
    pub name: &'static str,
    /// Path of the array in the body whose items are one event each; `None` if the body is one event.
    pub each: Option<&'static str>,
    /// Paths of the fields that together tell an event from all others, from the item of [`each`](Self::each) or the body.
    pub id: &'static [&'static str],
    /// Path of the time of an event in milliseconds, from the item of [`each`](Self::each) or the body.
    pub time: Option<&'static str>,
    /// Path of the application that a call is meant for, from the body.
    pub app: Option<&'static str>,
    /// Reads a body.
    pub read: fn(&[u8]) -> ReadEvent<E>,
}

impl<E> EventInfo<E> {
    /// An event with its name on the wire, and the function that reads its body.
    #[must_use]
    pub const fn new(name: &'static str, read: fn(&[u8]) -> ReadEvent<E>) -> Self {
        Self { name, each: None, id: &[], time: None, app: None, read }
    }

    /// Sets [`each`](Self::each).
    #[must_use]
    pub const fn with_each(self, each: &'static str) -> Self {
        Self { each: Some(each), ..self }
    }

    /// Sets [`id`](Self::id).
    #[must_use]
    pub const fn with_id(self, id: &'static [&'static str]) -> Self {
        Self { id, ..self }
    }

    /// Sets [`time`](Self::time).
    #[must_use]
    pub const fn with_time(self, time: &'static str) -> Self {
        Self { time: Some(time), ..self }
    }

    /// Sets [`app`](Self::app).
    #[must_use]
    pub const fn with_app(self, app: &'static str) -> Self {
        Self { app: Some(app), ..self }
    }
}

impl<E> std::fmt::Debug for EventInfo<E> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("EventInfo").field(&self.name).finish()
    }
}

/// Reads a body as far as it can be, like an answer (`docs/reading.md`), and makes an event of it.
///
/// # Errors
/// Text that is not JSON, or a record without a field that it needs.
pub fn read<T: Data, E>(body: &[u8], event: fn(T) -> E) -> ReadEvent<E> {
    let mut value = T::empty();
    let mut reader = Reader::tolerant(body)?;
    reader.read(&mut value)?;
    Ok((event(value), reader.finish()?))
}
