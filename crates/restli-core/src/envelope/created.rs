//! Results of the methods that create entities (`docs/protocol.md §2.2, §7.3`).

use super::{KeyError, Outcome, Projectable, Reply};
use crate::Json;
use crate::data::{Data, DecodeError};
use crate::error::ErrorResponse;
use crate::json::{self, Kind, Reader};
use crate::key;

/// The key of a created entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created<K> {
    /// The key, from `X-RestLi-Id`.
    pub id: K,
    /// Path of the entity, percent-encoded and without a host. The key is not to be taken from it.
    pub location: Option<String>,
}

impl<K: Data> Outcome for Created<K> {
    fn decode(reply: &Reply<'_>) -> Result<Self, DecodeError> {
        match reply.id {
            Some(id) => Ok(Self { id: key::from_body(id).map_err(in_header)?, location: reply.location.map(str::to_owned) }),
            None => Err(in_header(DecodeError::new("the entity was created, but the response does not tell its key", ""))),
        }
    }
}

fn in_header(error: DecodeError) -> DecodeError {
    error.in_field("X-RestLi-Id")
}

/// A created entity that came back whole.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatedEntity<K, T> {
    /// The key, if the resource told it.
    pub id: Option<K>,
    /// The entity as the server made it.
    pub entity: T,
    /// Path of the entity, percent-encoded and without a host.
    pub location: Option<String>,
}

impl<K: Data, T: Data> Outcome for CreatedEntity<K, T> {
    fn decode(reply: &Reply<'_>) -> Result<Self, DecodeError> {
        let id = reply.id.map(key::from_body).transpose().map_err(in_header)?;
        Ok(Self { id, entity: json::from_slice(reply.body)?, location: reply.location.map(str::to_owned) })
    }
}

impl<K: Data, T: Data> Projectable for CreatedEntity<K, T> {
    type Entity = T;
    type With<E: Data> = CreatedEntity<K, E>;
}

/// The outcome of each entity of a batch create, in the order sent.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchCreated<K> {
    /// The outcomes.
    pub items: Vec<Result<CreatedItem<K>, KeyError>>,
}

/// One entity of a batch create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedItem<K> {
    /// The HTTP status, 201 as a rule.
    pub status: Option<i32>,
    /// The key, if the resource told it.
    pub id: Option<K>,
    /// Path of the entity; older servers leave it out.
    pub location: Option<String>,
}

impl<K: Data> Outcome for BatchCreated<K> {
    fn decode(reply: &Reply<'_>) -> Result<Self, DecodeError> {
        outcomes(reply.body, created).map(|items| Self { items })
    }
}

/// The outcomes of a batch create, each from one of the `elements`.
pub(super) fn outcomes<S: Data, T>(
    body: &[u8],
    outcome: impl Fn(S) -> Result<T, KeyError>,
) -> Result<Vec<Result<T, KeyError>>, DecodeError> {
    let mut items = Vec::new();
    let mut reader = Reader::new(body)?;
    reader.object(&mut |reader, name| match name {
        "elements" if reader.kind() != Kind::Null => reader.array(&mut |reader, index| {
            let mut status = S::empty();
            let read = reader.try_read(&mut status)?;
            let item = read.map_err(KeyError::Undecodable).and_then(|()| outcome(status));
            items.push(item.map_err(|error| error.at(index)));
            Ok(())
        }),
        _ => Ok(()),
    })?;
    reader.end()?;
    Ok(items)
}

/// One outcome as it comes. A key is a string even if it is a number, but not every server keeps to that.
#[derive(Clone)]
pub(super) struct CreateStatus {
    pub(super) status: Option<i32>,
    pub(super) id: Option<Json>,
    pub(super) location: Option<String>,
    pub(super) error: Option<ErrorResponse>,
}

crate::record! {
    CreateStatus = "com.linkedin.restli.common.CreateStatus" {
        status: "status",
        id: "id",
        location: "location",
        error: "error",
    }
}

/// The outcome that a status tells.
pub(super) fn created<K: Data>(status: CreateStatus) -> Result<CreatedItem<K>, KeyError> {
    let CreateStatus { status, id, location, error } = status;
    if error.is_some() || status.is_some_and(|status| status >= 400) {
        return Err(KeyError::failed(status, error));
    }
    let text = id.filter(|id| !id.is_null()).map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    match text.as_deref().map(key::from_body).transpose() {
        Ok(id) => Ok(CreatedItem { status, id, location }),
        Err(error) => Err(KeyError::Undecodable(error.in_field("id"))),
    }
}

impl KeyError {
    /// The same, with its place among the elements.
    fn at(self, index: usize) -> Self {
        match self {
            Self::Undecodable(error) => Self::Undecodable(error.in_item(index).in_field("elements")),
            failed @ Self::Failed { .. } => failed,
        }
    }
}
