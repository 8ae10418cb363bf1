//! One projection against a catalog: does everything exist that it names, and what does each name hold.
//!
//! All problems are found in one go. What fits is returned beside them, so that the macro can expand to something useful.
//! Two things are let through unchecked, because the schema does not know better: what is selected inside a field of
//! any JSON value, and names that an open record does not declare, unless they look like a slip of a declared one.

mod advice;
mod decorate;
mod envelope;
mod members;
mod sent;

use std::collections::BTreeMap;

use restli_core::projection::{Decoration, Item, Name, Projection};

use crate::catalog::{Catalog, FieldEntry, Kind, Sent, Ty, TypeEntry, TypeIndex};
use crate::checked::{Checked, Member, Selection, Value};
use crate::problem::Problem;
use crate::{embed, suggest};
use members::{all_and, common, embedded_member, name_apart, own_urn, whole, whole_member};
pub use sent::sent;

/// After that many problems the rest is not worth reading.
const MOST: usize = 50;

/// Checks a projection of a type.
///
/// # Errors
/// Everything that is wrong with it, in the order written.
pub fn check<'c>(catalog: &Catalog<'c>, root: TypeIndex, projection: &Projection) -> Result<Checked<'c>, Vec<Problem>> {
    let (checked, problems) = examine(catalog, root, projection, &[]);
    if problems.is_empty() { Ok(checked) } else { Err(problems) }
}

/// What fits, and everything that is wrong. `names` are those of the projections that may be embedded.
pub(crate) fn examine<'c>(
    catalog: &Catalog<'c>,
    root: TypeIndex,
    projection: &Projection,
    names: &[String],
) -> (Checked<'c>, Vec<Problem>) {
    let mut checker = Checker { catalog: *catalog, names, embedded: Vec::new(), problems: Vec::new() };
    let inside = catalog.get(root).and_then(|entry| checker.without_envelope(entry, projection));
    let selection = checker.selection(root, inside.as_ref().unwrap_or(projection), Spot { at: 0, len: 0 });
    if checker.problems.is_empty()
        && let (Err(_), Err(error)) = (projection.to_mask(), projection.to_decorated())
    {
        // No endpoint could be asked for it.
        checker.problems.push(Problem { at: error.at, len: error.len, message: error.message, help: error.help });
    }
    (Checked { root, selection, embedded: checker.embedded }, checker.problems)
}

struct Checker<'n, 'c> {
    catalog: Catalog<'c>,
    /// The names of other projections.
    names: &'n [String],
    /// Those that are embedded, each with the type that it must be of.
    embedded: Vec<(usize, TypeIndex)>,
    problems: Vec<Problem>,
}

/// A place in what was written.
#[derive(Clone, Copy)]
struct Spot {
    at: usize,
    len: usize,
}

/// The field that something is asked of, and the type it belongs to.
#[derive(Clone, Copy)]
struct Owner<'c> {
    entry: &'c TypeEntry<'c>,
    field: &'c FieldEntry<'c>,
}

/// What is asked.
#[derive(Clone, Copy)]
struct Asked<'p> {
    spot: Spot,
    select: Option<&'p Projection>,
    decorations: &'p [Decoration],
}

/// What was found: the value itself, and what stands beside it if it is expanded.
#[derive(PartialEq)]
struct Found<'c> {
    value: Value<'c>,
    expanded: Option<Value<'c>>,
}

impl<'p> Asked<'p> {
    fn of(item: &'p Item) -> Self {
        Self { spot: spot(item), select: item.select.as_ref(), decorations: &item.decorations }
    }
}

impl<'c> Found<'c> {
    fn plain(value: Value<'c>) -> Self {
        Self { value, expanded: None }
    }
}

fn spot(item: &Item) -> Spot {
    Spot { at: item.at, len: item.name.width() }
}

