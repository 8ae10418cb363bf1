//! Plain text would be cut at its first parenthesis.

use linkedin::content::{LittleText, NewPost, PostPatch};
use linkedin::urns::PersonUrn;

fn main() {
    let _ = NewPost::new(PersonUrn::new("ABC123"), "Release 1.2 (beta)");
    let _ = PostPatch::new().commentary("Release 1.3 (beta)".to_owned());
    let _ = PostPatch::new().commentary(Some(LittleText::escaped("Release 1.4 (beta)")));
}
