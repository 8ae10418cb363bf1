//! Keys of entities: found in them, made for new ones, and written.

mod convert;
#[cfg(test)]
mod tests;

use restli_core::url::{self, Context};
use restli_core::{Json, key};
use restli_schema::api::{Api, Field, Key, Param, Record, Resource, Type, TypeKind, UrnId, UrnPart};
use restli_schema::url_text;
use serde_json::Map;

use crate::make::dice::{LETTERS, mixed};
use crate::make::{self, Dice, urn};

pub(crate) use convert::{convert, typed};

/// Names of fields that carry a key, best first, behind the name of the key itself.
const CARRIERS: [&str; 4] = ["id", "urn", "entityUrn", "$URN"];

/// The numbers of new keys, which count up: no two made keys are the same.
#[derive(Clone, Debug)]
pub(crate) struct Numbers {
    seed: u64,
    made: u32,
}

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed: mixed(seed), made: 0 }
    }

    fn next(&mut self) -> u32 {
        self.made = self.made.wrapping_add(1);
        self.made
    }

    /// More than 32 bits have room for, and less than a number of JavaScript is exact for.
    fn long(&mut self) -> i64 {
        7_200_000_000_000 + i64::from(self.next())
    }

    fn int(&mut self) -> i64 {
        512_000_000 + i64::from(self.next())
    }

    fn text(&mut self) -> String {
        let mut rest = mixed(self.seed.wrapping_add(self.next().into()));
        let mut text = String::new();
        while rest > 0 || text.is_empty() {
            let letter = usize::try_from(rest % 62).ok().and_then(|at| LETTERS.get(at));
            text.extend(letter.copied().map(char::from));
            rest /= 62;
        }
        text
    }
}

/// The key of a new entity: the one that the entity carries, else a new one. Parts of keys that have several are the entity's fields of
/// the same names. `None` for a resource without keys.
pub(crate) fn of_new(api: &Api, resource: &Resource, entity: &Json, numbers: &mut Numbers, dice: &mut Dice) -> Option<Json> {
    let mut part = |name: &str, ty: &Type| {
        let own = carried_part(api, resource, entity, name, ty);
        own.unwrap_or_else(|| fresh(api, name, ty, numbers, dice))
    };
    Some(match resource.key.as_ref()? {
        Key::Simple(param) => match carried_simple(api, resource, entity, param) {
            Some(own) => own,
            None => fresh(api, &param.name.wire, &param.ty, numbers, dice),
        },
        Key::Compound { parts, .. } => parts.iter().map(|one| (one.name.wire.clone(), part(&one.name.wire, &one.ty))).collect(),
        Key::Complex { .. } if let Some(own) = carried_whole(api, resource, entity) => own,
        Key::Complex { record, .. } => {
            let fields = record_of(api, &Type::Named(*record)).map_or(&[][..], |record| &record.fields);
            let needed = fields.iter().filter(|field| field.is_required() || entity.get(&field.name.wire).is_some());
            needed.map(|one| (one.name.wire.clone(), part(&one.name.wire, &one.ty))).collect()
        }
    })
}

/// The key that an entity carries: a simple key in the field for it, others in the fields of the same names. `None` if a part is not there.
pub(crate) fn carried(api: &Api, resource: &Resource, entity: &Json) -> Option<Json> {
    let part = |name: &str, ty: &Type| Some((name.to_owned(), carried_part(api, resource, entity, name, ty)?));
    let parts: Option<Map<String, Json>> = match resource.key.as_ref()? {
        Key::Simple(param) => return carried_simple(api, resource, entity, param),
        Key::Complex { .. } if whole_field(api, resource).is_some() => return carried_whole(api, resource, entity),
        Key::Compound { parts, .. } => parts.iter().map(|one| part(&one.name.wire, &one.ty)).collect(),
        Key::Complex { record, .. } => {
            let fields = &record_of(api, &Type::Named(*record))?.fields;
            let needed = fields.iter().filter(|field| field.is_required() || entity.get(&field.name.wire).is_some());
            needed.map(|one| part(&one.name.wire, &one.ty)).collect()
        }
    };
    parts.filter(|parts| !parts.is_empty()).map(Json::from)
}

