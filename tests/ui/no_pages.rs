//! One entity has no pages.

use linkedin::Client;

fn main() {
    let client = Client::builder().build().unwrap();
    let _ = client.me().get().start(50);
    let _ = client.me().get().count(50);
    let _ = client.me().get().stream();
}
