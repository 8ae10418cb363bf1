//! A call that the declared scopes do not permit.

use linkedin::content::PostPatch;
use linkedin::urns::ShareUrn;
use linkedin::{Client, scopes};

scopes! { pub SignIn: openid, profile }

async fn edit(client: Client<SignIn>, urn: ShareUrn) {
    let _ = client.posts().partial_update(urn, PostPatch::new()).await;
    let _ = client.userinfo().get().await;
    let _ = client.me().get().await;
}

fn main() {}
