//! A request that nobody awaits does nothing.
#![deny(unused_must_use)]

use linkedin::Client;

fn main() {
    let client = Client::builder().build().unwrap();
    client.me().get();
    let post = "urn:li:share:1".parse().unwrap();
    client.posts().delete(&post);
}
