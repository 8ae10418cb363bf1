//! Results of the methods that create entities (`docs/protocol.md §2.2, §7.3`).

use super::batch::of_items;
use super::intact::Intact;
use super::part_error::{is_failure, told_in};
use super::{KeyError, Outcome, PartError, Parts, Projectable, Reply, part};
use crate::data::{Data, DataRef, DecodeError, Unread};
use crate::error::ErrorResponse;
use crate::json::Kind;
use crate::{Json, json, key};

/// The key of a created entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created<K> {
    /// The key: from `X-RestLi-Id`, else from the `id` of the body, else from the end of [`location`](Self::location). `None` if
    /// the server does not tell it, which the protocol allows.
    pub id: Option<K>,
    /// Path of the entity, percent-encoded and without a host.
    pub location: Option<String>,
}

impl<K: Data> Outcome for Created<K> {
    fn vacant() -> Self {
        Self { id: None, location: None }
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        let in_header = id_of_header::<K>(reply, unread);
        if in_header.is_none() && id_of_location::<K>(reply).is_none() {
            // Servers that number their requests put an `id` into errors, too.
            reply.check_unneeded(unread).map_err(|error| error.with_created(told(reply)))?;
        } else if let Err(error) = reply.check_unneeded(&mut Unread::default()) {
            unread.push(error);
        }
        self.id = in_header.or_else(|| id_elsewhere(reply, unread));
        self.location = reply.location.map(str::to_owned);
        Ok(())
    }
}

/// The key of the created entity in the header.
fn id_of_header<K: Data>(reply: &Reply<'_>, unread: &mut Unread) -> Option<K> {
    read_id(reply, reply.id?, "X-RestLi-Id", unread)
}

/// The key of the created entity in the body, else at the end of the location.
fn id_elsewhere<K: Data>(reply: &Reply<'_>, unread: &mut Unread) -> Option<K> {
    let in_body = id_of_body(reply, unread).and_then(|id| read_id(reply, &id, "id", unread));
    in_body.or_else(|| id_of_location(reply))
}

/// The key at the end of the location. What is only accepted (202) has the address of a job there.
fn id_of_location<K: Data>(reply: &Reply<'_>) -> Option<K> {
    key::from_path(reply.location.filter(|_| reply.status != 202)?)
}

/// The id of the created entity as the server gave it, else its path.
fn told<'a>(reply: &Reply<'a>) -> Option<&'a str> {
    reply.id.filter(|id| !id.is_empty()).or(reply.location.filter(|_| reply.status != 202))
}

fn read_id<K: Data>(reply: &Reply<'_>, text: &str, place: &str, unread: &mut Unread) -> Option<K> {
    // An empty text is a key of text, and no URN.
    noted(key::of_created(text, reply.location), place, unread).filter(|key: &K| !matches!(key.data(), DataRef::Checked("", _)))
}

/// The text of the member `id` of the body.
fn id_of_body(reply: &Reply<'_>, unread: &mut Unread) -> Option<String> {
    let (mut id, mut left_out) = (None, Unread::default());
    let read = reply.object(&mut left_out, &mut |reader, name| {
        if name == "id" {
            id = reader.read_or_leave_out::<Option<String>>()?.flatten();
        }
        Ok(())
    });
    read.ok()?;
    unread.extend(left_out);
    id
}

/// A created entity that the response contains.
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
    fn vacant() -> Self {
        Self { id: None, entity: T::empty(), location: None }
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        // The `id` of an entity need not be the key of the resource, such as the URN of what a record identifies.
        let mut unneeded = Unread::default();
        let notes = if reply.id.is_some() { &mut *unread } else { &mut unneeded };
        self.id = id_of_header(reply, notes).or_else(|| id_elsewhere(reply, notes));
        self.location = reply.location.map(str::to_owned);
        reply.read(unread, &mut self.entity).map_err(|error| error.with_created(told(reply)))
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
    fn vacant() -> Self {
        Self { items: Vec::new() }
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        self.items = outcomes(reply, unread, created)?;
        Ok(())
    }

    fn parts(&mut self) -> Option<&mut dyn Parts> {
        Some(self)
    }
}

impl<K: Data> Parts for BatchCreated<K> {
    fn by_place(&self) -> Option<usize> {
        Some(self.items.len())
    }

    fn each_error(&mut self, each: &mut dyn FnMut(PartError<'_>)) {
        of_items(&mut self.items, each);
    }
}

/// The outcomes of a batch create, each from one of the `elements`. `outcome` also receives where it notes what it leaves out of one.
pub(super) fn outcomes<S: Data, T>(
    reply: &Reply<'_>,
    unread: &mut Unread,
    outcome: impl Fn(S, &mut Unread) -> Result<T, KeyError>,
) -> Result<Vec<Result<T, KeyError>>, DecodeError> {
    let mut items = Vec::new();
    reply.envelope(&["elements"], unread, &mut |reader, _| match reader.kind() {
        Kind::Null => Ok(()),
        _ => reader.array(&mut |reader, index| {
            let (mut left_out, start) = (Unread::default(), reader.mark());
            let item = part::change(reader, |status| outcome(status, &mut left_out))?;
            let item = item.and_then(|item| part::declared(reader, start).map(|()| item));
            left_out.problems().iter().for_each(|problem| reader.note(problem.clone()));
            items.push(item.map_err(|error| {
                let element = json::from_slice::<Json>(reader.since(start).as_bytes()).unwrap_or_default();
                let told = told_in(&element);
                let error = if told.is_some() { error.or_body(&element) } else { error };
                error.at(|error| error.in_item(index).in_field("elements").with_created(told.as_deref()))
            }));
            Ok(())
        }),
    })?;
    if items.is_empty() {
        reply.check_failure()?;
    }
    Ok(items)
}

/// One element of the response as received. The protocol sends keys as strings; some servers send numbers.
#[derive(Clone)]
pub(super) struct CreateStatus {
    pub(super) status: Intact<i32>,
    pub(super) id: Option<String>,
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

impl CreateStatus {
    /// The status itself, or the error that it tells.
    pub(super) fn succeeded(self) -> Result<Self, KeyError> {
        let Self { status: Intact(status), error, .. } = self;
        if error.is_some() || status.is_some_and(is_failure) {
            return Err(KeyError::failed(status, error));
        }
        Ok(Self { error, ..self })
    }
}

/// Converts the status of one element into its outcome. An element that lacks its key, or has one that cannot be read, has it at the end
/// of its location; the entity exists all the same.
pub(super) fn created<K: Data>(status: CreateStatus, unread: &mut Unread) -> Result<CreatedItem<K>, KeyError> {
    let CreateStatus { status: Intact(status), id, location, .. } = status.succeeded()?;
    let told = id.filter(|text| !text.is_empty()).and_then(|text| noted(key::of_created(&text, location.as_deref()), "id", unread));
    Ok(CreatedItem { status, id: told.or_else(|| key::from_path(location.as_deref()?)), location })
}

/// The key of a created entity. One that cannot be read is noted as left out, since the entity exists all the same.
fn noted<K>(key: Result<K, DecodeError>, place: &str, unread: &mut Unread) -> Option<K> {
    key.map_err(|error| unread.push(error.in_field(place))).ok()
}
