//! A permission that the token is known to lack.

use std::fmt;

use restli_core::urn::Urn;

use super::{explain, headline};
use crate::tables::{ApiInfo, Approval, Operation, Requirement};

/// A call that was not sent because the token is known to lack a permission.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MissingPermission {
    /// The operation.
    pub operation: &'static Operation,
    /// The selected field that requires the permission, as `Profile.headline`; `None` if the call itself requires it.
    pub field: Option<&'static str>,
    /// The permissions that would be enough.
    pub requirement: &'static Requirement<'static>,
    /// The URN that the caller would act as, if the token does not let it act as this URN.
    pub actor: Option<String>,
    /// The scopes that the token grants, as given to the builder, or those that the app declares.
    pub have: Vec<String>,
    /// The scopes of the token are not known, and the app declares these.
    pub(crate) is_declared: bool,
    pub(crate) api: &'static ApiInfo,
}

impl MissingPermission {
    /// A call for which these scopes do not suffice, as a double in tests of what handles errors.
    ///
    /// ```
    /// use restli_client::{ApiInfo, Error, MissingPermission, Operation};
    ///
    /// fn double(api: &'static ApiInfo, create: &'static Operation) -> Error {
    ///     Error::Permission(Box::new(MissingPermission::new(api, create, ["r_things"])))
    /// }
    /// ```
    #[must_use]
    pub fn new<S: Into<String>>(api: &'static ApiInfo, operation: &'static Operation, have: impl IntoIterator<Item = S>) -> Self {
        let have = have.into_iter().map(Into::into).collect();
        Self { operation, field: None, requirement: &operation.permissions, actor: None, have, is_declared: false, api }
    }

    /// The remedy: consent to scopes that are still available, or another call.
    pub(super) fn remedy(&self) -> String {
        let subject = if self.field.is_none() { CALL } else { "it" };
        let consent = consent(self.api, self.requirement, self.actor.as_deref(), subject);
        let consent = consent.map(|consent| if self.is_declared { format!("declare more in `scopes!`, and {consent}") } else { consent });
        match (self.field, consent, self.operation.replaced_by) {
            (None, Some(consent), None) => consent,
            (None, Some(consent), Some(other)) => format!("{consent}, or use {other}"),
            (None, None, _) => instead(self.operation),
            (Some(_), Some(consent), _) => format!("do not select the field, or {consent}"),
            (Some(_), None, _) => format!("do not select the field: {}", closed(subject)),
        }
    }
}

/// The subject of advice about a call.
pub(super) const CALL: &str = "this call";

/// The advice to consent again; `None` if no scopes that are still available would be enough, to act as the actor if there is one.
pub(super) fn consent(api: &ApiInfo, requirement: &Requirement<'_>, actor: Option<&str>, subject: &str) -> Option<String> {
    // A type that no permission of the call names is for the server to judge.
    let is_named = |urn: &Urn| {
        let mut permissions = requirement.scopes().into_iter().filter_map(|scope| api.permission(scope));
        permissions.any(|permission| permission.acts_as.contains(&urn.entity_type()))
    };
    let actor = actor.and_then(|actor| actor.parse::<Urn>().ok()).filter(is_named);
    let is_granted = |scope: &&str| {
        let Some(permission) = api.permission(scope) else { return true };
        let fits = actor.as_ref().is_none_or(|urn| permission.lets_act_as(urn.entity_type()));
        fits && permission.retired.is_none() && permission.approval != Some(Approval::Closed)
    };
    let all = requirement.alternatives();
    let left: Vec<String> = all.iter().filter(|scopes| scopes.iter().all(is_granted)).map(|scopes| scopes.join(" and ")).collect();
    let scopes = match left.as_slice() {
        [] => return None,
        some if some.len() < all.len() => some.join(" or "),
        _ => format!("the scopes that {subject} needs"),
    };
    Some(format!("let the user consent again with {scopes}"))
}

/// The advice to make another call than one whose scopes nobody is granted any more.
pub(super) fn instead(operation: &Operation) -> String {
    format!("use {}: {}", operation.replaced_by.unwrap_or("another call"), closed(CALL))
}

fn closed(subject: &str) -> String {
    format!("the scopes that {subject} needs are no longer granted to anybody")
}

impl fmt::Display for MissingPermission {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let purpose = match (self.field, &self.actor) {
            (Some(field), _) => format!(" for `{field}`"),
            (None, Some(actor)) => format!(" to act as `{actor}`"),
            (None, None) => String::new(),
        };
        let lack = if self.is_declared { "the app declares no permission" } else { "the token lacks a permission" };
        let remedy = self.remedy();
        let rest = headline::write(out, self.operation.id, &format!("not sent, {lack}{purpose}"), &remedy)?;
        for line in explain::permissions(self.api, self.requirement, Some(&self.have).filter(|_| !self.is_declared).map(Vec::as_slice)) {
            write!(out, "\n  {line}")?;
        }
        if self.is_declared {
            let have = if self.have.is_empty() { "nothing".to_owned() } else { self.have.join(", ") };
            write!(out, "\n  app: declares {have}")?;
        }
        write!(out, "{rest}")
    }
}

impl std::error::Error for MissingPermission {}
