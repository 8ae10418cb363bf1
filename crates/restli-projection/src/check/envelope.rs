//! Projections that name the envelope, as copied from a request: `(elements*(id))` in place of `(id)`.
//!
//! An envelope is the record that a finder or a batch puts around its entities, with `elements` or `results` in it (`docs/protocol.md §8`).
//! The client adds the envelope to each request, so a projection is about one entity.

use restli_core::projection::{Item, Name, Projection};

use super::advice;
use super::checker::{Checker, Span};
use crate::catalog::{Kind, TypeEntry};

impl<'c> Checker<'_, 'c> {
    /// The projection of one entity, if the written one names the envelope, which is reported; `None` if it names none.
    pub(super) fn without_envelope(&mut self, entry: &TypeEntry<'c>, written: &Projection) -> Option<Projection> {
        let is_envelope = |item: &&Item| {
            let Name::Is(name) = &item.name else { return false };
            matches!(name.as_str(), "elements" | "results") && item.select.is_some() && entry.field(name).is_none()
        };
        if entry.kind == Kind::OpenRecord {
            return None;
        }
        let envelope = written.items.iter().find(is_envelope)?;
        let mut inside = each_of(envelope);
        // The answer of a batch finder is a page of pages.
        while let Some(inner) = inside.and_then(|inside| inside.items.iter().find(is_envelope)) {
            inside = each_of(inner);
        }
        let message = format!("`{}` is the envelope around each `{}`, which comes by itself", envelope.name, entry.name);
        let inside = inside.cloned().unwrap_or_else(|| Projection::new().all());
        let help = format!("write what is asked of each: `{}`", advice::selected(&inside));
        self.report(Span::of(envelope), message, |_| Some(help));
        Some(inside)
    }
}

/// The projection of one entity in an envelope.
fn each_of(envelope: &Item) -> Option<&Projection> {
    let select = envelope.select.as_ref()?;
    match select.items.as_slice() {
        [Item { name: Name::Each, select, .. }] => select.as_ref(),
        _ => Some(select),
    }
}
