//! Types that stand for the result of a projection.

use std::fmt;
use std::marker::PhantomData;

use crate::data::{Data, DecodeError};
use crate::json;

/// A result type made from a projection; `projection!` and the generator implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what a projection results in",
    note = "`projection! {{ pub struct Name: Type => (..) }}` declares such a type"
)]
pub trait Projected: Data {
    /// The record that the projection selects from.
    type Of;
    /// The text of the projection in each style.
    const STYLES: Styles;
}

/// The text of one projection in each style, without the envelope of answers; `None` for a style that cannot express it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Styles {
    /// A mask, `id,name:(text)` (`docs/protocol.md §5.1`).
    pub restli: Option<&'static str>,
    /// A decorated projection with its parentheses, `(id,name(text))` (`docs/protocol.md §5.5`).
    pub decorated: Option<&'static str>,
    /// Names and nothing else, `id,name`.
    pub flat: Option<&'static str>,
}

impl Styles {
    /// The texts of a projection.
    #[must_use]
    pub const fn new(restli: Option<&'static str>, decorated: Option<&'static str>, flat: Option<&'static str>) -> Self {
        Self { restli, decorated, flat }
    }
}

/// Projects a whole entity locally: the result equals the server's answer, as far as the entity holds its data. The targets of expanded
/// URNs are not in the result.
///
/// # Errors
/// The entity lacks something that the projection says is always there.
pub fn narrow<P: Projected>(entity: &P::Of) -> Result<P, DecodeError>
where
    P::Of: Data,
{
    json::from_slice(&json::to_vec(entity))
}

/// The argument of `select(..)`: no data, only the result type. `projection!` makes it, and each named projection of a schema is one; a
/// [`Projection`](super::Projection) of run time goes to `select_as(..)`.
pub struct Select<T>(PhantomData<fn() -> T>);

impl<T> Select<T> {
    /// The selection that results in `T`.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// Arguments of `select(..)`: each [`Select`]. As a bound it has words for who passes a text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no projection that was checked",
    label = "expected `projection!(..)`, or a projection of the schema",
    note = "`projection!(Type: (field, record(field)))` is checked while it is written, and takes a literal text, too: `projection!(Type: \"(field)\")`",
    note = "a projection that is known at run time only goes to `select_as`: `select_as(Projection::parse(text)?)`",
    note = "the result is named in the argument, not before it: `select(Select::<Type>::new())` in place of `select::<Type>(..)`"
)]
pub trait Selection {
    /// The type that the projection results in.
    type Result;
}

impl<T> Selection for Select<T> {
    type Result = T;
}

impl<T> Default for Select<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Select<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Select<T> {}

impl<T> fmt::Debug for Select<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Select")
    }
}
