//! Checks a projection against a catalog.
//!
//! For `(id, photo~(url))` of a record `Profile` the check answers two questions: do `id`, `photo` and `url` exist, and which Rust
//! type does each of them get in the result type. All problems are collected, and the part that fits is returned beside them, so
//! that the macro can expand to something useful.
//!
//! Two kinds of names pass unchecked, because the schema does not declare them: a selection inside a field of any JSON value, and names
//! that an open record does not declare, unless such a name looks like a misspelt declared one.
//!
//! | File | Checks |
//! |---|---|
//! | `selection` | the items of one pair of parentheses: each name exists and is written once |
//! | `value` | one item: its selection fits the type of the field |
//! | `decorate` | the `~` of an item: which types the URN expands to |
//! | `envelope` | a projection that names the envelope around the entities |
//! | `inside` | a path with dots or slashes, as other languages write it |
//! | `members`, `merge` | the members of the result; one type for several selections |
//! | `advice` | the help line of a problem |
//! | `canonical` | the projection with union members by their full names |

mod advice;
mod canonical;
mod checker;
mod decorate;
mod envelope;
mod inside;
mod members;
mod merge;
mod selection;
mod value;

use restli_core::projection::Projection;

use crate::catalog::{Catalog, TypeName};
use crate::checked::Checked;
use crate::embed::Embedded;
use crate::problem::Problem;
pub use canonical::canonical;
use checker::{Checker, Span};

/// Checks a projection of a type.
///
/// # Errors
/// All problems of the projection, in the order written.
pub fn check<'c>(catalog: &Catalog<'c>, root: TypeName<'c>, projection: &Projection) -> Result<Checked<'c>, Vec<Problem>> {
    let (checked, problems) = examine(catalog, root, projection, &[]);
    if problems.is_empty() { Ok(checked) } else { Err(problems) }
}

/// The part of a projection that fits the catalog: all of a projection that [`check`] has accepted.
#[must_use]
pub fn resolve<'c>(catalog: &Catalog<'c>, root: TypeName<'c>, projection: &Projection) -> Checked<'c> {
    examine(catalog, root, projection, &[]).0
}

/// The part of a projection that fits the catalog, and all problems. `names` are the names of the projections that may be embedded.
pub(crate) fn examine<'c>(
    catalog: &Catalog<'c>,
    root: TypeName<'c>,
    projection: &Projection,
    names: &[Embedded],
) -> (Checked<'c>, Vec<Problem>) {
    let mut checker = Checker::new(*catalog, names);
    let inside = catalog.get(root).and_then(|entry| checker.without_envelope(entry, projection));
    let selection = checker.selection(root, inside.as_ref().unwrap_or(projection), Span { at: 0, len: 0 });
    if checker.problems.is_empty()
        && let (Err(_), Err(error)) = (projection.to_mask(), projection.to_decorated())
    {
        // No style can express the projection.
        checker.problems.push(Problem { at: error.at, len: error.len, message: error.message, help: error.help, meant: None });
    }
    (Checked { root, selection, embedded: checker.embedded }, checker.problems)
}
