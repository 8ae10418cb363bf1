//! The entities that documented answers hold, each with its place.

use restli_core::{Json, ResourceMethod as M, url};
use restli_schema::api::{Api, Key, Method, Resource, ResourceId, SampleContent, SampleOf, SampleRequest, Type};
use restli_schema::url_text;

use super::answers::{Documented, answers};
use super::decorated::{Expansion, undecorate};
use crate::keys;

/// An entity with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    pub(crate) resource: ResourceId,
    /// The keys of the resources above, outermost first.
    pub(crate) parents: Vec<(ResourceId, Json)>,
    /// The key; `None` for the one entity of a simple resource.
    pub(crate) key: Option<Json>,
    /// The entity, without decorations. Fields that its sample leaves out are not there.
    pub(crate) entity: Json,
    /// The sample that shows the entity first.
    pub(crate) sample: String,
}

/// An entity or answer that has no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unplaced {
    pub(crate) sample: String,
    pub(crate) why: String,
}

/// The entities of all documented answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    pub(crate) entities: Vec<Placed>,
    /// Expansions that are the entities of no resource.
    pub(crate) expansions: Vec<Expansion>,
    pub(crate) unplaced: Vec<Unplaced>,
}

/// An entity in an answer, and its key where the answer or its request tells it.
type Shown = (Option<Json>, Json);

/// The entities of documented answers of get, batch get, finders, get all and creates, and those that their decorations hold. Of one entity
/// in several samples the first is taken, with the fields that the others add; what a get shows counts before what a create has sent.
pub(crate) fn entities(api: &Api) -> World {
    let mut world = World::default();
    let documented = answers(api);
    let mut told: Vec<(ResourceId, usize, &Method, &Documented)> = Vec::new();
    for ((id, index), answers) in &documented {
        let method = api[*id].methods.get(*index);
        told.extend(answers.iter().filter(|answer| answer.is_success()).filter_map(|answer| Some((*id, *index, method?, answer))));
    }
    told.sort_by_key(|(_, _, method, _)| rank(method.kind));
    for (id, index, method, answer) in told {
        let request = request(api, id, index, &answer.sample);
        let path = request.map(|request| path_keys(api, id, method, request)).unwrap_or_default();
        let (own, parents): (Vec<_>, Vec<_>) = path.into_iter().partition(|(holder, _)| *holder == id);
        let own = own.into_iter().next().map(|(_, key)| key);
        for (key, entity) in shown(api, &api[id], method, answer, request, own) {
            world.entity(api, Placed { resource: id, parents: parents.clone(), key, entity, sample: answer.sample.clone() });
        }
    }
    world
}

/// The order in which the kinds of methods are believed.
fn rank(kind: M) -> u8 {
    match kind {
        M::Get => 0,
        M::BatchGet => 1,
        M::Finder | M::GetAll | M::BatchFinder => 2,
        _ => 3,
    }
}

impl World {
    /// Takes up an entity, whose key may not be known yet.
    fn entity(&mut self, api: &Api, mut new: Placed) {
        let resource = &api[new.resource];
        let Some(ty) = resource.entity.map(Type::Named) else { return };
        for one in undecorate(api, &ty, &mut new.entity) {
            self.expansion(api, &new.sample, one);
        }
        new.key = new.key.or_else(|| keys::carried(api, resource, &new.entity));
        let above = api.lineage(new.resource).skip(1).filter(|one| api[*one].key.is_some()).count();
        let why = match () {
            () if !new.entity.is_object() => "the answer has no record in the place of an entity",
            () if new.parents.len() < above => "no request tells the keys of the resources above",
            () if new.key.is_none() && resource.key.is_some() => "neither a request nor a field tells the key",
            () => return self.put(new),
        };
        self.unplaced.push(Unplaced { sample: new.sample, why: why.to_owned() });
    }

    fn put(&mut self, new: Placed) {
        let is_same = |old: &&mut Placed| (old.resource, &old.parents, &old.key) == (new.resource, &new.parents, &new.key);
        match self.entities.iter_mut().find(is_same) {
            None => self.entities.push(new),
            Some(old) => {
                if let (Json::Object(known), Json::Object(told)) = (&mut old.entity, new.entity) {
                    for (name, value) in told {
                        known.entry(name).or_insert(value);
                    }
                }
            }
        }
    }

