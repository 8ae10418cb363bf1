//! Journals of uploads in every home, and processes that are killed.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use restli_client::{Error, OpenSource, Part, Source, UploadErrorKind, UploadJournal, Uploaded, http::StatusCode};
use restli_testing::{Server, is_whole, response};

use crate::homes::{self, Home};
use crate::tables::Client;

/// The words that tell a child its home and its server.
const WORDS: [&str; 2] = ["RESTLI_TEST_STORE", "RESTLI_TEST_SERVER"];
/// The number of parts of the upload, each of a byte.
const PARTS: usize = 25;
const CONTENT: [u8; PARTS] = [7; PARTS];

async fn source() -> OpenSource {
    Source::from(CONTENT.to_vec()).open().await.unwrap()
}

/// Opens the journal `tour` at an address, where files are in a folder.
async fn open(address: &str, subject: &str) -> Result<UploadJournal, Error> {
    match homes::journals(address) {
        Some(store) => UploadJournal::open_in(store, "tour", subject, &source().await).await,
        None => UploadJournal::open(Path::new(address.strip_prefix("files:").unwrap()).join("tour"), subject, &source().await).await,
    }
}

/// Opens the journal once nobody has it open, be it a process that was killed.
async fn open_soon(home: &Home) -> UploadJournal {
    let end = Instant::now() + home.lease() + Duration::from_secs(5);
    loop {
        match open(&home.address(), "a film").await {
            Ok(journal) => return journal,
            Err(error) if Instant::now() > end => panic!("{error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

fn is_refused(error: &Error, words: &str) -> bool {
    matches!(error, Error::Upload(error) if error.kind == UploadErrorKind::Journal) && error.to_string().contains(words)
}

#[tokio::test]
async fn journal_of_every_home_is_used_by_one_and_read_by_the_next() {
    for home in Home::all() {
        let address = home.address();
        let journal = open(&address, "a film").await.unwrap();
        assert_eq!((journal.begun(), journal.is_ended()), (None, false));
        let in_use = open(&address, "a film").await.unwrap_err();
        assert!(is_refused(&in_use, "`") && is_refused(&in_use, "is in use by another upload"), "{in_use}");
        journal.begin("handed out".to_owned()).await.unwrap();
        journal.sent(3, Uploaded::new(StatusCode::CREATED, Some("e3".to_owned()))).await.unwrap();
        journal.attached("image").await.unwrap();
        drop(journal);

        let journal = open_soon(&home).await;
        assert_eq!(journal.begun().as_deref(), Some("handed out"), "{address}");
        assert_eq!((journal.part(2), journal.part(3).and_then(|part| part.etag)), (None, Some("e3".to_owned())));
        assert!(journal.is_attached("image") && !journal.is_end_told());
        journal.tell_end().await.unwrap();
        journal.ended().await.unwrap();
        drop(journal);

        let journal = open_soon(&home).await;
        assert!(journal.is_ended());
        drop(journal);
        let other = loop {
            let error = open(&address, "another film").await.unwrap_err();
            if !is_refused(&error, "in use") {
                break error;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert!(is_refused(&other, "tour: this is the journal of another upload: a film"), "{other}");
    }
}

#[tokio::test]
async fn journal_that_is_removed_from_its_store_begins_anew() {
    for home in Home::all() {
        let Some(store) = homes::journals(&home.address()) else { continue };
        let journal = open(&home.address(), "a film").await.unwrap();
        journal.begin("handed out".to_owned()).await.unwrap();
        let error = UploadJournal::remove_from(&store, "tour").await.unwrap_err();
        assert!(is_refused(&error, "is in use by another upload"), "{error}");
        // Another name is another journal.
        UploadJournal::remove_from(&store, "other").await.unwrap();
        drop(journal);
        drop(open_soon(&home).await);
        while UploadJournal::remove_from(&store, "tour").await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(open_soon(&home).await.begun(), None);
    }
}

#[tokio::test]
async fn journal_whose_store_fails_is_told_as_an_error_of_the_journal() {
    let store = homes::journals(&format!("sqlite:{}", std::env::temp_dir().display()));
    let Some(store) = store else { return };
    let error = UploadJournal::open_in(store, "tour", "a film", &source().await).await.unwrap_err();
    assert!(is_refused(&error, "the journal cannot be kept: "), "{error}");
    assert_eq!(error.remedy().unwrap(), "name a file or a store that this program can read and write");
}

#[tokio::test]
#[ignore = "the work of another process, which the test below starts"]
async fn process_that_a_test_starts_uploads_parts_by_a_journal() {
    let [Ok(address), Ok(url)] = WORDS.map(std::env::var) else { return };
    let journal = Arc::new(open(&address, "a film").await.unwrap());
    let parts = (0..PARTS).map(|part| Part::new(format!("{url}/{part}"), part as u64, part as u64));
    Client::at(&url).runtime().upload_parts(CONTENT.to_vec(), parts.collect()).without_token().journal(journal).await.unwrap();
}

/// A server that takes its time for each part, so that a kill hits some of them, and the parts that it has had.
fn slow() -> (Server, Arc<Mutex<Vec<usize>>>) {
    let parts = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&parts);
    let server = Server::replying(move |request| {
        if !is_whole(request) {
            return String::new();
        }
        let line = String::from_utf8_lossy(request);
        let part = line.split(' ').nth(1).unwrap().trim_start_matches('/').parse().unwrap();
        seen.lock().unwrap().push(part);
        std::thread::sleep(Duration::from_millis(20));
        response(200, &[("ETag", &format!("e{part}"))], "")
    });
    (server.unwrap(), parts)
}

#[tokio::test]
async fn upload_whose_processes_are_killed_sends_only_the_parts_that_its_journal_lacks() {
    for home in Home::all() {
        let (server, seen) = slow();
        let (mut kills, mut finished) = (0, false);
        while !finished {
            let journal = open_soon(&home).await;
            let known: Vec<usize> = (0..PARTS).filter(|part| journal.part(*part).is_some()).collect();
            drop(journal);
            // The lock is free again: the child takes it once.
            drop(open_soon(&home).await);
            tokio::time::sleep(Duration::from_millis(100)).await;
            let before = seen.lock().unwrap().len();
            let words = [(WORDS[0], home.address()), (WORDS[1], server.url().to_owned())];
            let words = [(words[0].0, &*words[0].1), (words[1].0, &*words[1].1)];
            let mut child = homes::start("uploads::journals::process_that_a_test_starts_uploads_parts_by_a_journal", &words);
            let begun = Instant::now();
            // Twice in the middle of its work; then it may end.
            while kills < 2 && seen.lock().unwrap().len() < before + 6 && begun.elapsed() < Duration::from_secs(20) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            if kills < 2 {
                child.kill().unwrap();
                kills += 1;
            }
            finished = child.wait().unwrap().success();
            // A request that is on its way still arrives.
            tokio::time::sleep(Duration::from_millis(50)).await;
            let again: Vec<usize> = seen.lock().unwrap()[before..].iter().filter(|part| known.contains(part)).copied().collect();
            assert_eq!(again, Vec::<usize>::new(), "{}: parts that the journal has", home.address());
        }
        let seen = seen.lock().unwrap();
        assert!((0..PARTS).all(|part| seen.contains(&part)), "{seen:?}");
        assert!((PARTS..=PARTS + kills).contains(&seen.len()), "at most one part is sent again for each kill: {seen:?}");
        assert_eq!(kills, 2);
    }
}

#[tokio::test]
async fn path_that_names_no_file_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for path in [Path::new(""), &folder.path().join("..")] {
        let refused = UploadJournal::open(path, "a film", &source().await).await.unwrap_err();
        assert!(is_refused(&refused, "the path names no file"), "{refused}");
    }
    assert!(!Path::new(".lock").exists() && folder.path().read_dir().unwrap().next().is_none());
}
