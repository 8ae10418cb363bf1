//! What can be known before a call is sent.

use crate::error::{Error, MissingPermission};
use crate::permit::FieldNeeds;
use crate::runtime::Core;
use crate::tables::{Operation, Requirement};

/// Refuses a call for which the token is known not to suffice; warns, once per client, of an operation that is on its way out.
pub(crate) fn check(core: &Core, operation: &'static Operation, fields: &FieldNeeds) -> Result<(), Error> {
    warn(core, operation);
    if matches!(operation.permissions, Requirement::Public) && fields.is_empty() {
        return Ok(());
    }
    if core.settings.token.is_none() {
        return Err(Error::setup(operation.id, "the client has no token, and this call needs one", "give it one with `Builder::token`"));
    }
    let Some(have) = core.granted() else { return Ok(()) };
    let granted = |scope: &str| have.iter().any(|known| known == scope);
    let missing = if operation.permissions.is_met_by(&granted) {
        let field = fields.find(&|field| !field.permissions.is_met_by(&granted));
        field.map(|field| (Some(field.field), &field.permissions))
    } else {
        Some((None, &operation.permissions))
    };
    let Some((field, requirement)) = missing else { return Ok(()) };
    Err(Error::Permission(Box::new(MissingPermission { operation, field, requirement, have: have.to_vec(), api: core.api() })))
}

fn warn(core: &Core, operation: &'static Operation) {
    let version = operation.base.versions.map(|family| core.version(family));
    let early = version.zip(operation.since).filter(|(sent, since)| sent < since);
    let late = version.zip(operation.until).filter(|(sent, until)| sent >= until);
    if (operation.retired.is_none() && early.is_none() && late.is_none()) || !core.first_warning(operation) {
        return;
    }
    if let Some(retired) = operation.retired {
        let instead = operation.replaced_by.unwrap_or("nothing");
        tracing::warn!(operation = operation.id, retired, instead, "this method is retired");
    }
    if let Some((sent, since)) = early {
        tracing::warn!(operation = operation.id, sent, since, "this method is newer than the version that is sent");
    }
    if let Some((sent, until)) = late {
        tracing::warn!(operation = operation.id, sent, until, "this method is gone in the version that is sent");
    }
}
