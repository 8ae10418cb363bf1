//! Gates: what a request needs before it is read, and what the caller needs for what was read.

use crate::auth::Grant;
use crate::check::Read;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::route::Call;
use crate::state::State;

/// The party that calls, and the version that it asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Caller {
    /// The grant behind the token; `None` without a token, which some methods do not need.
    pub(crate) grant: Option<Grant>,
    /// The version of a family; `None` where the base has none.
    pub(crate) version: Option<u32>,
}

/// Passes a request that may be read.
pub(crate) fn pass(state: &State, call: &Call<'_>, request: &Received) -> Result<Caller, Refusal> {
    let _ = (state, call, request);
    Ok(Caller::default())
}

/// The version that a request asks for.
pub(crate) fn asked_version(_: &restli_schema::api::Api, _: &restli_schema::api::Resource, _: &Received) -> Option<u32> {
    None
}

/// Passes a caller who may do what was read: set and see the fields, act as the actor, and act in the entities.
pub(crate) fn pass_read(state: &State, call: &Call<'_>, caller: &Caller, read: &Read) -> Result<(), Refusal> {
    let _ = (state, call, caller, read);
    Ok(())
}
