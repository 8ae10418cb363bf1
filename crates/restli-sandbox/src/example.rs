//! A valid request of each operation, made from the schema and the world.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method as Verb, Request};
use restli_core::url::{self, Context};
use restli_core::{Json, ResourceMethod as M};
use restli_schema::api::{Method, Param, ProjectionStyle, Resource, ResourceId, ResourceKind, Type};
use restli_schema::forms::paths::{Paths, below, whole};
use serde_json::{Map, json};

use crate::keys;
use crate::locks::lock;
use crate::make::{self, Dice};
use crate::state::State;
use crate::store::Store;
use crate::{service, uploads};

/// A request of an operation that the sandbox answers with success. Entities that it is about are put into the world if there are none.
/// `None` if the API has no such operation.
pub(crate) fn request(state: &State, operation: &str, token: Option<&str>) -> Option<Request<Bytes>> {
    let (id, position) = state.described.routes.operation(operation)?;
    let resource = &state.api[id];
    let method = resource.methods.get(position)?;
    let dice = Dice::new(state.settings.seed, state.clock.now()).about(operation);
    let mut example = Example { state, id, resource, method, dice };
    let (mut collection, entity) = example.place(&mut lock(&state.store), false);
    let mut body = example.body(entity.as_ref());
    if example.is_taken(&lock(&state.store), &collection.name, body.as_ref()) {
        collection = example.place(&mut lock(&state.store), true).0;
        body = example.body(entity.as_ref());
    }
    let path = format!("{}{}{}", state.api[resource.base].path, collection.path, example.own(entity.as_ref()));
    let mut target = path;
    let query = example.query(entity.as_ref());
    if !query.is_empty() {
        target = format!("{target}?{query}");
    }
    if let Some(beginning) = uploads::beginning(resource, position) {
        // An upload ends that has begun.
        let begin = state.described.routes.id(id, beginning).and_then(|begin| self::request(state, begin, token))?;
        service::answer(state, begin);
        let (name, tags) = uploads::last(state, &collection.name)?;
        body = body.map(|mut body| {
            uploads::rename(&mut body, &name);
            told(body, &tags)
        });
    }
    let mut request = Request::new(body.map_or_else(Bytes::new, |body| Bytes::from(body.to_string())));
    *request.method_mut() = Verb::from_bytes(method.kind.http_verb().as_bytes()).ok()?;
    *request.uri_mut() = target.parse().ok()?;
    *request.headers_mut() = example.headers(token);
    let length = request.body().len();
    if length > 0 {
        request.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
    Some(request)
}

struct Example<'a> {
    state: &'a State,
    id: ResourceId,
    resource: &'a Resource,
    method: &'a Method,
    dice: Dice,
}

/// A collection.
struct Collection {
    /// The name in the store.
    name: String,
    /// The path that leads to it.
    path: String,
}

/// An entity of the world, by its key and value.
type Known = (Json, Json);

