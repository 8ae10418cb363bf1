//! The required parts of a post.

use linkedin::content::{LittleText, NewPost};
use linkedin::urns::PersonUrn;

fn main() {
    let _ = NewPost::new(PersonUrn::new("ABC123"));
    let _ = NewPost::default();
    let _ = NewPost { author: PersonUrn::new("ABC123").into(), commentary: LittleText::escaped("x") };
}
