//! Bytes of a file are named by its path, and the owner of an upload stands before its source.

use std::fs::File;
use std::path::Path;

use linkedin::upload::{upload_image, upload_video};
use linkedin::urns::PersonUrn;
use linkedin::{Client, Source};

fn run(client: &Client, author: PersonUrn, file: File, path: &Path) {
    let _ = upload_image(client, author.clone(), file);
    let _ = upload_image(client, author.clone(), path);
    let _ = upload_video(client, Source::file("film.mp4"), author);
    let _ = client.runtime().upload("https://example.com", path);
}

fn main() {
    let _ = run;
}
