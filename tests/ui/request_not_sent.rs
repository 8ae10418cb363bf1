//! A request that nobody awaits does nothing.
#![deny(unused_must_use)]

use linkedin::Client;

fn main() {
    let client = Client::builder().build().unwrap();
    client.me().get();
    let post = linkedin::urns::ShareUrn::new(1);
    client.posts().delete(post);
}
