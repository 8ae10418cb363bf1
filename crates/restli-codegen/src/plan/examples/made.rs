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
    let own =
        [Some(("X-RestLi-Protocol-Version", base.protocol.clone())), method_name, media_type.map(|ty| ("Content-Type", ty.to_owned()))];
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
            Destination::EntitiesByKey => self.by_key(value, &Json::clone),
            Destination::PatchesByKey => self.by_key(value, &|patch| json!({ "patch": patch })),
            Destination::Content => {}
        }
    }

    fn placeholder(&mut self, name: &str, value: &Json) {
        self.path = self.path.replace(&format!("{{{name}}}"), &url::to_string(value, Context::Path));
    }

    fn parameter(&mut self, name: &str, value: &Json) {
        self.query.push((url::encode_str(name, Context::Query), text(value)));
    }

    /// Pairs of keys and values: the keys in the query, and both in the body.
    fn by_key(&mut self, pairs: &Json, member: &dyn Fn(&Json) -> Json) {
        let pairs = || pairs.as_array().into_iter().flatten().filter_map(|pair| pair.get(0).zip(pair.get(1)));
        self.parameter("ids", &pairs().map(|(key, _)| key.clone()).collect());
        let entities: Map<String, Json> = pairs().map(|(key, value)| (key::to_body(key), member(value))).collect();
        self.body = Some(json!({ "entities": entities }));
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

#[cfg(test)]
mod tests {
    use restli_schema::api::{SampleContent, SampleRequest};

    use super::super::{Definitions, inputs};
    use super::request;
    use crate::plan::plan;

    const API: &str = "
api: one
namespace: com.example
bases: {main: {url: 'https://api.example.com', path: /v1, projection: restli, versions: dated}}
versions: {dated: {header: X-Version, pinned: 2, released: {2: {}}}}
";

    const THINGS: &str = "
product: things
types:
  Thing: {fields: {a: string, b: 'long?'}}
resources:
  things:
    base: main
    collection: Thing
    key: {id: string}
    methods:
      {get: , batch_get: , create: , batch_create: , update: , batch_update: , partial_update: , batch_partial_update: , delete: , batch_delete: }
    finders: {near: {params: {at: string, far?: bool}}}
    actions: {grow: {on: entity, params: {by: int, twice?: bool}}}
  links:
    base: main
    association: Thing
    key: {one: string, two: long}
    methods: {get: , batch_partial_update: }
    finders: {of: {keys: [one]}}
";

    /// Requests as clients send them, each under the name of its sample.
    const SAMPLES: &[(&str, &str)] = &[
        ("things.get", "GET /v1/things/a%2Cb%20c"),
        ("things.batch_get", "GET /v1/things?ids=List(a,b%29)"),
        ("things.create", "POST /v1/things\nCREATE\n{\"a\":\"x\",\"b\":1}"),
        ("things.batch_create", "POST /v1/things\nBATCH_CREATE\n{\"elements\":[{\"a\":\"x\"}]}"),
        ("things.update", "PUT /v1/things/7\n\n{\"a\":\"x\"}"),
        ("things.batch_update", "PUT /v1/things?ids=List(1,2)\n\n{\"entities\":{\"1\":{\"a\":\"x\"},\"2\":{\"a\":\"y\"}}}"),
        ("things.partial_update", "POST /v1/things/7\nPARTIAL_UPDATE\n{\"patch\":{\"$set\":{\"a\":\"x\"}}}"),
        (
            "things.batch_partial_update",
            "POST /v1/things?ids=List(1)\nBATCH_PARTIAL_UPDATE\n{\"entities\":{\"1\":{\"patch\":{\"$delete\":[\"b\"]}}}}",
        ),
        ("things.delete", "DELETE /v1/things/7"),
        ("things.batch_delete", "DELETE /v1/things?ids=List(7,8)"),
        ("things.find_by_near", "GET /v1/things?at=here%26&far=true&q=near"),
        ("things.grow", "POST /v1/things/7?action=grow\nACTION\n{\"by\":2,\"twice\":true}"),
        ("links.get", "GET /v1/links/(one:a,two:7)"),
        (
            "links.batch_partial_update",
            "POST /v1/links?ids=List((one:a,two:7))\nBATCH_PARTIAL_UPDATE\n{\"entities\":{\"(one:a,two:7)\":{\"patch\":{\"$set\":{\"a\":\"x\"}}}}}",
        ),
        ("links.find_by_of", "GET /v1/links/(one:a)?q=of"),
    ];

    /// The text of a sample file.
    fn text(sample: &str) -> String {
        let mut parts = sample.splitn(3, '\n');
        let (first, method, body) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let method = if method.is_empty() { String::new() } else { format!("X-RestLi-Method: {method}\n") };
        let media_type = if body.is_empty() { "" } else { "Content-Type: application/json\n" };
        format!("{first} HTTP/1.1\nX-Version: 2\nX-RestLi-Protocol-Version: 2.0.0\n{method}{media_type}\n{body}")
    }

    #[test]
    fn request_made_of_the_values_of_a_sample_is_the_sample() {
        let samples = SAMPLES.iter().map(|(name, sample)| (format!("samples/things.{name}_request.txt"), text(sample)));
        let own = [("api.yaml", API), ("things.yaml", THINGS)].map(|(name, text)| (name.to_owned(), text.to_owned()));
        let loaded = restli_schema::load_texts(own.into_iter().chain(samples)).unwrap_or_else(|report| panic!("{}", report.render(false)));
        let (api, plan) = (&loaded.api, plan(&loaded.api));
        assert_eq!((plan.samples.len(), Definitions::of(&plan).any_urn().is_none()), (SAMPLES.len(), true));
        for call in &plan.samples {
            let sample = api.samples().iter().find(|sample| sample.name == call.name);
            let Some(SampleContent::Request(expected)) = sample.map(|sample| &sample.content) else { panic!("{} is gone", call.name) };
            let resource = &plan.resources[call.resource];
            let method = &resource.methods[call.method];
            let (_, inputs) = inputs(api, resource, method, expected).unwrap_or_else(|| panic!("{} cannot be read", call.name));
            let made = request(api, &api[resource.id], method, &inputs).unwrap_or_else(|| panic!("{} cannot be made", call.name));
            let json = |body: &str| serde_json::from_str::<serde_json::Value>(body).ok();
            assert_eq!(json(&made.body), json(&expected.body), "{}", call.name);
            assert_eq!(SampleRequest { body: expected.body.clone(), ..made }, *expected, "{}", call.name);
        }
    }
}
