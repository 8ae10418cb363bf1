//! The resource and method that a request is for (`docs/protocol.md §1`).

use std::collections::BTreeMap;

use restli_core::{Json, ResourceMethod as M, url};
use restli_schema::api::{Api, Key, Method, Resource, ResourceId, ResourceKind, Situation};
use restli_schema::{client_names, url_text};

use crate::received::Received;
use crate::refusal::Refusal;

/// The places of an API, by their paths.
#[derive(Debug)]
pub(crate) struct Routes {
    places: Vec<Place>,
    /// The stable id of each method, by resource and position.
    ids: BTreeMap<(ResourceId, usize), String>,
}

/// A path that leads to a resource, or to one of its entities.
#[derive(Debug)]
struct Place {
    resource: ResourceId,
    segments: Vec<Segment>,
    /// The path ends in the key of one entity, or the resource has but one.
    is_entity: bool,
    /// The path ends in parts of a compound key.
    has_parts: bool,
}

#[derive(Debug)]
enum Segment {
    Word(String),
    /// The key of the resource, or of one above it.
    Key(ResourceId),
}

/// A request with the method that it calls.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    /// The stable id of the operation.
    pub(crate) id: &'a str,
    pub(crate) resource_id: ResourceId,
    pub(crate) resource: &'a Resource,
    pub(crate) method: &'a Method,
    /// The place of the method in the resource.
    pub(crate) position: usize,
    /// The keys in the path, outermost first, each with its resource; text of URLs read as data.
    pub(crate) keys: Vec<(ResourceId, Json)>,
    /// Parts of a compound key at the end of the path, of a finder.
    pub(crate) parts: Option<Json>,
    /// The path ends in the key of one entity.
    pub(crate) is_entity: bool,
}

impl Routes {
    /// The method of an operation.
    pub(crate) fn method<'a>(&self, api: &'a Api, operation: &str) -> Option<&'a Method> {
        let ((resource, position), _) = self.ids.iter().find(|(_, id)| *id == operation)?;
        api[*resource].methods.get(*position)
    }

    /// The places of all resources.
    pub(crate) fn of(api: &Api) -> Self {
        let mut places = Vec::new();
        for (id, resource) in api.resource_ids().zip(api.resources()) {
            let base = &api[resource.base].path;
            let holders: BTreeMap<&str, ResourceId> =
                api.lineage(id).filter_map(|one| Some((api[one].key.as_ref()?.name().wire.as_str(), one))).collect();
            let segments = |path: &str| {
                let words = path.split('/').filter(|segment| !segment.is_empty());
                let segment = |word: &str| {
                    let key = word.strip_prefix('{').and_then(|word| holders.get(word.strip_suffix('}')?));
                    key.map_or_else(|| Segment::Word(decoded(word)), |id| Segment::Key(*id))
                };
                words.map(segment).collect::<Vec<_>>()
            };
            let path = format!("{base}{}", resource.path);
            let one = format!("{base}{}", resource.entity_path());
            let has_one = matches!(resource.kind, ResourceKind::Simple);
            places.push(Place { resource: id, segments: segments(&path), is_entity: has_one, has_parts: false });
            if resource.key.is_some() {
                places.push(Place { resource: id, segments: segments(&one), is_entity: true, has_parts: false });
                if resource.methods.iter().any(|method| !method.keys.is_empty()) {
                    places.push(Place { resource: id, segments: segments(&one), is_entity: false, has_parts: true });
                }
            }
        }
        let ids = client_names::operation_ids(api).into_iter().map(|(id, place)| (place, id)).collect();
        Self { places, ids }
    }

    /// The resource and the place of the method of an operation.
    pub(crate) fn operation(&self, id: &str) -> Option<(ResourceId, usize)> {
        self.ids.iter().find(|(_, known)| *known == id).map(|(place, _)| *place)
    }

    /// The id of a method.
    pub(crate) fn id(&self, resource: ResourceId, position: usize) -> Option<&str> {
        self.ids.get(&(resource, position)).map(String::as_str)
    }

    /// The ids of all operations.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &str> {
        self.ids.values().map(String::as_str)
    }

    /// The resource whose entity a path leads to, with the keys in the path.
    pub(crate) fn entity(&self, api: &Api, path: &str) -> Option<(ResourceId, Vec<(ResourceId, Json)>)> {
        self.place(api, path, true)
    }

    /// The resource that a path leads to, with the keys in the path.
    pub(crate) fn collection(&self, api: &Api, path: &str) -> Option<(ResourceId, Vec<(ResourceId, Json)>)> {
        self.place(api, path, false)
    }

    fn place(&self, api: &Api, path: &str, is_entity: bool) -> Option<(ResourceId, Vec<(ResourceId, Json)>)> {
        let told: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let fits = |place: &&Place| place.is_entity == is_entity && !place.has_parts && place.leads(&told);
        let place = self.places.iter().find(fits)?;
        Some((place.resource, place.keys(api, &told).0))
    }

    /// The method that a request calls.
    pub(crate) fn find<'a>(
        &'a self,
        api: &'a Api,
        request: &Received,
        version_of: &dyn Fn(&Resource) -> Option<u32>,
    ) -> Result<Call<'a>, Refusal> {
        let told: Vec<&str> = request.path.split('/').filter(|segment| !segment.is_empty()).collect();
        let places: Vec<&Place> = self.places.iter().filter(|place| place.leads(&told)).collect();
        if places.is_empty() {
            let message = format!("no resource is at {}", request.path);
            return Err(Refusal::of(api, None, Situation::NoResource, message));
        }
        let query = url_text::parameters(&request.query);
        let asked = asked(api, request)?;
        let mut lacking = None;
        for place in &places {
            let resource = &api[place.resource];
            let Some(kind) = kind(request, &query, place.is_entity, asked) else { continue };
            let name = kind.name_parameter().and_then(|name| query.get(name)).and_then(Json::as_str);
            let version = version_of(resource);
            let position = resource.methods.iter().position(|method| {
                method.kind == kind
                    && name.is_none_or(|name| method.name.wire == name)
                    && method.keys.is_empty() != place.has_parts
                    && (kind != M::Action || method.on_entity == (place.is_entity && resource.key.is_some()))
                    && version.is_none_or(|version| {
                        method.since.is_none_or(|since| since <= version) && method.until.is_none_or(|until| version < until)
                    })
            });
            let Some(position) = position else {
                lacking = lacking.or(Some((kind, name.map(str::to_owned))));
                continue;
            };
            let (Some(method), Some(id)) = (resource.methods.get(position), self.ids.get(&(place.resource, position))) else { continue };
            let (keys, parts) = place.keys(api, &told);
            return Ok(Call { id, resource_id: place.resource, resource, method, position, keys, parts, is_entity: place.is_entity });
        }
        let (verb, path, is_method) = (&request.verb, &request.path, lacking.is_some());
        let message = match (lacking, asked) {
            (Some((kind, Some(name))), _) => format!("{path} has no {} {name}", kind.wire_name()),
            (Some((kind, None)), _) => format!("{path} has no method {}", kind.wire_name()),
            (None, Some(asked)) if places.iter().any(|place| kind(request, &query, place.is_entity, None).is_some()) => {
                format!("`{HEADER}` is `{}`, and {verb} {path} with these parameters is none", asked.wire_name())
            }
            (None, _) => format!("{verb} {path} with these parameters is no method of the protocol"),
        };
        let situation = if is_method { Situation::NoMethod } else { Situation::Protocol };
        Err(Refusal::of(api, None, situation, message))
    }
}

