//! The id of what was created may be absent.

use linkedin::content::NewPost;
use linkedin::{Client, Error};

async fn run(client: &Client, post: &NewPost) -> Result<(), Error> {
    let created = client.posts().create(post).await?;
    client.posts().delete(created.id).await
}

fn main() {
    let _ = run;
}
