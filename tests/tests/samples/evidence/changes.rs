//! Changes that a second call sees.

use restli_core::ResourceMethod as M;
use restli_core::url::{self, Context};
use restli_schema::url_text;
use serde_json::{Value as Json, json};

use super::sent::Sent;
use super::subject::{Answered, Bench, Subject};

/// The proof that a second call sees the change of an operation.
pub(super) async fn of(subject: &Subject<'_>) -> Json {
    let kind = subject.method.kind;
    if kind == M::Action {
        return json!({"unchanged": "the schema does not say what an action changes"});
    }
    if !(kind.sends_entity() || kind.sends_patch() || matches!(kind, M::Delete | M::BatchDelete)) {
        return json!({"unchanged": "the method reads"});
    }
    match seen(subject).await {
        Ok(by) => json!({ "by": by }),
        Err(why) => json!({ "none": why }),
    }
}

async fn seen(subject: &Subject<'_>) -> Result<String, String> {
    let kind = subject.method.kind;
    let reader = Reader::of(subject).ok_or("no method of the resource reads its entities")?;
    let bench = if matches!(kind, M::Create | M::BatchCreate) { Bench::empty().await } else { Bench::documented().await };
    let sent = bench.example(subject.id);
    let has_key = kind.has_key() && subject.resource.key.is_some();
    let collection = if has_key { sent.path.rsplit_once('/').map_or("", |(above, _)| above) } else { sent.path.as_str() };
    let key = key_of(subject, &sent);
    let before = key.as_ref().and_then(|key| reader.read(&bench, collection, key, &Json::Null));
    let answered = bench.answer(&sent);
    if !answered.is_success() {
        return Err(format!("the example is refused: {}", answered.words()));
    }
    let key = key.unwrap_or_else(|| created(&answered));
    let body = sent.json();
    let wanted = sent_entity(kind, &body);
    let after = reader.read(&bench, collection, &key, &wanted);
    if matches!(kind, M::Delete | M::BatchDelete) {
        return match (before, after) {
            (Some(_), None) => Ok(reader.id),
            (before, after) => Err(format!("{} finds {before:?} before and {after:?} after", reader.id)),
        };
    }
    let after = after.ok_or_else(|| format!("{} finds nothing at {key}", reader.id))?;
    match lost(&wanted, &after, "") {
        Some(place) => Err(format!("{} does not show {place} as it was sent", reader.id)),
        None => Ok(reader.id),
    }
}

/// The entity, or the part of one, that a body sends.
fn sent_entity(kind: M, body: &Json) -> Json {
    match kind {
        M::BatchCreate => body["elements"][0].clone(),
        M::PartialUpdate => body["patch"]["$set"].clone(),
        M::BatchUpdate => first(&body["entities"]),
        M::BatchPartialUpdate => first(&body["entities"])["patch"]["$set"].clone(),
        _ => body.clone(),
    }
}

fn first(entities: &Json) -> Json {
    entities.as_object().and_then(|entities| entities.values().next().cloned()).unwrap_or_default()
}

/// The key that a request names, as text of an address.
fn key_of(subject: &Subject<'_>, sent: &Sent) -> Option<String> {
    let kind = subject.method.kind;
    if kind.has_ids() {
        let ids = url_text::value(sent.param("ids")?);
        return Some(url::to_string(ids.get(0)?, Context::Query));
    }
    if !kind.has_key() {
        return None;
    }
    match subject.resource.key {
        Some(_) => Some(sent.path.rsplit_once('/')?.1.to_owned()),
        None => Some(String::new()),
    }
}

/// The key that an answer to a create tells, as text of an address; empty if it tells none.
fn created(answered: &Answered) -> String {
    let body = answered.body();
    let header = answered.answer.headers().get("location").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let location = header.or_else(|| body["elements"][0]["location"].as_str().map(str::to_owned));
    location.and_then(|location| Some(location.rsplit_once('/')?.1.to_owned())).unwrap_or_default()
}

/// The first place of a value that another one lacks.
fn lost(wanted: &Json, own: &Json, place: &str) -> Option<String> {
    match (wanted, own) {
        (Json::Object(members), Json::Object(others)) => {
            let mut places = members.iter().map(|(name, value)| (name, value, format!("{place}/{name}")));
            places.find_map(|(name, value, place)| match others.get(name) {
                Some(own) => lost(value, own, &place),
                None => Some(place),
            })
        }
        (Json::Array(items), Json::Array(others)) if items.len() == others.len() => {
            let mut pairs = items.iter().zip(others).enumerate();
            pairs.find_map(|(index, (item, own))| lost(item, own, &format!("{place}/{index}")))
        }
        (wanted, own) if wanted == own || wanted.as_f64().is_some_and(|number| own.as_f64() == Some(number)) => None,
        _ => Some(format!("{place} ({wanted} is {own})")),
    }
}

/// The operation that reads entities of a resource.
struct Reader {
    id: String,
    kind: M,
}

impl Reader {
    fn of(subject: &Subject<'_>) -> Option<Self> {
        let has = |kind: M| subject.sibling(|method| method.kind == kind && method.keys.is_empty()).map(|id| Self { id, kind });
        [M::Get, M::BatchGet, M::GetAll, M::Finder].into_iter().find_map(has)
    }

    /// The entity at a key of a collection. A search is for what was sent, and finds the entity by its key, or by what was sent.
    fn read(&self, bench: &Bench, collection: &str, key: &str, sent: &Json) -> Option<Json> {
        let example = bench.example(&self.id);
        let at_key = if key.is_empty() { collection.to_owned() } else { format!("{collection}/{key}") };
        let example = match self.kind {
            M::Get => example.with_path(at_key),
            M::BatchGet => example.with_path(collection.to_owned()).with_param("ids", &format!("List({key})")),
            _ => {
                let texts = sent.as_object().into_iter().flatten().filter(|(name, _)| example.param(name).is_some());
                texts.fold(example.with_path(collection.to_owned()), |example, (name, value)| {
                    example.with_param(name, &url::to_string(value, Context::Query))
                })
            }
        };
        let answered = bench.answer(&example);
        if !answered.is_success() {
            return None;
        }
        let body = answered.body();
        match self.kind {
            M::Get => Some(body),
            M::BatchGet => body["results"].as_object().and_then(|results| results.values().next().cloned()),
            _ => {
                let own = restli_core::url::percent_decode(key).map_or_else(|| key.to_owned(), std::borrow::Cow::into_owned);
                let elements = body["elements"].as_array().cloned().unwrap_or_default();
                let named = |one: &&Json| text(&one["id"]) == own || is_part(&url_text::key(key), one);
                let is_sent = |one: &&Json| sent.is_object() && lost(sent, one, "").is_none();
                elements.iter().find(named).or_else(|| elements.iter().find(is_sent)).cloned()
            }
        }
    }
}

/// Returns whether an entity has the parts of its key.
fn is_part(key: &Json, entity: &Json) -> bool {
    key.as_object().is_some_and(|parts| parts.iter().all(|(name, value)| entity.get(name).is_some_and(|own| text(own) == text(value))))
}

fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
