//! The request that a method should send, read off the schema and the protocol in the plainest way, and its comparison with what was built.

use std::collections::BTreeMap;

use restli_schema::api::{Api, Key, Method, Paging, Resource, ResourceId, ResourceMethod, Type};
use restli_schema::forms::paths::goes_through;
use serde_json::{Map, Value, json};

use super::sample;

/// Samples for the parts of a call.
pub(crate) struct Inputs {
    /// Keys in the path, by their placeholders.
    pub(crate) keys: BTreeMap<String, Value>,
    /// The key of the resource itself.
    pub(crate) own: Value,
    /// Parts of a compound key that a finder takes.
    pub(crate) parts: Map<String, Value>,
    /// Parameters, the optional ones too.
    pub(crate) params: Map<String, Value>,
    /// The entity as create and update send it.
    pub(crate) entity: Value,
    /// The fields that a patch sets.
    pub(crate) set: Value,
}

impl Inputs {
    /// The samples for a method, called with the resource's key or an alternative one.
    pub(crate) fn new(api: &Api, id: ResourceId, method: &Method, alternative: Option<&str>) -> Self {
        let resource = &api[id];
        let mut keys = BTreeMap::new();
        let mut own = Value::Null;
        for above in api.lineage(id) {
            let Some(key) = &api[above].key else { continue };
            let other = resource.alt_keys.iter().find(|other| above == id && Some(other.name.wire.as_str()) == alternative);
            let value = other.map_or_else(|| with_params(api, key), |other| sample::of(api, &other.ty));
            if above == id {
                own = value.clone();
            }
            keys.insert(key.name().wire.clone(), value);
        }
        let parts = resource.key.iter().flat_map(Key::parts).filter(|part| method.keys.contains(&part.name.wire));
        // A patch replaces an array whole, so a path into one takes nothing from it.
        let in_array =
            |path: &str| resource.entity.is_some_and(|entity| goes_through(api, entity, path, |ty| matches!(ty, Type::Array(_))));
        let unpatchable: Vec<String> = resource.unpatchable().into_iter().filter(|path| !in_array(path)).collect();
        let entity = |without: &[String]| resource.entity.map(|record| sample::entity(api, record, without)).unwrap_or_default();
        Self {
            keys,
            own,
            parts: parts.map(|part| (part.name.wire.clone(), sample::of(api, &part.ty))).collect(),
            params: method.params.iter().map(|param| (param.name.wire.clone(), sample::param(api, param))).collect(),
            entity: entity(&resource.read_only),
            set: entity(&unpatchable),
        }
    }
}

/// A sample of a key, with the parameters of a complex key.
fn with_params(api: &Api, key: &Key) -> Value {
    let mut value = sample::key(api, key);
    if let (Key::Complex { params: Some(params), .. }, Some(content)) = (key, value.as_object_mut()) {
        content.insert("$params".to_owned(), sample::entity(api, *params, &[]));
    }
    value
}

/// The request as JSON: `method`, `path`, `query`, `headers`, `body`.
pub(crate) fn expected(api: &Api, resource: &Resource, method: &Method, alternative: Option<&str>, inputs: &Inputs) -> Value {
    use ResourceMethod as M;
    let base = &api[resource.base];
    let mut path = format!("{}{}{}", base.url, base.path, resource.method_path(method));
    for (name, value) in &inputs.keys {
        path = path.replace(&format!("{{{name}}}"), &encoded(value));
    }
    if !inputs.parts.is_empty() {
        path = format!("{path}/{}", encoded(&Value::Object(inputs.parts.clone())));
    }
    let mut query: BTreeMap<String, String> = BTreeMap::new();
    let mut put = |name: &str, value: String| query.insert(escaped(name), value);
    match method.kind {
        M::Finder => drop(put("q", escaped(&method.name.wire))),
        M::BatchFinder => drop(put("bq", escaped(&method.name.wire))),
        M::Action => drop(put("action", escaped(&method.name.wire))),
        M::BatchGet | M::BatchUpdate | M::BatchPartialUpdate | M::BatchDelete => drop(put("ids", encoded(&json!([inputs.own])))),
        M::Get | M::GetAll | M::Create | M::BatchCreate | M::Update | M::PartialUpdate | M::Delete => {}
    }
    if let Some(name) = alternative {
        put("altkey", escaped(name));
    }
    match &method.paging {
        Some(Paging::StartCount { .. }) => {
            put("start", "3".to_owned());
            put("count", "2".to_owned());
        }
        Some(Paging::Token { size_param, .. }) => drop(put(size_param, "2".to_owned())),
        None => {}
    }
    if method.kind != M::Action {
        for (name, value) in &inputs.params {
            put(name, encoded(value));
        }
    }
    let query: Vec<String> = query.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let verb = match method.kind {
        M::Get | M::BatchGet | M::GetAll | M::Finder | M::BatchFinder => "GET",
        M::Update | M::BatchUpdate => "PUT",
        M::Delete | M::BatchDelete => "DELETE",
        M::Create | M::BatchCreate | M::PartialUpdate | M::BatchPartialUpdate | M::Action => "POST",
    };
    let family = base.versions.map(|family| &api[family]);
    json!({
        "method": verb,
        "path": path,
        "query": query.join("&"),
        "protocol": base.protocol,
        "restli_method": method.kind.wire_name(),
        "version": family.map(|family| json!({"header": family.header.to_ascii_lowercase(), "value": family.text(family.pinned)})),
        "body": body(resource, method, inputs),
    })
}

