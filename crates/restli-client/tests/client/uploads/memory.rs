//! The memory of an upload does not grow with the size of the file.

use std::time::Instant;

use restli_client::Source;
use restli_testing::peak_memory;

use super::sink::{Take, start};
use crate::homes;
use crate::tables::Client;

/// The word that tells a child the size of its file, in megabytes.
const SIZE: &str = "RESTLI_TEST_UPLOAD_MB";
/// The most that an upload may add to the memory, in bytes.
const MOST: u64 = 16 << 20;

#[tokio::test]
#[ignore = "the work of another process, which the test below starts"]
async fn process_that_a_test_starts_uploads_a_large_file() {
    let Some(megabytes) = std::env::var(SIZE).ok().and_then(|text| text.parse::<u64>().ok()) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large");
    std::fs::File::create(&path).unwrap().set_len(megabytes << 20).unwrap();
    let (url, taken) = start([Take::All(201), Take::All(201)]);
    let client = Client::at(&url);
    // Connection, threads and buffers of the libraries are not of the file.
    client.runtime().upload(&url, Source::from(vec![0; 1 << 20])).await.unwrap();
    let (base, begun) = (peak_memory().unwrap(), Instant::now());
    client.runtime().upload(&url, Source::file(&path)).await.unwrap();
    println!("added {} bytes in {:.1} s", peak_memory().unwrap() - base, begun.elapsed().as_secs_f32());
    assert_eq!(taken.iter().nth(1).unwrap().size, megabytes << 20);
}

#[test]
fn upload_of_a_large_file_takes_little_memory() {
    if peak_memory().is_none() {
        return;
    }
    let name = "uploads::memory::process_that_a_test_starts_uploads_a_large_file";
    let child = homes::start(name, &[(SIZE, "300")]).wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&child.stdout).into_owned();
    let added = text.split("added ").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<u64>().ok());
    assert!(child.status.success() && added.is_some_and(|added| added <= MOST), "{text}");
}
