//! Readers of answers, one per type of result: what was read, written as JSON in the form of the answer.

use restli_core::data::{Data, DecodeError, Unread};
use restli_core::envelope::{
    BatchCreated, BatchCreatedEntities, BatchKeyless, BatchKeylessEntities, BatchPages, BatchResult, BatchStatus, BatchUpdatedEntities,
    Created, CreatedEntity, CreatedItem, KeyError, Outcome, Page, Reply, UpdatedEntity,
};
use restli_core::{Json, ResourceMethod, json, key};
use serde_json::json;

/// An answer as it was read.
pub(crate) struct Told {
    /// The values that were read, as JSON in the form of the answer.
    pub(crate) own: Json,
    /// The values that were left out.
    pub(crate) left_out: Vec<DecodeError>,
}

/// An answer read into its type, and what was left out.
fn read<T: Outcome>(reply: &Reply<'_>) -> Result<(T, Vec<DecodeError>), DecodeError> {
    let mut unread = Unread::default();
    let read = T::decode(reply, &mut unread)?;
    Ok((read, unread.problems().to_vec()))
}

fn told<T: Outcome>(reply: &Reply<'_>, own: impl FnOnce(&T, &mut Vec<DecodeError>) -> Json) -> Result<Told, DecodeError> {
    let (read, mut left_out) = read::<T>(reply)?;
    let own = own(&read, &mut left_out);
    Ok(Told { own, left_out })
}

fn written(value: &dyn Data) -> Json {
    serde_json::from_str(&json::to_string(value)).unwrap_or_default()
}

pub(crate) fn nothing(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    told::<()>(reply, |(), _| Json::Null)
}

pub(crate) fn value<T: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    let action = reply.method == ResourceMethod::Action;
    told::<T>(reply, |value, _| if action { json!({"value": written(value)}) } else { written(value) })
}

fn page_of<T: Data, M: Data>(page: &Page<T, M>, left_out: &mut Vec<DecodeError>) -> Json {
    left_out.extend(page.undecodable.iter().map(|(_, error)| error).chain(&page.undecodable_metadata).cloned());
    let elements: Vec<Json> = page.elements.iter().map(|element| written(element)).collect();
    json!({
        "elements": elements,
        "paging": page.paging.as_ref().map(|paging| written(paging)),
        "metadata": page.metadata.as_ref().map(|metadata| written(metadata)),
    })
}

pub(crate) fn page<T: Data, M: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    told::<Page<T, M>>(reply, page_of)
}

pub(crate) fn batch_pages<T: Data, M: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    told::<BatchPages<T, M>>(reply, |batch, left_out| {
        let page = |page: &Result<Page<T, M>, KeyError>| match page {
            Ok(page) => page_of(page, left_out),
            Err(error) => json!({"error": failed(error, left_out)}),
        };
        json!({"elements": batch.pages.iter().map(page).collect::<Vec<Json>>()})
    })
}

/// The error of a key as it came; one that cannot be read is left out.
fn failed(error: &KeyError, left_out: &mut Vec<DecodeError>) -> Json {
    match error {
        KeyError::Failed { error, .. } => error.as_json().clone(),
        KeyError::Undecodable(error) => {
            left_out.push(error.clone());
            Json::Null
        }
        other => json!(other.to_string()),
    }
}

/// Outcomes by key: `results` and `errors`, and the status of each error.
fn by_key<'o, K: Data + 'o, T: 'o>(
    outcomes: impl Iterator<Item = &'o (K, Result<T, KeyError>)>,
    unknown: &[(String, Result<T, KeyError>)],
    left_out: &mut Vec<DecodeError>,
    written: impl Fn(&T) -> Json,
) -> Json {
    let (mut results, mut errors, mut statuses) = (json!({}), json!({}), json!({}));
    let known = outcomes.map(|(key, outcome)| (key::to_answer(key), outcome));
    for (key, outcome) in known.chain(unknown.iter().map(|(key, outcome)| (key.clone(), outcome))) {
        match outcome {
            Ok(value) => results[&key] = written(value),
            Err(KeyError::Undecodable(error)) => left_out.push(error.clone()),
            Err(error) => {
                statuses[&key] = json!(error.status());
                errors[&key] = failed(error, left_out);
            }
        }
    }
    json!({"results": results, "errors": errors, "statuses": statuses})
}

pub(crate) fn batch_result<K: Data, T: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    told::<BatchResult<K, T>>(reply, |batch, left_out| by_key(batch.entries.iter(), &batch.unknown, left_out, |entity| written(entity)))
}

pub(crate) fn batch_status<K: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    let status = |status: &i32| json!({"status": status});
    told::<BatchStatus<K>>(reply, |batch, left_out| by_key(batch.entries.iter(), &batch.unknown, left_out, status))
}

pub(crate) fn batch_updated_entities<K: Data, T: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    let entity = |entity: &T| json!({"entity": written(entity)});
    told::<BatchUpdatedEntities<K, T>>(reply, |batch, left_out| by_key(batch.entries.iter(), &batch.unknown, left_out, entity))
}

pub(crate) fn created<K: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    told::<Created<K>>(reply, |created, _| json!({"id": created.id.as_ref().map(|id| key::to_body(id))}))
}

pub(crate) fn created_entity<K: Data, T: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    told::<CreatedEntity<K, T>>(reply, |created, _| written(&created.entity))
}

pub(crate) fn updated_entity<T: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    told::<UpdatedEntity<T>>(reply, |updated, _| written(&updated.entity))
}

/// Outcomes in the order sent.
fn in_order<T>(items: &[Result<T, KeyError>], left_out: &mut Vec<DecodeError>, written: impl Fn(&T) -> Json) -> Json {
    let element = |item: &Result<T, KeyError>| match item {
        Ok(item) => written(item),
        Err(error) => json!({"status": error.status(), "error": failed(error, left_out)}),
    };
    json!({"elements": items.iter().map(element).collect::<Vec<Json>>()})
}

pub(crate) fn batch_created<K: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    let item = |item: &CreatedItem<K>| json!({"status": item.status, "id": item.id.as_ref().map(|id| key::to_body(id)), "location": item.location});
    told::<BatchCreated<K>>(reply, |batch, left_out| in_order(&batch.items, left_out, item))
}

pub(crate) fn batch_created_entities<K: Data, T: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    let item = |item: &CreatedEntity<K, T>| json!({"entity": written(&item.entity)});
    told::<BatchCreatedEntities<K, T>>(reply, |batch, left_out| in_order(&batch.items, left_out, item))
}

pub(crate) fn batch_keyless(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    told::<BatchKeyless>(reply, |batch, left_out| in_order(&batch.items, left_out, |status| json!({"status": status})))
}

pub(crate) fn batch_keyless_entities<T: Data>(reply: &Reply<'_>) -> Result<Told, DecodeError> {
    told::<BatchKeylessEntities<T>>(reply, |batch, left_out| in_order(&batch.items, left_out, |entity| json!({"entity": written(entity)})))
}
