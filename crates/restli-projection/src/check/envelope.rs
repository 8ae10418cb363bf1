//! Projections of a whole answer, as they stand in requests: around each entity there is an envelope (`docs/protocol.md §8`), which a
//! client asks for by itself.

use restli_core::projection::{Item, Name, Projection};

use super::{Checker, advice, spot};
use crate::catalog::{Kind, TypeEntry};

impl<'c> Checker<'_, 'c> {
    /// What is asked of each entity, if what was written speaks of the envelope around them. That is reported.
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
        // A batch of searches has pages in a page.
        while let Some(inner) = inside.and_then(|inside| inside.items.iter().find(is_envelope)) {
            inside = each_of(inner);
        }
        let message = format!("`{}` is the envelope around each `{}`, which comes by itself", envelope.name, entry.name);
        let all = Projection { items: vec![Item::all(Name::Each, envelope.at)], range: None };
        let inside = inside.cloned().unwrap_or(all);
        let help = format!("write what is asked of each: `{}`", advice::selected(&inside));
        self.report(spot(envelope), message, |_| Some(help));
        Some(inside)
    }
}

/// What is asked of each entity in an envelope.
fn each_of(envelope: &Item) -> Option<&Projection> {
    let select = envelope.select.as_ref()?;
    match select.items.as_slice() {
        [Item { name: Name::Each, select, .. }] => select.as_ref(),
        _ => Some(select),
    }
}
