//! Decorations: `image~:streams(..)` expands the URN in `image` to the record that it names (`docs/protocol.md §5.5`).
//!
//! A URN (uniform resource name, `urn:li:person:7`) can name a record of one of several types; the catalog lists these [`Target`]s for
//! each field. Servers may send the record as `{}`, so all of its selected fields are optional.

use restli_core::projection::{Decoration, Item, Name, Projection};

use super::advice;
use super::checker::{Checker, Owner, Span, is_all};
use super::inside::{help, inside};
use super::merge::{all_optional, embeds, merge};
use crate::catalog::{Decoration as Target, Kind, TypeEntry, TypeName};
use crate::checked::{Selection, Value};
use crate::{embed, suggest};

/// A target of a decoration, and the selection of its fields; `None` for all.
#[derive(PartialEq)]
struct SelectedTarget<'p, 'c> {
    name: TypeName<'c>,
    collection: bool,
    select: Option<&'p Projection>,
}

/// The stretch `~entityType:finder`.
pub(super) fn span(decoration: &Decoration) -> Span {
    let finder = decoration.finder.as_ref().map_or(0, |finder| finder.len() + 1);
    Span { at: decoration.at, len: 1 + urn_len(decoration) + finder }
}

fn urn_span(decoration: &Decoration) -> Span {
    Span { at: decoration.at + 1, len: urn_len(decoration) }
}

fn finder_span(decoration: &Decoration) -> Span {
    Span { at: decoration.at + 2 + urn_len(decoration), len: decoration.finder.as_ref().map_or(0, String::len) }
}

fn urn_len(decoration: &Decoration) -> usize {
    decoration.urn.as_ref().map_or(0, String::len)
}

