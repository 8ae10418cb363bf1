//! Parts of a video: 4 MiB each, as many as the size in the request needs; addresses of thumbnail and captions are handed out where the
//! request asks for them (`docs/linkedin/content.md`).

use restli_sandbox::{Act, Behaviour, Moment};
use serde_json::{Value as Json, json};

use crate::text::set;

pub(super) const BEHAVIOUR: Behaviour = Behaviour { operations: &["content.videos.initialize_upload"], act: Act::After(divide) };

/// The size of a part in bytes.
const PART: u64 = 4 << 20;

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
