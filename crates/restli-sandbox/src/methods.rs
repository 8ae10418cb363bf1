//! The effects of methods on the store, and the data of their answers (`docs/protocol.md §2.2`).

mod act;
mod change;
mod create;
mod find;
mod get;
mod matches;
mod place;
mod stamps;

use std::cell::Cell;

use restli_core::{Json, ResourceMethod as M};
use restli_schema::api::{Api, Situation, Type};

use crate::check::Read;
use crate::faults::Fault;
use crate::gates::Caller;
use crate::project::Shape;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::route::Call;
use crate::state::State;
use crate::store::Store;

/// A request that every check has passed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work<'a> {
    pub(crate) state: &'a State,
    pub(crate) call: &'a Call<'a>,
    pub(crate) read: &'a Read,
    pub(crate) caller: &'a Caller,
    pub(crate) request: &'a Received,
    /// The fault that a behaviour asked for, and that was injected.
    pub(crate) fault: &'a Cell<Option<Fault>>,
}

/// The data of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Names and values of headers.
    pub(crate) headers: Vec<(String, String)>,
    /// The body; `None` if there is none.
    pub(crate) body: Option<Json>,
    /// The place and type of the entities in the body, which projections reduce.
    pub(crate) entities: Option<(Shape, Type)>,
}

impl Reply {
    /// An answer without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    /// An answer with a body in which no entities are.
    pub(crate) fn plain(status: u16, body: Json) -> Self {
        Self { status, body: Some(body), ..Self::default() }
    }
}

impl<'a> Work<'a> {
    pub(crate) fn api(&self) -> &'a Api {
        &self.state.api
    }

    /// The type of the resource's entities.
    pub(crate) fn entity(&self) -> Type {
        self.call.resource.entity.map_or(Type::Any, Type::Named)
    }

    /// The status of success that the schema documents for the method; without one, the usual.
    pub(crate) fn success(&self, usual: u16) -> u16 {
        let documented = &self.call.method.success;
        if documented.contains(&usual) { usual } else { documented.first().copied().unwrap_or(usual) }
    }

    pub(crate) fn refuse(&self, situation: Situation, message: impl Into<String>) -> Refusal {
        Refusal::of(self.api(), Some(self.call.method), situation, message)
    }

    /// An answer with one entity.
    fn one(&self, status: u16, entity: Json) -> Reply {
        Reply { entities: Some((Shape::Entity, self.entity())), ..Reply::plain(status, entity) }
    }
}

/// Does what a method does.
pub(crate) fn run(work: Work<'_>, store: &mut Store) -> Result<Reply, Refusal> {
    match work.call.method.kind {
        M::Get => get::get(work, store),
        M::BatchGet => get::batch_get(work, store),
        M::GetAll | M::Finder => find::find(work, store),
        M::BatchFinder => find::batch_find(work, store),
        M::Create => create::create(work, store),
        M::BatchCreate => create::batch_create(work, store),
        M::Update => change::update(work, store),
        M::PartialUpdate => change::partial_update(work, store),
        M::Delete => change::delete(work, store),
        M::BatchUpdate | M::BatchPartialUpdate | M::BatchDelete => change::batch(work, store),
        M::Action => act::act(work, store),
    }
}
