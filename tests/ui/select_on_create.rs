//! A create answers with a key: there is nothing to select.

use linkedin::content::NewPost;
use linkedin::{Client, projection};

fn run(client: &Client, post: &NewPost) {
    let _ = client.posts().create(post).select(projection!(Post: (id)));
}

fn main() {
    let _ = run;
}
