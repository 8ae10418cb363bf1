//! The items of one pair of parentheses: each name exists in the type, and is written once.

use std::collections::BTreeMap;

use restli_core::projection::{Item, Name, Projection};

use super::advice;
use super::checker::{Checker, MOST, Owner, Span, is_bare};
use super::inside::{Inside, help, inside};
use super::members::{all_and, embedded_member, name_apart, own_urn};
use crate::catalog::{FieldEntry, Kind, Presence, TypeEntry, TypeName};
use crate::checked::Selection;
use crate::embed;

/// The meaning of a name in a type.
enum Resolved<'c> {
    Field(&'c FieldEntry<'c>),
    /// A path with dots, which has been reported, in place of parentheses.
    Inside(&'c FieldEntry<'c>, Item),
    /// `$URN`: the URN of the record itself.
    OwnUrn,
    /// A name that an open record does not declare.
    Undeclared,
    /// A name that does not exist and has been reported.
    Nothing,
}

impl<'c> Checker<'_, 'c> {
    /// Checks the items selected of a record or union; `owner` is underlined if there are none.
    pub(super) fn selection(&mut self, of: TypeName<'c>, select: &Projection, owner: Span) -> Selection<'c> {
        let mut selection = Selection { of: vec![of], members: Vec::new(), rest: false };
        let Some(entry) = self.catalog.get(of) else { return selection };
        self.refuse_range(select, owner, entry.name);
        if select.items.is_empty() && select.range.is_none() {
            self.report(owner, format!("nothing is selected of `{}`", entry.name), |_| {
                Some("name fields, or write `*` for all".to_owned())
            });
        }
        let mut all = false;
        for item in self.distinct(Some(entry), select) {
            match &item.name {
                Name::Each => {
                    all = true;
                    self.refuse_inside_star(entry, item);
                }
                Name::Is(_) if embed::is_one(item) => {
                    if entry.is_union() {
                        let help = "name the members that you want, and embed projections of theirs in their parentheses".to_owned();
                        self.report(Span::of(item), format!("`{}` is a union, which can embed nothing", entry.name), |_| Some(help));
                    } else {
                        let number = self.embed(item, of);
                        selection.members.extend(number.map(|number| embedded_member(item, number, self.names)));
                    }
                }
                Name::Is(name) => match self.meaning(entry, name, item) {
                    Resolved::Field(field) => {
                        let members = self.members(Owner { entry, field }, item);
                        selection.members.extend(members);
                    }
                    Resolved::Inside(field, item) => {
                        let members = self.members(Owner { entry, field }, &item);
                        selection.members.extend(members);
                    }
                    Resolved::OwnUrn => selection.members.push(own_urn(item.at)),
                    Resolved::Undeclared => selection.rest = true,
                    Resolved::Nothing => {}
                },
            }
        }
        if all {
            let named = std::mem::take(&mut selection.members);
            selection.members = all_and(entry, named);
            selection.rest |= entry.kind == Kind::OpenRecord;
        }
        name_apart(&mut selection);
        selection
    }

    /// Reports `*(..)` and `*~` in a record or union.
    fn refuse_inside_star(&mut self, entry: &TypeEntry<'c>, item: &Item) {
        if !is_bare(item) {
            let what = if entry.is_union() { "members" } else { "fields" };
            let message = format!("`{}` is no array: its `*` stands for all {what}, and takes nothing after it", entry.name);
            self.report(Span::of(item), message, |_| Some("write `*`".to_owned()));
        }
    }

    /// The number of the projection that an item embeds.
    pub(super) fn embed(&mut self, item: &Item, of: TypeName<'c>) -> Option<usize> {
        let number = embed::of(item).and_then(Result::ok).filter(|number| *number < self.names.len());
        if !is_bare(item) {
            let help = "write what you want besides after a comma".to_owned();
            self.report(Span::of(item), "an embedded projection takes nothing after it".to_owned(), |_| Some(help));
            return None;
        }
        let Some(number) = number else {
            let message = format!("`{}` embeds another projection, which a text cannot", item.name);
            self.report(Span::of(item), message, |_| Some("write the projection in `projection!` and without quotes".to_owned()));
            return None;
        };
        if self.names.get(number).is_some_and(|embedded| embedded.is_itself) {
            let help = "name the fields, or embed another projection by its path, as in `..self::Names`".to_owned();
            self.report(Span::of(item), "a projection cannot embed itself".to_owned(), |_| Some(help));
            return None;
        }
        self.embedded.push((number, of));
        Some(number)
    }

    /// The items of a projection, each name once:
    ///
    /// | Written | Kept |
    /// |---|---|
    /// | `-name` | nothing; reported, because a result type holds the named fields |
    /// | `image,image~` | `image~`, which brings the URN as well |
    /// | `name,name` | the first; reported |
    pub(super) fn distinct<'p>(&mut self, entry: Option<&TypeEntry<'c>>, select: &'p Projection) -> Vec<&'p Item> {
        let mut kept: Vec<&Item> = Vec::new();
        let mut places: BTreeMap<Option<&str>, usize> = BTreeMap::new();
        for item in &select.items {
            let name = match &item.name {
                Name::Each => None,
                Name::Is(name) => Some(entry.and_then(|entry| entry.named(name)).map_or(name.as_str(), |field| field.wire)),
            };
            if item.remove {
                let shown = name.unwrap_or("*");
                self.report(Span::of(item), format!("`-{shown}` leaves something out, but a result type holds what is named"), |_| {
                    Some("name what you want instead".to_owned())
                });
                continue;
            }
            let earlier = places.get(&name).and_then(|place| kept.get_mut(*place));
            match earlier {
                None => {
                    places.insert(name, kept.len());
                    kept.push(item);
                }
                Some(earlier) if is_bare(item) && expands(earlier) => {}
                Some(earlier) if is_bare(earlier) && expands(item) => *earlier = item,
                Some(_) => {
                    let message = format!("`{}` is named twice", item.name);
                    self.report(Span::of(item), message, |_| Some("write it once".to_owned()));
                }
            }
        }
        kept
    }

    /// The meaning of a name in a type. A misspelt name is reported, and the nearest name takes its place.
    fn meaning(&mut self, entry: &'c TypeEntry<'c>, name: &str, item: &Item) -> Resolved<'c> {
        if let Some(field) = entry.named(name) {
            if let Presence::Never(reason) = field.presence {
                self.report(Span::of(item), format!("`{name}` cannot be asked for: {reason}"), |_| Some("leave it out".to_owned()));
            }
            return Resolved::Field(field);
        }
        let kind = if entry.is_union() { "member" } else { "field" };
        // A name that an open record does not declare may hold dots, unless a path of declared fields is meant.
        let is_open = entry.kind == Kind::OpenRecord;
        let path = if self.problems.len() < MOST { inside(&self.catalog, entry, item) } else { None };
        let path = path.filter(|path| !is_open || path.item.is_ok());
        if let Some(Inside { field, item: meant }) = path {
            self.report(Span::of(item), format!("no {kind} `{name}` on `{}`", entry.name), |catalog| help(catalog, &meant));
            return meant.map_or(Resolved::Nothing, |meant| Resolved::Inside(field, meant));
        }
        let names = || entry.askable().map(|field| field.wire);
        if name == "$URN" && !entry.is_union() {
            if !is_bare(item) {
                self.report(Span::of(item), "`$URN` is text: it takes nothing after it".to_owned(), |_| Some("write `$URN`".to_owned()));
            }
            return Resolved::OwnUrn;
        }
        if is_open && !names().any(|known| restli_core::suggest::is_slip(name, known)) {
            return Resolved::Undeclared;
        }
        let near = if self.problems.len() < MOST { advice::near(&self.catalog, entry, name) } else { None };
        let message = format!("no {kind} `{name}` on `{}`", entry.name);
        self.report_name(Span::of(item), message, near, |catalog| advice::unknown(catalog, entry, name));
        let meant = if self.problems.len() < MOST { restli_core::suggest::nearest(name, names()) } else { None };
        meant.and_then(|meant| entry.field(meant)).map_or(Resolved::Nothing, Resolved::Field)
    }
}

/// Checks that an item expands a URN, or each URN of an array.
fn expands(item: &Item) -> bool {
    !item.decorations.is_empty()
        || item.select.iter().flat_map(|select| &select.items).any(|inner| inner.name == Name::Each && !inner.decorations.is_empty())
}
