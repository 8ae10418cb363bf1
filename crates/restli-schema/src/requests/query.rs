//! The query of a request: its names, and the values of its parameters.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use restli_core::{ResourceMethod as M, url};
use serde_json::Value as Json;

use super::strict::MASKS;
use super::values::Values;
use super::{Check, Fault, Misfit, Part, Step, decoded};
use crate::api::{Paging, Param, Type};
use crate::forms::paths::Paths;
use crate::url_text;

/// The names and values of a query, each with both as written. The names are decoded. A value without a name is passed over.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (&str, Cow<'_, str>, &str)> {
    query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with('=')).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (pair, decoded(name), value)
    })
}

/// The name around the name of a pair: the first version of the protocol writes what is inside of a parameter as `range.start` and `ids[0]`.
pub(crate) fn outer(name: &str) -> &str {
    name.split(['.', '[']).next().unwrap_or_default()
}

/// The names in a query of a method, but for the one that selects a finder or action.
pub(crate) fn parameters(method: &crate::api::Method) -> Vec<&str> {
    let mut names = MASKS.to_vec();
    names.push("altkey");
    if method.kind.has_ids() {
        names.push("ids");
    }
    match &method.paging {
        Some(Paging::StartCount { .. }) => names.extend(["start", "count"]),
        Some(Paging::Token { token_param, size_param, .. }) => names.extend([token_param.as_str(), size_param.as_str()]),
        None => {}
    }
    names.extend(params(method).iter().map(|param| param.name.wire.as_str()));
    names
}

/// The parameters of a method that stand in the query.
fn params(method: &crate::api::Method) -> &[Param] {
    if method.kind == M::Action { &[] } else { &method.params }
}

impl<'a> Check<'a> {
    /// Names in the query that the operation does not have, and those that select another one.
    pub(super) fn names(&self) -> Vec<Misfit> {
        let known = parameters(self.method);
        let mut seen = BTreeSet::new();
        let found = self.pairs().filter_map(|(pair, name, value)| {
            let is_repeated = !seen.insert(name.clone()) && self.is_second();
            let fault = if is_repeated { Fault::wrong("this", "stands twice") } else { self.fault_of(pair, &name, value, &known)? };
            Some(Misfit { part: Part::Query, path: vec![Step::Member(name.into_owned())], fault })
        });
        found.collect()
    }

    fn fault_of(&self, pair: &str, name: &str, value: &str, known: &[&str]) -> Option<Fault> {
        if self.method.kind.name_parameter() == Some(name) {
            let why = format!("the request asks for `{pair}`, and the operation is `{name}={}`", self.method.name.wire);
            return (url_text::value(value) != self.method.name.wire.as_str()).then_some(Fault::Unfit { why, help: None });
        }
        if name == "altkey" {
            let mut names = self.resource.alt_keys.iter().map(|key| key.name.wire.as_str());
            let help = crate::suggest::advice(value, names.clone()).map(|help| help.text);
            let why = format!("the resource has no alternative key `{value}`");
            return names.all(|known| known != value).then_some(Fault::Unfit { why, help });
        }
        let Some(strict) = self.strict else {
            let is_known = name.starts_with('$') || known.iter().any(|known| *known == name || *known == outer(name));
            return (!is_known).then_some(Fault::Undeclared);
        };
        if name == "$returnEntity" {
            let is_bool = value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false");
            return (!is_bool).then(|| Fault::wrong(&format!("`{value}`"), "is neither `true` nor `false`"));
        }
        let name = if strict.is_first_protocol { outer(name) } else { name };
        if let Some(param) = params(self.method).iter().find(|param| param.name.wire == name) {
            return strict.lacks(param.since, param.until).map(Fault::OtherVersion);
        }
        // Every collection has pages (`docs/protocol.md §2.2`), whatever the method says of others.
        if matches!(name, "start" | "count") && matches!(self.method.kind, M::GetAll | M::Finder | M::BatchFinder) {
            let is_number = known.contains(&name) || value.parse::<u32>().is_ok();
            return (!is_number).then(|| Fault::wrong(&format!("`{value}`"), "is no number of elements"));
        }
        (name != "$fillInDefaults" && !known.contains(&name)).then_some(Fault::Undeclared)
    }

