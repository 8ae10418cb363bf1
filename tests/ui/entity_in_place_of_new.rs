//! What was read is not what can be created.

use linkedin::Client;
use linkedin::content::Post;

async fn copy(client: &Client, post: Post) -> Result<(), linkedin::Error> {
    client.posts().create(&post).await?;
    Ok(())
}

fn main() {
    let _ = copy;
}
