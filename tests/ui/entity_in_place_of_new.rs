//! An entity that was read is no value to create.

use linkedin::Client;
use linkedin::content::Post;

async fn copy(client: &Client, post: Post) -> Result<(), linkedin::Error> {
    client.posts().create(&post).await?;
    Ok(())
}

fn main() {
    let _ = copy;
}
