//! A part of an answer, such as the result of one key or an element of a page: its value, or the error that stands in its place.

use super::part_error::KeyError;
use crate::Json;
use crate::data::{Data, DataRef, DecodeError};
use crate::error::{ErrorResponse, member_says_failure};
use crate::json::{self, Mark, Reader};

/// Reads a part and makes its outcome. A failure whose words stand beside its status, and not in an `error`, has them.
pub(super) fn outcome<V: Data, T>(
    reader: &mut Reader<'_>,
    outcome: impl FnOnce(V) -> Result<T, KeyError>,
) -> Result<Result<T, KeyError>, DecodeError> {
    let (mut value, start) = (V::empty(), reader.mark());
    let read = value_of(reader, &mut value)?;
    Ok(read.and_then(|()| outcome(value)).map_err(|error| in_words_of(error, reader.since(start))))
}

/// The members of the outcome of a change or a create.
const OF_A_CHANGE: [&str; 5] = ["status", "id", "location", "entity", "error"];

/// Reads the outcome of a change or a create as [`outcome`] does. A success with a member that says of a failure stays one, and that is noted.
pub(super) fn change<V: Data, T>(
    reader: &mut Reader<'_>,
    make: impl FnOnce(V) -> Result<T, KeyError>,
) -> Result<Result<T, KeyError>, DecodeError> {
    let start = reader.mark();
    let read = outcome(reader, make)?;
    if read.is_ok() && !reader.is_undeclared(start) {
        let text = reader.since(start);
        Reader::tolerant(text.as_bytes())?.object(&mut |member, name| {
            if let (false, Some(found)) = (OF_A_CHANGE.contains(&name), failure_in(member, name)?) {
                reader.note(DecodeError::new("an error beside a status of success", found).in_field(name));
            }
            Ok(())
        })?;
    }
    Ok(read)
}

/// The text of a member that says of a failure.
pub(super) fn failure_in<'a>(reader: &Reader<'a>, name: &str) -> Result<Option<&'a str>, DecodeError> {
    let found = reader.clone().skip()?.trim();
    let value = json::from_slice::<Json>(found.as_bytes());
    Ok(value.is_ok_and(|value| member_says_failure(&name.to_ascii_lowercase(), &value)).then_some(found))
}

/// Refuses an outcome that declares none of its members: it tells nothing of a success. Words in it are those of a failure.
pub(super) fn declared(reader: &mut Reader<'_>, start: Mark) -> Result<(), KeyError> {
    if !reader.is_undeclared(start) {
        return Ok(());
    }
    reader.forget(start);
    let text = reader.since(start);
    let error = ErrorResponse::from_body(text.as_bytes()).filter(has_words);
    let unknown =
        || KeyError::Undecodable(DecodeError::new("no outcome, since it has none of `status`, `id`, `location` and `error`", text.trim()));
    Err(error.map_or_else(unknown, |error| KeyError::failed(None, Some(error))))
}

/// Reads the value of a part.
///
/// # Errors
/// The text is not JSON. The inner error says that the value does not fit, or is the error that the server put in its place.
pub(super) fn value_of(reader: &mut Reader<'_>, value: &mut dyn Data) -> Result<Result<(), KeyError>, DecodeError> {
    let start = reader.mark();
    let read = reader.try_read(value)?;
    let status = read.is_ok().then(|| TextStatus::of(value)).flatten();
    let is_failure = || status.as_ref().is_some_and(|status| status.is_of_failure(reader.since(start).as_bytes()));
    let is_other = read.is_err() || reader.is_undeclared(start) || is_failure();
    if let Some(error) = is_other.then(|| failure(reader.since(start).as_bytes())).flatten() {
        reader.forget(start);
        return Ok(Err(KeyError::failed(None, Some(error))));
    }
    let wrapped = status.and_then(|status| status.misfit(reader.since(start).as_bytes()));
    Ok(read.and_then(|()| wrapped.map_or(Ok(()), Err)).map_err(KeyError::Undecodable))
}

