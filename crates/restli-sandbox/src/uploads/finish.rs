//! The end of an upload that an action tells.

use bytes::Bytes;
use restli_core::Json;
use restli_schema::api::{Resource, Situation};

use super::states::{end, never_ends};
use crate::locks::lock;
use crate::methods::work::Work;
use crate::refusal::Refusal;
use crate::state::State;
use crate::store::Store;

/// The name and the tags of the upload that began last in a collection. Parts that have not come are taken as come.
pub(crate) fn last(state: &State, collection: &str) -> Option<(String, Vec<String>)> {
    let mut uploads = lock(&state.uploads);
    let upload = uploads.0.values_mut().rfind(|upload| upload.collection == collection)?;
    let came = |(index, part): (usize, &mut Option<(String, u64)>)| part.get_or_insert_with(|| (format!("{index:016x}"), 1)).0.clone();
    let tags = upload.parts.iter_mut().enumerate().map(came).collect();
    Some((upload.name.clone(), tags))
}

/// The place of the method that begins the uploads which a method ends.
pub(crate) fn beginning(resource: &Resource, position: usize) -> Option<usize> {
    resource.methods.iter().position(|method| method.upload.iter().any(|steps| steps.finish == Some(position)))
}

/// Ends the upload that a finishing action names: all parts have come, and the action tells the tags of all.
pub(crate) fn finish(work: Work<'_>, store: &mut Store) -> Result<(), Refusal> {
    if beginning(work.call.resource, work.call.position).is_none() {
        return Ok(());
    }
    let collection = work.collection();
    let (mut texts, body) = (Vec::new(), &work.read.body);
    strings(body, &mut texts);
    let uploads = lock(&work.state.uploads);
    let named = uploads.0.values().rfind(|upload| upload.collection == collection && texts.iter().any(|text| text.contains(&upload.name)));
    let Some(upload) = named else {
        return Err(work.refuse(Situation::FieldInvalid, "the request names no upload that has begun"));
    };
    for (index, part) in upload.parts.iter().enumerate() {
        let Some((tag, _)) = part else {
            return Err(work.refuse(Situation::FieldInvalid, format!("part {} of the upload has not come", index + 1)));
        };
        if !texts.iter().any(|text| text.trim_matches('"') == tag) {
            return Err(work.refuse(Situation::FieldInvalid, format!("the request lacks the ETag of part {}", index + 1)));
        }
    }
    if !never_ends(work.state, work.request, upload.begun_by) {
        end(work.api(), upload, store, &Bytes::new());
    }
    Ok(())
}

fn strings<'j>(json: &'j Json, found: &mut Vec<&'j str>) {
    match json {
        Json::String(text) => found.push(text),
        Json::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Json::Object(members) => members.values().for_each(|value| strings(value, found)),
        _ => {}
    }
}
