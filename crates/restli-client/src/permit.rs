//! Permissions that the compiler checks: the scopes that an app declares, and the traits that they satisfy.
//!
//! A generated client has one trait per call and per field that requires a permission. `scopes!` implements the traits that the declared
//! scopes satisfy; [`Unchecked`] implements all of them, and its calls are checked before they are sent.

use crate::tables::Requirement;

/// Marker for clients without declared scopes: a call is checked before it is sent, against the scopes that the token is known to grant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unchecked;

/// The scopes that an app declares: a type that `scopes!` makes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` declares no scopes",
    label = "expected a type that `scopes!` declares",
    note = "`scopes! {{ pub AppScopes: one, another }}` declares it, and `.scopes(AppScopes)` takes it",
    note = "scopes that are known at run time only are those of a token: `.granted([\"one\", \"another\"])`"
)]
pub trait Scopes: Copy {
    /// The names of the scopes; `None` if none are declared.
    const DECLARED: Option<&'static [&'static str]> = None;
}

impl Scopes for Unchecked {}

/// Names of scopes: a list of texts, or of entries of the permission table.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of scopes",
    label = "expected a list with a text, or a permission of the client's `api`, for each scope",
    note = "each scope is a text of its own: `[\"one\", \"another\"]`; a text of several is split: `text.split_whitespace()`",
    note = "a type that `scopes!` declares has the list: `AppScopes::REQUESTED`"
)]
pub trait ScopeNames: IntoIterator<Item: AsRef<str>> {}

#[diagnostic::do_not_recommend]
impl<I: IntoIterator<Item: AsRef<str>>> ScopeNames for I {}

/// The scopes of a list, each once. A text with blanks names a scope by each of its words, as blanks are in no scope (RFC 6749 §3.3).
pub(crate) fn scope_names(scopes: impl ScopeNames) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for scope in scopes {
        for name in scope.as_ref().split_whitespace() {
            if names.iter().all(|known| known != name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// The scopes that a token grants: a list of names, or `None` if they are not known.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which scopes a token grants",
    label = "expected a list with a text for each scope, or `None`",
    note = "each scope is a text of its own, `[\"one\", \"another\"]`; `None` says that they are not known",
    note = "those of a `Token` are `token.granted().map(<[String]>::to_vec)`"
)]
pub trait GrantedScopes {
    /// The names; `None` if they are not known.
    fn into_granted(self) -> Option<Vec<String>>;
}

// One type of `Option` only, so that `None` has a type.
impl GrantedScopes for Option<Vec<String>> {
    fn into_granted(self) -> Option<Vec<String>> {
        self
    }
}

impl<S: AsRef<str>> GrantedScopes for Vec<S> {
    fn into_granted(self) -> Option<Vec<String>> {
        self.as_slice().into_granted()
    }
}

impl<S: AsRef<str>, const N: usize> GrantedScopes for [S; N] {
    fn into_granted(self) -> Option<Vec<String>> {
        self.as_slice().into_granted()
    }
}

impl<S: AsRef<str>, const N: usize> GrantedScopes for &[S; N] {
    fn into_granted(self) -> Option<Vec<String>> {
        self.as_slice().into_granted()
    }
}

impl<S: AsRef<str>> GrantedScopes for &Vec<S> {
    fn into_granted(self) -> Option<Vec<String>> {
        self.as_slice().into_granted()
    }
}

impl<S: AsRef<str>> GrantedScopes for &[S] {
    fn into_granted(self) -> Option<Vec<String>> {
        Some(self.iter().map(|scope| scope.as_ref().to_owned()).collect())
    }
}

/// A projection that may be selected: the scopes `C` permit every field that it names, and the style `Y` can express it.
///
/// `projection!` and the generator implement it.
pub trait Selectable<C, Y> {
    /// The selected fields that require a permission.
    const REQUIREMENTS: FieldRequirements = FieldRequirements::NONE;
}

/// A field that requires a permission.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FieldRequirement {
    /// The names of record and field on the wire: `Profile.headline`.
    pub field: &'static str,
    /// The permissions that reading it requires.
    pub permissions: Requirement<'static>,
}

impl FieldRequirement {
    /// The permissions that reading a field requires.
    #[must_use]
    pub const fn new(field: &'static str, permissions: Requirement<'static>) -> Self {
        Self { field, permissions }
    }
}

/// The fields of a projection that require a permission.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FieldRequirements {
    /// Fields that the projection names itself.
    pub own: &'static [FieldRequirement],
    /// Fields of embedded projections.
    pub embedded: &'static [FieldRequirements],
}

impl FieldRequirements {
    /// No fields that require a permission.
    pub const NONE: Self = Self::new(&[], &[]);

    /// Fields that a projection names itself, and fields of its embedded projections.
    #[must_use]
    pub const fn new(own: &'static [FieldRequirement], embedded: &'static [Self]) -> Self {
        Self { own, embedded }
    }

    /// The first field for which `unmet` returns `true`.
    pub(crate) fn find(&self, unmet: &dyn Fn(&FieldRequirement) -> bool) -> Option<&'static FieldRequirement> {
        let own = self.own.iter().find(|field| unmet(field));
        own.or_else(|| self.embedded.iter().find_map(|fields| fields.find(unmet)))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.embedded.iter().all(Self::is_empty)
    }
}
