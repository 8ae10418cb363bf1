//! The input of an expansion.

use proc_macro2::TokenStream;
use restli_core::projection::Projection;

use crate::catalog::Catalog;
use crate::checked::Checked;
use crate::declaration::{Declaration, Paths};
use crate::tokens::Spans;

/// A checked projection, and all that its expansion depends on.
#[derive(Clone, Copy, Debug)]
pub struct Input<'e, 'c> {
    /// The catalog that the projection was checked against.
    pub catalog: &'e Catalog<'c>,
    /// The result of the check.
    pub checked: &'e Checked<'c>,
    /// The projection.
    pub projection: &'e Projection,
    /// Paths of the result types of the embedded projections, by number.
    pub embedded: &'e [TokenStream],
    /// The declaration of the outermost result type.
    pub declaration: &'e Declaration,
    /// Paths to other items.
    pub paths: &'e Paths,
    /// The tokens that the names come from, for errors and editors.
    pub spans: &'e Spans,
    /// `true` if errors are reported beside the expansion. The expansion then fits endpoints of every style, so that no second error
    /// follows from the first.
    pub has_errors: bool,
}
