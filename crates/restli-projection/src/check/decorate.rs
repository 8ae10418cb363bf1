//! Expanding URNs (`docs/protocol.md §5.5`).
//!
//! The record that a URN expands to may come as `{}`, so the fields asked of it are all optional. A URN of several types
//! expands to one type that holds what is asked of any of them.

use restli_core::projection::{Decoration, Item, Name, Projection};

use super::members::{common, embeds};
use super::{Checker, Owner, Spot, advice, is_all};
use crate::catalog::{Catalog, Decoration as Offer, TypeIndex};
use crate::checked::{Member, Selection, Value};
use crate::{embed, suggest};

/// Something that a URN is expanded to, and what is asked of it.
#[derive(PartialEq)]
struct Target<'p> {
    index: TypeIndex,
    collection: bool,
    select: Option<&'p Projection>,
}

/// All of `~entityType:finder`.
pub(super) fn spot(decoration: &Decoration) -> Spot {
    let finder = decoration.finder.as_ref().map_or(0, |finder| finder.len() + 1);
    Spot { at: decoration.at, len: 1 + urn_len(decoration) + finder }
}

fn urn_spot(decoration: &Decoration) -> Spot {
    Spot { at: decoration.at + 1, len: urn_len(decoration) }
}

fn finder_spot(decoration: &Decoration) -> Spot {
    Spot { at: decoration.at + 2 + urn_len(decoration), len: decoration.finder.as_ref().map_or(0, String::len) }
}

fn urn_len(decoration: &Decoration) -> usize {
    decoration.urn.as_ref().map_or(0, String::len)
}