impl Place {
    fn leads(&self, told: &[&str]) -> bool {
        let fits = |(segment, told): (&Segment, &&str)| match segment {
            Segment::Word(word) => word == told || *word == decoded(told),
            Segment::Key(_) => true,
        };
        self.segments.len() == told.len() && self.segments.iter().zip(told).all(fits)
    }

    /// The keys in a path, and the parts of a compound key at its end.
    fn keys(&self, api: &Api, told: &[&str]) -> (Vec<(ResourceId, Json)>, Option<Json>) {
        let read = |id: ResourceId, text: &str| match &api[id].key {
            // A simple key in a path is only unescaped (`docs/protocol.md §3.6`).
            Some(Key::Simple(_)) => Json::from(decoded(text)),
            _ => url_text::key(text),
        };
        let found = self.segments.iter().zip(told).filter_map(|(segment, told)| match segment {
            Segment::Key(id) => Some((*id, read(*id, told))),
            Segment::Word(_) => None,
        });
        let mut keys: Vec<(ResourceId, Json)> = found.collect();
        let parts = if self.has_parts { keys.pop().map(|(_, parts)| parts) } else { None };
        (keys, parts)
    }
}

/// The header that says the method.
const HEADER: &str = "X-RestLi-Method";

/// The method that the header of a request says, in letters of any case.
fn asked(api: &Api, request: &Received) -> Result<Option<M>, Refusal> {
    let Some(told) = request.headers.get(HEADER) else { return Ok(None) };
    let told = String::from_utf8_lossy(told.as_bytes());
    let method = M::ALL.iter().find(|method| method.wire_name().eq_ignore_ascii_case(told.trim()));
    let known = || M::ALL.iter().map(|method| method.wire_name()).collect::<Vec<_>>().join(", ");
    let refusal = || Refusal::of(api, None, Situation::Protocol, format!("`{HEADER}` is `{told}`, which is none of {}", known()));
    method.map(|method| Some(*method)).ok_or_else(refusal)
}

/// The kind of method that a request calls, by verb, query and path; `None` if it is none.
fn kind(request: &Received, query: &serde_json::Map<String, Json>, is_entity: bool, asked: Option<M>) -> Option<M> {
    let has = |name: &str| query.contains_key(name);
    let kind = match (request.verb.as_str(), is_entity) {
        ("GET", true) if !has("q") && !has("bq") => M::Get,
        ("GET", false) if has("q") => M::Finder,
        ("GET", false) if has("bq") => M::BatchFinder,
        ("GET", false) if has("ids") => M::BatchGet,
        ("GET", false) => M::GetAll,
        ("POST", _) if has("action") => M::Action,
        ("POST", true) => M::PartialUpdate,
        ("POST", false) if has("ids") => M::BatchPartialUpdate,
        ("POST", false) if asked == Some(M::BatchCreate) => M::BatchCreate,
        ("POST", false) => M::Create,
        ("PUT", true) => M::Update,
        ("PUT", false) if has("ids") => M::BatchUpdate,
        ("DELETE", true) => M::Delete,
        ("DELETE", false) if has("ids") => M::BatchDelete,
        _ => return None,
    };
    asked.is_none_or(|asked| asked == kind).then_some(kind)
}

fn decoded(text: &str) -> String {
    url::percent_decode(text).map_or_else(|| text.to_owned(), std::borrow::Cow::into_owned)
}