    /// The names and values of the query, each with both as written. The names are decoded.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'a str, Cow<'a, str>, &'a str)> + use<'a> {
        pairs(self.request.query)
    }

    /// Values of the query that are none of their parameters, and parameters that are missing from one that has no others in their place.
    pub(super) fn values(&self, complete: bool) -> Vec<Misfit> {
        let given = self.given();
        let mut values = self.values_of(Part::Query);
        let is_in = |param: &Param| self.strict.is_none_or(|strict| strict.lacks(param.since, param.until).is_none());
        for param in params(self.method).iter().filter(|param| is_in(param)) {
            let name = &param.name.wire;
            values.inside(name, |inner| match given.get(name.as_str()) {
                Some(_) if self.is_array(&param.ty) && self.is_loose(name, inner) => {}
                Some(Err(fault)) => inner.fault(fault.clone()),
                // A key that is repeated, `a=1&a=2` or `a[0]=1`, has no words in the language: its parameter is described with one value.
                Some(Ok(Json::Array(values))) if (self.count(name) > 1 || self.is_numbered(name)) && !self.is_array(&param.ty) => {
                    for value in values {
                        self.param(value, param, inner);
                    }
                }
                Some(Ok(value)) => self.param(value, param, inner),
                None if complete && param.is_required() => inner.fault(Fault::Missing),
                None => {}
            });
        }
        self.paging(&given, &mut values);
        if self.method.kind.has_ids() {
            values.inside("ids", |inner| match given.get("ids") {
                Some(_) if self.is_loose("ids", inner) => {}
                Some(Err(fault)) => inner.fault(fault.clone()),
                Some(Ok(Json::Array(ids))) => {
                    inner.at_most(self.method.max_batch, ids.iter().map(Json::to_string).collect::<BTreeSet<_>>().len());
                    let is_judged_alone = |id: &&Json| self.is_second() && self.has_flawed_structure(id);
                    for id in ids.iter().filter(|id| !is_judged_alone(id)) {
                        self.key(id, inner);
                    }
                }
                Some(Ok(_)) if self.is_second() => inner.fault(Fault::wrong("this", "is no list: keys are written `List(1,2)`")),
                Some(Ok(id)) => self.key(id, inner),
                None if complete => inner.fault(Fault::Missing),
                None => {}
            });
        }
        if let Some(name) = self.method.kind.name_parameter().filter(|name| complete && !given.contains_key(*name)) {
            values.inside(&format!("{name}={}", self.method.name.wire), |inner| inner.fault(Fault::Missing));
        }
        values.into_misfits()
    }

    fn paging(&self, given: &BTreeMap<String, Result<Json, Fault>>, values: &mut Values<'_>) {
        let (numbers, max, token) = match &self.method.paging {
            Some(Paging::StartCount { max, .. }) => (vec!["start", "count"], *max, None),
            Some(Paging::Token { size_param, max, token_param, .. }) => (vec![size_param.as_str()], *max, Some(token_param.as_str())),
            None => return,
        };
        for (name, value) in numbers.into_iter().chain(token).filter_map(|name| Some((name, given.get(name)?))) {
            values.inside(name, |inner| match value {
                Err(fault) => inner.fault(fault.clone()),
                Ok(_) if Some(name) == token => {}
                Ok(value) => {
                    inner.value(value, &Type::Int, &Paths::new());
                    let number = value.as_str().and_then(|text| text.parse::<i32>().ok()).filter(|_| self.strict.is_some());
                    match (number, max.filter(|_| name != "start")) {
                        (Some(..=-1), _) => inner.wrong(value, "is negative"),
                        (Some(number), Some(max)) if i64::from(number) > i64::from(max) => {
                            inner.wrong(value, format!("is more than the {max} elements that a page has at most"));
                        }
                        _ => {}
                    }
                }
            });
        }
    }

    /// Returns whether the values of a parameter are numbered, `a[0]=1`, as the first version of the protocol writes lists.
    fn is_numbered(&self, name: &str) -> bool {
        !self.is_second() && self.pairs().any(|(_, told, _)| told.strip_prefix(name).is_some_and(|rest| rest.starts_with('[')))
    }

    /// The values of the query by their names. A server takes those that are URL data.
    fn given(&self) -> BTreeMap<String, Result<Json, Fault>> {
        if !self.is_second() {
            return url_text::parameters(self.request.query).into_iter().map(|(name, value)| (name, Ok(value))).collect();
        }
        let mut given = BTreeMap::new();
        for (_, name, text) in self.pairs().filter(|(_, name, _)| !MASKS.contains(&name.as_ref())) {
            let value = match url::parse(text) {
                _ if text.is_empty() => Err(Fault::wrong("this", "is empty: leave it out, or write `''` for an empty text")),
                Ok(value) => Ok(value),
                Err(error) => Err(Fault::Wrong {
                    value: format!("`{text}`"),
                    why: format!("is no value of a query: {error}"),
                    help: Some("escape `( ) , : '` inside of texts: `urn%3Ali%3Aperson%3A1`".to_owned()),
                }),
            };
            given.entry(name.into_owned()).or_insert(value);
        }
        given
    }

    fn count(&self, name: &str) -> usize {
        self.pairs().filter(|(_, told, _)| told == name).count()
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
