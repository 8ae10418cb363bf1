//! The decision whether a change touches a program.

use std::collections::{BTreeMap, BTreeSet};

use restli_schema::api::{Api, ResourceId, TypeKind};

use super::index::Index;
use super::lines::{PinnedLine, pinned_lines};
use super::names::optional_parameters;
use super::{Places, Use};
use crate::diff::compare::names_after;
use crate::diff::facts::{Aliases, Facts};
use crate::diff::moves::moves;
use crate::diff::reach::Reach;
use crate::diff::{Action, Area, Change, Changes, Direction, Kind, Side, Verdict};

/// Changes that touch a program.
#[derive(Clone, Debug, Default)]
pub struct Touches {
    /// The changes, in their order.
    pub all: Vec<Touched>,
    /// The calls that the program makes.
    pub calls: usize,
    /// The fields, parameters, symbols, types and other parts that the program names.
    pub parts: usize,
    /// Changes that touch nothing of the program.
    pub others: usize,
    /// Uses of items that the schema before does not have.
    pub unknown: Vec<Use>,
    /// The lines to change where the sides are versions of one schema.
    pub lines: Vec<PinnedLine>,
}

/// A change, and the places of the program that it touches.
#[derive(Clone, Debug)]
pub struct Touched {
    /// The change.
    pub change: Change,
    /// The places, by file and line; empty for what bears on every call.
    pub places: Vec<Use>,
}

/// The changes that touch a program, by the uses that the compiler found.
#[must_use]
pub fn touched<'a>(before: impl Into<Side<'a>>, after: impl Into<Side<'a>>, changes: &Changes, uses: &[Use]) -> Touches {
    let (before, after) = (before.into(), after.into());
    let aliases = moves(before.api, after.api);
    let facts = Facts::new(before.api, &before.at, &aliases);
    let plan = restli_codegen::plan(before.api);
    let names = names_after(&before, &after);
    let index = Index::of(&plan, &facts, uses).renamed(&names);
    let bare = before.api.type_ids().filter(|id| matches!(&before.api[*id].kind, TypeKind::Union(union) if union.bare));
    let bare = bare.map(|id| facts.type_id(id)).map(|name| names.get(&name).cloned().unwrap_or(name)).collect();
    let made = Facts::new(after.api, &after.at, &Aliases::default()).made_from();
    let had = facts.made_from().into_iter().map(|(name, count)| (names.get(&name).cloned().unwrap_or(name), count));
    let lost = had.filter(|(name, count)| made.get(name).is_none_or(|left| left < count)).map(|(name, _)| name).collect();
    let program = Program { index, api: before.api, entities: entities(before.api, &facts, &names), bare, lost };
    let families = program.index.named.keys().filter_map(|part| part.strip_prefix("version family "));
    let lines = pinned_lines(&after, &families.filter(|name| !name.contains('/')).map(str::to_owned).collect());
    let all: Vec<Touched> = changes.all.iter().filter_map(|change| program.touched(change)).collect();
    let Index { calls, parts, others, .. } = program.index;
    Touches {
        others: changes.all.len() - all.len(),
        all,
        calls: calls.len(),
        parts: parts.len(),
        unknown: others.into_iter().collect(),
        lines,
    }
}

struct Program<'a> {
    index: Index,
    api: &'a Api,
    /// The types of the entity of each resource: its own, and those inside of it.
    entities: BTreeMap<String, BTreeSet<String>>,
    /// The unions whose values stand without the names of members.
    bare: BTreeSet<String>,
    /// The types that have fewer forms and patches after than before.
    lost: BTreeSet<String>,
}

/// The types of the entity of each resource, by the names that parts have in the schema after.
fn entities(api: &Api, facts: &Facts<'_>, names: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    let after = |name: String| names.get(&name).cloned().unwrap_or(name);
    let of = |id: ResourceId| {
        let types = api[id].entity.map(|entity| Reach::of_type(api, entity)).unwrap_or_default();
        (after(facts.resource_id(id)), types.types().map(|ty| after(facts.type_id(ty))).collect())
    };
    api.resource_ids().map(of).collect()
}

