//! Bodies of requests beside those of their methods (`docs/protocol.md §2.2`).

use std::collections::BTreeSet;

use restli_core::ResourceMethod as M;
use serde_json::{Map, Value as Json};

use super::values::Values;
use super::{Check, Fault, Misfit, Part, Step, article, decoded, json};
use crate::api::{Param, Type, TypeKind};
use crate::forms::paths::{Paths, below, unpatchable};
use crate::url_text;

/// The byte order mark, with which no JSON begins (RFC 8259 §8.1).
const MARK: char = '\u{feff}';

/// The form of the body of a method; `None` if there is no body.
const fn form(method: M) -> Option<&'static str> {
    match method {
        M::Create | M::Update => Some("`{\"field\": ...}`, the entity"),
        M::BatchCreate => Some("`{\"elements\": [{...}]}`"),
        M::BatchUpdate => Some("`{\"entities\": {\"KEY\": {...}}}`"),
        M::PartialUpdate => Some("`{\"patch\": {...}}`"),
        M::BatchPartialUpdate => Some("`{\"entities\": {\"KEY\": {\"patch\": {...}}}}`"),
        M::Action => Some("`{\"parameter\": ...}`"),
        M::Get | M::BatchGet | M::GetAll | M::Finder | M::BatchFinder | M::Delete | M::BatchDelete => None,
    }
}

