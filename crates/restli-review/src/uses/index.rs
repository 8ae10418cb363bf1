//! The parts of a schema that a program uses, with the places in the program.

use std::collections::{BTreeMap, BTreeSet};

use restli_codegen::plan::Plan;
use restli_schema::api::{Record, TypeKind};

use super::calls::brought;
use super::names::{Meaning, Names};
use super::through::through;
use super::{Places, Use};
use crate::diff::Direction;
use crate::diff::facts::Facts;

/// The parts that a program uses.
#[derive(Default)]
pub(super) struct Index {
    /// Parts that the program names, or that belong to a call whole.
    pub(super) named: BTreeMap<String, Places>,
    /// Records whose constructor the program calls.
    pub(super) constructed: BTreeMap<String, Places>,
    /// Types, fields and members of which values travel.
    pub(super) travelling: BTreeMap<String, Vec<(Direction, Places)>>,
    /// Resources of which the program calls something.
    pub(super) called: BTreeMap<String, Places>,
    /// Resources whose entities the program sends.
    pub(super) sent: BTreeMap<String, Places>,
    /// Resources around those of which the program calls something.
    pub(super) around: BTreeMap<String, Places>,
    /// The calls.
    pub(super) calls: BTreeMap<String, Places>,
    /// Parts that the program names, without those that belong to its calls.
    pub(super) parts: BTreeMap<String, Places>,
    /// Types and URN types of which the program uses values through the parts that have them.
    pub(super) through: BTreeMap<String, Places>,
    /// Types of which the program names forms or patches.
    pub(super) formed: BTreeMap<String, Places>,
    /// Uses of items that the schema does not have.
    pub(super) others: Places,
}

impl Index {
    pub(super) fn of(plan: &Plan<'_>, facts: &Facts<'_>, uses: &[Use]) -> Self {
        let names = Names::of(plan, facts);
        let mut index = Self::default();
        let projections: BTreeSet<String> = uses.iter().filter_map(|one| names.projection(&one.item)).map(resource_of).collect();
        for one in uses {
            if let Some(part) = names.projection(&one.item) {
                index.add(plan, facts, &Meaning::Part(part.to_owned()), one);
                continue;
            }
            let Some(meanings) = names.items.get(&one.item) else {
                if !is_of_every_client(&one.item) {
                    index.others.insert(one.clone());
                }
                continue;
            };
            if let Some(id) = names.form(&one.item) {
                add(&mut index.formed, &facts.type_id(id), one);
            }
            for meaning in meanings {
                // The fields of a projection of the schema are not among the uses.
                let is_known = |id| projections.contains(&facts.resource_id(id));
                let is_whole = matches!(meaning, Meaning::Call(id, _) if one.narrowed && is_known(*id));
                index.add(plan, facts, meaning, &Use { narrowed: one.narrowed && !is_whole, ..one.clone() });
            }
        }
        index.through = through(plan.api, facts, &index.named, &index.calls);
        index
    }

    fn add(&mut self, plan: &Plan<'_>, facts: &Facts<'_>, meaning: &Meaning, place: &Use) {
        let api = plan.api;
        match meaning {
            Meaning::Part(part) => {
                add(&mut self.parts, part, place);
                add(&mut self.named, part, place);
            }
            Meaning::Constructor(id) => {
                let part = facts.type_id(*id);
                add(&mut self.constructed, &part, place);
                if let TypeKind::Record(Record { fields, .. }) = &api[*id].kind {
                    for field in fields.iter().filter(|field| field.is_required()) {
                        add(&mut self.named, &format!("{part}/{}", field.name.wire), place);
                    }
                }
            }
            Meaning::Call(id, index) => {
                let brought = brought(api, facts, *id, *index);
                let own = facts.resource_id(*id);
                add(&mut self.called, &own, place);
                add(&mut self.calls, &facts.method_id(*id, *index), place);
                brought.whole.iter().for_each(|part| add(&mut self.named, part, place));
                brought.sends_of.iter().for_each(|part| add(&mut self.sent, part, place));
                brought.around.iter().for_each(|part| add(&mut self.around, part, place));
                for (part, direction) in brought.travelling {
                    let direction = if place.narrowed { Direction::new(direction.is_sent(), false) } else { direction };
                    let known = self.travelling.entry(part).or_default();
                    match known.iter_mut().find(|(known, _)| *known == direction) {
                        Some((_, places)) => drop(places.insert(place.clone())),
                        None => known.push((direction, BTreeSet::from([place.clone()]))),
                    }
                }
            }
        }
    }

    /// The index by the names that parts have in the schema after, where these differ.
    pub(super) fn renamed(mut self, names: &BTreeMap<String, String>) -> Self {
        let maps = [&mut self.named, &mut self.constructed, &mut self.called, &mut self.sent, &mut self.around, &mut self.calls];
        for map in maps.into_iter().chain([&mut self.parts, &mut self.through, &mut self.formed]) {
            rename(map, names);
        }
        rename(&mut self.travelling, names);
        self
    }

    /// The places at which values of a part travel in a direction.
    pub(super) fn travels(&self, part: &str, fits: impl Fn(Direction) -> bool) -> Places {
        let all = self.travelling.get(part).into_iter().flatten();
        all.filter(|(direction, _)| fits(*direction)).flat_map(|(_, places)| places.clone()).collect()
    }

    /// The places at which a part of a part is named.
    pub(super) fn named_within(&self, part: &str) -> Places {
        self.named_after(&format!("{part}/"))
    }

    /// The places at which a part is named whose name begins with a text.
    pub(super) fn named_after(&self, start: &str) -> Places {
        self.named
            .range(start.to_owned()..)
            .take_while(|(name, _)| name.starts_with(start))
            .flat_map(|(_, places)| places.clone())
            .collect()
    }
}

/// The resource of a named projection.
fn resource_of(projection: &str) -> String {
    projection.rsplit_once('/').map_or(projection, |(resource, _)| resource).to_owned()
}

/// Checks for the items that every client has, whatever its schema, and for the items of types that only name the types.
fn is_of_every_client(item: &str) -> bool {
    let mut names = item.split("::");
    let (first, last) = (names.next().unwrap_or_default(), item.rsplit("::").next().unwrap_or_default());
    matches!(first, "Client" | "api" | "permits" | "urns" | "incoming")
        || matches!(last, "new" | "Unrecognized" | "Other" | "other" | "Null")
}

fn rename<T>(map: &mut BTreeMap<String, T>, names: &BTreeMap<String, String>) {
    for (old, new) in names {
        if let Some(value) = map.remove(old) {
            map.insert(new.clone(), value);
        }
    }
}

fn add(map: &mut BTreeMap<String, Places>, part: &str, place: &Use) {
    map.entry(part.to_owned()).or_default().insert(place.clone());
}