impl<'c> Checker<'_, 'c> {
    /// Reports a decoration of a field that cannot be expanded.
    pub(super) fn refuse_decoration(&mut self, owner: Owner<'c>, decoration: &Decoration) {
        let name = owner.field.wire;
        self.report(span(decoration), format!("`{name}` cannot be expanded"), |catalog| Some(advice::decorated_nearby(catalog, owner)));
    }

    /// The value of the member `image~`, from all decorations of `image`.
    pub(super) fn expansion(&mut self, owner: Owner<'c>, decorations: &[Decoration]) -> Option<Value<'c>> {
        let first = decorations.first()?;
        if owner.field.decorations.is_empty() || owner.entry.is_union() {
            self.refuse_decoration(owner, first);
            return None;
        }
        let mut all: Vec<SelectedTarget<'_, 'c>> = Vec::new();
        for (position, decoration) in decorations.iter().enumerate() {
            let same = |other: &&Decoration| other.urn == decoration.urn && other.finder == decoration.finder;
            if decorations.iter().take(position).any(|other| same(&other)) {
                self.report(span(decoration), format!("`{}` is expanded the same way twice", owner.field.wire), |_| {
                    Some("write it once, with all that you want of it".to_owned())
                });
                continue;
            }
            let targets = self.targets(owner, decoration);
            let mut select = decoration.select.as_ref();
            if targets.first().is_some_and(|target| target.collection) {
                select = select.and_then(|select| self.elements(owner, select));
            }
            if let Some(select) = select.filter(|_| targets.len() > 1) {
                self.refuse_unknown_to_all(&targets, select);
            }
            for target in targets {
                let target = SelectedTarget { name: target.target, collection: target.collection, select };
                if !all.contains(&target) {
                    all.push(target);
                }
            }
        }
        self.joint(&all, span(first))
    }

    /// The targets that fit a decoration. A decoration that fits none is reported.
    fn targets(&mut self, owner: Owner<'c>, decoration: &Decoration) -> Vec<Target<'c>> {
        let of_type = |target: &&Target<'c>| decoration.urn.is_none() || target.urn.is_none() || target.urn == decoration.urn.as_deref();
        let by_finder = |target: &&Target<'c>| target.finder == decoration.finder.as_deref();
        let all = owner.field.decorations;
        let name = owner.field.wire;
        let typed: Vec<Target<'c>> = all.iter().filter(of_type).copied().collect();
        if let Some(urn) = decoration.urn.as_deref().filter(|_| typed.is_empty()) {
            let known = all.iter().filter_map(|target| target.urn);
            let finder = all.iter().any(|target| target.finder == Some(urn)).then(|| format!("it is a finder: write `~:{urn}`"));
            let help = finder.or_else(|| restli_core::suggest::nearest(urn, known.clone()).map(|near| format!("did you mean `{near}`?")));
            let help = help.or_else(|| suggest::short_list(known).map(|list| format!("what it expands: {list}")));
            self.report(urn_span(decoration), format!("`{name}` expands no URN of type `{urn}`"), |_| help);
            return Vec::new();
        }
        let targets: Vec<Target<'c>> = typed.iter().filter(by_finder).copied().collect();
        if targets.is_empty() {
            let ways: Vec<String> = typed.iter().map(|target| advice::way(owner.field, target)).collect();
            let ways = suggest::short_list(ways.iter().map(String::as_str)).map(|ways| format!("write {ways}"));
            let finder = decoration.finder.as_deref();
            let near = finder.and_then(|finder| restli_core::suggest::nearest(finder, typed.iter().filter_map(|target| target.finder)));
            let help = near.map(|near| format!("did you mean `{near}`?")).or(ways);
            let (span, message) = match finder {
                Some(finder) => (finder_span(decoration), format!("`{name}` is not expanded by a finder `{finder}`")),
                None => (span(decoration), format!("`{name}` is expanded by a finder")),
            };
            self.report(span, message, |_| help);
        }
        targets
    }

    /// The selection of each element of a collection (`docs/protocol.md §5.5`):
    ///
    /// | Written | Selection of each element |
    /// |---|---|
    /// | `elements*(id)` | `(id)` |
    /// | `elements(id)` | `(id)`; reported, because `elements` is an array |
    /// | `elements`, `paging`, `*` | all |
    /// | `(id)` | `(id)`; reported, because the envelope is missing |
    fn elements<'p>(&mut self, owner: Owner<'c>, select: &'p Projection) -> Option<&'p Projection> {
        let mut each = None;
        for item in &select.items {
            match (&item.name, &item.select) {
                (Name::Is(name), None) if name == "elements" || name == "paging" => {}
                (Name::Each, None) if item.decorations.is_empty() => {}
                (Name::Is(name), Some(inner)) if name == "elements" => {
                    if let [Item { name: Name::Each, select, .. }] = inner.items.as_slice() {
                        each = select.as_ref();
                    } else {
                        let help = format!("write `elements*{}`", advice::selected(inner));
                        self.report(Span::of(item), "`elements` is an array".to_owned(), |_| Some(help));
                        each = Some(inner);
                    }
                }
                (Name::Is(name), Some(_)) if name == "paging" => {
                    self.report(Span::of(item), "`paging` comes whole".to_owned(), |_| Some("write `paging`".to_owned()));
                }
                _ => {
                    let message = format!("`{}` expands to a collection", owner.field.wire);
                    let help = format!("write `elements*{}`", advice::selected(select));
                    self.report(Span::of(item), message, |_| Some(help));
                    return each.or(Some(select));
                }
            }
        }
        each
    }

    /// Reports names that none of several types has.
    fn refuse_unknown_to_all(&mut self, targets: &[Target<'c>], select: &Projection) {
        let entries: Vec<_> = targets.iter().filter_map(|target| self.catalog.get(target.target)).collect();
        for item in &select.items {
            if let Name::Is(name) = &item.name
                && entries.iter().all(|entry| !holds(entry, name))
            {
                let types = suggest::short_list(entries.iter().map(|entry| entry.name)).unwrap_or_default();
                let path = entries
                    .iter()
                    .find_map(|entry| inside(&self.catalog, entry, item))
                    .and_then(|inside| help(&self.catalog, &inside.item));
                let near = restli_core::suggest::nearest(name, entries.iter().flat_map(|entry| entry.fields).map(|field| field.wire));
                let help = path.or_else(|| near.map(|near| format!("did you mean `{near}`?")));
                self.report(Span::of(item), format!("no field `{name}` on any of {types}"), |_| help);
            }
        }
    }

    /// The value that can hold each of the targets:
    ///
    /// | Targets | Value |
    /// |---|---|
    /// | records and collections | any JSON value |
    /// | one, all of it | the record |
    /// | one, a selection | a type for the selection |
    /// | several | one type with the selected fields of all of them |
    fn joint(&mut self, targets: &[SelectedTarget<'_, 'c>], span: Span) -> Option<Value<'c>> {
        let (first, more) = targets.split_first()?;
        if more.iter().any(|target| target.collection != first.collection) {
            return Some(Value::Json);
        }
        let value = if more.is_empty() { self.one(first, span) } else { self.several(targets, span) };
        Some(if first.collection { Value::Collection(Box::new(value)) } else { value })
    }

    fn one(&mut self, target: &SelectedTarget<'_, 'c>, span: Span) -> Value<'c> {
        let Some(select) = target.select.filter(|select| !is_all(select)) else { return Value::Whole(target.name) };
        if let Some(item) = embed::alone(select) {
            return self.embed(item, target.name).map_or(Value::Whole(target.name), Value::Embedded);
        }
        let selection = self.selection(target.name, select, span);
        if embeds(&selection) && !target.collection {
            self.refuse_embedded(span);
        }
        Value::Selected(if target.collection { selection } else { all_optional(selection) })
    }

    fn several(&mut self, targets: &[SelectedTarget<'_, 'c>], span: Span) -> Value<'c> {
        let selections: Vec<_> = targets.iter().map(|target| self.selection_of(target, targets, span)).collect();
        let embeds = selections.iter().any(embeds);
        let merged = merge(&self.catalog, selections);
        if embeds {
            self.refuse_embedded(span);
        }
        Value::Selected(merged)
    }

    /// Reports an embedded projection among other fields of an expansion: its fields may be required, but `{}` has none.
    fn refuse_embedded(&mut self, span: Span) {
        let help = "name its fields here, or embed it alone: `~(..Names)`".to_owned();
        self.report(span, "an expansion embeds a projection beside other fields".to_owned(), |_| Some(help));
    }

    /// The selection of one of several targets. In `handle~(address,number)` all targets of `handle` share the selection; each target takes
    /// the names that its type has.
    fn selection_of(&mut self, target: &SelectedTarget<'_, 'c>, targets: &[SelectedTarget<'_, 'c>], span: Span) -> Selection<'c> {
        let Some(select) = target.select else { return self.selection(target.name, &Projection::new().all(), span) };
        let shared = targets.iter().any(|other| other.name != target.name && other.select.is_some_and(|other| std::ptr::eq(other, select)));
        let entry = self.catalog.get(target.name);
        let has = |item: &&Item| match &item.name {
            Name::Is(name) => entry.is_some_and(|entry| holds(entry, name)),
            Name::Each => true,
        };
        let own = Projection { items: select.items.iter().filter(has).cloned().collect(), range: select.range };
        match (shared, own.items.is_empty()) {
            (false, _) => self.selection(target.name, select, span),
            (true, true) => Selection { of: vec![target.name], members: Vec::new(), rest: false },
            (true, false) => self.selection(target.name, &own, span),
        }
    }
}

/// Checks that a type has a field of the name, or may have it because the record is open; `$URN` fits every type.
fn holds(entry: &TypeEntry<'_>, name: &str) -> bool {
    name == "$URN" || entry.kind == Kind::OpenRecord || entry.field(name).is_some()
}