impl Example<'_> {
    /// The collection of the request, and an entity in it. Nothing is put where the method makes it. The entity
    /// above is a new one if it has to be.
    fn place(&mut self, store: &mut Store, is_new: bool) -> (Collection, Option<Known>) {
        let state = self.state;
        let above: Vec<ResourceId> = self.resource.parent.into_iter().flat_map(|parent| state.api.lineage(parent)).collect();
        let (mut stored, mut told) = (self.resource.path.clone(), self.resource.path.clone());
        let mut known: Vec<(String, Json)> = Vec::new();
        for id in above.into_iter().rev() {
            let resource = &state.api[id];
            let Some(key) = &resource.key else { continue };
            let collection = known.iter().fold(resource.path.clone(), |path, (name, key)| path.replace(name, &keys::text(key)));
            let (own, _) = if is_new { self.made(store, id, &collection) } else { self.entity(store, id, &collection) };
            let name = format!("{{{}}}", key.name().wire);
            stored = stored.replace(&name, &keys::text(&own));
            told = told.replace(&name, &keys::in_path(&own));
            known.push((name, own));
        }
        let makes_own = matches!(self.method.kind, M::Create | M::BatchCreate);
        let entity = (!makes_own && self.resource.kind != ResourceKind::Actions).then(|| self.entity(store, self.id, &stored));
        (Collection { name: stored, path: told }, entity)
    }

    /// An entity of a collection, which is made if there is none.
    fn entity(&mut self, store: &mut Store, id: ResourceId, collection: &str) -> Known {
        if let Some(known) = store.list(collection).first() {
            return (known.key.clone(), known.value.clone());
        }
        self.made(store, id, collection)
    }

    /// A new entity of a collection.
    fn made(&mut self, store: &mut Store, id: ResourceId, collection: &str) -> Known {
        let (api, resource) = (&*self.state.api, &self.state.api[id]);
        let ty = resource.entity.map_or(Type::Any, Type::Named);
        let mut value = make::value(api, &ty, &mut self.dice);
        let key = keys::of_new(api, resource, &value, &mut lock(&self.state.numbers), &mut self.dice).unwrap_or_else(|| Json::from(""));
        keys::write(api, resource, &mut value, &key);
        store.put(collection, &keys::text(&key), key.clone(), value.clone());
        (key, value)
    }

    /// Returns whether the entity that a create sends carries the key of one that is there.
    fn is_taken(&self, store: &Store, collection: &str, body: Option<&Json>) -> bool {
        let sent = match self.method.kind {
            M::Create => body,
            M::BatchCreate => body.and_then(|body| body.get("elements")?.get(0)),
            _ => None,
        };
        let key = sent.and_then(|sent| keys::carried(&self.state.api, self.resource, sent));
        key.is_some_and(|key| store.get(collection, &keys::text(&key)).is_some())
    }

    /// The end of the path: the key of an entity, or the parts of one that a finder takes.
    fn own(&self, entity: Option<&Known>) -> String {
        let Some((key, _)) = entity else { return String::new() };
        if self.method.addresses_entity() && self.resource.key.is_some() {
            return format!("/{}", keys::in_path(key));
        }
        if self.method.keys.is_empty() {
            return String::new();
        }
        let parts: Map<String, Json> = self.method.keys.iter().filter_map(|name| Some((name.clone(), key.get(name)?.clone()))).collect();
        format!("/{}", keys::in_path(&Json::Object(parts)))
    }

    fn query(&mut self, entity: Option<&Known>) -> String {
        let mut pairs = Vec::new();
        if let Some(name) = self.method.kind.name_parameter() {
            pairs.push((name.to_owned(), Json::from(self.method.name.wire.as_str())));
        }
        if let Some((key, _)) = entity.filter(|_| self.method.kind.has_ids()) {
            pairs.push(("ids".to_owned(), json!([key])));
        }
        if self.method.kind != M::Action {
            pairs.extend(self.params());
        }
        if self.method.projection_required {
            let id = if self.method.projection == ProjectionStyle::Decorated { "projection=(*)" } else { "fields=id" };
            let pairs = pairs.iter().map(pair).chain([id.to_owned()]);
            return pairs.collect::<Vec<_>>().join("&");
        }
        pairs.iter().map(pair).collect::<Vec<_>>().join("&")
    }

    fn body(&mut self, entity: Option<&Known>) -> Option<Json> {
        match self.method.kind {
            M::Get | M::BatchGet | M::GetAll | M::Finder | M::BatchFinder | M::Delete | M::BatchDelete => None,
            M::Create => Some(self.form()),
            M::BatchCreate => Some(json!({"elements": [self.form()]})),
            M::Update => Some(self.whole(entity)),
            M::BatchUpdate => Some(json!({"entities": {name(entity): self.whole(entity)}})),
            M::PartialUpdate => Some(json!({"patch": self.patch()})),
            M::BatchPartialUpdate => Some(json!({"entities": {name(entity): {"patch": self.patch()}}})),
            M::Action => Some(self.params().into_iter().collect::<Map<_, _>>().into()),
        }
    }

    /// The parameters that every request has.
    fn params(&mut self) -> Vec<(String, Json)> {
        let method = self.method;
        let needed: Vec<&Param> = method.params.iter().filter(|param| param.is_required() && self.has(param.since, param.until)).collect();
        needed.into_iter().map(|param| (param.name.wire.clone(), self.param(param))).collect()
    }

    /// The value of a parameter.
    fn param(&mut self, param: &Param) -> Json {
        match param.form {
            Some(form) => self.form_of(&param.ty, form),
            None => make::named(&self.state.api, &param.ty, &param.name.wire, &mut self.dice),
        }
    }

    /// An entity as create sends it.
    fn form(&mut self) -> Json {
        self.form_of(&self.resource.entity.map_or(Type::Any, Type::Named), self.id)
    }

    fn form_of(&mut self, ty: &Type, of: ResourceId) -> Json {
        let (api, resource) = (&*self.state.api, &self.state.api[of]);
        let mut entity = without(make::value(api, ty, &mut self.dice), &whole(&resource.read_only));
        let record = keys::record_of(api, ty);
        for name in &resource.required {
            let field = record.and_then(|record| record.fields.iter().find(|field| field.name.wire == *name));
            if let (Some(field), Some(members)) = (field, entity.as_object_mut()) {
                members.entry(name.clone()).or_insert_with(|| make::named(api, &field.ty, name, &mut self.dice));
            }
        }
        entity
    }

    /// The entity as update sends it.
    fn whole(&mut self, entity: Option<&Known>) -> Json {
        let value = entity.map_or_else(|| json!({}), |(_, value)| value.clone());
        without(value, &whole(&self.resource.unpatchable()))
    }

    /// A patch of the first field that may be patched, and is no part of the key.
    fn patch(&mut self) -> Json {
        let form = self.form();
        let mut excluded = self.resource.unpatchable();
        excluded.extend(keys::parts(&self.state.api, self.resource).into_iter().map(|(name, _)| name.to_owned()));
        let changed = form.as_object().into_iter().flatten().find(|(name, value)| {
            !excluded.contains(*name) && !excluded.iter().any(|path| path.starts_with(&format!("{name}/"))) && !value.is_null()
        });
        changed.map_or_else(|| json!({}), |(name, value)| json!({"$set": {name: value}}))
    }

    fn has(&self, since: Option<u32>, until: Option<u32>) -> bool {
        let pinned = self.state.api[self.resource.base].versions.map(|family| self.state.api[family].pinned);
        pinned.is_none_or(|pinned| since.is_none_or(|since| since <= pinned) && until.is_none_or(|until| pinned < until))
    }

    fn headers(&self, token: Option<&str>) -> HeaderMap {
        let (api, mut headers) = (&*self.state.api, HeaderMap::new());
        let base = &api[self.resource.base];
        let mut put = |name: &str, value: &str| {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                headers.insert(name, value);
            }
        };
        put("x-restli-protocol-version", &base.protocol);
        put("x-restli-method", self.method.kind.wire_name());
        if let Some(family) = base.versions.map(|id| &api[id]) {
            put(&family.header, &family.text(family.pinned));
        }
        if let Some(token) = token {
            put("authorization", &format!("Bearer {token}"));
        }
        if self.method.kind.http_verb() == "POST" || self.method.kind.http_verb() == "PUT" {
            put(CONTENT_TYPE.as_str(), "application/json");
        }
        headers
    }
}