impl<'c> Checker<'_, 'c> {
    /// Reports a decoration where nothing can be expanded.
    pub(super) fn refuse_decoration(&mut self, owner: Owner<'c>, decoration: &Decoration) {
        let name = owner.field.wire;
        self.report(spot(decoration), format!("`{name}` cannot be expanded"), |catalog| advice::decorated_nearby(catalog, owner));
    }

    /// What the decorations of a field give.
    pub(super) fn expansion(&mut self, owner: Owner<'c>, decorations: &[Decoration]) -> Option<Value<'c>> {
        let first = decorations.first()?;
        if owner.field.decorations.is_empty() || owner.entry.is_union() {
            self.refuse_decoration(owner, first);
            return None;
        }
        let mut targets: Vec<Target<'_>> = Vec::new();
        for (position, decoration) in decorations.iter().enumerate() {
            let same = |other: &&Decoration| other.urn == decoration.urn && other.finder == decoration.finder;
            if decorations.iter().take(position).any(|other| same(&other)) {
                self.report(spot(decoration), format!("`{}` is expanded the same way twice", owner.field.wire), |_| {
                    Some("write it once, with all that you want of it".to_owned())
                });
                continue;
            }
            let offers = self.offers(owner, decoration);
            let mut select = decoration.select.as_ref();
            if offers.first().is_some_and(|offer| offer.collection) {
                select = select.and_then(|select| self.elements(owner, select));
            }
            if let Some(select) = select.filter(|_| offers.len() > 1) {
                self.refuse_unknown_to_all(&offers, select);
            }
            for offer in offers {
                let target = Target { index: offer.target, collection: offer.collection, select };
                if !targets.contains(&target) {
                    targets.push(target);
                }
            }
        }
        self.expanded(&targets, spot(first))
    }

    /// Which of the things that a field can expand to are meant. If none, that is reported.
    fn offers(&mut self, owner: Owner<'c>, decoration: &Decoration) -> Vec<Offer<'c>> {
        let of_type = |offer: &&Offer<'c>| decoration.urn.is_none() || offer.urn.is_none() || offer.urn == decoration.urn.as_deref();
        let by_finder = |offer: &&Offer<'c>| offer.finder == decoration.finder.as_deref();
        let all = owner.field.decorations;
        let name = owner.field.wire;
        let typed: Vec<Offer<'c>> = all.iter().filter(of_type).copied().collect();
        if let Some(urn) = decoration.urn.as_deref().filter(|_| typed.is_empty()) {
            let known = all.iter().filter_map(|offer| offer.urn);
            let finder = all.iter().any(|offer| offer.finder == Some(urn)).then(|| format!("it is a finder: write `~:{urn}`"));
            let help = finder.or_else(|| suggest::nearest(urn, known.clone()).map(|near| format!("did you mean `{near}`?")));
            let help = help.or_else(|| suggest::short_list(known).map(|list| format!("what it expands: {list}")));
            self.report(urn_spot(decoration), format!("`{name}` expands no URN of type `{urn}`"), |_| help);
            return Vec::new();
        }
        let offers: Vec<Offer<'c>> = typed.iter().filter(by_finder).copied().collect();
        if offers.is_empty() {
            let ways: Vec<String> = typed.iter().map(|offer| advice::way(owner.field, offer)).collect();
            let ways = suggest::short_list(ways.iter().map(String::as_str)).map(|ways| format!("write {ways}"));
            let finder = decoration.finder.as_deref();
            let near = finder.and_then(|finder| suggest::nearest(finder, typed.iter().filter_map(|offer| offer.finder)));
            let help = near.map(|near| format!("did you mean `{near}`?")).or(ways);
            let (spot, message) = match finder {
                Some(finder) => (finder_spot(decoration), format!("`{name}` is not expanded by a finder `{finder}`")),
                None => (spot(decoration), format!("`{name}` is expanded by a finder")),
            };
            self.report(spot, message, |_| help);
        }
        offers
    }

    /// What is asked of each element of a collection. What a finder gives has an envelope, and a projection speaks of the whole
    /// (`docs/protocol.md §5.5`).
    fn elements<'p>(&mut self, owner: Owner<'c>, select: &'p Projection) -> Option<&'p Projection> {
        let mut each = None;
        for item in &select.items {
            match (&item.name, &item.select) {
                (Name::Is(name), inner) if name == "elements" => match inner.as_ref().map(|inner| inner.items.as_slice()) {
                    Some([Item { name: Name::Each, select, .. }]) => each = select.as_ref(),
                    Some(_) => {
                        let help = inner.as_ref().map(|inner| format!("write `elements*{}`", advice::selected(inner)));
                        self.report(super::spot(item), "`elements` is an array".to_owned(), |_| help);
                        each = inner.as_ref();
                    }
                    None => {}
                },
                (Name::Is(name), inner) if name == "paging" => {
                    if inner.is_some() {
                        self.report(super::spot(item), "`paging` comes whole".to_owned(), |_| Some("write `paging`".to_owned()));
                    }
                }
                (Name::Each, None) if item.decorations.is_empty() => {}
                _ => {
                    let message = format!("`{}` expands to a collection", owner.field.wire);
                    let help = format!("write `elements*{}`", advice::selected(select));
                    self.report(super::spot(item), message, |_| Some(help));
                    // What comes without its envelope is taken for what is asked of each.
                    return each.or(Some(select));
                }
            }
        }
        each
    }

    /// Reports names that exist in none of several types.
    fn refuse_unknown_to_all(&mut self, offers: &[Offer<'c>], select: &Projection) {
        let entries: Vec<_> = offers.iter().filter_map(|offer| self.catalog.get(offer.target)).collect();
        for item in &select.items {
            if let Name::Is(name) = &item.name
                && entries.iter().all(|entry| !holds(entry, name))
            {
                let types = suggest::short_list(entries.iter().map(|entry| entry.name)).unwrap_or_default();
                let near = suggest::nearest(name, entries.iter().flat_map(|entry| entry.fields).map(|field| field.wire));
                let help = near.map(|near| format!("did you mean `{near}`?"));
                self.report(super::spot(item), format!("no field `{name}` on any of {types}"), |_| help);
            }
        }
    }

    /// The type beside the URN. What mixes records and collections is kept as it comes.
    fn expanded(&mut self, targets: &[Target<'_>], spot: Spot) -> Option<Value<'c>> {
        let (first, more) = targets.split_first()?;
        if more.iter().any(|target| target.collection != first.collection) {
            return Some(Value::Json);
        }
        let value = match first.select.filter(|select| !is_all(select)) {
            None if more.is_empty() => Value::Whole(first.index),
            Some(select) if more.is_empty() && embed::alone(select).is_some() => {
                let number = embed::alone(select).and_then(|item| self.embed(item, first.index));
                number.map_or(Value::Whole(first.index), Value::Embedded)
            }
            Some(select) if more.is_empty() => {
                let selection = self.selection(first.index, select, spot);
                if embeds(&selection) && !first.collection {
                    self.refuse_embedded(spot);
                }
                Value::Selected(if first.collection { selection } else { all_optional(selection) })
            }
            _ => {
                let parts: Vec<_> = targets.iter().map(|target| self.part(target, targets, spot)).collect();
                let embeds = parts.iter().any(embeds);
                let merged = merge(&self.catalog, parts);
                if embeds {
                    self.refuse_embedded(spot);
                }
                Value::Selected(merged)
            }
        };
        Some(if first.collection { Value::Collection(Box::new(value)) } else { value })
    }

    /// The record behind a URN may come as `{}`, in which an embedded record could lack what it requires.
    fn refuse_embedded(&mut self, spot: Spot) {
        let help = "name its fields here, or only the other projection".to_owned();
        self.report(spot, "what is embedded behind a URN stands alone".to_owned(), |_| Some(help));
    }

    /// What is asked of one of several targets: where they share a selection, the names that this one has.
    fn part(&mut self, target: &Target<'_>, all: &[Target<'_>], spot: Spot) -> Selection<'c> {
        let everything = Projection { items: vec![Item::all(Name::Each, spot.at)], range: None };
        let Some(select) = target.select else { return self.selection(target.index, &everything, spot) };
        let shared = all.iter().any(|other| other.index != target.index && other.select.is_some_and(|other| std::ptr::eq(other, select)));
        let entry = self.catalog.get(target.index);
        let has = |item: &&Item| match &item.name {
            Name::Is(name) => entry.is_some_and(|entry| holds(entry, name)),
            Name::Each => true,
        };
        let own = Projection { items: select.items.iter().filter(has).cloned().collect(), range: select.range };
        match (shared, own.items.is_empty()) {
            (false, _) => self.selection(target.index, select, spot),
            (true, true) => Selection { of: vec![target.index], members: Vec::new(), rest: false },
            (true, false) => self.selection(target.index, &own, spot),
        }
    }
}

fn holds(entry: &crate::catalog::TypeEntry<'_>, name: &str) -> bool {
    name == "$URN" || entry.kind == crate::catalog::Kind::OpenRecord || entry.field(name).is_some()
}

/// A record that may come as `{}`.
fn all_optional(mut selection: Selection<'_>) -> Selection<'_> {
    for member in &mut selection.members {
        (member.optional, member.default) = (true, None);
    }
    selection
}

/// One type for what is asked of several. A name that means different things in them is kept as it comes.
pub(super) fn merge<'c>(catalog: &Catalog<'c>, parts: Vec<Selection<'c>>) -> Selection<'c> {
    let mut merged = Selection { of: Vec::new(), members: Vec::new(), rest: false };
    for part in parts.into_iter().map(all_optional) {
        merged.of.extend(part.of);
        merged.rest |= part.rest;
        for member in part.members {
            let earlier: Option<&mut Member<'_>> = merged.members.iter_mut().find(|earlier| earlier.wire == member.wire);
            match earlier {
                None => merged.members.push(member),
                Some(earlier) if *earlier == member => {}
                Some(earlier) => {
                    let value = std::mem::replace(&mut earlier.value, Value::Json);
                    earlier.value = common(catalog, value, member.value);
                }
            }
        }
    }
    merged.of.dedup();
    super::name_apart(&mut merged);
    merged
}
