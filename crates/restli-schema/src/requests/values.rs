//! Values of requests beside their types.

use serde_json::{Map, Value as Json};

use super::{Fault, Misfit, Part, Step, Strict};
use crate::api::{Api, Field, JsonKind, Key, Record, Resource, Symbol, Type, TypeId, TypeKind, Union, UrnDef, UrnId};
use crate::forms::paths::{Paths, below, whole};
use crate::resolve::check_urn;
use crate::{suggest, url_text};

/// A check of values against types.
pub(super) struct Values<'a> {
    api: &'a Api,
    part: Part,
    strict: Option<Strict>,
    /// The values come from a URL, where numbers and truth values are text.
    in_url: bool,
    path: Vec<Step>,
    found: Vec<Misfit>,
}

impl<'a> Values<'a> {
    pub(super) fn new(api: &'a Api, part: Part, strict: Option<Strict>) -> Self {
        Self { api, part, strict, in_url: part != Part::Body, path: Vec::new(), found: Vec::new() }
    }

    pub(super) fn into_misfits(self) -> Vec<Misfit> {
        self.found
    }

    /// Calls `work` for what is text in a URL, although it stands in a body.
    pub(super) fn as_url<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let in_url = std::mem::replace(&mut self.in_url, true);
        let done = work(self);
        self.in_url = in_url;
        done
    }

    /// Calls `work` for the part of a value at a name.
    pub(super) fn inside(&mut self, name: &str, work: impl FnOnce(&mut Self)) {
        self.at(Step::Member(name.to_owned()), work);
    }

    /// Calls `work` for the part of a value behind a step.
    pub(super) fn at<T>(&mut self, step: Step, work: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let done = work(self);
        self.path.pop();
        done
    }

    /// Calls `work` for each item of an array.
    pub(super) fn items(&mut self, items: &[Json], work: impl Fn(&mut Self, &Json)) {
        for (index, one) in items.iter().enumerate() {
            self.at(Step::Item(index), |inner| work(inner, one));
        }
    }

    /// Calls `work` for what stands under a key in the `entities` of a batch.
    pub(super) fn of_batch<T>(&mut self, key: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        self.at(Step::around("entities"), |inner| inner.at(Step::around(key), work))
    }

    pub(super) fn fault(&mut self, fault: Fault) {
        let misfit = Misfit { part: self.part, path: self.path.clone(), fault };
        // The items of a list have one name.
        if !self.found.iter().any(|other| other.fault == misfit.fault && other.names() == misfit.names()) {
            self.found.push(misfit);
        }
    }

    /// Tells of a batch that is larger than the method takes.
    pub(super) fn at_most(&mut self, most: Option<u32>, given: usize) {
        if let Some(most) = most.filter(|most| self.strict.is_some() && given > *most as usize) {
            self.fault(Fault::TooMany { most, given });
        }
    }

    pub(super) fn wrong(&mut self, json: &Json, why: impl Into<String>) {
        self.advise(json, why, None);
    }

    fn advise(&mut self, json: &Json, why: impl Into<String>, help: Option<String>) {
        let value = match json {
            Json::String(text) if self.in_url => format!("`{text}`"),
            Json::Array(_) => "an array".to_owned(),
            Json::Object(_) => "an object".to_owned(),
            other => format!("`{other}`"),
        };
        self.fault(Fault::Wrong { value, why: why.into(), help });
    }

    /// Checks the entity of a resource, or several in an array or map, as create sends it.
    pub(super) fn form(&mut self, json: &Json, ty: &Type, resource: &Resource) {
        match (ty, json) {
            (Type::Array(item), Json::Array(values)) => self.items(values, |inner, one| inner.form(one, item, resource)),
            (Type::Map(_, value), Json::Object(entries)) => {
                entries.iter().for_each(|(name, one)| self.inside(name, |inner| inner.form(one, value, resource)));
            }
            (Type::Named(id), _) if let Some(target) = self.api[*id].kind.target() => self.form(json, target, resource),
            _ => {
                self.value(json, ty, &whole(&resource.read_only));
                let is_given = |name: &str| resource.initial.iter().any(|(given, _)| given == name);
                let lacks = |name: &str| json.is_object() && json.get(name).is_none_or(Json::is_null);
                for name in resource.required.iter().filter(|name| !is_given(name) && lacks(name)) {
                    self.inside(name, |inner| inner.fault(Fault::Missing));
                }
            }
        }
    }

    /// Checks a key. Its parts have names.
    pub(super) fn key(&mut self, json: &Json, key: &Key) {
        match key {
            Key::Simple(param) => self.value(json, &param.ty, &Paths::new()),
            Key::Compound { parts, .. } => {
                let parts: Vec<(&str, &Type)> = parts.iter().map(|part| (part.name.wire.as_str(), &part.ty)).collect();
                self.parts(json, &parts);
            }
            Key::Complex { record, params, .. } => {
                let mut own = json.clone();
                let given = own.as_object_mut().and_then(|own| own.remove("$params"));
                self.value(&own, &Type::Named(*record), &Paths::new());
                match (given, params) {
                    (Some(given), Some(params)) => {
                        self.inside("$params", |inner| inner.value(&given, &Type::Named(*params), &Paths::new()));
                    }
                    (Some(_), None) => self.inside("$params", |inner| inner.fault(Fault::Undeclared)),
                    (None, _) => {}
                }
            }
        }
    }

    /// Checks an object that has these parts and no others.
    pub(super) fn parts(&mut self, json: &Json, parts: &[(&str, &Type)]) {
        let Some(members) = json.as_object() else { return self.wrong(json, "has no parts") };
        let foreign: Vec<&String> = members.keys().filter(|name| parts.iter().all(|(part, _)| part != name)).collect();
        for name in &foreign {
            self.inside(name, |inner| inner.fault(Fault::Undeclared));
        }
        for (name, ty) in parts {
            self.inside(name, |inner| match members.get(*name) {
                Some(value) => inner.value(value, ty, &Paths::new()),
                None if foreign.is_empty() => inner.fault(Fault::Missing),
                None => {}
            });
        }
    }

    /// Checks a value. `excluded` are the paths in it that the client does not send.
    pub(super) fn value(&mut self, json: &Json, ty: &Type, excluded: &Paths) {
        match ty {
            Type::Any => {}
            Type::Bool if json.is_boolean() || self.is_text(json, |text| matches!(text, "true" | "false")) => {}
            Type::Bool => self.wrong(json, "is no `bool`"),
            Type::Int => self.whole(json, i64::from(i32::MIN)..=i64::from(i32::MAX), "an `int`"),
            Type::Long => self.whole(json, i64::MIN..=i64::MAX, "a `long`"),
            Type::Float | Type::Double if json.is_number() || is_no_number(json) => {}
            Type::Float | Type::Double if self.is_text(json, |text| text.parse::<f64>().is_ok_and(f64::is_finite)) => {}
            Type::Float | Type::Double => self.wrong(json, "is no number"),
            Type::String if json.is_string() => {}
            Type::String => self.wrong(json, "is no text"),
            Type::Bytes => self.bytes(json, None),
            Type::Urn => self.urn(json, &[]),
            Type::UrnOf(id) => self.urn(json, &[*id]),
            Type::Array(item) => self.array(json, item, excluded),
            Type::Map(key, value) => {
                let Some(entries) = json.as_object() else { return self.wrong(json, "is no map") };
                for (name, one) in entries {
                    let text = Json::from(name.as_str());
                    self.inside(name, |inner| {
                        inner.as_url(|inner| inner.value(&text, key, &Paths::new()));
                        inner.value(one, value, &below(excluded, "*"));
                    });
                }
            }
            Type::Named(id) => self.named(json, *id, excluded),
        }
    }

    fn named(&mut self, json: &Json, id: TypeId, excluded: &Paths) {
        let def = &self.api[id];
        match &def.kind {
            TypeKind::Record(record) => self.record(json, record, &def.name.wire, excluded),
            TypeKind::Enum(symbols) => self.symbol(json, symbols, &def.name.wire),
            TypeKind::Union(union) => self.union(json, union, &def.name.wire, excluded),
            TypeKind::Typeref(target) => self.value(json, target, excluded),
            TypeKind::Text(_) => self.value(json, &Type::String, excluded),
            TypeKind::Time => self.value(json, &Type::Long, excluded),
            TypeKind::Fixed(length) => self.bytes(json, Some(*length)),
            TypeKind::UrnChoice(ids) => {
                let urns = self.api.urns();
                let begins = |def: &UrnDef, text: &str| text.starts_with(&format!("urn:{}:{}:", def.namespace, def.name.wire));
                let is_own = |id: &&UrnId| urns.get(id.index()).zip(json.as_str()).is_some_and(|(def, text)| begins(def, text));
                let own: Vec<UrnId> = ids.iter().filter(is_own).copied().collect();
                // The client sends URNs of other types, too.
                self.urn(json, if own.is_empty() && self.strict.is_some() { ids } else { &own });
            }
        }
    }

    fn array(&mut self, json: &Json, item: &Type, excluded: &Paths) {
        match json {
            Json::Array(values) => self.items(values, |inner, one| inner.value(one, item, &below(excluded, "*"))),
            // The first version of the protocol writes a list of one as its item.
            Json::String(_) if self.in_url && self.strict.is_none_or(|strict| strict.is_first_protocol) => {
                self.value(json, item, &below(excluded, "*"));
            }
            _ => self.wrong(json, "is no array"),
        }
    }

    fn record(&mut self, json: &Json, record: &Record, name: &str, excluded: &Paths) {
        let Some(members) = json.as_object() else { return self.wrong(json, format!("is no `{name}`")) };
        self.members(members, record, excluded);
        // An unknown member is most likely the missing one.
        let declared = |name: &String| record.open || record.fields.iter().any(|field| field.name.wire == *name);
        let complete = members.keys().all(declared);
        let is_sent = |field: &&Field| !excluded.contains(&field.name.wire) && self.lacks(field.since, field.until).is_none();
        let needed: Vec<&Field> = record.fields.iter().filter(|field| complete && field.is_required()).filter(is_sent).collect();
        for field in needed.into_iter().filter(|field| !members.contains_key(&field.name.wire)) {
            self.inside(&field.name.wire, |inner| inner.fault(Fault::Missing));
        }
    }

    /// Checks the fields of a record that are there.
    pub(super) fn members(&mut self, members: &Map<String, Json>, record: &Record, excluded: &Paths) {
        for (name, value) in members {
            self.inside(name, |inner| match record.fields.iter().find(|field| field.name.wire == *name) {
                _ if excluded.contains(name) => inner.fault(Fault::ReadOnly),
                Some(field) if let Some(reason) = inner.lacks(field.since, field.until) => inner.fault(Fault::OtherVersion(reason)),
                Some(field) if !value.is_null() || field.is_required() => inner.value(value, &field.ty, &below(excluded, name)),
                Some(_) if inner.strict.is_some() => {
                    inner.fault(Fault::wrong("`null`", "is no value: a field without a value is left out"));
                }
                Some(_) => {}
                None if record.open => {}
                None => inner.fault(Fault::Undeclared),
            });
        }
    }

    fn union(&mut self, json: &Json, union: &Union, name: &str, excluded: &Paths) {
        if json.is_null() && union.null {
            return;
        }
        if union.bare {
            return self.bare(json, union, name, excluded);
        }
        let Some(members) = json.as_object().filter(|members| members.len() == 1) else {
            return self.wrong(json, format!("is no `{name}`: a union has one member"));
        };
        for (key, value) in members {
            self.inside(key, |inner| match union.of_key(key) {
                _ if excluded.contains(key) => inner.fault(Fault::ReadOnly),
                Some(member) => inner.value(value, &member.ty, &below(excluded, key)),
                None => inner.fault(Fault::Undeclared),
            });
        }
    }

    /// Checks a value that stands without the key of its member. In a URL, a leaf of any kind is text.
    fn bare(&mut self, json: &Json, union: &Union, name: &str, excluded: &Paths) {
        let own = JsonKind::of(json);
        let kinds = match own {
            Some(JsonKind::Text) if self.in_url => &[JsonKind::Number, JsonKind::Bool, JsonKind::Text],
            _ => own.as_slice(),
        };
        let mut closest = None;
        for member in kinds.iter().filter_map(|kind| union.of_kind(*kind)) {
            let mut inner = Values { path: self.path.clone(), found: Vec::new(), ..*self };
            inner.value(json, &member.ty, &below(excluded, &member.name.wire));
            closest = Some(inner.found).filter(|found| !found.is_empty());
            if closest.is_none() {
                return;
            }
        }
        match closest {
            Some(found) => self.found.extend(found),
            None => self.wrong(json, format!("is no `{name}`")),
        }
    }

    fn whole(&mut self, json: &Json, range: std::ops::RangeInclusive<i64>, what: &str) {
        let is_written = |text: &&str| self.in_url && (self.strict.is_none() || is_decimal(text));
        let number = url_text::whole(json).or_else(|| json.as_str().filter(is_written)?.parse().ok());
        if !number.is_some_and(|number| range.contains(&number)) {
            self.wrong(json, format!("is not {what}"));
        }
    }

    fn bytes(&mut self, json: &Json, length: Option<u32>) {
        match (json.as_str().filter(|text| text.chars().all(|one| u32::from(one) <= 0xff)), length) {
            (None, _) => self.wrong(json, "has no bytes: they are text of the characters U+0000 to U+00FF"),
            (Some(text), Some(length)) if text.chars().count() != length as usize => {
                self.wrong(json, format!("has {} bytes, not {length}", text.chars().count()));
            }
            (Some(_), _) => {}
        }
    }

    fn urn(&mut self, json: &Json, allowed: &[UrnId]) {
        let Some(text) = json.as_str() else { return self.wrong(json, "is no URN") };
        if let Err((why, help)) = check_urn(self.api.urns(), text, allowed) {
            let why = why.strip_prefix(&format!("`{text}` ")).unwrap_or(&why).to_owned();
            self.advise(json, why, Some(help));
        }
    }

    /// Checks the symbol of an enum. The client sends symbols that a type does not have, too.
    fn symbol(&mut self, json: &Json, symbols: &[Symbol], name: &str) {
        let Some(text) = json.as_str() else { return self.wrong(json, "is no symbol") };
        if self.strict.is_none() {
            return;
        }
        if let Some(symbol) = symbols.iter().find(|symbol| symbol.name.wire == text) {
            self.lacks(symbol.since, symbol.until).into_iter().for_each(|reason| self.wrong(json, reason));
        } else {
            let help = suggest::advice(text, symbols.iter().map(|symbol| symbol.name.wire.as_str())).map(|help| help.text);
            self.advise(json, format!("is no symbol of `{name}`"), help);
        }
    }

    /// The reason for which the version asked for lacks what came with one version and went with another.
    pub(super) fn lacks(&self, since: Option<u32>, until: Option<u32>) -> Option<String> {
        self.strict?.lacks(since, until)
    }

    fn is_text(&self, json: &Json, fits: impl Fn(&str) -> bool) -> bool {
        self.in_url && json.as_str().is_some_and(fits)
    }
}

/// Returns whether a text is a whole number as writers send it: no plus sign, no zeros before it (`docs/protocol.md §3.5`).
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.starts_with('0') { text == "0" } else { digits.bytes().all(|octet| octet.is_ascii_digit()) }
}

/// Returns whether a text stands for a number that JSON has none for.
fn is_no_number(json: &Json) -> bool {
    matches!(json.as_str(), Some("NaN" | "Infinity" | "-Infinity"))
}
