//! Entities that come back from being created or changed (`docs/protocol.md §2.2`, `$returnEntity`).

use super::batch::{Maps, find, of_items, of_keys, unanswered};
use super::created::{CreateStatus, created, outcomes};
use super::intact::Intact;
use super::{BatchCreated, BatchStatus, Created, CreatedEntity, KeyError, Outcome, PartError, Parts, Projectable, Reply, part};
use crate::data::{Data, DecodeError, Unread};

/// A result that holds entities which the caller may decline.
pub trait EntityBack: Outcome {
    /// The result without the entities.
    type Without: Outcome;
}

/// An entity after a partial update.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdatedEntity<T> {
    /// The entity as it is now.
    pub entity: T,
}

/// The outcome of each entity of a batch create, in the order sent, with the created entities.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchCreatedEntities<K, T> {
    /// The outcomes.
    pub items: Vec<Result<CreatedEntity<K, T>, KeyError>>,
}

/// The entities after a batch partial update, by key.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchUpdatedEntities<K, T> {
    /// The outcome of each key in the response, in the order of the keys' text.
    pub entries: Vec<(K, Result<T, KeyError>)>,
    /// Outcomes under keys that could not be read, by their text.
    pub unknown: Vec<(String, Result<T, KeyError>)>,
    /// The error of an `errors` that is no map: failures of keys may be among what was lost. `await` gives it as `Error::Incomplete`.
    pub undecodable: Vec<DecodeError>,
}

impl<K: Data, T> BatchUpdatedEntities<K, T> {
    /// The outcome of a key; `None` if the response has none.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<Result<&T, &KeyError>> {
        find(&self.entries, key).map(Result::as_ref)
    }

    /// The entities that were changed, with their keys.
    pub fn updated(&self) -> impl Iterator<Item = (&K, &T)> {
        self.entries.iter().filter_map(|(key, outcome)| Some((key, outcome.as_ref().ok()?)))
    }

    /// Returns the failed keys, with their errors.
    pub fn errors(&self) -> impl Iterator<Item = (&K, &KeyError)> {
        self.entries.iter().filter_map(|(key, outcome)| Some((key, outcome.as_ref().err()?)))
    }
}

impl<K: Data, T: Data> EntityBack for CreatedEntity<K, T> {
    type Without = Created<K>;
}

impl<T: Data> EntityBack for UpdatedEntity<T> {
    type Without = ();
}

impl<K: Data, T: Data> EntityBack for BatchCreatedEntities<K, T> {
    type Without = BatchCreated<K>;
}

impl<K: Data, T: Data> EntityBack for BatchUpdatedEntities<K, T> {
    type Without = BatchStatus<K>;
}

impl<T: Data> Projectable for UpdatedEntity<T> {
    type Entity = T;
    type With<E: Data> = UpdatedEntity<E>;
}

impl<K: Data, T: Data> Projectable for BatchCreatedEntities<K, T> {
    type Entity = T;
    type With<E: Data> = BatchCreatedEntities<K, E>;
}

impl<K: Data, T: Data> Projectable for BatchUpdatedEntities<K, T> {
    type Entity = T;
    type With<E: Data> = BatchUpdatedEntities<K, E>;
}

/// The body is the entity itself (`docs/protocol.md §13`, row 54).
impl<T: Data> Outcome for UpdatedEntity<T> {
    fn vacant() -> Self {
        Self { entity: T::empty() }
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        if reply.is_empty() {
            return Err(absent(Some(i32::from(reply.status))));
        }
        reply.read(unread, &mut self.entity)
    }
}

impl<K: Data, T: Data> Outcome for BatchCreatedEntities<K, T> {
    fn vacant() -> Self {
        Self { items: Vec::new() }
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        self.items = outcomes(reply, unread, StatusWithEntity::created)?;
        Ok(())
    }

    fn parts(&mut self) -> Option<&mut dyn Parts> {
        Some(self)
    }
}

impl<K: Data, T: Data> Parts for BatchCreatedEntities<K, T> {
    fn by_place(&self) -> Option<usize> {
        Some(self.items.len())
    }

    fn each_error(&mut self, each: &mut dyn FnMut(PartError<'_>)) {
        of_items(&mut self.items, each);
    }
}

impl<K: Data, T: Data> Outcome for BatchUpdatedEntities<K, T> {
    fn vacant() -> Self {
        Self { entries: Vec::new(), unknown: Vec::new(), undecodable: Vec::new() }
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        if reply.is_empty() {
            return Ok(());
        }
        let (maps, undecodable) = Maps::read(reply, unread, |reader| part::change(reader, StatusWithEntity::entity))?;
        let (entries, unknown) = maps.changes(|status| Err(KeyError::Undecodable(absent(Some(status)))));
        *self = Self { entries, unknown, undecodable };
        Ok(())
    }

    fn parts(&mut self) -> Option<&mut dyn Parts> {
        Some(self)
    }
}

impl<K: Data, T: Data> Parts for BatchUpdatedEntities<K, T> {
    fn each_lost(&self, each: &mut dyn FnMut(&DecodeError)) {
        self.undecodable.iter().for_each(each);
    }

    fn unanswered(&self, _status: u16, keys: &str) -> Option<DecodeError> {
        unanswered(&self.entries, &self.unknown, keys)
    }

    fn each_error(&mut self, each: &mut dyn FnMut(PartError<'_>)) {
        of_keys(&mut self.entries, &mut self.unknown, each);
        self.undecodable.iter_mut().for_each(|error| each(PartError::Undecodable(error)));
    }
}

fn absent(status: Option<i32>) -> DecodeError {
    let status = status.map(|status| format!(" (status {status})")).unwrap_or_default();
    DecodeError::new(format!("the entity did not come back{status}"), "")
}

/// `CreateStatus` or `UpdateStatus` with the entity beside it (`docs/protocol.md §7.2, §7.3`).
#[derive(Clone)]
pub(super) struct StatusWithEntity<T> {
    entity: Intact<T>,
    status: CreateStatus,
}

impl<T: Data> StatusWithEntity<T> {
    fn created<K: Data>(self, unread: &mut Unread) -> Result<CreatedEntity<K, T>, KeyError> {
        let status = self.status.status.0;
        let item = created(self.status, unread)?;
        match self.entity.0 {
            Some(entity) => Ok(CreatedEntity { id: item.id, entity, location: item.location }),
            None => Err(KeyError::Undecodable(absent(status))),
        }
    }

    /// The entity of a batch update, or of a batch create that tells no keys.
    pub(super) fn entity(self) -> Result<T, KeyError> {
        let CreateStatus { status: Intact(status), .. } = self.status.succeeded()?;
        self.entity.0.ok_or_else(|| KeyError::Undecodable(absent(status)))
    }
}

crate::record! {
    StatusWithEntity<T> = "com.linkedin.restli.common.CreateStatus" {
        entity: "entity",
        status: "",
    }
}