impl Program<'_> {
    fn touched(&self, change: &Change) -> Option<Touched> {
        let is_idle = self.index.calls.is_empty() && self.index.named.is_empty();
        // The name of the API is that of the crate, which every program names.
        if change.worst() == Verdict::Compatible || change.is_documentation() || is_idle && change.rust != Verdict::Breaks {
            return None;
        }
        let places = self.places(change)?;
        let mut lines: BTreeMap<(String, u32), Use> = BTreeMap::new();
        for one in places {
            lines.entry((one.path.clone(), one.line)).or_insert(one);
        }
        Some(Touched { change: change.clone(), places: lines.into_values().collect() })
    }

    /// The places that a change touches; `None` if it touches none.
    fn places(&self, change: &Change) -> Option<Places> {
        let index = &self.index;
        let place = change.place.as_str();
        let get = |map: &BTreeMap<String, Places>| map.get(place).cloned().unwrap_or_default();
        let found = match change.rule.area {
            Area::Api | Area::OAuth => return Some(Places::new()),
            Area::Source => Places::new(),
            Area::Error if self.is_error_of_all(place) => return Some(Places::new()),
            Area::Product => self.product(change),
            Area::Resource => self.resource(change),
            Area::Param if change.action == Action::Added => {
                holder(place).and_then(|method| index.calls.get(method)).cloned().unwrap_or_default()
            }
            Area::Event if change.action == Action::Added => self.events(),
            Area::Type => self.ty(change),
            Area::Field => self.field(change),
            Area::Symbol | Area::Member => self.alternative(change),
            Area::Param if change.rule.kind == Kind::Itself || change.rule.kind == Kind::Presence => {
                let optional = holder(place).and_then(|method| index.named.get(&optional_parameters(method)));
                join([get(&index.named), optional.cloned().unwrap_or_default()])
            }
            // The record of its optional parameters goes with a method, and has its name.
            Area::Method if change.rule.kind == Kind::Itself => {
                let formed = if change.action == Action::Removed { self.lost(holder(place).unwrap_or_default()) } else { Places::new() };
                join([get(&index.named), index.named_within(place), formed])
            }
            Area::Method if change.rule.kind == Kind::RustName => {
                let optional = index.named.get(&optional_parameters(place));
                join([get(&index.named), optional.cloned().unwrap_or_default()])
            }
            // A key gets a part more where others are named.
            Area::Key if change.action == Action::Added => index.named_after(&format!("{}/key ", holder(place).unwrap_or_default())),
            Area::Urn => {
                let travels = if change.wire == Verdict::Compatible { Places::new() } else { index.travels(place, |_| true) };
                join([get(&index.named), travels, self.through(change)])
            }
            Area::Base | Area::Family | Area::Quota | Area::Role | Area::Permission | Area::Media if change.rule.kind == Kind::RustName => {
                get(&index.parts)
            }
            _ => get(&index.named),
        };
        Some(found).filter(|places| !places.is_empty())
    }

    /// Returns whether an error may answer every call: no method lists it.
    fn is_error_of_all(&self, place: &str) -> bool {
        let listed = self.api.resources().iter().flat_map(|resource| &resource.methods).flat_map(|method| &method.errors);
        let mut names = listed.map(|id| &self.api[*id].name.wire);
        place.strip_prefix("error ").is_some_and(|name| !names.any(|listed| listed == name))
    }

    /// The feature and module of a product are touched by each use of an item of it.
    fn product(&self, change: &Change) -> Places {
        let name = change.place.strip_prefix("product ").unwrap_or_default();
        let starts = [format!("resource {name}."), format!("type {name}.")];
        let all = self.index.named.iter().chain(&self.index.called);
        all.filter(|(part, _)| starts.iter().any(|start| part.starts_with(start))).flat_map(|(_, places)| places.clone()).collect()
    }

    fn resource(&self, change: &Change) -> Places {
        let index = &self.index;
        let get = |map: &BTreeMap<String, Places>| map.get(&change.place).cloned().unwrap_or_default();
        match change.rule.kind {
            Kind::RustName => get(&index.named),
            Kind::ReadOnly | Kind::CreateOnly | Kind::Demanded | Kind::Initial | Kind::Forms => {
                let formed = if change.rust == Verdict::Breaks { self.formed(&change.place) } else { Places::new() };
                join([get(&index.sent), formed])
            }
            Kind::Itself | Kind::Home | Kind::Kind | Kind::KeyForm | Kind::Path | Kind::Base => {
                join([get(&index.called), get(&index.around), get(&index.named)])
            }
            Kind::Type => join([get(&index.called), get(&index.named), self.lost(&change.place)]),
            _ => join([get(&index.called), get(&index.named)]),
        }
    }

    fn ty(&self, change: &Change) -> Places {
        let index = &self.index;
        let named = index.named.get(&change.place).cloned().unwrap_or_default();
        let constructed = index.constructed.get(&change.place).cloned().unwrap_or_default();
        match change.rule.kind {
            Kind::RustName | Kind::Home => named,
            Kind::Arguments => constructed,
            Kind::Itself | Kind::Kind => {
                let travels = if change.wire == Verdict::Compatible { Places::new() } else { index.travels(&change.place, |_| true) };
                join([named, constructed, index.named_within(&change.place), travels, self.through(change)])
            }
            _ if change.rust == Verdict::Breaks => {
                join([named, constructed, index.named_within(&change.place), self.breaks(change), self.through(change)])
            }
            _ => join([named, constructed, self.breaks(change)]),
        }
    }

    /// The places of the fields, members, parameters and keys that have a type which breaks Rust.
    fn through(&self, change: &Change) -> Places {
        let found = self.index.through.get(&change.place).filter(|_| change.rust == Verdict::Breaks);
        found.cloned().unwrap_or_default()
    }

    /// The places of forms and patches of the entity of a resource, and of the records in it.
    fn formed(&self, resource: &str) -> Places {
        let types = self.entities.get(resource).into_iter().flatten();
        types.filter_map(|ty| self.index.formed.get(ty)).flatten().cloned().collect()
    }

    /// The places of those of them that go with a method or with the entity.
    fn lost(&self, resource: &str) -> Places {
        let types = self.entities.get(resource).into_iter().flatten().filter(|ty| self.lost.contains(*ty));
        types.filter_map(|ty| self.index.formed.get(ty)).flatten().cloned().collect()
    }

    fn field(&self, change: &Change) -> Places {
        let index = &self.index;
        let named = index.named.get(&change.place).cloned().unwrap_or_default();
        if change.action == Action::Added && change.rule.kind == Kind::Required {
            let record = holder(&change.place).unwrap_or_default();
            let constructed = index.constructed.get(record).cloned().unwrap_or_default();
            let sent = if change.direction.is_sent() { index.travels(record, Direction::is_sent) } else { Places::new() };
            return join([constructed, if change.wire == Verdict::Breaks { sent } else { Places::new() }]);
        }
        // A field that becomes required is an argument of the constructor from then on.
        let constructed = match (change.rule.kind, change.action) {
            (Kind::Presence, Action::Narrowed) => {
                holder(&change.place).and_then(|record| index.constructed.get(record)).cloned().unwrap_or_default()
            }
            _ => Places::new(),
        };
        join([named, constructed, self.breaks(change)])
    }

    /// A symbol or member. A new one touches those who tell the alternatives apart.
    fn alternative(&self, change: &Change) -> Places {
        let index = &self.index;
        let named = index.named.get(&change.place).cloned().unwrap_or_default();
        let holder = holder(&change.place).unwrap_or_default();
        if change.action != Action::Added {
            // A projection names fields of the record in a bare union, and not its member.
            let inside = index.through.get(holder).filter(|_| self.bare.contains(holder)).cloned().unwrap_or_default();
            return join([named, self.breaks(change), inside]);
        }
        let told_apart = join([index.named_within(holder), index.named.get(holder).cloned().unwrap_or_default()]);
        let travels = if change.wire == Verdict::Breaks { index.travels(holder, Direction::is_received) } else { Places::new() };
        join([told_apart, travels])
    }

    /// An event that is new touches those who tell events apart.
    fn events(&self) -> Places {
        self.index.named.iter().filter(|(part, _)| part.starts_with("event ")).flat_map(|(_, places)| places.clone()).collect()
    }

    /// The calls whose answers can no longer be read, because values in them are others. Values that a program sends it names.
    fn breaks(&self, change: &Change) -> Places {
        if change.direction.is_received() && change.rule.wire(change.action, Direction::Received) == Verdict::Breaks {
            return self.index.travels(&change.place, Direction::is_received);
        }
        Places::new()
    }
}

/// The part that holds a part: `type Post` for `type Post/author`.
fn holder(place: &str) -> Option<&str> {
    place.rsplit_once('/').map(|(holder, _)| holder)
}

fn join<const N: usize>(places: [Places; N]) -> Places {
    places.into_iter().flatten().collect()
}
