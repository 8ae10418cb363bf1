//! The surroundings of a projection.

use restli_schema::api::Api;

use crate::caller::Caller;
use crate::store::Store;

/// The parts of an answer that hold entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// The answer is an entity.
    Entity,
    /// The entities are the items of this member.
    Items(&'static str),
    /// The entities are the values of this member.
    Values(&'static str),
}

/// Everything that a projection is read beside.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) api: &'a Api,
    pub(crate) store: &'a Store,
    /// The party that asks, and the version that it asks for.
    pub(crate) caller: &'a Caller,
}
