//! Each wrong argument of an upload is told once.

use linkedin::upload::upload_image;
use linkedin::urns::{ImageUrn, ShareUrn};
use linkedin::{Client, Error};

async fn run(client: &Client) -> Result<ImageUrn, Error> {
    upload_image(client, ShareUrn::new(1), b"GIF89a".as_slice()).await
}

fn main() {
    let _ = run;
}
