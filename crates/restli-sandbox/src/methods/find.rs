//! Searches, page by page (`docs/protocol.md §8`).

use restli_core::{Json, ResourceMethod as M};
use restli_schema::api::{Paging, Situation, Type};
use serde_json::{Map, json};

use super::matches;
use super::work::Work;
use crate::behaviour::Act;
use crate::make;
use crate::project::scene::Shape;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::store::Store;

/// The size of a page that neither request nor schema says.
const PAGE: u64 = 10;

/// The number of entities that are made up for a search of which nothing is known.
const MADE: usize = 2;

pub(super) fn find(work: Work<'_>, store: &Store) -> Result<Reply, Refusal> {
    let found = found(work, store, &work.read.params);
    let body = page(work, found)?;
    Ok(Reply { entities: Some((Shape::Items("elements"), work.entity())), ..Reply::plain(200, body) })
}

/// Answers each of several searches. The masks of a request reach no entities in there.
pub(super) fn batch_find(work: Work<'_>, store: &Store) -> Result<Reply, Refusal> {
    let name = work.call.method.batch_param.as_deref().unwrap_or_default();
    let criteria = work.read.params.get(name).and_then(Json::as_array).cloned().unwrap_or_default();
    let mut elements = Vec::new();
    for one in criteria {
        let mut params = work.read.params.clone();
        params.remove(name);
        params.extend(one.as_object().cloned().unwrap_or_default());
        elements.push(page(work, found(work, store, &params))?);
    }
    Ok(Reply::plain(200, json!({ "elements": elements })))
}

/// The entities that a search finds. Where nobody writes entities, they are those that the documentation shows.
fn found(work: Work<'_>, store: &Store, params: &Map<String, Json>) -> Vec<Json> {
    let collection = work.collection();
    let all = store.list(&collection);
    let all: Vec<_> = all.into_iter().filter(|entity| work.is_written() || work.may_have(&entity.value)).collect();
    if all.is_empty() && !work.is_written() {
        return documented(work).unwrap_or_else(|| {
            let mut dice = work.dice();
            (0..MADE).map(|_| make::value(work.api(), &work.entity(), &mut dice)).collect()
        });
    }
    let selects: Vec<_> = work.acts().filter_map(|act| if let Act::Select(select) = act { Some(select) } else { None }).collect();
    let (members, caller) = (&work.state.settings.members, work.member());
    let is_selected = |entity: &Json| selects.iter().all(|select| select(members, caller, entity));
    let parts = work.read.parts.as_ref().and_then(Json::as_object);
    let has_parts = |key: &Json| parts.is_none_or(|parts| parts.iter().all(|(name, value)| key.get(name) == Some(value)));
    let fits = |entity: &Json| params.iter().all(|(name, wanted)| matches::fits(entity, name, wanted));
    all.into_iter()
        .filter(|entity| has_parts(&entity.key) && fits(&entity.value) && is_selected(&entity.value))
        .map(|entity| entity.value.clone())
        .collect()
}

/// The entities that the documentation shows; those of all pages of a batch.
fn documented(work: Work<'_>) -> Option<Vec<Json>> {
    let elements = |json: &Json| json.get("elements").and_then(Json::as_array).cloned();
    let shown = elements(work.documented()?)?;
    match work.call.method.kind {
        M::BatchFinder => Some(shown.iter().filter_map(elements).flatten().collect()),
        _ => Some(shown),
    }
}

impl Work<'_> {
    /// Returns whether an entity may be one of the resource: another resource, whose entities are of another type, may have the same path.
    fn may_have(&self, entity: &Json) -> bool {
        let record = crate::keys::record_of(self.api(), &self.entity());
        let Some((record, members)) = record.zip(entity.as_object()) else { return true };
        members.is_empty() || record.open || record.fields.iter().any(|field| members.contains_key(&field.name.wire))
    }
}

/// The page of a collection that a request asks for.
fn page(work: Work<'_>, found: Vec<Json>) -> Result<Json, Refusal> {
    let total = found.len() as u64;
    let number = |name: &str| work.read.params.get(name).and_then(Json::as_u64);
    let (start, count) = match &work.call.method.paging {
        Some(Paging::Token { token_param, size_param, default, max, .. }) => {
            let start = work.read.params.get(token_param).and_then(Json::as_str).map_or(Some(0), position);
            let start = start.ok_or_else(|| work.refuse(Situation::ParamInvalid, format!("`{token_param}` is no token of this finder")))?;
            (start, size(number(size_param), *default, *max))
        }
        Some(Paging::StartCount { default, max }) => (number("start").unwrap_or(0), size(number("count"), *default, *max)),
        None => (0, total),
    };
    let elements: Vec<Json> =
        found.into_iter().skip(usize::try_from(start).unwrap_or(usize::MAX)).take(usize::try_from(count).unwrap_or(usize::MAX)).collect();
    let next = start.saturating_add(count).min(total);
    let mut metadata = work.call.method.metadata.map(|id| make::value(work.api(), &Type::Named(id), &mut work.dice()));
    let mut body = Map::new();
    body.insert("elements".to_owned(), Json::Array(elements));
    if let Some(Paging::Token { token_field, .. }) = &work.call.method.paging {
        let members = metadata.get_or_insert_with(|| json!({}));
        if let Some(members) = members.as_object_mut() {
            members.remove(token_field);
            if next < total {
                members.insert(token_field.clone(), Json::from(token(next)));
            }
        }
    } else {
        let links = links(work, start, count, total);
        body.insert("paging".to_owned(), json!({"start": start, "count": count, "total": total, "links": links}));
    }
    body.extend(metadata.map(|metadata| ("metadata".to_owned(), metadata)));
    Ok(Json::Object(body))
}

/// The size of a page. One that is too large was refused when the request was read.
fn size(asked: Option<u64>, default: Option<u32>, max: Option<u32>) -> u64 {
    asked.unwrap_or_else(|| default.map_or(PAGE, u64::from).min(max.map_or(u64::MAX, u64::from)))
}

/// The links to the pages before and after one.
fn links(work: Work<'_>, start: u64, count: u64, total: u64) -> Vec<Json> {
    if count == 0 {
        return Vec::new();
    }
    let others =
        work.request.query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("start=") && !pair.starts_with("count="));
    let others: Vec<&str> = others.collect();
    let link = |rel: &str, start: u64| {
        let query = others.iter().map(|pair| (*pair).to_owned()).chain([format!("start={start}"), format!("count={count}")]);
        let href = format!("{}?{}", work.request.path, query.collect::<Vec<_>>().join("&"));
        json!({"rel": rel, "type": "application/json", "href": href})
    };
    let before = (start > 0).then(|| link("prev", start.saturating_sub(count)));
    let after = start.checked_add(count).filter(|next| *next < total).map(|next| link("next", next));
    before.into_iter().chain(after).collect()
}

/// The token of the page that begins at an element.
fn token(start: u64) -> String {
    format!("p{start:x}")
}

/// The element at which the page of a token begins.
fn position(token: &str) -> Option<u64> {
    u64::from_str_radix(token.strip_prefix('p')?, 16).ok()
}