/// The name of an entity in `entities` of a batch.
fn name(entity: Option<&Known>) -> String {
    entity.map_or_else(String::new, |(key, _)| keys::text(key))
}

fn pair((name, value): &(String, Json)) -> String {
    format!("{}={}", url::encode_str(name, Context::Query), url::to_string(value, Context::Query))
}

/// A value without the parts at some paths.
fn without(value: Json, excluded: &Paths) -> Json {
    match value {
        Json::Array(items) => items.into_iter().map(|item| without(item, &below(excluded, "*"))).collect(),
        Json::Object(members) => {
            let kept = members.into_iter().filter(|(name, _)| !excluded.contains(name));
            kept.map(|(name, value)| {
                let inside = below(excluded, &name);
                (name, without(value, &inside))
            })
            .collect::<Map<_, _>>()
            .into()
        }
        scalar => scalar,
    }
}

/// The parameters of an action that ends an upload, with the tags of its parts.
fn told(body: Json, tags: &[String]) -> Json {
    match body {
        Json::Array(items) => items.first().map_or_else(|| json!([]), |first| tags.iter().map(|tag| tagged(first.clone(), tag)).collect()),
        Json::Object(members) => members.into_iter().map(|(name, value)| (name, told(value, tags))).collect::<Map<_, _>>().into(),
        scalar => scalar,
    }
}

/// The word about a part, with its tag: the tag alone, or in the headers of its answer.
fn tagged(part: Json, tag: &str) -> Json {
    match part {
        Json::String(_) => Json::from(tag),
        Json::Object(members) => {
            let members =
                members.into_iter().map(|(name, value)| if value.is_object() { (name, json!({"ETag": tag})) } else { (name, value) });
            members.collect::<Map<_, _>>().into()
        }
        other => other,
    }
}