impl Check<'_> {
    /// The misfits of the body.
    pub(super) fn body(&self) -> Vec<Misfit> {
        let kind = article(self.method.kind);
        let Some(text) = self.request.body.filter(|_| !(self.resource.unstructured && self.method.kind.sends_entity())) else {
            return Vec::new();
        };
        let unfit = |why: String, help: &str| {
            let fault = Fault::Unfit { why, help: Some(help.to_owned()) };
            vec![Misfit { part: Part::Body, path: Vec::new(), fault }]
        };
        let Some(form) = form(self.method.kind) else {
            return if text.is_empty() { Vec::new() } else { unfit(format!("the request has a body, and {kind} has none"), "remove it") };
        };
        let write = format!("write {form}");
        if text.is_empty() {
            // Servers take an empty body of an action for one without parameters.
            let needed = self.method.kind != M::Action || self.method.required_params().next().is_some();
            return if needed { unfit(format!("the body of {kind} is missing"), &write) } else { Vec::new() };
        }
        let body = match json::read(text) {
            Ok(body) => body,
            Err(_) if text.starts_with(MARK) => {
                return unfit("the body begins with a byte order mark, which JSON has none of".to_owned(), "remove it");
            }
            Err(error) => return unfit(format!("the body of {kind} is no JSON: {error}"), &write),
        };
        let mut values = self.values_of(Part::Body);
        match self.read(&body, &mut values) {
            Some(()) => values.into_misfits(),
            None => unfit(format!("this is no body of {kind}"), &write),
        }
    }

    /// Checks the values in a body; `None` if it is not the body of the method.
    fn read(&self, body: &Json, values: &mut Values<'_>) -> Option<()> {
        let entity = self.resource.entity.map_or(Type::Any, Type::Named);
        match self.method.kind {
            M::Create | M::Update => values.form(body, &entity, self.resource),
            M::BatchCreate => {
                let elements = only(values, body, "elements")?.as_array()?;
                values.at(Step::around("elements"), |inner| {
                    inner.at_most(self.method.max_batch, elements.len());
                    inner.items(elements, |inner, one| inner.form(one, &entity, self.resource));
                });
            }
            M::BatchUpdate => {
                let entities = only(values, body, "entities")?.as_object()?;
                self.keys_of(entities, values);
                for (key, one) in entities {
                    values.of_batch(key, |inner| inner.form(one, &entity, self.resource));
                }
            }
            M::PartialUpdate => {
                let patch = only(values, body, "patch")?;
                values.at(Step::around("patch"), |inner| self.patch(patch, &entity, inner));
            }
            M::BatchPartialUpdate => {
                let entities = only(values, body, "entities")?.as_object()?;
                self.keys_of(entities, values);
                for (key, one) in entities {
                    let patch = values.of_batch(key, |inner| only(inner, one, "patch"))?;
                    values.of_batch(key, |inner| inner.at(Step::around("patch"), |inner| self.patch(patch, &entity, inner)));
                }
            }
            M::Action => self.parameters_of(body.as_object()?, values),
            M::Get | M::BatchGet | M::GetAll | M::Finder | M::BatchFinder | M::Delete | M::BatchDelete => {}
        }
        Some(())
    }

    /// Checks the parameters of an action.
    fn parameters_of(&self, members: &Map<String, Json>, values: &mut Values<'_>) {
        let declared = |name: &str| self.method.params.iter().find(|param| param.name.wire == name);
        for (name, value) in members {
            values.inside(name, |inner| match declared(name) {
                Some(param) if let Some(reason) = inner.lacks(param.since, param.until) => inner.fault(Fault::OtherVersion(reason)),
                Some(param) => self.param(value, param, inner),
                None => inner.fault(Fault::Undeclared),
            });
        }
        // An unknown member is most likely the missing one.
        let complete = members.keys().all(|name| declared(name).is_some());
        let misplaced = |name: &String| self.pairs().any(|(_, told, _)| told == name.as_str());
        let is_in = |param: &&Param| values.lacks(param.since, param.until).is_none();
        let needed = self.method.required_params().filter(is_in).map(|param| &param.name.wire);
        let missing: Vec<&String> = needed.filter(|name| complete && !members.contains_key(*name) && !misplaced(name)).collect();
        for name in missing {
            values.inside(name, |inner| inner.fault(Fault::Missing));
        }
    }

    /// Checks the keys of the entities of a batch, which are those of the query. A simple key is raw, or escaped as official clients write it
    /// (`docs/protocol.md §14`).
    fn keys_of(&self, entities: &Map<String, Json>, values: &mut Values<'_>) {
        let ids = url_text::parameters(self.request.query).remove("ids");
        let ids = ids.map(|ids| if ids.is_array() { ids } else { Json::Array(vec![ids]) });
        let ids = ids.as_ref().and_then(Json::as_array);
        let has = |key: &Json| ids.is_none_or(|ids| ids.contains(key));
        let read = |name: &String| match (self.has_simple_key(), Json::from(name.as_str())) {
            (false, _) => url_text::key(name),
            (true, raw) if has(&raw) => raw,
            (true, raw) => Some(Json::from(decoded(name))).filter(has).unwrap_or(raw),
        };
        let told = |keys: &[Json]| keys.iter().map(Json::to_string).collect::<BTreeSet<_>>();
        let keys: Vec<Json> = entities.keys().map(read).collect();
        if ids.is_some_and(|ids| told(ids) != told(&keys)) {
            values.fault(Fault::Wrong {
                value: "`entities`".to_owned(),
                why: "has other keys than `ids` of the query".to_owned(),
                help: Some("write an entity for each key of `ids`".to_owned()),
            });
        }
    }

    /// Checks the patch of an entity.
    fn patch(&self, patch: &Json, entity: &Type, values: &mut Values<'_>) {
        let excluded = self.resource.entity.map(|entity| unpatchable(self.api, self.resource, entity)).unwrap_or_default();
        self.patch_of(patch, entity, &excluded, values);
    }

    fn patch_of(&self, patch: &Json, ty: &Type, excluded: &Paths, values: &mut Values<'_>) {
        let record = match ty {
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Record(record) => record,
                TypeKind::Typeref(target) => return self.patch_of(patch, target, excluded, values),
                TypeKind::Union(_) => return,
                _ => return values.fault(scalar()),
            },
            Type::Array(_) => {
                if patch.as_object().is_some_and(|members| !members.is_empty() && members.keys().all(|name| name == "$reorder")) {
                    return;
                }
                return values.fault(Fault::wrong("this", "is an array, and a patch cannot go inside of it: `$set` the whole array"));
            }
            Type::Any | Type::Map(..) => return,
            _ => return values.fault(scalar()),
        };
        let Some(members) = patch.as_object() else { return values.wrong(patch, "is no patch") };
        let field = |name: &str| record.fields.iter().find(|field| field.name.wire == name);
        for (name, value) in members {
            match (name.as_str(), value) {
                ("$set", Json::Object(set)) => values.at(Step::around(name), |inner| inner.members(set, record, excluded)),
                ("$set", other) => values.inside(name, |inner| inner.wrong(other, "is no object")),
                ("$delete", Json::Array(names)) => {
                    for name in names.iter().filter_map(Json::as_str) {
                        values.inside(name, |inner| match field(name) {
                            _ if excluded.contains(name) => inner.fault(Fault::ReadOnly),
                            Some(field) if field.is_required() => {
                                inner.fault(Fault::wrong("this", "is always there, and cannot be deleted"));
                            }
                            Some(_) => {}
                            None if record.open => {}
                            None => inner.fault(Fault::Undeclared),
                        });
                    }
                }
                ("$delete", other) => values.inside(name, |inner| inner.wrong(other, "is no array of names")),
                (instruction, _) if instruction.starts_with('$') => {
                    values.inside(name, |inner| inner.fault(Fault::wrong("this", "is no instruction of a patch")));
                }
                (name, value) => values.inside(name, |inner| match field(name) {
                    _ if excluded.contains(name) => inner.fault(Fault::ReadOnly),
                    Some(field) => self.patch_of(value, &field.ty, &below(excluded, name), inner),
                    None if record.open => {}
                    None => inner.fault(Fault::Undeclared),
                }),
            }
        }
    }
}

/// The flaw of a patch inside of a scalar (`docs/protocol.md §6`).
fn scalar() -> Fault {
    Fault::wrong("this", "is a scalar, and a patch inside of it has nothing to change: write `{\"$set\": {\"name\": value}}` around it")
}

/// The value of the only member that an object has; others are told.
fn only<'b>(values: &mut Values<'_>, body: &'b Json, name: &str) -> Option<&'b Json> {
    let members = body.as_object()?;
    let value = members.get(name)?;
    for other in members.keys().filter(|other| *other != name) {
        values.inside(other, |inner| inner.fault(Fault::Undeclared));
    }
    Some(value)
}
