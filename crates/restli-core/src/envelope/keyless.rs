//! Results of batch creates whose answers never tell a key.

use super::batch::of_items;
use super::created::{CreateStatus, outcomes};
use super::returned::StatusWithEntity;
use super::{EntityBack, KeyError, Outcome, PartError, Parts, Projectable, Reply};
use crate::data::{Data, DecodeError, Unread};

/// The outcome of each entity of a batch create that tells no keys, in the order sent.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchKeyless {
    /// The HTTP status of each entity, 201 as a rule, if the server tells it.
    pub items: Vec<Result<Option<i32>, KeyError>>,
}

/// The entities that a batch create made and that come back without their keys, in the order sent.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchKeylessEntities<T> {
    /// The outcomes.
    pub items: Vec<Result<T, KeyError>>,
}

impl Outcome for BatchKeyless {
    fn vacant() -> Self {
        Self { items: Vec::new() }
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        self.items = outcomes(reply, unread, |status: CreateStatus, _| status.succeeded().map(|status| status.status.0))?;
        Ok(())
    }

    fn parts(&mut self) -> Option<&mut dyn Parts> {
        Some(self)
    }
}

impl Parts for BatchKeyless {
    fn by_place(&self) -> Option<usize> {
        Some(self.items.len())
    }

    fn each_error(&mut self, each: &mut dyn FnMut(PartError<'_>)) {
        of_items(&mut self.items, each);
    }
}

impl<T: Data> Outcome for BatchKeylessEntities<T> {
    fn vacant() -> Self {
        Self { items: Vec::new() }
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        self.items = outcomes(reply, unread, |status: StatusWithEntity<T>, _| status.entity())?;
        Ok(())
    }

    fn parts(&mut self) -> Option<&mut dyn Parts> {
        Some(self)
    }
}

impl<T: Data> Parts for BatchKeylessEntities<T> {
    fn by_place(&self) -> Option<usize> {
        Some(self.items.len())
    }

    fn each_error(&mut self, each: &mut dyn FnMut(PartError<'_>)) {
        of_items(&mut self.items, each);
    }
}

impl<T: Data> EntityBack for BatchKeylessEntities<T> {
    type Without = BatchKeyless;
}

impl<T: Data> Projectable for BatchKeylessEntities<T> {
    type Entity = T;
    type With<E: Data> = BatchKeylessEntities<E>;
}
