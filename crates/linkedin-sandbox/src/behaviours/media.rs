//! Media of a post: their bytes have arrived, and LinkedIn could read them (`docs/linkedin/content.md`).

use restli_sandbox::{Act, Behaviour, Moment, Refused};

use crate::text::text;

pub(super) const BEHAVIOUR: Behaviour = Behaviour { operations: &["content.posts.create"], act: Act::Refuse(refuse) };

/// The collections of media, each with the beginning of its URNs.
const COLLECTIONS: [(&str, &str); 3] = [("/images", "urn:li:image:"), ("/videos", "urn:li:video:"), ("/documents", "urn:li:document:")];

fn refuse(moment: &Moment<'_>) -> Result<(), Refused> {
    let id = moment.body().pointer("/content/media/id").and_then(|id| id.as_str()).unwrap_or_default().to_owned();
    let Some((collection, _)) = COLLECTIONS.into_iter().find(|(_, kind)| id.starts_with(kind)) else { return Ok(()) };
    let Some(medium) = moment.get(collection, &id) else { return Ok(()) };
    let (owner, author) = (text(medium, "owner"), text(moment.body(), "author"));
    match text(medium, "status") {
        "WAITING_UPLOAD" => Err(moment.refuse_as("MEDIA_ASSET_WAITING_UPLOAD", format!("{id} waits for its bytes"))),
        "PROCESSING_FAILED" => Err(moment.refuse_as("MEDIA_ASSET_PROCESSING_FAILED", format!("{id} could not be processed"))),
        _ if !owner.is_empty() && owner != author => {
            Err(moment.refuse_as("400", format!("{id} belongs to {owner}, and the post to {author}")))
        }
        _ => Ok(()),
    }
}
