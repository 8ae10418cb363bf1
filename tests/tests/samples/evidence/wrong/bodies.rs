//! Bodies with one thing wrong.

use restli_core::ResourceMethod as M;
use restli_schema::api::{Api, Field, Record, Resource, Situation, Type, TypeKind};
use restli_schema::forms::paths::{Paths, below, unpatchable, whole};
use serde_json::{Map, Value as Json, json};

use super::request::Wrong;
use super::values::{of_other_kind, target, variant};
use crate::evidence::sent::Sent;
use crate::evidence::subject::Subject;

/// Requests whose body must be refused.
pub(super) fn of(subject: &Subject<'_>, sent: &Sent) -> Vec<Wrong> {
    let (kind, resource) = (subject.method.kind, subject.resource);
    let mut wrong = Vec::new();
    let mut add = |situation, name: &str, sent: Sent| wrong.push(Wrong::new(subject, situation, name, sent));
    if !(kind.sends_entity() || kind.sends_patch() || kind == M::Action) {
        add(Situation::BodyInvalid, "body where the method has none", sent.with_json(&json!({})));
        return wrong;
    }
    if resource.unstructured {
        return wrong;
    }
    add(Situation::BodyInvalid, "body that is no JSON", sent.with_body("{"));
    add(Situation::BodyInvalid, "body that is no text", sent.with_body(&b"\xff\xfe"[..]));
    let is_entity = matches!(kind, M::Create | M::Update);
    let situation = if is_entity { Situation::FieldInvalid } else { Situation::BodyInvalid };
    add(situation, "body that is an array", sent.with_body("[]"));
    if kind != M::Action || subject.method.required_params().next().is_some() {
        add(Situation::BodyInvalid, "empty body", sent.with_body(""));
    }
    let body = sent.json();
    if !sent.body.is_empty() {
        add(Situation::MediaType, "body of another media type", sent.with_header("content-type", "text/plain"));
    }
    if let (Some(most), Some(own)) = (subject.method.max_batch, body["elements"].get(0).filter(|_| kind == M::BatchCreate)) {
        let many = json!({ "elements": vec![own; most as usize + 1] });
        add(Situation::BatchTooLarge, "too many entities", sent.with_json(&many));
    }
    if let (Some(most), Some(entities)) = (subject.method.max_batch, body["entities"].as_object()) {
        add(Situation::BatchTooLarge, "too many entities", many(sent, entities, most));
    }
    for (place, found) in flaws(subject, &body) {
        let mut changed = body.clone();
        *at(&mut changed, &place) = found.value;
        add(found.situation, &found.name, sent.with_json(&changed));
    }
    wrong
}

/// A batch with one entity more than the method takes.
fn many(sent: &Sent, entities: &Map<String, Json>, most: u32) -> Sent {
    use restli_core::url::{Context, to_string};
    let key = sent.param("ids").map(restli_schema::url_text::value).and_then(|ids| ids.get(0).cloned()).unwrap_or_default();
    let one = entities.values().next().cloned().unwrap_or_default();
    let keys: Vec<Json> = (0..=most).map(|index| variant(&key, index)).collect();
    let name = |key: &Json| key.as_str().map_or_else(|| to_string(key, Context::Reduced), str::to_owned);
    let entities: Map<String, Json> = keys.iter().map(|key| (name(key), one.clone())).collect();
    let ids: Vec<String> = keys.iter().map(|key| to_string(key, Context::Query)).collect();
    sent.with_param("ids", &format!("List({})", ids.join(","))).with_json(&json!({ "entities": entities }))
}

/// A wrong value in a body, with the situation that it is.
struct Flaw {
    name: String,
    situation: Situation,
    value: Json,
}

/// The steps to a value in a body.
type Place = Vec<String>;

fn at<'v>(value: &'v mut Json, place: &[String]) -> &'v mut Json {
    place.iter().fold(value, |value, step| match value {
        Json::Array(items) => &mut items[step.parse::<usize>().expect("an index")],
        other => &mut other[step.as_str()],
    })
}

