//! The state of a check, and the values that its files pass to each other.

use restli_core::projection::{Decoration, Item, Name, Projection};

use crate::catalog::{Catalog, FieldEntry, TypeEntry, TypeName};
use crate::checked::Value;
use crate::embed::{self, Embedded};
use crate::problem::Problem;

/// The maximum number of problems that are reported.
pub(super) const MOST: usize = 50;

/// The state of a check.
pub(super) struct Checker<'n, 'c> {
    pub(super) catalog: Catalog<'c>,
    /// The names of the projections that may be embedded.
    pub(super) names: &'n [Embedded],
    /// The embedded projections by number, each with the type that it must be a projection of.
    pub(super) embedded: Vec<(usize, TypeName<'c>)>,
    pub(super) problems: Vec<Problem>,
}

/// A range of the written projection, in octets.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) at: usize,
    pub(super) len: usize,
}

/// A field, and the type that it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Owner<'c> {
    pub(super) entry: &'c TypeEntry<'c>,
    pub(super) field: &'c FieldEntry<'c>,
}

/// The part of an item behind its name: `(url)` or `~(url)`.
#[derive(Clone, Copy)]
pub(super) struct Request<'p> {
    /// The name as written, of a field or of a map's key; with `*` behind it for each entry.
    pub(super) name: &'p str,
    pub(super) span: Span,
    pub(super) select: Option<&'p Projection>,
    pub(super) decorations: &'p [Decoration],
}

/// The values of an item: `image~` has the URN, and the record that it expands to.
#[derive(PartialEq)]
pub(super) struct Outcome<'c> {
    /// The value of the field itself.
    pub(super) value: Value<'c>,
    /// The value of the expansion, in a member beside the field.
    pub(super) expanded: Option<Value<'c>>,
}

impl Span {
    /// The name of an item.
    pub(super) fn of(item: &Item) -> Self {
        Self { at: item.at, len: item.name.width() }
    }
}

impl<'p> Request<'p> {
    pub(super) fn of(item: &'p Item, name: &'p str) -> Self {
        Self { name, span: Span::of(item), select: item.select.as_ref(), decorations: &item.decorations }
    }
}

impl<'c> Outcome<'c> {
    /// A value without an expansion beside it.
    pub(super) fn plain(value: Value<'c>) -> Self {
        Self { value, expanded: None }
    }
}

impl<'n, 'c> Checker<'n, 'c> {
    pub(super) fn new(catalog: Catalog<'c>, names: &'n [Embedded]) -> Self {
        Self { catalog, names, embedded: Vec::new(), problems: Vec::new() }
    }

    /// Adds a problem, unless there are enough; `help` is called only then.
    pub(super) fn report(&mut self, span: Span, message: String, help: impl FnOnce(&Catalog<'c>) -> Option<String>) {
        if self.problems.len() < MOST {
            let help = help(&self.catalog).map(|help| embed::with_names(help, self.names));
            let message = embed::with_names(message, self.names);
            self.problems.push(Problem { at: span.at, len: span.len, message, help, meant: None });
        }
    }

    /// Adds a problem with a name, and the name that was meant by it, if that is what the help says.
    pub(super) fn report_name(
        &mut self,
        span: Span,
        message: String,
        meant: Option<&str>,
        help: impl FnOnce(&Catalog<'c>) -> Option<String>,
    ) {
        let before = self.problems.len();
        self.report(span, message, help);
        if let Some(problem) = self.problems.get_mut(before) {
            problem.meant = meant.map(str::to_owned);
        }
    }

    /// Reports `$start` and `$count` outside of an array.
    pub(super) fn refuse_range(&mut self, select: &Projection, span: Span, name: &str) {
        if select.range.is_some() {
            let help = "only of an array can a range be taken: leave them out".to_owned();
            self.report(span, format!("`{name}` is no array: `$start` and `$count` have no meaning in it"), |_| Some(help));
        }
    }
}

/// Checks that an item is a name alone, without selection and decorations.
pub(super) fn is_bare(item: &Item) -> bool {
    item.select.is_none() && item.decorations.is_empty()
}

/// Checks that a selection is `(*)` and nothing else.
pub(super) fn is_all(select: &Projection) -> bool {
    matches!(select.items.as_slice(), [item] if item.name == Name::Each && !item.remove && is_bare(item)) && select.range.is_none()
}
