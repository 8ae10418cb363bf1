//! Requests of samples as the values of a call.

use restli_core::Json;
use restli_schema::api::{Method, Paging, SampleRequest};
use restli_schema::url_text::{key, parameters, value};
use serde_json::{Map, json};

use super::call::Inputs;
use super::selection;
use crate::plan::model::{Argument, Destination, MethodPlan, OperationPlan, RustType};

/// Parameters of the protocol, which no argument gives.
const PROTOCOL: &[&str] = &["q", "bq", "action", "ids", "altkey"];

/// The values of a request, for the arguments of its operation.
pub(super) struct Values {
    /// Keys of the path by placeholder, in order.
    keys: Vec<(String, Json)>,
    /// Parts of a compound key at the end of the path.
    parts: Json,
    query: Map<String, Json>,
    body: Json,
}

impl Values {
    /// Reads a request of an operation below the path of its base.
    pub(super) fn read(request: &SampleRequest, base: &str, operation: &OperationPlan) -> Self {
        let template = format!("{base}{}", operation.path);
        let mut segments = request.path().split('/');
        let mut keys = Vec::new();
        for part in template.split('/') {
            let segment = segments.next().unwrap_or_default();
            if let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                keys.push((name.to_owned(), key(segment)));
            }
        }
        Self {
            keys,
            parts: segments.next().map(key).unwrap_or_default(),
            query: parameters(request.query()),
            body: if request.is_tunnelled() { Json::Null } else { serde_json::from_str(&request.body).unwrap_or_default() },
        }
    }

    /// The values as inputs of a call.
    pub(super) fn inputs(&self, planned: &MethodPlan, declared: &Method) -> Inputs {
        let arguments = planned.arguments.iter().map(|argument| self.argument(argument)).collect();
        let (mut params, mut page) = (Map::new(), Vec::new());
        let action = declared.kind.name_parameter() == Some("action");
        let given = |name: &str| planned.arguments.iter().any(|argument| argument.destination.parameter() == Some(name));
        let optional = if action { self.body.as_object() } else { None };
        let pages = |name: &str| page_function(declared.paging.as_ref(), name);
        let of_protocol = |name: &str| PROTOCOL.contains(&name) || selection::PARAMETERS.contains(&name);
        for (name, value) in self.query.iter().filter(|(name, _)| !of_protocol(name)).chain(optional.into_iter().flatten()) {
            match pages(name) {
                Some("page_token") => page.push(("page_token", value.clone())),
                Some(function) if let Some(number) = value.as_str().and_then(|text| text.parse::<u32>().ok()) => {
                    page.push((function, json!(number)));
                }
                _ if given(name) => {}
                _ => {
                    params.insert(name.clone(), value.clone());
                }
            }
        }
        page.sort_by_key(|(function, _)| *function == "count");
        Inputs { arguments, params, page, projection: None }
    }

    /// The text of a query parameter.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.query.get(name)?.as_str()
    }

    fn key(&self, name: &str) -> Option<&Json> {
        self.keys.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    fn argument(&self, argument: &Argument) -> Option<Json> {
        let whole = || Some(self.body.clone()).filter(|body| !body.is_null());
        let by_key = || {
            let entities = self.body.get("entities")?.as_object()?;
            Some(entities.iter().map(|(name, value)| json!([key_of_body(name, argument.by.as_ref()), value])).collect())
        };
        match &argument.destination {
            Destination::Key(name) => self.key(name).cloned(),
            Destination::PathKeys(keys) => {
                keys.iter().map(|(name, _)| Some((name.clone(), self.key(name)?.clone()))).collect::<Option<_>>().map(Json::Object)
            }
            Destination::KeyPart(name) => self.parts.get(name).cloned(),
            Destination::Query(name) | Destination::Criteria(name) => self.query.get(name).cloned(),
            Destination::Body(name) => self.body.get(name).cloned(),
            Destination::Ids => match self.query.get("ids")? {
                ids @ Json::Array(_) => Some(ids.clone()),
                one => Some(json!([one])),
            },
            Destination::Entity => whole(),
            Destination::Entities => self.body.get("elements").cloned(),
            Destination::Patch => self.body.get("patch").cloned(),
            Destination::EntitiesByKey => by_key(),
            Destination::PatchesByKey => {
                let mut pairs: Json = by_key()?;
                for pair in pairs.as_array_mut()?.iter_mut().filter_map(Json::as_array_mut) {
                    if let [_, value] = pair.as_mut_slice() {
                        *value = value.get("patch")?.clone();
                    }
                }
                Some(pairs)
            }
            Destination::Content => None,
        }
    }
}

/// The function of a request that a parameter of paging stands for.
fn page_function(paging: Option<&Paging>, name: &str) -> Option<&'static str> {
    match paging? {
        Paging::StartCount { .. } => match name {
            "start" => Some("start"),
            "count" => Some("count"),
            _ => None,
        },
        Paging::Token { token_param, size_param, .. } => match name {
            name if name == token_param => Some("page_token"),
            name if name == size_param => Some("count"),
            _ => None,
        },
    }
}

/// A key that is a member name of a body: of several parts as in a path, else its text.
fn key_of_body(text: &str, ty: Option<&RustType>) -> Json {
    match ty {
        _ if text.starts_with('(') => value(text),
        Some(RustType::Item(_) | RustType::ComplexKey(..)) if text.contains('=') => Json::Object(parameters(text)),
        _ => Json::from(text),
    }
}