/// The part of a key, or the field of a whole key, which an entity carries with another value.
pub(crate) fn other_part(api: &Api, resource: &Resource, entity: &Json, key: &Json) -> Option<String> {
    let is_one = matches!(resource.key, Some(Key::Simple(_))) || whole_field(api, resource).is_some();
    let key = without_params(key);
    let is_other = |(name, ty): &(&str, &Type)| {
        let told = if is_one { Some(&key) } else { key.get(*name) };
        carried_part(api, resource, entity, name, ty).zip(told).is_some_and(|(own, told)| own != *told)
    };
    parts(api, resource).into_iter().find(is_other).map(|(name, _)| name.to_owned())
}

/// The only field of an entity that has a complex key as a whole.
fn whole_field<'a>(api: &'a Api, resource: &Resource) -> Option<&'a Field> {
    let Some(Key::Complex { record, .. }) = &resource.key else { return None };
    let mut whole = entity_fields(api, resource).iter().filter(|field| field.ty == Type::Named(*record));
    whole.next().filter(|_| whole.next().is_none())
}

/// The complex key in the field that has it as a whole; `None` if a part of it is not there.
fn carried_whole(api: &Api, resource: &Resource, entity: &Json) -> Option<Json> {
    let field = whole_field(api, resource)?;
    let own = entity.get(&field.name.wire)?;
    let is_whole = record_of(api, &field.ty)?.fields.iter().all(|field| !field.is_required() || own.get(&field.name.wire).is_some());
    convert(api, &field.ty, &field.ty, own).filter(|_| is_whole)
}

/// The names and types of the parts of a key; those of the key itself if it is one value, or if a field has it as a whole.
pub(crate) fn parts<'a>(api: &'a Api, resource: &'a Resource) -> Vec<(&'a str, &'a Type)> {
    match &resource.key {
        Some(Key::Compound { parts, .. }) => parts.iter().map(|part| (part.name.wire.as_str(), &part.ty)).collect(),
        Some(Key::Complex { .. }) if let Some(field) = whole_field(api, resource) => vec![(field.name.wire.as_str(), &field.ty)],
        Some(Key::Complex { record, .. }) => {
            let fields = record_of(api, &Type::Named(*record)).map_or(&[][..], |record| &record.fields);
            fields.iter().map(|field| (field.name.wire.as_str(), &field.ty)).collect()
        }
        Some(Key::Simple(param)) => vec![(param.name.wire.as_str(), &param.ty)],
        None => Vec::new(),
    }
}

/// Writes the key into an entity that does not carry it: a simple key into the first field for it and into others that are required, the
/// parts of other keys into the fields of their names. Fields that the entity has stay as they are.
pub(crate) fn write(api: &Api, resource: &Resource, entity: &mut Json, key: &Json) {
    let is_carried = carried(api, resource, entity).is_some();
    let Some(members) = entity.as_object_mut() else { return };
    let mut put = |field: &Field, from: &Type, value: &Json| {
        if members.contains_key(&field.name.wire) {
            return false;
        }
        let value = convert(api, from, &field.ty, value);
        value.map(|value| members.insert(field.name.wire.clone(), value)).is_some()
    };
    let fields = entity_fields(api, resource);
    let mut put_part = |name: &str, ty: &Type| {
        if let Some((field, value)) = fields.iter().find(|field| field.name.wire == name).zip(key.get(name)) {
            put(field, ty, value);
        }
    };
    match &resource.key {
        Some(Key::Simple(param)) => {
            let mut is_told = is_carried;
            for field in carriers(api, resource, param) {
                if !is_told || field.is_required() {
                    is_told |= put(field, &param.ty, key);
                }
            }
        }
        Some(Key::Compound { parts, .. }) => {
            for one in parts {
                put_part(&one.name.wire, &one.ty);
            }
        }
        Some(Key::Complex { record, .. }) => match whole_field(api, resource) {
            Some(field) => {
                put(field, &field.ty, &without_params(key));
            }
            None => {
                for one in record_of(api, &Type::Named(*record)).map_or(&[][..], |record| &record.fields) {
                    put_part(&one.name.wire, &one.ty);
                }
            }
        },
        None => {}
    }
}

