//! Permissions and quotas.

pub use restli_core::permission::{Approval, Requirement};
pub use restli_core::quota::{QuotaScope, WindowStart};

/// A permission (an OAuth scope).
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Permission {
    /// The scope on the wire.
    pub scope: &'static str,
    /// The access that the permission grants.
    pub doc: &'static str,
    /// The product to apply for.
    pub product: Option<&'static str>,
    /// The way in which an app gets the permission.
    pub approval: Option<Approval>,
    /// The date from which no new grants are made, `YYYY-MM-DD`.
    pub retired: Option<&'static str>,
    /// The permissions to ask for instead.
    pub replaced_by: &'static [&'static str],
    /// The entity types of the URNs that the permission lets a caller act as; empty for any type.
    pub acts_as: &'static [&'static str],
}

debug_by_name!(Permission, scope);

impl Permission {
    /// A permission without product, approval and successor.
    #[must_use]
    pub const fn new(scope: &'static str, doc: &'static str) -> Self {
        Self { scope, doc, product: None, approval: None, retired: None, replaced_by: &[], acts_as: &[] }
    }

    setter!(with_product, product: Some(&'static str));
    setter!(with_approval, approval: Some(Approval));
    setter!(with_retired, retired: Some(&'static str));
    setter!(with_replaced_by, replaced_by: &'static [&'static str]);
    setter!(with_acts_as, acts_as: &'static [&'static str]);
}

impl Permission {
    /// Returns `true` if the permission lets a caller act as a URN of the entity type.
    pub(crate) fn lets_act_as(&self, entity_type: &str) -> bool {
        self.acts_as.is_empty() || self.acts_as.contains(&entity_type)
    }
}

impl AsRef<str> for Permission {
    fn as_ref(&self) -> &str {
        self.scope
    }
}

/// A role of a member, which some calls need besides a permission.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Role {
    /// The role on the wire.
    pub name: &'static str,
    /// The actions that the role allows.
    pub doc: &'static str,
    /// The entity types of the URNs of the entities in which a member has the role.
    pub within: &'static [&'static str],
}

debug_by_name!(Role, name);

impl Role {
    /// A role of members in entities of some types.
    #[must_use]
    pub const fn new(name: &'static str, doc: &'static str, within: &'static [&'static str]) -> Self {
        Self { name, doc, within }
    }
}

/// A quota.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Quota {
    /// Name in the schema.
    pub name: &'static str,
    /// Requests allowed per window.
    pub limit: u64,
    /// Length of the window in seconds.
    pub window_seconds: u64,
    /// The owner of the counter.
    pub scope: QuotaScope,
    /// The beginning of a window.
    pub starts: WindowStart,
}

debug_by_name!(Quota, name);

impl Quota {
    /// A quota of `limit` requests per `window_seconds`, whose windows begin as is usual for their length: those of a day at 00:00 UTC,
    /// others with the first call.
    #[must_use]
    pub const fn new(name: &'static str, limit: u64, window_seconds: u64, scope: QuotaScope) -> Self {
        Self { name, limit, window_seconds, scope, starts: WindowStart::usual(window_seconds) }
    }

    setter!(with_starts, starts: WindowStart);
}
