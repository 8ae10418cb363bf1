//! A create gives no entity to select fields of, and a read none to leave out.

use linkedin::content::{LittleText, NewPost};
use linkedin::urns::{PersonUrn, ShareUrn};
use linkedin::{Client, projection};

fn main() {
    let client = Client::builder().build().unwrap();
    let post = NewPost::new(PersonUrn::new("a"), LittleText::escaped("x"));
    let _ = client.posts().create(&post).select(projection!(Post: (id)));
    let _ = client.posts().get(ShareUrn::new(1)).without_entity();
}