/// The flaws that a body can have, each in the place of a value of it.
fn flaws(subject: &Subject<'_>, body: &Json) -> Vec<(Place, Flaw)> {
    let (api, resource) = (subject.api, subject.resource);
    let pinned = api[resource.base].versions.map(|family| api[family].pinned);
    let mut maker = Maker { api, pinned, found: Vec::new(), place: Vec::new() };
    let entity = resource.entity.map_or(Type::Any, Type::Named);
    match subject.method.kind {
        M::Create | M::Update => maker.form(body, &entity, resource),
        M::BatchCreate => maker.within(&["elements", "0"], |maker| maker.form(&body["elements"][0], &entity, resource)),
        M::PartialUpdate => maker.within(&["patch"], |maker| maker.patch(&body["patch"], &entity, resource)),
        M::BatchUpdate | M::BatchPartialUpdate => {
            for (name, one) in body["entities"].as_object().into_iter().flatten() {
                match subject.method.kind {
                    M::BatchUpdate => maker.within(&["entities", name], |maker| maker.form(one, &entity, resource)),
                    _ => maker.within(&["entities", name, "patch"], |maker| maker.patch(&one["patch"], &entity, resource)),
                }
            }
        }
        M::Action => {
            let members = body.as_object().cloned().unwrap_or_default();
            maker.add("", " an unknown parameter", Situation::FieldUnknown, with(&members, "noSuchParameter", json!(1)));
            for param in subject.method.params.iter().filter(|param| members.contains_key(&param.name.wire)) {
                let name = param.name.wire.as_str();
                if param.is_required() {
                    maker.add(name, " is missing", Situation::FieldMissing, less(&members, name));
                }
                match param.form {
                    Some(form) => maker.within(&[name], |maker| maker.form(&body[name], &param.ty, &api[form])),
                    None => maker.within(&[name], |maker| maker.value(&body[name], &param.ty, &Paths::new())),
                }
            }
        }
        _ => {}
    }
    maker.found
}

struct Maker<'a> {
    api: &'a Api,
    pinned: Option<u32>,
    found: Vec<(Place, Flaw)>,
    place: Place,
}

impl<'a> Maker<'a> {
    fn within(&mut self, steps: &[&str], work: impl FnOnce(&mut Self)) {
        let depth = self.place.len();
        self.place.extend(steps.iter().map(|step| (*step).to_owned()));
        work(self);
        self.place.truncate(depth);
    }

    /// Adds a value in the present place. The name of the flaw begins with that of a member, if it is about one.
    fn add(&mut self, member: &str, what: &str, situation: Situation, value: Json) {
        let names: Vec<&str> = self.place.iter().map(String::as_str).chain(Some(member).filter(|name| !name.is_empty())).collect();
        let name = format!("{}{what}", names.join("/"));
        self.found.push((self.place.clone(), Flaw { name: name.trim().to_owned(), situation, value }));
    }

    /// The flaws of an entity as create sends it.
    fn form(&mut self, value: &Json, ty: &Type, resource: &Resource) {
        match (target(self.api, ty), value) {
            (Type::Array(item), Json::Array(items)) if !items.is_empty() => {
                self.within(&["0"], |maker| maker.form(&items[0], item, resource));
            }
            (ty, Json::Object(members)) => {
                self.value(value, ty, &whole(&resource.read_only));
                let given = |name: &String| resource.initial.iter().any(|(given, _)| given == name);
                for name in resource.required.iter().filter(|name| !given(name) && members.contains_key(*name)) {
                    self.add(name, " is missing", Situation::FieldMissing, less(members, name));
                }
            }
            _ => {}
        }
    }

    fn patch(&mut self, value: &Json, ty: &Type, resource: &Resource) {
        let Some((record, members)) = self.record(ty).zip(value.as_object()) else { return };
        let excluded = resource.entity.map(|entity| unpatchable(self.api, resource, entity)).unwrap_or_default();
        self.add("", " with an instruction that there is not", Situation::FieldInvalid, with(members, "$noSuch", json!({})));
        self.add("", " that sets no object", Situation::FieldInvalid, with(members, "$set", json!(7)));
        self.add("", " that deletes no names", Situation::FieldInvalid, with(members, "$delete", json!(7)));
        if !record.open {
            let unknown = with(members, "$delete", json!(["noSuchField"]));
            self.add("", " that deletes an unknown field", Situation::FieldUnknown, unknown);
        }
        let needed = record.fields.iter().find(|field| field.is_required() && !excluded.contains(&field.name.wire) && self.is_in(field));
        if let Some(field) = needed {
            let deleted = json!({"$delete": [field.name.wire]});
            self.add(&field.name.wire, " is deleted, which is always there", Situation::FieldInvalid, deleted);
        }
        if let Some(set) = members.get("$set").and_then(Json::as_object) {
            self.within(&["$set"], |maker| maker.members(set, record, &excluded));
        }
    }

