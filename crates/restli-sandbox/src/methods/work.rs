//! A request that every check has passed.

use restli_core::Json;
use restli_schema::api::{Api, Situation, Type};

use crate::behaviour::Act;
use crate::caller::Caller;
use crate::check::Read;
use crate::oauth::member::Member;
use crate::project::scene::Shape;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::route::Call;
use crate::state::State;

/// A request that every check has passed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work<'a> {
    pub(crate) state: &'a State,
    pub(crate) call: &'a Call<'a>,
    pub(crate) read: &'a Read,
    pub(crate) caller: &'a Caller,
    pub(crate) request: &'a Received,
}

impl<'a> Work<'a> {
    pub(crate) fn api(&self) -> &'a Api {
        &self.state.api
    }

    /// The behaviours of the operation.
    pub(crate) fn acts(&self) -> impl Iterator<Item = Act> + use<'a> {
        let id = self.call.id;
        self.state.settings.behaviours.iter().filter(move |one| one.operations.contains(&id)).map(|one| one.act)
    }

    /// The member that calls, if the sandbox knows one.
    pub(crate) fn member(&self) -> Option<&'a Member> {
        let id = self.caller.grant.as_ref()?.member.as_ref()?;
        self.state.settings.members.iter().find(|member| member.id == *id)
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
    pub(super) fn one(&self, status: u16, entity: Json) -> Reply {
        Reply { entities: Some((Shape::Entity, self.entity())), ..Reply::plain(status, entity) }
    }
}
