//! Parts of a video: 4 MiB each, as many as the size in the request needs; addresses of thumbnail and captions are handed out where the
//! request asks for them (`docs/linkedin/content.md`).

use restli_sandbox::{Act, Behaviour, Moment, Refused, Situation};
use serde_json::{Value as Json, json};

use crate::text::set;

const OPERATIONS: &[&str] = &["content.videos.initialize_upload"];

pub(super) const BEHAVIOURS: &[Behaviour] =
    &[Behaviour { operations: OPERATIONS, act: Act::Refuse(refuse) }, Behaviour { operations: OPERATIONS, act: Act::After(divide) }];

/// The size of a part in bytes.
const PART: u64 = 4 << 20;

/// A size that no video has is refused before there are parts of it.
fn refuse(moment: &Moment<'_>) -> Result<(), Refused> {
    let size = moment.body().pointer("/initializeUploadRequest/fileSizeBytes").and_then(Json::as_i64).unwrap_or_default();
    let most = moment.most_bytes().unwrap_or(u64::MAX);
    match u64::try_from(size) {
        Ok(size) if (1..=most).contains(&size) => Ok(()),
        _ => Err(moment.refuse(Situation::FieldInvalid, format!("a video has 1 to {most} bytes, and `fileSizeBytes` is {size}"))),
    }
}

fn divide(moment: &mut Moment<'_>) {
    let request = moment.body().get("initializeUploadRequest").cloned().unwrap_or_default();
    let size = request.get("fileSizeBytes").and_then(Json::as_u64).unwrap_or(0).max(1);
    let asks = |name: &str| request.get(name).and_then(Json::as_bool).unwrap_or(false);
    let Some(value) = moment.answer().and_then(|body| body.get_mut("value")) else { return };
    let part = |first: u64| json!({"uploadUrl": "https://upload.example", "firstByte": first, "lastByte": (first + PART).min(size) - 1});
    let parts: Vec<Json> = (0..size.div_ceil(PART)).map(|index| part(index * PART)).collect();
    set(value, "uploadInstructions", Json::from(parts));
    for (asked, name) in [("uploadThumbnail", "thumbnailUploadUrl"), ("uploadCaptions", "captionsUploadUrl")] {
        match value.as_object_mut() {
            Some(members) if asks(asked) => drop(members.insert(name.to_owned(), json!("https://upload.example"))),
            Some(members) => drop(members.remove(name)),
            None => {}
        }
    }
}
