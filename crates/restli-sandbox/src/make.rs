//! Values of types that look real. The same seed makes the same values.

pub(crate) mod dice;
#[cfg(test)]
mod tests;
mod text;
pub(crate) mod urn;

use restli_core::Json;
use restli_schema::api::{Api, Field, Record, Symbol, Type, TypeDef, TypeId, TypeKind, Union, UrnId, Visibility};
use serde_json::{Map, json};

pub(crate) use dice::Dice;
use text::Place;
pub(crate) use text::words;

/// The deepest nesting of records, and what is tried for a type that needs more: unions and arrays are short then, and values stay small.
const DEEPEST: [usize; 3] = [4, 8, 16];

/// The records of a value, from the outermost, that have optional fields: single values in so many, others in the outermost alone.
const FULL: usize = 3;

/// Words in the names of fields that only entities have which are no longer as they were.
const GONE: &[&str] = &["archived", "canceled", "cancelled", "deleted", "error", "errors", "failure", "removed"];

/// A value of a type. `null` for a type of which every value is deeper than the protocol reads.
pub(crate) fn value(api: &Api, ty: &Type, dice: &mut Dice) -> Json {
    named(api, ty, "", dice)
}

/// A value of a type for a field, parameter or part of a key, whose name tells what texts and numbers are about.
pub(crate) fn named(api: &Api, ty: &Type, name: &str, dice: &mut Dice) -> Json {
    let mut maker = Maker { api, dice, place: Place::of(name), deepest: 0 };
    maker.of_any_depth(0, |maker| maker.value(ty, 0)).unwrap_or_default()
}

/// An entity with the required fields that it lacks, in the records inside of it, too. What is given stays as it is.
pub(crate) fn complete(api: &Api, id: TypeId, mut entity: Json, dice: &mut Dice) -> Json {
    Maker { api, dice, place: Place::of(""), deepest: 0 }.complete(&Type::Named(id), &mut entity, 0);
    entity
}

struct Maker<'a> {
    api: &'a Api,
    dice: &'a mut Dice,
    place: Place<'a>,
    /// The most records around a record.
    deepest: usize,
}

impl<'a> Maker<'a> {
    /// Makes a value within so many records, with no more nesting than it needs.
    fn of_any_depth(&mut self, depth: usize, make: impl Fn(&mut Self) -> Option<Json>) -> Option<Json> {
        DEEPEST.iter().find_map(|deepest| {
            self.deepest = depth + deepest;
            make(self)
        })
    }

    /// A value, within so many records. `None` if its required parts nest too deeply.
    fn value(&mut self, ty: &'a Type, depth: usize) -> Option<Json> {
        Some(match ty {
            Type::Bool => Json::from(self.dice.below(2) == 0 && !self.place.says_any(GONE)),
            Type::Int => Json::from(text::int(&self.place, self.dice)),
            Type::Long => Json::from(text::long(&self.place, self.dice)),
            Type::Float | Type::Double => Json::from(text::fraction(&self.place, self.dice)),
            Type::String if self.place.says("urn") => urn::any(self.api, self.place.name(), self.dice).into(),
            Type::String | Type::Any => text::text(&self.place, self.dice).into(),
            Type::Bytes => "restli".into(),
            Type::Urn => urn::any(self.api, self.place.name(), self.dice).into(),
            Type::UrnOf(id) => urn::of(self.api, *id, self.dice)?.into(),
            Type::Array(item) => self.array(item, depth),
            Type::Map(key, value) => self.map(key, value, depth),
            Type::Named(id) => return self.definition(&self.api[*id], depth),
        })
    }

    fn definition(&mut self, def: &'a TypeDef, depth: usize) -> Option<Json> {
        match &def.kind {
            TypeKind::Record(record) => self.record(def, record, depth),
            TypeKind::Enum(symbols) => Some(symbol(symbols, self.dice)?.name.wire.as_str().into()),
            TypeKind::Union(union) => self.union(union, depth),
            TypeKind::Typeref(target) => self.value(target, depth),
            TypeKind::Text(format) => {
                let plain = text::text(&self.place, self.dice);
                let is_reserved = |one: char| one == format.escape || format.reserved.contains(one);
                let escaped = plain.chars().flat_map(|one| is_reserved(one).then_some(format.escape).into_iter().chain([one]));
                Some(escaped.collect::<String>().into())
            }
            TypeKind::Time => Some(text::time(&self.place, self.dice).into()),
            TypeKind::Fixed(length) => Some(self.dice.letters(*length as usize).into()),
            TypeKind::UrnChoice(ids) => ids.iter().find_map(|id: &UrnId| urn::of(self.api, *id, self.dice)).map(Json::from),
        }
    }

    fn array(&mut self, item: &'a Type, depth: usize) -> Json {
        let count = if depth < 2 { 1 + self.dice.below(2) } else { 1 };
        let mut items = Vec::new();
        for _ in 0..count {
            items.extend(self.value(item, depth).filter(|made| !items.contains(made)));
        }
        items.into()
    }