/// The own `status` of a record, if it is text.
pub(super) struct TextStatus<'v> {
    text: &'v str,
    /// The record has nothing else.
    is_alone: bool,
}

impl<'v> TextStatus<'v> {
    pub(super) fn of(value: &'v dyn Data) -> Option<Self> {
        let DataRef::Record(record) = value.data() else { return None };
        let table = record.table();
        if !table.embeds() && table.fields.iter().all(|field| field.wire != "status") {
            return None;
        }
        let (mut status, mut is_alone) = (None, true);
        record.each(&mut |name, value| match (name, value.data()) {
            ("status", DataRef::Text(text) | DataRef::Checked(text, _)) => status = Some(text),
            _ => is_alone = false,
        });
        status.map(|text| Self { text, is_alone })
    }

    /// Returns `true` for a record that was read from an error with a number in its `status`.
    pub(super) fn is_of_failure(&self, text: &[u8]) -> bool {
        let in_digits = self.text.parse().is_ok_and(|status: u16| (400..600).contains(&status));
        let is_number = |error: &ErrorResponse| error.as_json().get("status").is_some_and(Json::is_number);
        in_digits && ErrorResponse::from_body(text).is_some_and(|error| is_number(&error) && error.is_pure() && has_words(&error))
    }

    /// The misfit of a record that was read from the outcome of a change around an entity: `{"status": 200, "entity": {..}}`.
    pub(super) fn misfit(&self, text: &[u8]) -> Option<DecodeError> {
        // Parsed for this rare record alone: a second reading of each entity would cost more than the first.
        let outcome = self.is_alone.then(|| ErrorResponse::from_body(text)).flatten()?;
        let members = outcome.as_json().as_object()?;
        let is_outcome =
            members.get("entity")?.is_object() && members.keys().all(|name| matches!(name.as_str(), "status" | "entity" | "error"));
        let found = std::str::from_utf8(text).unwrap_or_default();
        is_outcome.then(|| DecodeError::new("expected an entity, not the outcome of a change around one", found.trim()))
    }
}

/// Reads a part with a function that makes its outcome. What the function cannot read is the error that the server put in its place, or one
/// of its own.
pub(super) fn read<'a, T>(
    reader: &mut Reader<'a>,
    read: impl FnOnce(&mut Reader<'a>) -> Result<Result<T, KeyError>, DecodeError>,
) -> Result<Result<T, KeyError>, DecodeError> {
    let start = reader.mark();
    let outcome = reader.attempt(read)?;
    let text = reader.since(start);
    Ok(match outcome {
        Ok(outcome) => outcome.map_err(|error| in_words_of(error, text)),
        Err(error) => Err(failure(text.as_bytes()).map_or(KeyError::Undecodable(error), |failed| KeyError::failed(None, Some(failed)))),
    })
}

/// The error in a text that a result found nothing of its own in. Its status is one of failure, and does not stand beside foreign members
/// alone; without a status it has the number of an error, or nothing but what only errors have.
pub(super) fn failure(text: &[u8]) -> Option<ErrorResponse> {
    ErrorResponse::from_body(text).filter(|error| match error.status() {
        Some(status) => (400..600).contains(&status) && (has_words(error) || error.is_pure()),
        None => error.service_error_code().is_some() || (error.is_pure() && error.is_raised()),
    })
}

/// The error with the words of a text around its status, if it has none of its own.
fn in_words_of(error: KeyError, text: &str) -> KeyError {
    match error {
        KeyError::Failed { status, error } if error == ErrorResponse::empty() => {
            let words = ErrorResponse::from_body(text.as_bytes()).filter(has_words);
            KeyError::Failed { status, error: words.unwrap_or(error) }
        }
        other => other,
    }
}

fn has_words(error: &ErrorResponse) -> bool {
    error.message().is_some() || !error.codes().is_empty() || error.service_error_code().is_some()
}
