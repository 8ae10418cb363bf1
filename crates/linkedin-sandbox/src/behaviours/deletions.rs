//! Deletions that may be repeated: LinkedIn answers 204 for a post that is gone, too (`docs/linkedin/content.md`).

use restli_sandbox::{Act, Behaviour, Moment};
use serde_json::json;

pub(super) const BEHAVIOUR: Behaviour =
    Behaviour { operations: &["content.posts.delete", "ugc.ugc_posts.delete"], act: Act::Before(put_back) };

fn put_back(moment: &mut Moment<'_>) {
    let (collection, key) = (moment.collection(), moment.key());
    if moment.get(collection, key).is_none() {
        moment.put(collection, key, json!({}));
    }
}
