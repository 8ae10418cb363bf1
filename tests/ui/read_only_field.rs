//! Fields that LinkedIn sets, and fields that can be set only once.

use linkedin::content::{LittleText, NewPost, PostPatch, PostVisibility};
use linkedin::urns::{PersonUrn, ShareUrn};

fn main() {
    let post = NewPost::new(PersonUrn::new("ABC123"), LittleText::escaped("x"));
    let _ = post.clone().id(ShareUrn::new(1));
    let _ = post.created_at(1_760_000_000_000_i64);
    let _ = PostPatch::new().visibility(PostVisibility::Public);
}