    /// Puts an expansion into the root resources that have entities of its type under the key that the URN has.
    fn expansion(&mut self, api: &Api, sample: &str, expansion: Expansion) {
        let urn = Json::from(expansion.urn.as_str());
        let mut has_home = false;
        for (id, resource) in api.resource_ids().zip(api.resources()) {
            let is_entity =
                resource.entity == Some(expansion.target) && expansion.finder.is_none() && expansion.value.get("elements").is_none();
            if !is_entity || api.lineage(id).skip(1).any(|one| api[one].key.is_some()) {
                continue;
            }
            let Some(Key::Simple(param)) = &resource.key else { continue };
            if let Some(key) = keys::convert(api, &Type::Urn, &param.ty, &urn) {
                let entity = expansion.value.clone();
                self.put(Placed { resource: id, parents: Vec::new(), key: Some(key), entity, sample: sample.to_owned() });
                has_home = true;
            }
        }
        if !has_home && !self.expansions.contains(&expansion) {
            self.expansions.push(expansion);
        }
    }
}

/// The request that an answer belongs to: that of the same name, else the first of the operation.
fn request<'a>(api: &'a Api, id: ResourceId, index: usize, sample: &str) -> Option<&'a SampleRequest> {
    let own = api.samples().iter().filter(|one| one.of == SampleOf::Operation(id, index));
    let requests = own.filter_map(|one| match &one.content {
        SampleContent::Request(request) => Some((one.name.as_str(), request)),
        SampleContent::Answer(_) | SampleContent::Payload(_) => None,
    });
    let requests: Vec<(&str, &SampleRequest)> = requests.collect();
    requests.iter().find(|(name, _)| *name == sample).or_else(|| requests.first()).map(|(_, request)| *request)
}

/// The keys in the path of a request, outermost first.
fn path_keys(api: &Api, id: ResourceId, method: &Method, request: &SampleRequest) -> Vec<(ResourceId, Json)> {
    let resource = &api[id];
    let template = format!("{}{}", api[resource.base].path, resource.method_path(method));
    let pairs = template.split('/').zip(request.path().split('/'));
    let key = |(wanted, told): (&str, &str)| {
        let name = wanted.strip_prefix('{')?.strip_suffix('}')?;
        let holder = api.lineage(id).find(|one| api[*one].key.as_ref().is_some_and(|key| key.name().wire == name))?;
        let key = api[holder].key.as_ref()?;
        let told = if let Key::Simple(_) = key { decoded(told).into() } else { url_text::key(told) };
        Some((holder, keys::typed(api, key, &told)?))
    };
    pairs.filter_map(key).collect()
}

/// The entities in an answer. `own` is the key in the path of the request.
fn shown(
    api: &Api,
    resource: &Resource,
    method: &Method,
    answer: &Documented,
    request: Option<&SampleRequest>,
    own: Option<Json>,
) -> Vec<Shown> {
    let blank = Json::Null;
    let body = answer.body.as_ref().unwrap_or(&blank);
    let by_text = |text: &str| resource.key.as_ref().and_then(|key| key_of(api, key, text));
    // Keys of another kind are none of the entity's own.
    let has_other_keys = request.is_some_and(|request| url_text::parameters(request.query()).contains_key("altkey"));
    let items = |json: &Json| json.get("elements").and_then(Json::as_array).cloned().unwrap_or_default();
    match method.kind {
        M::Get => vec![(own.filter(|_| !has_other_keys), body.clone())],
        M::BatchGet => {
            let results = body.get("results").and_then(Json::as_object).into_iter().flatten();
            results.map(|(name, entity)| (by_text(name).filter(|_| !has_other_keys), entity.clone())).collect()
        }
        M::Finder | M::GetAll => items(body).into_iter().map(|entity| (None, entity)).collect(),
        M::BatchFinder => items(body).iter().flat_map(items).map(|entity| (None, entity)).collect(),
        M::Create => {
            let told = answer.header("X-RestLi-Id").or_else(|| answer.header("X-LinkedIn-Id"));
            let sent = || request.and_then(|request| serde_json::from_str(&request.body).ok());
            let entity = if body.is_object() { Some(body.clone()) } else { sent().filter(|_| told.is_some()) };
            entity.map(|entity| (told.and_then(by_text), entity)).into_iter().collect()
        }
        M::BatchCreate => {
            let sent =
                request.and_then(|request| serde_json::from_str::<Json>(&request.body).ok()).map(|body| items(&body)).unwrap_or_default();
            let made = items(body).into_iter().zip(sent);
            let made = made.filter_map(|(made, sent)| {
                let key = by_text(made.get("id")?.as_str()?)?;
                Some((Some(key), made.get("entity").cloned().unwrap_or(sent)))
            });
            made.collect()
        }
        _ => Vec::new(),
    }
}

/// The key that a text of an answer stands for; some senders escape it.
fn key_of(api: &Api, key: &Key, text: &str) -> Option<Json> {
    keys::from_text(api, key, text).or_else(|| keys::from_text(api, key, &decoded(text)))
}

fn decoded(text: &str) -> String {
    url::percent_decode(text).map_or_else(|| text.to_owned(), std::borrow::Cow::into_owned)
}