    fn record(&self, ty: &Type) -> Option<&'a Record> {
        match ty {
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Record(record) => Some(record),
                TypeKind::Typeref(target) => self.record(target),
                _ => None,
            },
            _ => None,
        }
    }

    fn is_in(&self, field: &Field) -> bool {
        self.pinned.is_none_or(|pinned| field.since.is_none_or(|since| since <= pinned) && field.until.is_none_or(|until| pinned < until))
    }

    /// The flaws of a value.
    fn value(&mut self, value: &Json, ty: &Type, excluded: &Paths) {
        if let Some(other) = of_other_kind(self.api, ty) {
            self.add("", " is of a wrong type", Situation::FieldInvalid, other);
        }
        match (target(self.api, ty), value) {
            (Type::Array(item), Json::Array(items)) if !items.is_empty() => {
                self.within(&["0"], |maker| maker.value(&items[0], item, &below(excluded, "*")));
            }
            (Type::Map(_, item), Json::Object(entries)) => {
                if let Some((name, one)) = entries.iter().next() {
                    self.within(&[name], |maker| maker.value(one, item, &below(excluded, "*")));
                }
            }
            (Type::Urn | Type::UrnOf(_), _) => self.add("", " is no URN", Situation::FieldInvalid, json!("none")),
            (Type::Named(id), _) => match (&self.api[*id].kind, value) {
                (TypeKind::Record(record), Json::Object(members)) => {
                    self.members(members, record, excluded);
                    for field in record.fields.iter().filter(|field| field.is_required() && members.contains_key(&field.name.wire)) {
                        self.add(&field.name.wire, " is missing", Situation::FieldMissing, less(members, &field.name.wire));
                    }
                }
                (TypeKind::Enum(_), _) => {
                    self.add("", " has a symbol that there is not", Situation::FieldInvalid, json!("NO_SUCH_SYMBOL"));
                }
                (TypeKind::UrnChoice(_), _) => self.add("", " is no URN", Situation::FieldInvalid, json!("none")),
                (TypeKind::Union(union), Json::Object(members)) if !union.bare => {
                    self.add("", " has an unknown member", Situation::FieldUnknown, json!({"noSuchMember": 1}));
                    for (name, one) in members {
                        if let Some(member) = union.members.iter().find(|member| member.name.wire == *name) {
                            self.within(&[name], |maker| maker.value(one, &member.ty, &below(excluded, name)));
                        }
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// The flaws of the members of a record that are there, and of those that must not be.
    fn members(&mut self, members: &Map<String, Json>, record: &Record, excluded: &Paths) {
        if !record.open {
            self.add("", " has an unknown field", Situation::FieldUnknown, with(members, "noSuchField", json!(1)));
        }
        for field in &record.fields {
            let name = field.name.wire.as_str();
            match members.get(name) {
                _ if excluded.contains(name) => {
                    self.add(name, " is read-only", Situation::FieldReadOnly, with(members, name, json!(1)));
                }
                None if !self.is_in(field) => {
                    self.add(name, " is of another version", Situation::FieldUnknown, with(members, name, json!(1)));
                }
                Some(own) => {
                    if !field.is_required() {
                        self.add(name, " is null", Situation::FieldInvalid, with(members, name, Json::Null));
                    }
                    self.within(&[name], |maker| maker.value(own, &field.ty, &below(excluded, name)));
                }
                None => {}
            }
        }
    }
}

fn with(members: &Map<String, Json>, name: &str, value: Json) -> Json {
    let mut members = members.clone();
    members.insert(name.to_owned(), value);
    Json::Object(members)
}

fn less(members: &Map<String, Json>, name: &str) -> Json {
    let mut members = members.clone();
    members.remove(name);
    Json::Object(members)
}
