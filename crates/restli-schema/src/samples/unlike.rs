//! Requests of samples beside their operations: what the operation does not have.

use std::borrow::Cow;

use restli_core::{ResourceMethod as M, suggest, url};
use serde_json::Value;

use crate::api::{Api, Method, Paging, Resource, SampleRequest, Type, TypeKind};
use crate::undeclared::undeclared;
use crate::url_text;

/// A difference of a request from its operation, with its place in bytes.
pub(super) struct Difference {
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) help: String,
}

const OTHER: &str = "correct the request, or name the file after the method that it calls";

/// The request of a sample beside its operation.
pub(super) struct Check<'a> {
    pub(super) api: &'a Api,
    pub(super) resource: &'a Resource,
    pub(super) method: &'a Method,
    pub(super) request: &'a SampleRequest,
    /// The sample as written.
    pub(super) text: &'a str,
}

impl Check<'_> {
    /// All differences.
    pub(super) fn differences(&self) -> Vec<Difference> {
        let (path, query) = self.request.target.split_once('?').unwrap_or((&self.request.target, ""));
        let is_tunnelled = self.request.header("X-HTTP-Method-Override").is_some();
        let query = if is_tunnelled { self.request.body.as_str() } else { query };
        let mut found: Vec<Difference> = self.path(path).into_iter().chain(self.query(query)).collect();
        if !is_tunnelled && !self.resource.unstructured {
            found.extend(self.body());
        }
        found
    }

    fn path(&self, path: &str) -> Option<Difference> {
        let mut template = format!("{}{}", self.api[self.resource.base].path, self.resource.method_path(self.method));
        if !self.method.keys.is_empty() {
            let keys: Vec<String> = self.method.keys.iter().map(|key| format!("{key}:..")).collect();
            template = format!("{template}/({})", keys.join(","));
        }
        let same = |(wanted, told): (&str, &str)| {
            let is_key = wanted.starts_with(['{', '(']);
            if is_key { !told.is_empty() } else { decoded(wanted) == decoded(told) }
        };
        let fits = path.split('/').count() == template.split('/').count() && template.split('/').zip(path.split('/')).all(same);
        let at = self.text.find('/').unwrap_or(0);
        let message = format!("the request goes to `{path}`, and the operation has its place at `{template}`");
        (!fits).then(|| Difference { at, message, help: OTHER.to_owned() })
    }

    fn query(&self, query: &str) -> Vec<Difference> {
        let known = self.parameters();
        let mut found = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded(name);
            // The first version of the protocol writes what is inside of a parameter as `range.start` and `ids[0]`.
            let outer = name.split(['.', '[']).next().unwrap_or_default();
            let at = self.text.find(pair).unwrap_or(0);
            if self.method.kind.name_parameter() == Some(&*name) {
                if url_text::value(value) != self.method.name.wire.as_str() {
                    let message = format!("the request asks for `{pair}`, and the operation is `{name}={}`", self.method.name.wire);
                    found.push(Difference { at, message, help: OTHER.to_owned() });
                }
            } else if !name.starts_with('$') && !known.iter().any(|known| *known == name || *known == outer) {
                let near = suggest::nearest(&name, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
                let help = near.unwrap_or_else(|| "declare it under `params` of the method, or leave it out of the sample".to_owned());
                found.push(Difference { at, message: format!("the operation has no parameter `{name}`"), help });
            }
        }
        found
    }

    /// The names in a query of the operation, but for the one that selects a finder or action.
    fn parameters(&self) -> Vec<&str> {
        let mut names = vec!["fields", "projection", "metadataFields", "pagingFields", "altkey"];
        if self.method.kind.has_ids() {
            names.push("ids");
        }
        match &self.method.paging {
            Some(Paging::StartCount { .. }) => names.extend(["start", "count"]),
            Some(Paging::Token { token_param, size_param, .. }) => names.extend([token_param.as_str(), size_param.as_str()]),
            None => {}
        }
        if self.method.kind != M::Action {
            names.extend(self.method.params.iter().map(|param| param.name.wire.as_str()));
        }
        names
    }

    fn body(&self) -> Vec<Difference> {
        let Ok(body) = serde_json::from_str::<Value>(&self.request.body) else { return Vec::new() };
        let mut found = Vec::new();
        let entity = self.resource.entity.map_or(Type::Any, Type::Named);
        let entities = || body.get("entities").and_then(Value::as_object).into_iter().flat_map(|entities| entities.values());
        match self.method.kind {
            M::Create | M::Update => undeclared(self.api, &body, &entity, "", &mut found),
            M::BatchCreate => {
                let elements = body.get("elements").and_then(Value::as_array).into_iter().flatten();
                elements.for_each(|element| undeclared(self.api, element, &entity, "", &mut found));
            }
            M::BatchUpdate => entities().for_each(|one| undeclared(self.api, one, &entity, "", &mut found)),
            M::PartialUpdate => self.patch(body.get("patch"), &entity, "", &mut found),
            M::BatchPartialUpdate => entities().for_each(|one| self.patch(one.get("patch"), &entity, "", &mut found)),
            M::Action => {
                for (name, value) in body.as_object().into_iter().flatten() {
                    match self.method.params.iter().find(|param| param.name.wire == *name) {
                        Some(param) => undeclared(self.api, value, &param.ty, &format!(".{name}"), &mut found),
                        None => found.push(format!(".{name}")),
                    }
                }
            }
            M::Get | M::BatchGet | M::GetAll | M::Finder | M::BatchFinder | M::Delete | M::BatchDelete => {}
        }
        found.iter().map(|place| self.field(place.trim_start_matches('.'))).collect()
    }

    /// Adds the places in a patch that are no fields of the record.
    fn patch(&self, patch: Option<&Value>, ty: &Type, place: &str, found: &mut Vec<String>) {
        let record = match ty {
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Record(record) => record,
                TypeKind::Typeref(target) => return self.patch(patch, target, place, found),
                _ => return,
            },
            _ => return,
        };
        let field = |name: &str| record.fields.iter().find(|field| field.name.wire == name);
        for (name, value) in patch.and_then(Value::as_object).into_iter().flatten() {
            match (name.as_str(), field(name)) {
                ("$set", _) => undeclared(self.api, value, ty, place, found),
                ("$delete", _) if !record.open => {
                    let names = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                    found.extend(names.filter(|name| field(name).is_none()).map(|name| format!("{place}.{name}")));
                }
                (_, Some(field)) => self.patch(Some(value), &field.ty, &format!("{place}.{name}"), found),
                (_, None) if record.open || name.starts_with('$') => {}
                (_, None) => found.push(format!("{place}.{name}")),
            }
        }
    }

    /// The difference of a field that the operation does not declare.
    fn field(&self, path: &str) -> Difference {
        let starts = std::iter::once(0).chain(path.match_indices('.').map(|(at, _)| at + 1));
        let names = starts.filter_map(|at| path.get(at..)).map(|name| format!("\"{name}\""));
        let at = names.filter_map(|name| self.text.find(&name)).next_back().unwrap_or(0);
        let what = if self.method.kind == M::Action && !path.contains('.') { "parameter" } else { "field" };
        let help = format!("declare the {what}, or leave it out of the sample");
        Difference { at, message: format!("the body has `{path}`, and the operation has no such {what}"), help }
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    url::percent_decode(text).unwrap_or(Cow::Borrowed(text))
}
