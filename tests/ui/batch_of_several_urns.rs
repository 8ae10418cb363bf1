//! Keys of several URN types in one list: the first decides, so each becomes the key's type with `.into()`, or all do in a `[PostUrn; 2]`.

use linkedin::Client;
use linkedin::urns::{ShareUrn, UgcPostUrn};

fn main() {
    let client = Client::builder().build().unwrap();
    let _ = client.posts().batch_get([ShareUrn::new(1), UgcPostUrn::new(2)]);
}
