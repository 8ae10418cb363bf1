//! Readers of answers, one per type of result: what was read, written as JSON in the form of the answer.

use restli_core::data::{Data, DecodeError, Unread};
use restli_core::envelope::{
    BatchCreated, BatchCreatedEntities, BatchKeyless, BatchKeylessEntities, BatchPages, BatchResult, BatchStatus, BatchUpdatedEntities,
    Created, CreatedEntity, CreatedItem, KeyError, Outcome, Page, Reply, UpdatedEntity,
};
use restli_core::{Json, ResourceMethod, json, key};
use serde_json::json;

/// An answer read into its type; what was left out is an error.
fn read<T: Outcome>(reply: &Reply<'_>) -> Result<T, DecodeError> {
    let mut unread = Unread::default();
    let read = T::decode(reply, &mut unread)?;
    unread.problems().first().map_or(Ok(read), |error| Err(error.clone()))
}

fn written(value: &dyn Data) -> Json {
    serde_json::from_str(&json::to_string(value)).unwrap_or_default()
}

pub(crate) fn nothing(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    read::<()>(reply).map(|()| Json::Null)
}

pub(crate) fn value<T: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    let value = written(&read::<T>(reply)?);
    Ok(if reply.method == ResourceMethod::Action { json!({"value": value}) } else { value })
}

fn page_of<T: Data, M: Data>(page: &Page<T, M>) -> Json {
    let elements: Vec<Json> = page.elements.iter().map(|element| written(element)).collect();
    json!({
        "elements": elements,
        "paging": page.paging.as_ref().map(|paging| written(paging)),
        "metadata": page.metadata.as_ref().map(|metadata| written(metadata)),
    })
}

pub(crate) fn page<T: Data, M: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    let page = read::<Page<T, M>>(reply)?;
    let lost = page.undecodable.iter().map(|(_, error)| error).chain(&page.undecodable_metadata).next();
    lost.map_or_else(|| Ok(page_of(&page)), |error| Err(error.clone()))
}

pub(crate) fn batch_pages<T: Data, M: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    let pages = read::<BatchPages<T, M>>(reply)?.pages;
    let pages: Vec<Json> = pages.iter().map(|page| page.as_ref().map_or_else(|error| json!({"error": failed(error)}), page_of)).collect();
    Ok(json!({"elements": pages}))
}

fn failed(error: &KeyError) -> Json {
    match error {
        KeyError::Failed { error, .. } => error.as_json().clone(),
        other => json!(other.to_string()),
    }
}

/// Outcomes by key: `results` and `errors`, and the status of each error.
fn by_key<'o, K: Data + 'o, T: 'o>(
    outcomes: impl Iterator<Item = &'o (K, Result<T, KeyError>)>,
    unknown: &[(String, Result<T, KeyError>)],
    written: impl Fn(&T) -> Json,
) -> Result<Json, DecodeError> {
    let (mut results, mut errors, mut statuses) = (json!({}), json!({}), json!({}));
    for (key, outcome) in outcomes.map(|(key, outcome)| (key::to_answer(key), outcome)) {
        match outcome {
            Ok(value) => results[&key] = written(value),
            Err(KeyError::Undecodable(error)) => return Err(error.clone()),
            Err(error) => {
                statuses[&key] = json!(error.status());
                errors[&key] = failed(error);
            }
        }
    }
    match unknown.first() {
        Some((key, _)) => Err(DecodeError::new("a key that was not read", key)),
        None => Ok(json!({"results": results, "errors": errors, "statuses": statuses})),
    }
}

pub(crate) fn batch_result<K: Data, T: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    let batch = read::<BatchResult<K, T>>(reply)?;
    by_key(batch.entries.iter(), &batch.unknown, |entity| written(entity))
}

pub(crate) fn batch_status<K: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    let batch = read::<BatchStatus<K>>(reply)?;
    by_key(batch.entries.iter(), &batch.unknown, |status| json!({"status": status}))
}

pub(crate) fn batch_updated_entities<K: Data, T: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    let batch = read::<BatchUpdatedEntities<K, T>>(reply)?;
    by_key(batch.entries.iter(), &batch.unknown, |entity| json!({"entity": written(entity)}))
}

pub(crate) fn created<K: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    let created = read::<Created<K>>(reply)?;
    Ok(json!({"id": created.id.as_ref().map(|id| key::to_body(id))}))
}

pub(crate) fn created_entity<K: Data, T: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    Ok(written(&read::<CreatedEntity<K, T>>(reply)?.entity))
}

pub(crate) fn updated_entity<T: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    Ok(written(&read::<UpdatedEntity<T>>(reply)?.entity))
}

/// Outcomes in the order sent.
fn in_order<T>(items: &[Result<T, KeyError>], written: impl Fn(&T) -> Json) -> Result<Json, DecodeError> {
    let mut elements = Vec::new();
    for item in items {
        elements.push(match item {
            Ok(item) => written(item),
            Err(KeyError::Undecodable(error)) => return Err(error.clone()),
            Err(error) => json!({"status": error.status(), "error": failed(error)}),
        });
    }
    Ok(json!({"elements": elements}))
}

pub(crate) fn batch_created<K: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    let item = |item: &CreatedItem<K>| json!({"status": item.status, "id": item.id.as_ref().map(|id| key::to_body(id)), "location": item.location});
    in_order(&read::<BatchCreated<K>>(reply)?.items, item)
}

pub(crate) fn batch_created_entities<K: Data, T: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    in_order(&read::<BatchCreatedEntities<K, T>>(reply)?.items, |item| json!({"entity": written(&item.entity)}))
}

pub(crate) fn batch_keyless(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    in_order(&read::<BatchKeyless>(reply)?.items, |status| json!({"status": status}))
}

pub(crate) fn batch_keyless_entities<T: Data>(reply: &Reply<'_>) -> Result<Json, DecodeError> {
    in_order(&read::<BatchKeylessEntities<T>>(reply)?.items, |entity| json!({"entity": written(entity)}))
}
