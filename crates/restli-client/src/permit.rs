//! Permissions that the compiler checks: the scopes that an app declares, and the traits that they satisfy.
//!
//! A generated client has one trait per call and per field that requires a permission. `scopes!` implements those that the
//! declared scopes satisfy; [`Unchecked`] has all of them, and calls are checked before they are sent.

use crate::tables::Requirement;

/// Marker for clients without declared scopes: a call is checked before it is sent, against the scopes that the token is known to grant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unchecked;

/// A projection that may be selected: the scopes `C` permit every field that it names, and the style `Y` can express it.
///
/// `projection!` and the generator implement it.
pub trait Selectable<C, Y> {
    /// The selected fields that require a permission.
    const NEEDS: FieldNeeds = FieldNeeds::NONE;
}

/// A field that requires a permission.
#[derive(Clone, Copy, Debug)]
pub struct FieldNeed {
    /// The names of record and field on the wire: `Profile.headline`.
    pub field: &'static str,
    /// The permissions that reading it requires.
    pub permissions: Requirement<'static>,
}

/// The fields of a projection that require a permission.
#[derive(Clone, Copy, Debug)]
pub struct FieldNeeds {
    /// Fields that the projection names itself.
    pub own: &'static [FieldNeed],
    /// Fields of the projections that it embeds.
    pub embedded: &'static [FieldNeeds],
}

impl FieldNeeds {
    /// No fields.
    pub const NONE: Self = Self { own: &[], embedded: &[] };

    /// The first field for which `unmet` returns `true`.
    pub(crate) fn find(&self, unmet: &dyn Fn(&'static FieldNeed) -> bool) -> Option<&'static FieldNeed> {
        let own = self.own.iter().find(|need| unmet(need));
        own.or_else(|| self.embedded.iter().find_map(|needs| needs.find(unmet)))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.embedded.iter().all(Self::is_empty)
    }
}
