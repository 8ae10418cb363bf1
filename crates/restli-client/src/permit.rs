//! What a client is permitted, as far as the compiler knows: the scopes that an app declares, and what they are enough for.
//!
//! A generated client has one trait per call and per field that needs a permission. `scopes!` implements those that the
//! declared scopes satisfy; [`AtRunTime`] has all of them, and is checked when a call is sent.

use crate::builder::{Builder, FromCore};
use crate::tables::Requirement;

/// No scopes are declared: a call is checked before it is sent, against what the token is known to grant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AtRunTime;

/// The scopes that an app asks for. `scopes!` implements it.
pub trait Scopes {
    /// The scopes on the wire, as given to [`OAuth::authorize`](crate::OAuth::authorize).
    const REQUESTED: &'static [&'static str];
}

/// A client of an app whose scopes are declared: a call that they do not permit is no Rust.
///
/// `scopes!` brings this trait into scope; elsewhere import it.
pub trait WithScopes: FromCore {
    /// A builder; the least it needs is a token.
    fn builder() -> Builder<Self>
    where
        Self: Sized,
    {
        Builder::new()
    }
}

/// A projection that may be selected: the scopes `C` permit every field that it names, and the style `Y` can say it.
///
/// `projection!` and the generator implement it.
pub trait Selectable<C, Y> {
    /// The fields of it that need a permission.
    const NEEDS: FieldNeeds = FieldNeeds::NONE;
}

/// A field that needs a permission.
#[derive(Clone, Copy, Debug)]
pub struct FieldNeed {
    /// The record and the field on the wire: `Profile.headline`.
    pub field: &'static str,
    /// The permissions that reading it requires.
    pub permissions: Requirement<'static>,
}

/// The fields of a projection that need a permission.
#[derive(Clone, Copy, Debug)]
pub struct FieldNeeds {
    /// Those that it names itself.
    pub own: &'static [FieldNeed],
    /// Those of the projections that it embeds.
    pub embedded: &'static [FieldNeeds],
}

impl FieldNeeds {
    /// No field needs one.
    pub const NONE: Self = Self { own: &[], embedded: &[] };

    /// The first need that is not met.
    pub(crate) fn find(&self, unmet: &dyn Fn(&'static FieldNeed) -> bool) -> Option<&'static FieldNeed> {
        let own = self.own.iter().find(|need| unmet(need));
        own.or_else(|| self.embedded.iter().find_map(|needs| needs.find(unmet)))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.embedded.iter().all(Self::is_empty)
    }
}

/// How an endpoint wants a projection written, as a type ([`ProjectionStyle`](crate::ProjectionStyle) as a value).
pub mod style {
    /// `fields=a,b:(c)` (`docs/protocol.md §5.1`).
    #[derive(Clone, Copy, Debug)]
    pub enum Restli {}

    /// `projection=(a,b(c),d~(e))` (`docs/protocol.md §5.5`).
    #[derive(Clone, Copy, Debug)]
    pub enum Decorated {}

    /// `fields=a,b`.
    #[derive(Clone, Copy, Debug)]
    pub enum Flat {}

    /// Projections are not accepted.
    #[derive(Clone, Copy, Debug)]
    pub enum Whole {}
}
