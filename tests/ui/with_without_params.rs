//! A call without optional parameters has nothing to set.

use linkedin::Client;

fn main() {
    let client = Client::builder().build().unwrap();
    let _ = client.userinfo().get().with(|params| params);
}
