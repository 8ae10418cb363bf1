//! A field that the declared scopes do not permit, by name and in a projection of somebody else's.

use linkedin::{Client, projection, scopes};

scopes! { Basic: r_basicprofile }

projection! { struct Picture: Profile => (id, profilePicture(originalImage)) }

async fn fields(client: Client<Basic>) {
    let _ = client.me().get().select(projection!(Profile: (id, headline, localizedSummary))).await;
    let _ = client.me().get().select(Picture).await;
    let _ = client.me().get().select(projection!(Profile: (id, headline))).await;
}

fn main() {}