fn body(resource: &Resource, method: &Method, inputs: &Inputs) -> Value {
    use ResourceMethod as M;
    let by_key = |value: Value| json!({"entities": {"": value}});
    let sets = inputs.set.as_object().is_some_and(|set| !set.is_empty());
    let patch = if sets { json!({"patch": {"$set": inputs.set}}) } else { json!({"patch": {}}) };
    match method.kind {
        M::Create | M::Update if resource.unstructured => json!("content"),
        M::Create | M::Update => inputs.entity.clone(),
        M::BatchCreate => json!({"elements": [inputs.entity]}),
        M::BatchUpdate => by_key(inputs.entity.clone()),
        M::PartialUpdate => patch,
        M::BatchPartialUpdate => by_key(patch),
        M::Action => Value::Object(inputs.params.clone()),
        M::Get | M::BatchGet | M::GetAll | M::Finder | M::BatchFinder | M::Delete | M::BatchDelete => Value::Null,
    }
}

/// The first part in which a request, as the program tells it, differs from the expected one.
pub(crate) fn different(expected: &Value, built: &Value) -> Option<String> {
    if let Some(error) = built.get("error") {
        return Some(format!("no request was built: {error}"));
    }
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let header = |name: &str| built.pointer(&format!("/headers/{name}")).cloned().unwrap_or_default();
    let uri = text(built, "uri");
    let (path, query) = uri.split_once('?').unwrap_or((&uri, ""));
    let mut pairs: Vec<String> = query.split('&').map(|pair| normal(pair, ":(),=")).collect();
    pairs.sort();
    let mut wanted: Vec<String> = text(expected, "query").split('&').map(str::to_owned).collect();
    wanted.sort();
    let version = expected.get("version").filter(|version| version.is_object());
    let mut body: Value = serde_json::from_str(&text(built, "body")).unwrap_or_else(|_| json!(text(built, "body")));
    if body == json!("") {
        body = Value::Null;
    }
    // The key of an entity in a body has notations of its own, which other tests compare.
    let nameless = |mut body: Value| {
        let entities = body.get_mut("entities").filter(|_| text(expected, "restli_method").starts_with("batch_"));
        if let Some(Value::Object(entities)) = entities
            && entities.len() == 1
        {
            *entities = std::mem::take(entities).into_iter().map(|(_, value)| (String::new(), value)).collect();
        }
        body
    };
    let parts = [
        ("method", json!(text(expected, "method")), json!(text(built, "method"))),
        ("path", json!(text(expected, "path")), json!(normal(path, "/:(),"))),
        ("query", json!(wanted), json!(pairs)),
        ("protocol", json!(text(expected, "protocol")), header("x-restli-protocol-version")),
        ("method's header", json!(text(expected, "restli_method")), header("x-restli-method")),
        (
            "version",
            version.map(|version| json!(text(version, "value"))).unwrap_or_default(),
            version.map(|version| header(&text(version, "header"))).unwrap_or_default(),
        ),
        ("body", nameless(expected.get("body").cloned().unwrap_or_default()), nameless(body)),
    ];
    let (part, wanted, found) = parts.into_iter().find(|(_, wanted, found)| wanted != found)?;
    Some(format!("{part}: expected {wanted}\n  built {found}"))
}

/// A value as URL data.
fn encoded(value: &Value) -> String {
    match value {
        Value::String(text) => escaped(text),
        Value::Array(items) => format!("List({})", items.iter().map(encoded).collect::<Vec<_>>().join(",")),
        Value::Object(entries) => {
            let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{}:{}", escaped(key), encoded(value))).collect();
            format!("({})", entries.join(","))
        }
        other => other.to_string(),
    }
}

/// A text with every octet escaped that is not unreserved in a URL.
fn escaped(text: &str) -> String {
    let plain = |octet: u8| octet.is_ascii_alphanumeric() || b"-._~".contains(&octet);
    text.bytes().map(|octet| if plain(octet) { char::from(octet).to_string() } else { format!("%{octet:02X}") }).collect()
}

/// The part of a URL with every character escaped that may be, except those with a meaning.
fn normal(part: &str, meaning: &str) -> String {
    let mut out = String::new();
    let mut rest = part;
    while let Some(next) = rest.chars().next() {
        let code = rest.get(1..3).filter(|_| next == '%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let length = if code.is_some() { 3 } else { next.len_utf8() };
        match code {
            Some(octet) if octet.is_ascii() => out.push_str(&escaped(&char::from(octet).to_string())),
            Some(_) => out.push_str(&rest.get(..3).unwrap_or_default().to_ascii_uppercase()),
            None if meaning.contains(next) => out.push(next),
            None => out.push_str(&escaped(&next.to_string())),
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}