    fn map(&mut self, key: &'a Type, value: &'a Type, depth: usize) -> Json {
        let name = match self.value(key, depth) {
            Some(Json::String(_)) if matches!(key, Type::String) => text::map_key(&self.place, self.dice),
            Some(Json::String(text)) => text,
            Some(other) => other.to_string(),
            None => return json!({}),
        };
        self.value(value, depth).map_or_else(|| json!({}), |value| json!({ name: value }))
    }

    fn union(&mut self, union: &'a Union, depth: usize) -> Option<Json> {
        let current = union.members.iter().filter(|member| member.deprecated.is_none());
        let deprecated = union.members.iter().filter(|member| member.deprecated.is_some());
        for member in current.chain(deprecated) {
            if let Some(made) = self.value(&member.ty, depth) {
                return Some(if union.bare { made } else { json!({ member.name.wire.as_str(): made }) });
            }
        }
        union.null.then_some(Json::Null)
    }

    fn record(&mut self, def: &'a TypeDef, record: &'a Record, depth: usize) -> Option<Json> {
        if depth > self.deepest {
            return None;
        }
        let mut members = Map::new();
        for field in &record.fields {
            if !field.is_required() && !self.is_wanted(field, depth) {
                continue;
            }
            match self.field(def, field, depth) {
                Some(made) => {
                    members.insert(field.name.wire.clone(), made);
                }
                None if field.is_required() => return None,
                None => {}
            }
        }
        Some(members.into())
    }

    fn field(&mut self, def: &'a TypeDef, field: &'a Field, depth: usize) -> Option<Json> {
        // A default that is empty says nothing about the field.
        let usual = field.default.as_ref().filter(|value| !is_empty(value));
        if let Some(usual) = usual {
            return Some(usual.clone());
        }
        self.place.enter(&def.name.wire, &field.name.wire);
        let made = self.value(&field.ty, depth + 1);
        self.place.leave();
        made
    }

    /// Returns whether a value has an optional field. Fields that have ended or that no answer sends are left out.
    fn is_wanted(&self, field: &Field, depth: usize) -> bool {
        let is_gone = || text::words(&field.name.wire).iter().any(|word| GONE.contains(&word.as_str())) && !matches!(field.ty, Type::Bool);
        let is_current = field.deprecated.is_none() && field.until.is_none() && field.visibility != Visibility::Hidden && !is_gone();
        is_current && (depth == 0 || depth < FULL && self.is_single(&field.ty))
    }

    /// Returns whether values of a type have no parts.
    fn is_single(&self, ty: &Type) -> bool {
        match ty {
            Type::Array(_) => false,
            // Localized texts are maps.
            Type::Map(key, value) => **key == Type::String && **value == Type::String,
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Record(_) | TypeKind::Union(_) => false,
                TypeKind::Typeref(target) => self.is_single(target),
                TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => true,
            },
            _ => true,
        }
    }

    fn complete(&mut self, ty: &'a Type, given: &mut Json, depth: usize) {
        match (ty, given) {
            (Type::Array(item), Json::Array(items)) => items.iter_mut().for_each(|one| self.complete(item, one, depth)),
            (Type::Map(_, value), Json::Object(entries)) => entries.values_mut().for_each(|one| self.complete(value, one, depth)),
            (Type::Named(id), given) => {
                let def = &self.api[*id];
                match (&def.kind, given) {
                    (TypeKind::Typeref(target), given) => self.complete(target, given, depth),
                    (TypeKind::Record(record), Json::Object(members)) => self.complete_record(def, record, members, depth),
                    (TypeKind::Union(union), Json::Object(members)) if !union.bare => {
                        for (name, one) in members {
                            if let Some(member) = union.of_key(name) {
                                self.complete(&member.ty, one, depth);
                            }
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn complete_record(&mut self, def: &'a TypeDef, record: &'a Record, members: &mut Map<String, Json>, depth: usize) {
        for field in &record.fields {
            match members.get_mut(&field.name.wire) {
                Some(given) => {
                    self.place.enter(&def.name.wire, &field.name.wire);
                    self.complete(&field.ty, given, depth + 1);
                    self.place.leave();
                }
                None if field.is_required() => {
                    if let Some(made) = self.of_any_depth(depth, |maker| maker.field(def, field, depth)) {
                        members.insert(field.name.wire.clone(), made);
                    }
                }
                None => {}
            }
        }
    }
}

/// A symbol that every version has and that is not deprecated, if there is one.
fn symbol<'s>(symbols: &'s [Symbol], dice: &mut Dice) -> Option<&'s Symbol> {
    let is_current = |one: &&Symbol| one.deprecated.is_none() && one.until.is_none();
    let lasting: Vec<&Symbol> = symbols.iter().filter(is_current).filter(|one| one.since.is_none()).collect();
    let current: Vec<&Symbol> = symbols.iter().filter(is_current).collect();
    let all: Vec<&Symbol> = symbols.iter().collect();
    [lasting, current, all].iter().find_map(|some| dice.one_of(some).copied())
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::Object(members) => members.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::String(text) => text.is_empty(),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}