/// The text that stands for a key in bodies, headers and answers, and under which its entity is stored.
pub(crate) fn text(key: &Json) -> String {
    key::to_body(&without_params(key))
}

/// The key as the segment of a path.
pub(crate) fn in_path(key: &Json) -> String {
    url::to_string(key, Context::Path)
}

/// The key of a resource that a text of a body, header or answer stands for; `None` if it is none.
pub(crate) fn from_text(api: &Api, key: &Key, text: &str) -> Option<Json> {
    match key {
        Key::Simple(_) => typed(api, key, &text.into()),
        Key::Compound { .. } | Key::Complex { .. } => typed(api, key, &url_text::key(text)),
    }
}

fn without_params(key: &Json) -> Json {
    let mut own = key.clone();
    if let Some(members) = own.as_object_mut() {
        members.remove("$params");
    }
    own
}

/// The fields that may carry a simple key, best first: that with the key's own name, `id`, `urn`, `entityUrn` and `$URN`, then the field of
/// the key's URN type if there is but one.
fn carriers<'a>(api: &'a Api, resource: &Resource, param: &Param) -> Vec<&'a Field> {
    let fields = entity_fields(api, resource);
    let named = |name: &str| fields.iter().find(|field| field.name.wire == name);
    let mut found: Vec<&Field> = std::iter::once(param.name.wire.as_str()).chain(CARRIERS).filter_map(named).collect();
    if found.is_empty() && convert::is_urn(api, &param.ty) {
        let alike: Vec<&Field> = fields.iter().filter(|field| convert::same(api, &field.ty, &param.ty)).collect();
        if let [only] = alike.as_slice() {
            found.push(only);
        }
    }
    found
}

fn carried_simple(api: &Api, resource: &Resource, entity: &Json, param: &Param) -> Option<Json> {
    carriers(api, resource, param).iter().find_map(|field| convert(api, &field.ty, &param.ty, entity.get(&field.name.wire)?))
}

fn carried_part(api: &Api, resource: &Resource, entity: &Json, name: &str, ty: &Type) -> Option<Json> {
    let field = entity_fields(api, resource).iter().find(|field| field.name.wire == name)?;
    convert(api, &field.ty, ty, entity.get(name)?)
}

fn entity_fields<'a>(api: &'a Api, resource: &Resource) -> &'a [Field] {
    resource.entity.and_then(|id| record_of(api, &Type::Named(id))).map_or(&[], |record| &record.fields)
}

/// The record that a type is.
pub(crate) fn record_of<'a>(api: &'a Api, ty: &Type) -> Option<&'a Record> {
    let Type::Named(id) = ty else { return None };
    match &api[*id].kind {
        TypeKind::Record(record) => Some(record),
        TypeKind::Typeref(target) => record_of(api, target),
        _ => None,
    }
}

/// A new key, or a part of one.
fn fresh(api: &Api, name: &str, ty: &Type, numbers: &mut Numbers, dice: &mut Dice) -> Json {
    let made = match ty {
        Type::Int => Some(numbers.int().into()),
        Type::Long => Some(numbers.long().into()),
        Type::String => Some(numbers.text().into()),
        Type::UrnOf(id) => fresh_urn(api, *id, numbers, dice),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Typeref(target) => Some(fresh(api, name, target, numbers, dice)),
            TypeKind::UrnChoice(ids) => ids.first().and_then(|id| fresh_urn(api, *id, numbers, dice)),
            _ => None,
        },
        _ => None,
    };
    made.unwrap_or_else(|| make::named(api, ty, name, dice))
}

fn fresh_urn(api: &Api, id: UrnId, numbers: &mut Numbers, dice: &mut Dice) -> Option<Json> {
    let def = api.urns().get(id.index())?;
    let parts = def.key.iter().map(|part| match part {
        UrnPart::Text => Some(numbers.text()),
        UrnPart::Long => Some(numbers.long().to_string()),
        UrnPart::Urn(allowed) if allowed.is_empty() => Some(urn::any(api, "", dice)),
        UrnPart::Urn(allowed) => allowed.iter().find_map(|id| urn::of(api, *id, dice)),
    });
    parts.collect::<Option<Vec<String>>>().map(|parts| urn::written(def, &parts).into())
}
