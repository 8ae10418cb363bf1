//! Gates: what a request needs before it is read, and what the caller needs for what was read.

mod accept;
pub(crate) mod actor;
mod lengths;
pub(crate) mod permission;
pub(crate) mod protocol;
pub(crate) mod quota;
pub(crate) mod roles;
pub(crate) mod token;
pub(crate) mod version;

#[cfg(test)]
mod tests;

use restli_core::Day;
use restli_core::projection::Projection;
use restli_schema::api::TypeId;

use crate::caller::Caller;
use crate::check::Read;
use crate::locks::lock;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::route::Call;
use crate::state::State;

/// Passes a request that may be read: it speaks the protocol and a version, and its token permits the method and has some quota left.
pub(crate) fn pass(state: &State, call: &Call<'_>, request: &Received) -> Result<Caller, Refusal> {
    let (api, now) = (&*state.api, state.clock.now());
    protocol::check(api, call.method, request)?;
    let version = version::check(api, call.resource, call.method, request, Day::of(now))?;
    lengths::check(api, call.method, request)?;
    accept::check(api, call.resource, call.method, request)?;
    let grant = token::check(api, call.method, &lock(&state.tokens), request, now)?;
    permission::check(api, call.method, grant.as_ref())?;
    let permission = permission::used(api, call.method, grant.as_ref());
    let counted = match &grant {
        Some(grant) => lock(&state.quotas).count(api, call.method, grant, now)?,
        None => quota::Counted::default(),
    };
    Ok(Caller { grant, version, permission, quotas_left: counted.left, headers: counted.headers })
}

/// Passes a caller who may do what was read: set the fields, act as the actor, and act in the entities.
pub(crate) fn pass_read(state: &State, call: &Call<'_>, caller: &Caller, read: &Read) -> Result<(), Refusal> {
    let api = &*state.api;
    permission::check_body(api, call, caller.grant.as_ref(), &read.body)?;
    let actors = actor::urns(api, call, read);
    if let Some(grant) = &caller.grant {
        actor::check(api, call.method, grant, &state.settings.members, &actors)?;
        roles::check(api, call.method, grant, &roles::entities(api, call, read, actors), state.settings.roles.as_deref())?;
    }
    Ok(())
}

/// Passes a caller who may see what a projection of a record asks for.
pub(crate) fn pass_projection(
    state: &State,
    call: &Call<'_>,
    caller: &Caller,
    record: TypeId,
    projection: &Projection,
) -> Result<(), Refusal> {
    permission::check_projection(&state.api, call.method, caller.grant.as_ref(), record, projection)
}
