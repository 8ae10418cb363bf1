//! Requests of samples beside their operations: what the operation does not have, and what the request lacks.

use std::borrow::Cow;

use restli_core::{ResourceMethod as M, suggest, url};
use serde_json::Value as Json;

use super::values::{Fault, Misfit, Step, Values};
use crate::api::{Api, Key, Method, Paging, Param, Resource, SampleRequest, Type};
use crate::forms::paths::Paths;
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
        let path = self.request.path();
        let template = self.template();
        let path = if fits(path, &template) {
            self.keys(path, &template)
        } else {
            let message = format!("the request goes to `{path}`, and the operation has its place at `{template}`");
            vec![Difference { at: self.text.find('/').unwrap_or(0), message, help: OTHER.to_owned() }]
        };
        let names = self.names();
        let values = self.values(names.is_empty());
        path.into_iter().chain(names).chain(values).chain(self.body()).collect()
    }

    /// The path below the host, with placeholders for keys.
    fn template(&self) -> String {
        let template = format!("{}{}", self.api[self.resource.base].path, self.resource.method_path(self.method));
        if self.method.keys.is_empty() {
            return template;
        }
        let keys: Vec<String> = self.method.keys.iter().map(|key| format!("{key}:..")).collect();
        format!("{template}/({})", keys.join(","))
    }

    /// The keys in the path that have not the type of their resource.
    fn keys(&self, path: &str, template: &str) -> Vec<Difference> {
        let mut values = Values::new(self.api, true);
        let above: Vec<&Key> = self
            .resource
            .parent
            .into_iter()
            .flat_map(|parent| self.api.lineage(parent))
            .filter_map(|id| self.api[id].key.as_ref())
            .collect();
        for (wanted, told) in template.split('/').zip(path.split('/')) {
            if let Some(name) = wanted.strip_prefix('{').and_then(|wanted| wanted.strip_suffix('}')) {
                let key = above.iter().find(|key| key.name().wire == name);
                match key {
                    Some(Key::Simple(param)) => {
                        values.inside(name, |inner| inner.value(&url_text::value(told), &param.ty, &Paths::new()));
                    }
                    Some(key) => values.key(&url_text::key(told), key),
                    None if self.has_simple_key() => values.inside(name, |inner| self.key(&url_text::value(told), inner)),
                    None => self.key(&url_text::key(told), &mut values),
                }
            } else if wanted.starts_with('(') {
                let all = self.resource.key.as_ref().map(Key::parts).unwrap_or_default();
                let taken = all.iter().filter(|part| self.method.keys.contains(&part.name.wire));
                let parts: Vec<(&str, &Type)> = taken.map(|part| (part.name.wire.as_str(), &part.ty)).collect();
                values.parts(&url_text::key(told), &parts);
            }
        }
        let at = self.text.find(path).unwrap_or(0);
        values.found.iter().map(|misfit| self.told(misfit, "the path", |_| at)).collect()
    }

    /// Names in the query that the operation does not have, and those that select another one.
    fn names(&self) -> Vec<Difference> {
        let known = self.parameters();
        let mut found = Vec::new();
        for (pair, name, value) in self.pairs() {
            // The first version of the protocol writes what is inside of a parameter as `range.start` and `ids[0]`.
            let outer = name.split(['.', '[']).next().unwrap_or_default();
            let at = self.text.find(pair).unwrap_or(0);
            if self.method.kind.name_parameter() == Some(&*name) {
                if url_text::value(value) != self.method.name.wire.as_str() {
                    let message = format!("the request asks for `{pair}`, and the operation is `{name}={}`", self.method.name.wire);
                    found.push(Difference { at, message, help: OTHER.to_owned() });
                }
            } else if name == "altkey" && self.resource.alt_keys.iter().all(|key| key.name.wire != value) {
                let message = format!("the resource has no alternative key `{value}`");
                let near = crate::suggest::advice(value, self.resource.alt_keys.iter().map(|key| key.name.wire.as_str()));
                found.push(Difference {
                    at,
                    message,
                    help: near.unwrap_or_else(|| "declare it under `alt_keys`, or correct the sample".to_owned()),
                });
            } else if !name.starts_with('$') && !known.iter().any(|known| *known == name || *known == outer) {
                found.push(Difference {
                    at,
                    message: format!("the operation has no parameter `{name}`"),
                    help: self.undeclared(&name, outer, &known),
                });
            }
        }
        found
    }

    /// Advice on a parameter of the query that the operation does not have.
    fn undeclared(&self, name: &str, outer: &str, known: &[&str]) -> String {
        let of_action = self.method.kind == M::Action && self.method.params.iter().any(|param| param.name.wire == outer);
        if of_action {
            return format!("parameters of an action stand in the body: `{{\"{outer}\": ...}}`");
        }
        let style = match name {
            "start" | "count" => Some("start_count"),
            "pageToken" | "pageSize" => Some("token"),
            _ => None,
        };
        if let Some(style) =
            style.filter(|_| matches!(self.method.kind, M::GetAll | M::Finder | M::BatchFinder) && self.method.paging.is_none())
        {
            return format!("write `paging: {style}` at the method, or leave it out of the sample");
        }
        let near = suggest::nearest(name, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        near.unwrap_or_else(|| "declare it under `params` of the method, or leave it out of the sample".to_owned())
    }

    /// The names and values of the query, each with both as written. The names are decoded.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, Cow<'_, str>, &str)> {
        self.request.query().split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (pair, decoded(name), value)
        })
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
        names.extend(self.params().iter().map(|param| param.name.wire.as_str()));
        names
    }

    /// The parameters that stand in the query.
    fn params(&self) -> &[Param] {
        if self.method.kind == M::Action { &[] } else { &self.method.params }
    }

    /// Values of the query that are none of their parameters, and parameters that are missing from one that has no others in their place.
    fn values(&self, complete: bool) -> Vec<Difference> {
        let given = url_text::parameters(self.request.query());
        let mut values = Values::new(self.api, true);
        for param in self.params() {
            let name = &param.name.wire;
            values.inside(name, |inner| match given.get(name) {
                Some(_) if self.is_array(&param.ty) && self.is_loose(name, inner) => {}
                // A key that is repeated has no words in the language: its parameter is described with one value.
                Some(Json::Array(values)) if self.pairs().filter(|(_, told, _)| told == name).count() > 1 && !self.is_array(&param.ty) => {
                    for value in values {
                        self.param(value, param, inner);
                    }
                }
                Some(value) => self.param(value, param, inner),
                None if complete && param.is_required() => inner.fault(Fault::Missing),
                None => {}
            });
        }
        let numbers = match &self.method.paging {
            Some(Paging::StartCount { .. }) => vec!["start", "count"],
            Some(Paging::Token { size_param, .. }) => vec![size_param.as_str()],
            None => Vec::new(),
        };
        for (name, value) in numbers.into_iter().filter_map(|name| Some((name, given.get(name)?))) {
            values.inside(name, |inner| inner.value(value, &Type::Int, &Paths::new()));
        }
        if self.method.kind.has_ids() {
            values.inside("ids", |inner| match given.get("ids") {
                Some(_) if self.is_loose("ids", inner) => {}
                Some(Json::Array(ids)) => ids.iter().for_each(|id| self.key(id, inner)),
                Some(id) => self.key(id, inner),
                None if complete => inner.fault(Fault::Missing),
                None => {}
            });
        }
        if let Some(name) = self.method.kind.name_parameter().filter(|name| complete && !given.contains_key(*name)) {
            values.inside(&format!("{name}={}", self.method.name.wire), |inner| inner.fault(Fault::Missing));
        }
        let target = self.text.find('/').unwrap_or(0);
        let place = |path: &[Step]| {
            let outer = if let Some(Step::Member(name)) = path.first() { name.as_str() } else { "" };
            let pair = self.pairs().find(|(_, name, _)| name.split(['.', '[']).next() == Some(outer));
            pair.and_then(|(pair, ..)| self.text.find(pair)).unwrap_or(target)
        };
        values.found.iter().map(|misfit| self.told(misfit, "the query", place)).collect()
    }

    /// Checks the value of a parameter.
    pub(super) fn param(&self, value: &Json, param: &Param, values: &mut Values<'_>) {
        match param.form {
            _ if value.is_null() && !param.is_required() => {}
            Some(form) => values.form(value, &param.ty, &self.api[form]),
            None => values.value(value, &param.ty, &Paths::new()),
        }
    }

    fn is_array(&self, ty: &Type) -> bool {
        match ty {
            Type::Array(_) => true,
            Type::Named(id) => self.api[*id].kind.target().is_some_and(|target| self.is_array(target)),
            _ => false,
        }
    }

    /// Tells of a list in the query that has no `List(` around it.
    fn is_loose(&self, name: &str, values: &mut Values<'_>) -> bool {
        let loose = self.pairs().find(|(_, told, value)| told == name && !value.starts_with("List(") && has_loose_comma(value));
        if let Some((_, _, value)) = loose {
            let value = decoded(value);
            let help = Some(format!("write `{name}=List({value})`"));
            values.fault(Fault::Wrong { value: format!("`{value}`"), why: "is no list".to_owned(), help });
        }
        loose.is_some()
    }

    /// The alternative key by which the request names entities.
    pub(super) fn alternative(&self) -> Option<&Param> {
        let (_, _, told) = self.pairs().find(|(_, name, _)| name == "altkey")?;
        self.resource.alt_keys.iter().find(|key| key.name.wire == told)
    }

    /// Returns whether the request names entities by one value.
    pub(super) fn has_simple_key(&self) -> bool {
        matches!(self.resource.key, Some(Key::Simple(_))) || self.alternative().is_some()
    }

    /// Checks the key of an entity.
    pub(super) fn key(&self, value: &Json, values: &mut Values<'_>) {
        match (self.alternative(), &self.resource.key) {
            (Some(param), _) => values.value(value, &param.ty, &Paths::new()),
            (None, Some(key)) if self.pairs().all(|(_, name, _)| name != "altkey") => values.key(value, key),
            (None, _) => {}
        }
    }

    /// The difference that a misfit in a part of the request is. `place` is that at the end of a path.
    pub(super) fn told(&self, misfit: &Misfit, part: &str, place: impl Fn(&[Step]) -> usize) -> Difference {
        let names = misfit.names();
        let path = names.join(".");
        let around = misfit.path.split_last().map(|(_, around)| around).unwrap_or_default();
        let (at, message, help) = match &misfit.fault {
            Fault::Undeclared => {
                let what = if self.method.kind == M::Action && names.len() == 1 { "parameter" } else { "field" };
                let message = format!("{part} has `{path}`, and the operation has no such {what}");
                (place(&misfit.path), message, format!("declare the {what}, or leave it out of the sample"))
            }
            Fault::ReadOnly => {
                let key =
                    if self.resource.create_only.contains(&path) && self.method.kind.sends_patch() { "create_only" } else { "read_only" };
                let help = format!("leave it out of the sample, or out of `{key}` of the resource");
                (place(&misfit.path), format!("{part} has `{path}`, which the client does not send"), help)
            }
            Fault::Missing => {
                let message = format!("{part} lacks `{path}`, which is always there");
                (place(around), message, "add it to the sample, or put a `?` after its name in the schema".to_owned())
            }
            Fault::Wrong { value, why, help } => {
                let whole = if path.is_empty() { part.to_owned() } else { format!("`{path}` of {part}") };
                let help = help.clone().unwrap_or_else(|| "correct the sample, or the type in the schema".to_owned());
                (place(&misfit.path), format!("{whole}: {value} {why}"), help)
            }
        };
        Difference { at, message, help }
    }
}

/// Returns whether a path has the segments of a template.
fn fits(path: &str, template: &str) -> bool {
    let same = |(wanted, told): (&str, &str)| {
        let is_key = wanted.starts_with(['{', '(']);
        if is_key { !told.is_empty() } else { decoded(wanted) == decoded(told) }
    };
    path.split('/').count() == template.split('/').count() && template.split('/').zip(path.split('/')).all(same)
}

/// Returns whether a comma stands outside of parentheses.
fn has_loose_comma(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|octet| {
        match octet {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        octet == b',' && depth == 0
    })
}

fn decoded(text: &str) -> Cow<'_, str> {
    url::percent_decode(text).unwrap_or(Cow::Borrowed(text))
}
