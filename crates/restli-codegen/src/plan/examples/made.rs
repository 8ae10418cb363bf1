//! The request that a call sends, made of the values of its arguments.

use std::fmt::Write as _;

use restli_core::url::{self, Context};
use restli_core::{Json, ResourceMethod, key};
use restli_schema::api::{Api, Resource, SampleRequest};
use serde_json::{Map, json};

use super::call::Inputs;
use crate::plan::model::{Destination, MethodPlan};

/// Parts of a request that the values of arguments fill.
#[derive(Default)]
struct Parts {
    path: String,
    /// Parts of a compound key at the end of the path.
    key: Vec<String>,
    query: Vec<(String, String)>,
    body: Option<Json>,
}

/// The request of a call by the main key; `None` if a value is missing. Functions that choose a page are not sent.
pub(super) fn request(api: &Api, resource: &Resource, planned: &MethodPlan, inputs: &Inputs) -> Option<SampleRequest> {
    let (base, method) = (&api[resource.base], resource.methods.get(planned.index).filter(|_| planned.alt_key.is_none())?);
    let mut parts = Parts { path: format!("{}{}", base.path, resource.method_path(method)), ..Parts::default() };
    for (argument, value) in planned.arguments.iter().zip(&inputs.arguments) {
        parts.fill(&argument.destination, value.as_ref()?);
    }
    let is_action = method.kind == ResourceMethod::Action;
    for (name, value) in &inputs.params {
        if is_action { parts.member(name, value.clone()) } else { parts.parameter(name, value) }
    }
    if is_action {
        parts.body.get_or_insert_with(|| json!({}));
    }
    parts.query.extend(inputs.projection.iter().map(|(name, text)| ((*name).to_owned(), text.clone())));
    parts.query.extend(method.kind.name_parameter().map(|name| (name.to_owned(), text(&Json::from(method.name.wire.as_str())))));
    let target = parts.target();
    let Parts { body, .. } = parts;
    let has_content = planned.arguments.iter().any(|argument| argument.destination == Destination::Content);
    let version = base.versions.map(|family| (api[family].header.clone(), api[family].text(api[family].pinned)));
    let method_name = (method.kind.http_verb() == "POST").then_some(("X-RestLi-Method", method.kind.wire_name().to_uppercase()));
    let media_type = if has_content { Some("application/octet-stream") } else { body.is_some().then_some("application/json") };
    let own = [Some(("X-RestLi-Protocol-Version", base.protocol.clone())), method_name, media_type.map(|ty| ("Content-Type", ty.to_owned()))];
    let own = own.into_iter().flatten().map(|(name, value)| (name.to_owned(), value));
    Some(SampleRequest {
        verb: method.kind.http_verb().to_owned(),
        target,
        headers: version.into_iter().chain(own).collect(),
        body: body.map(|body| body.to_string()).unwrap_or_default(),
    })
}

impl Parts {
    fn fill(&mut self, destination: &Destination, value: &Json) {
        match destination {
            Destination::Key(name) => self.placeholder(name, value),
            Destination::PathKeys(keys) => keys.iter().for_each(|(name, _)| self.placeholder(name, value.get(name).unwrap_or(&Json::Null))),
            Destination::KeyPart(name) => {
                self.key.push(format!("{}:{}", url::encode_str(name, Context::Path), url::to_string(value, Context::Path)));
            }
            Destination::Query(name) | Destination::Criteria(name) => self.parameter(name, value),
            Destination::Ids => self.parameter("ids", value),
            Destination::Body(name) => self.member(name, value.clone()),
            Destination::Entity => self.body = Some(value.clone()),
            Destination::Entities => self.body = Some(json!({ "elements": value })),
            Destination::Patch => self.body = Some(json!({ "patch": value })),
            Destination::EntitiesByKey => self.body = Some(json!({ "entities": by_key(value, &Json::clone) })),
            Destination::PatchesByKey => self.body = Some(json!({ "entities": by_key(value, &|patch| json!({ "patch": patch })) })),
            Destination::Content => {}
        }
    }

    fn placeholder(&mut self, name: &str, value: &Json) {
        self.path = self.path.replace(&format!("{{{name}}}"), &url::to_string(value, Context::Path));
    }

    fn parameter(&mut self, name: &str, value: &Json) {
        self.query.push((url::encode_str(name, Context::Query), text(value)));
    }

    fn member(&mut self, name: &str, value: Json) {
        if let Json::Object(members) = self.body.get_or_insert_with(|| Json::Object(Map::new())) {
            members.insert(name.to_owned(), value);
        }
    }

    /// Path and query, the parameters in the order of their names as the client sends them.
    fn target(&mut self) -> String {
        let mut target = self.path.clone();
        if !self.key.is_empty() {
            self.key.sort();
            let _ = write!(target, "/({})", self.key.join(","));
        }
        self.query.sort();
        for (index, (name, value)) in self.query.iter().enumerate() {
            let _ = write!(target, "{}{name}={value}", if index == 0 { '?' } else { '&' });
        }
        target
    }
}

fn text(value: &Json) -> String {
    url::to_string(value, Context::Query)
}

/// Pairs of keys and values as the members of a body.
fn by_key(pairs: &Json, member: &dyn Fn(&Json) -> Json) -> Json {
    let pair = |pair: &Json| Some((key::to_body(pair.get(0)?), member(pair.get(1)?)));
    pairs.as_array().into_iter().flatten().filter_map(pair).collect::<Map<_, _>>().into()
}
