//! Requests beside their operations: parts that the operation does not have, and parts that it lacks.
//!
//! [`misfits`] is the comparison. It takes what is known to be sent, such as the older forms of a query; told to be [`Strict`], it takes
//! what a server takes that keeps to the schema.

mod bodies;
mod json;
mod misfit;
mod paths;
pub(crate) mod query;
mod strict;
mod values;

pub use misfit::{Fault, Misfit, Part, Step};
use restli_core::{ResourceMethod, url};
pub use strict::{Strict, has_second_syntax};

use crate::api::{Api, Key, Method, Param, Resource, Type, TypeKind};
use values::Values;

/// The parts of a request that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The path below the host, escaped.
    pub path: &'r str,
    /// The query without its `?`, escaped.
    pub query: &'r str,
    /// The body, empty if there is none; `None` if it is not compared.
    pub body: Option<&'r str>,
}

/// The misfits of a request and the method that it calls: those of the path, of the query, and of the body.
#[must_use]
pub fn misfits(api: &Api, resource: &Resource, method: &Method, request: Request<'_>, strict: Option<Strict>) -> Vec<Misfit> {
    let check = Check { api, resource, method, request, strict };
    let names = check.names();
    let values = check.values(names.is_empty());
    [check.keys(), names, values, check.body()].concat()
}

/// The misfits of an entity as a server keeps it, beside its type.
#[must_use]
pub fn of_whole_entity(api: &Api, entity: &serde_json::Value, ty: &Type) -> Vec<Misfit> {
    let mut values = Values::new(api, Part::Body, Some(Strict { version: None, is_first_protocol: false }));
    values.value(entity, ty, &crate::forms::paths::Paths::new());
    values.into_misfits()
}

/// The misfits of an entity, beside its type, in which nothing is missing that the server may add.
#[must_use]
pub fn of_entity(api: &Api, entity: &serde_json::Value, ty: &Type) -> Vec<Misfit> {
    let mut misfits = of_whole_entity(api, entity, ty);
    misfits.retain(|misfit| misfit.fault != Fault::Missing);
    misfits
}

/// The flaw in the structure of a key that has several parts (`docs/protocol.md §2.2`); values of its parts may be wrong all the same.
#[must_use]
pub fn structure_flaw(api: &Api, key: &Key, value: &serde_json::Value) -> Option<String> {
    // Each part with whether it is always there.
    let parts: Vec<(&str, bool)> = match key {
        Key::Simple(_) => return None,
        Key::Compound { parts, .. } => parts.iter().map(|part| (part.name.wire.as_str(), true)).collect(),
        Key::Complex { record, params, .. } => {
            let TypeKind::Record(record) = &api[*record].kind else { return None };
            let fields = record.fields.iter().map(|field| (field.name.wire.as_str(), field.is_required()));
            fields.chain(params.map(|_| ("$params", false))).collect()
        }
    };
    let Some(members) = value.as_object() else { return Some("the key has no parts: write `(name:value,..)`".to_owned()) };
    let is_foreign = |name: &&String| parts.iter().all(|(part, _)| part != name);
    if let Some(name) = members.keys().find(is_foreign) {
        return Some(format!("the key has `{name}`, and there is no such part"));
    }
    let missing = parts.iter().find(|(part, is_needed)| *is_needed && !members.contains_key(*part));
    missing.map(|(part, _)| format!("the key lacks the part `{part}`"))
}

/// The path of the requests of a method below the host, with placeholders for keys.
#[must_use]
pub fn template(api: &Api, resource: &Resource, method: &Method) -> String {
    let template = format!("{}{}", api[resource.base].path, resource.method_path(method));
    if method.keys.is_empty() {
        return template;
    }
    let keys: Vec<String> = method.keys.iter().map(|key| format!("{key}:..")).collect();
    format!("{template}/({})", keys.join(","))
}

/// The kind of a method with its article: `an update`.
pub(crate) fn article(kind: ResourceMethod) -> String {
    let name = kind.wire_name();
    format!("{} {name}", if name.starts_with(['a', 'u']) { "an" } else { "a" })
}

/// A request and the method that it calls.
struct Check<'a> {
    api: &'a Api,
    resource: &'a Resource,
    method: &'a Method,
    request: Request<'a>,
    strict: Option<Strict>,
}

impl<'a> Check<'a> {
    /// A check of values in a part of the request.
    fn values_of(&self, part: Part) -> Values<'a> {
        Values::new(self.api, part, self.strict)
    }

    /// The request speaks version 2.0.0 of the protocol, and is held to it.
    fn is_second(&self) -> bool {
        self.strict.is_some_and(|strict| !strict.is_first_protocol)
    }

    /// Checks the value of a parameter.
    fn param(&self, value: &serde_json::Value, param: &Param, values: &mut Values<'_>) {
        match param.form {
            _ if value.is_null() && !param.is_required() => {}
            Some(form) => values.form(value, &param.ty, &self.api[form]),
            None => values.value(value, &param.ty, &crate::forms::paths::Paths::new()),
        }
    }

    /// The alternative key by which the request names entities.
    fn alternative(&self) -> Option<&'a Param> {
        let (_, _, told) = self.pairs().find(|(_, name, _)| name == "altkey")?;
        self.resource.alt_keys.iter().find(|key| key.name.wire == told)
    }

    /// Returns whether the request names entities by one value.
    fn has_simple_key(&self) -> bool {
        matches!(self.resource.key, Some(Key::Simple(_))) || self.alternative().is_some()
    }

    /// Returns whether a key of several parts has not the parts that it should: a server answers for such a key of a batch alone.
    fn has_flawed_structure(&self, value: &serde_json::Value) -> bool {
        let key = self.resource.key.as_ref().filter(|_| self.pairs().all(|(_, name, _)| name != "altkey"));
        key.is_some_and(|key| structure_flaw(self.api, key, value).is_some())
    }

    /// Checks the key of an entity.
    fn key(&self, value: &serde_json::Value, values: &mut Values<'_>) {
        match (self.alternative(), &self.resource.key) {
            (Some(param), _) => values.value(value, &param.ty, &crate::forms::paths::Paths::new()),
            (None, Some(key)) if self.pairs().all(|(_, name, _)| name != "altkey") => values.key(value, key),
            (None, _) => {}
        }
    }
}

/// Text without its escapes; text with broken ones as it is.
pub(crate) fn decoded(text: &str) -> std::borrow::Cow<'_, str> {
    url::percent_decode(text).unwrap_or(std::borrow::Cow::Borrowed(text))
}
