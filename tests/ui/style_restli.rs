//! Selections that /v2 accepts and the versioned API does not.

use linkedin::{Client, projection};

projection! { struct Card: Organization => (id, logoV2(original~:playableStreams)) }

async fn cards(client: Client) {
    let _ = client.organizations().get(1).select(Card).await;
    let _ = client.rest_organizations().get(1).select(Card).await;
}

fn main() {}
