//! A projection where none is taken.

use linkedin::{Client, projection};

async fn whole(client: Client) {
    let _ = client.userinfo().get().select(projection!(UserInfo: (sub, name))).await;
}

fn main() {}