impl<'c> Checker<'_, 'c> {
    fn report(&mut self, spot: Spot, message: String, help: impl FnOnce(&Catalog<'c>) -> Option<String>) {
        if self.problems.len() < MOST {
            let help = help(&self.catalog).map(|help| embed::with_names(help, self.names));
            let message = embed::with_names(message, self.names);
            self.problems.push(Problem { at: spot.at, len: spot.len, message, help });
        }
    }

    /// What is asked of a record or union.
    fn selection(&mut self, index: TypeIndex, select: &Projection, owner: Spot) -> Selection<'c> {
        let mut selection = Selection { of: vec![index], members: Vec::new(), rest: false };
        let Some(entry) = self.catalog.get(index) else { return selection };
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
                    if item.select.is_some() || !item.decorations.is_empty() {
                        let what = if entry.is_union() { "members" } else { "fields" };
                        self.report(
                            spot(item),
                            format!("`{}` is no array: its `*` stands for all {what}, and takes nothing after it", entry.name),
                            |_| Some("write `*`".to_owned()),
                        );
                    }
                }
                Name::Is(_) if embed::is_one(item) => {
                    if entry.is_union() {
                        let help = "name the members that you want, and embed projections of theirs in their parentheses".to_owned();
                        self.report(spot(item), format!("`{}` is a union, which can embed nothing", entry.name), |_| Some(help));
                    } else {
                        let number = self.embed(item, index);
                        selection.members.extend(number.map(|number| embedded_member(item, number, self.names)));
                    }
                }
                Name::Is(name) => match self.resolve(entry, name, item) {
                    Resolved::Field(field) => {
                        let members = self.members(Owner { entry, field }, item);
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

    /// The number of an embedded projection of a type.
    fn embed(&mut self, item: &Item, of: TypeIndex) -> Option<usize> {
        let number = embed::of(item).and_then(Result::ok).filter(|number| *number < self.names.len());
        if item.select.is_some() || !item.decorations.is_empty() {
            let help = "write what you want besides after a comma".to_owned();
            self.report(spot(item), "an embedded projection takes nothing after it".to_owned(), |_| Some(help));
            return None;
        }
        let Some(number) = number else {
            let message = format!("`{}` embeds another projection, which a text cannot", item.name);
            self.report(spot(item), message, |_| Some("write the projection in `projection!` and without quotes".to_owned()));
            return None;
        };
        self.embedded.push((number, of));
        Some(number)
    }

    /// The items of a projection, each name once. A URN and its expansion may both be named: the latter brings the former.
    fn distinct<'p>(&mut self, entry: Option<&TypeEntry<'c>>, select: &'p Projection) -> Vec<&'p Item> {
        let mut kept: Vec<&Item> = Vec::new();
        let mut places: BTreeMap<Option<&str>, usize> = BTreeMap::new();
        for item in &select.items {
            let name = match &item.name {
                Name::Each => None,
                Name::Is(name) => Some(entry.and_then(|entry| entry.named(name)).map_or(name.as_str(), |field| field.wire)),
            };
            if item.remove {
                let shown = name.unwrap_or("*");
                self.report(spot(item), format!("`-{shown}` leaves something out, but a result type holds what is named"), |_| {
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
                    self.report(spot(item), message, |_| Some("write it once".to_owned()));
                }
            }
        }
        kept
    }

    /// What a name means in a type. A slip is reported, and taken for what was meant.
    fn resolve(&mut self, entry: &'c TypeEntry<'c>, name: &str, item: &Item) -> Resolved<'c> {
        if let Some(field) = entry.named(name) {
            if let Sent::Never(reason) = field.sent {
                self.report(spot(item), format!("`{name}` cannot be asked for: {reason}"), |_| Some("leave it out".to_owned()));
            }
            return Resolved::Field(field);
        }
        let names = || entry.askable().map(|field| field.wire);
        if name == "$URN" && !entry.is_union() {
            if item.select.is_some() || !item.decorations.is_empty() {
                self.report(spot(item), "`$URN` is text: it takes nothing after it".to_owned(), |_| Some("write `$URN`".to_owned()));
            }
            return Resolved::OwnUrn;
        }
        if entry.kind == Kind::OpenRecord && !names().any(|known| suggest::is_slip(name, known)) {
            return Resolved::Undeclared;
        }
        let kind = if entry.is_union() { "member" } else { "field" };
        self.report(spot(item), format!("no {kind} `{name}` on `{}`", entry.name), |catalog| advice::unknown(catalog, entry, name));
        let meant = if self.problems.len() < MOST { suggest::nearest(name, names()) } else { None };
        meant.and_then(|meant| entry.field(meant)).map_or(Resolved::Nothing, Resolved::Field)
    }

    /// The members that one item asks for: one, or three if it is expanded (`docs/protocol.md §5.5`).
    fn members(&mut self, owner: Owner<'c>, item: &Item) -> Vec<Member<'c>> {
        let found = self.value(owner, owner.field.ty, Asked::of(item));
        let member = Member { at: item.at, value: found.value, permit: owner.field.permit, ..whole_member(owner.field) };
        let Some(expanded) = found.expanded else { return vec![member] };
        let (wire, rust) = (owner.field.wire, member.rust.trim_start_matches("r#").to_owned());
        let beside = |mark: &str, suffix: &str, doc: String, value| Member {
            at: item.at,
            wire: format!("{wire}{mark}"),
            rust: format!("{rust}_{suffix}"),
            doc,
            permit: None,
            deprecated: None,
            default: None,
            optional: true,
            value,
        };
        let decorated = beside("~", "decorated", format!("What `{wire}` expands to."), expanded);
        let error = beside("!", "error", format!("Why `{wire}` could not be expanded."), Value::Failure);
        vec![member, decorated, error]
    }

    fn value(&mut self, owner: Owner<'c>, ty: Ty<'c>, asked: Asked<'_>) -> Found<'c> {
        match ty {
            Ty::Array(item) => self.each(owner, *item, asked, Many::Array),
            Ty::Map(value) => self.each(owner, *value, asked, Many::Map),
            Ty::Named(index) => {
                if let Some(decoration) = asked.decorations.first() {
                    self.refuse_decoration(owner, decoration);
                }
                Found::plain(self.named(owner, index, asked))
            }
            Ty::Leaf(rust) => {
                if asked.select.is_some() {
                    let name = owner.field.wire;
                    self.report(asked.spot, format!("`{name}` has no fields to select"), |_| {
                        Some(advice::scalar(owner.field, asked.select))
                    });
                }
                Found { value: Value::Leaf(rust), expanded: self.expansion(owner, asked.decorations) }
            }
            Ty::Any => Found { value: Value::Json, expanded: self.expansion(owner, asked.decorations) },
        }
    }

    /// A record or union: all of it, or what is selected.
    fn named(&mut self, owner: Owner<'c>, index: TypeIndex, asked: Asked<'_>) -> Value<'c> {
        let Some(mut select) = asked.select.filter(|select| !is_all(select)) else { return Value::Whole(index) };
        let union = self.catalog.get(index).is_some_and(TypeEntry::is_union);
        if let Some(item) = embed::alone(select).filter(|_| !union) {
            return self.embed(item, index).map_or(Value::Whole(index), Value::Embedded);
        }
        if let [Item { name: Name::Each, select: Some(inner), .. }] = select.items.as_slice() {
            let name = owner.field.wire;
            let help = format!("write `{name}{}`", advice::selected(inner));
            self.report(asked.spot, format!("`{name}` is neither array nor map: no `*` belongs after it"), |_| Some(help));
            select = inner;
        }
        Value::Selected(self.selection(index, select, asked.spot))
    }

    /// The items of an array, or the values of a map.
    fn each(&mut self, owner: Owner<'c>, inner: Ty<'c>, asked: Asked<'_>, many: Many) -> Found<'c> {
        let name = owner.field.wire;
        if let Some(decoration) = asked.decorations.first() {
            if owner.field.decorations.is_empty() {
                self.refuse_decoration(owner, decoration);
            } else {
                let help = format!("write `{name}*~`");
                self.report(decorate::spot(decoration), format!("`{name}` is {}: what expands is each of its URNs", many.noun()), |_| {
                    Some(help)
                });
            }
            return Found::plain(many.of(whole(inner)));
        }
        let Some(select) = asked.select else { return Found::plain(many.of(whole(inner))) };
        if many == Many::Map {
            self.refuse_range(select, asked.spot, name);
        }
        let mut found: Option<Found<'c>> = None;
        for item in self.distinct(None, select) {
            if many == Many::Array && item.name != Name::Each {
                let help = format!("write `{name}*{}`", advice::selected(select));
                self.report(asked.spot, format!("`{name}` is an array"), |_| Some(help));
                found = Some(self.value(owner, inner, asked));
                break;
            }
            // What is wrong with each entry is told at the name of the field: there is nothing else to see.
            let own = Asked::of(item);
            let next = self.value(owner, inner, if item.name == Name::Each { Asked { spot: asked.spot, ..own } } else { own });
            found = Some(match found {
                // The values share one type.
                Some(first) if first != next => {
                    Found { value: common(&self.catalog, first.value, next.value), expanded: first.expanded.or(next.expanded) }
                }
                _ => next,
            });
        }
        if select.items.is_empty() && select.range.is_none() {
            self.report(asked.spot, format!("nothing is selected of `{name}`"), |_| Some(format!("write `{name}`")));
        }
        match found {
            None => Found::plain(many.of(whole(inner))),
            // Whether the expansions replace the URNs or stand beside them is not established (`docs/protocol.md §14`).
            Some(Found { expanded: Some(_), .. }) => Found { value: many.of(Value::Json), expanded: Some(Value::Json) },
            Some(Found { value, expanded: None }) => Found::plain(many.of(value)),
        }
    }

    fn refuse_range(&mut self, select: &Projection, spot: Spot, name: &str) {
        if select.range.is_some() {
            let help = "only of an array can a range be taken: leave them out".to_owned();
            self.report(spot, format!("`{name}` is no array: `$start` and `$count` have no meaning in it"), |_| Some(help));
        }
    }
}

/// What a name means in a type.
enum Resolved<'c> {
    Field(&'c FieldEntry<'c>),
    /// `$URN`: the URN of the record itself.
    OwnUrn,
    /// A name that an open record may hold.
    Undeclared,
    Nothing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Many {
    Array,
    Map,
}

impl Many {
    fn of(self, value: Value<'_>) -> Value<'_> {
        match self {
            Self::Array => Value::Array(Box::new(value)),
            Self::Map => Value::Map(Box::new(value)),
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Array => "an array",
            Self::Map => "a map",
        }
    }
}

fn is_bare(item: &Item) -> bool {
    item.select.is_none() && item.decorations.is_empty()
}

fn expands(item: &Item) -> bool {
    !item.decorations.is_empty()
        || item.select.iter().flat_map(|select| &select.items).any(|inner| inner.name == Name::Each && !inner.decorations.is_empty())
}

/// Nothing but `*`.
fn is_all(select: &Projection) -> bool {
    matches!(select.items.as_slice(), [item] if item.name == Name::Each && !item.remove && is_bare(item)) && select.range.is_none()
}
