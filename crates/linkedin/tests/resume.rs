//! Uploads of processes that are killed, and that others finish by the journal.
#![cfg(feature = "content")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use linkedin::types::Locale;
use linkedin::upload::{Captions, upload_video};
use linkedin::urns::PersonUrn;
use linkedin::{Client, Error, JournalStore, Source, StoreFuture, StoreLock, UploadErrorKind, UploadJournal};
use restli_testing::{Server, is_whole, json, response};

/// The number of parts of the video.
const PARTS: u64 = 25;
/// The size of a part.
const PART: u64 = 8000;
/// The words that tell a child its server and its folder.
const WORDS: [&str; 2] = ["RESTLI_TEST_SERVER", "RESTLI_TEST_FOLDER"];

/// The whole requests that the server has seen, in the words of this test.
type Seen = Arc<Mutex<Vec<String>>>;

/// LinkedIn, as far as a video needs it: it answers slowly, so that a kill hits each of its steps.
fn linkedin_of(seen: &Seen) -> Server {
    let seen = Arc::clone(seen);
    let mut finalized = false;
    Server::replying(move |request| {
        if !is_whole(request) {
            return String::new();
        }
        let line = String::from_utf8_lossy(request).lines().next().unwrap().to_owned();
        let word = line.split(' ').nth(1).unwrap().rsplit(['/', '=']).next().unwrap().to_owned();
        seen.lock().unwrap().push(word.clone());
        std::thread::sleep(Duration::from_millis(4));
        match word.as_str() {
            "initializeUpload" => {
                let part = |index: u64| {
                    let (first, last) = (index * PART, index * PART + PART - 1);
                    format!(r#"{{"uploadUrl":"{{server}}/part/{index}","firstByte":{first},"lastByte":{last}}}"#)
                };
                let parts = (0..PARTS).map(part).collect::<Vec<_>>().join(",");
                json(200, &format!(r#"{{"value":{{"video":"urn:li:video:C5","uploadToken":"","uploadInstructions":[{parts}]}}}}"#))
            }
            "finalizeUpload" => {
                assert!(String::from_utf8_lossy(request).contains(r#""e0","e1","#));
                finalized = true;
                json(200, "")
            }
            video if video.contains("video") => {
                json(200, &format!(r#"{{"status":"{}"}}"#, if finalized { "PROCESSING" } else { "WAITING_UPLOAD" }))
            }
            part => response(200, &[("ETag", &format!("e{part}"))], ""),
        }
    })
    .unwrap()
}

/// The video, which is made if it is not there.
fn video(folder: &Path) -> Source {
    let path = folder.join("film.mp4");
    if !path.exists() {
        std::fs::write(&path, b"\0\0\0\x18ftypmp42\0\0\0\0").unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_len(PARTS * PART).unwrap();
    }
    Source::file(path)
}

async fn upload(server: &str, folder: &Path) -> Result<String, Error> {
    let client = Client::builder().token("secret").base_url(server).build()?;
    let upload = upload_video(&client, PersonUrn::new("aB3"), video(folder)).journal(folder.join("film.json"));
    upload.await.map(|video| video.to_string())
}

fn start(server: &Server, folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "process_that_a_test_starts_uploads_a_video", "--ignored", "--nocapture", "--quiet"])
        .env(WORDS[0], server.url())
        .env(WORDS[1], folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test]
#[ignore = "the work of another process, which the test below starts"]
async fn process_that_a_test_starts_uploads_a_video() {
    let [Ok(server), Ok(folder)] = WORDS.map(std::env::var) else { return };
    upload(&server, Path::new(&folder)).await.unwrap();
}

/// The parts that a journal lists.
fn listed(folder: &Path) -> Vec<String> {
    let Ok(text) = std::fs::read_to_string(folder.join("film.json")) else { return Vec::new() };
    (0..PARTS).map(|index| index.to_string()).filter(|index| text.contains(&format!(r#""{index}":{{"etag""#))).collect()
}

#[tokio::test]
async fn upload_whose_processes_are_killed_ends_once_and_sends_no_listed_part_again() {
    let (folder, seen) = (tempfile::tempdir().unwrap(), Seen::default());
    let folder = folder.path();
    let server = linkedin_of(&seen);
    drop(video(folder));
    let (mut kills, mut finished) = (0, false);
    while kills < 12 && !finished {
        let (before, known) = (seen.lock().unwrap().len(), listed(folder));
        let mut child = start(&server, folder);
        std::thread::sleep(Duration::from_millis(20 + RandomState::new().build_hasher().finish() % 120));
        child.kill().unwrap();
        finished = child.wait().unwrap().success();
        kills += 1;
        // A request that is on its way still arrives.
        std::thread::sleep(Duration::from_millis(30));
        let again: Vec<String> = seen.lock().unwrap()[before..].iter().filter(|word| known.contains(word)).cloned().collect();
        assert_eq!(again, Vec::<String>::new(), "parts that the journal listed");
    }
    for _ in 0..2 {
        assert_eq!(upload(server.url(), folder).await.unwrap(), "urn:li:video:C5");
    }
    let seen = seen.lock().unwrap();
    let count = |wanted: &str| seen.iter().filter(|word| *word == wanted).count();
    assert_eq!(count("finalizeUpload"), 1, "{seen:?}");
    let sent: Vec<usize> = (0..PARTS).map(|index| count(&index.to_string())).collect();
    assert!(sent.iter().all(|count| *count >= 1), "{sent:?}");
    assert!(sent.iter().sum::<usize>() <= sent.len() + kills, "at most one part is sent again for each kill: {sent:?}");
    assert_eq!(listed(folder).len(), sent.len());
}

#[tokio::test]
async fn file_that_has_changed_since_is_an_error() {
    let (folder, seen) = (tempfile::tempdir().unwrap(), Seen::default());
    let server = linkedin_of(&seen);
    upload(server.url(), folder.path()).await.unwrap();
    std::fs::File::options().write(true).open(folder.path().join("film.mp4")).unwrap().set_len(PARTS * PART + 1).unwrap();
    let Error::Upload(error) = upload(server.url(), folder.path()).await.unwrap_err() else { panic!() };
    assert_eq!(error.kind, UploadErrorKind::Changed, "{error}");
}

/// A server that gives these answers in order, each a status and a body, and an `ETag` with each.
fn answering(answers: &[(u16, &str)]) -> Server {
    Server::answering(answers.iter().map(|(status, body)| response(*status, &[("ETag", "e0"), ("Content-Type", "application/json")], body)))
        .unwrap()
}

/// The answer to the beginning of a video in one part, with captions and preview image, whose addresses expire at a time.
fn begun(expires: u64) -> String {
    let part = format!(r#"{{"uploadUrl":"{{server}}/part","firstByte":0,"lastByte":{}}}"#, PARTS * PART - 1);
    format!(
        r#"{{"value":{{"video":"urn:li:video:C5","uploadToken":"","uploadUrlsExpireAt":{expires},"captionsUploadUrl":"{{server}}/captions","thumbnailUploadUrl":"{{server}}/image","uploadInstructions":[{part}]}}}}"#
    )
}

/// A time that is far away, in milliseconds.
const LATER: u64 = 4_000_000_000_000;
/// The target of the look at the video.
const LOOK: &str = "GET /rest/videos/urn%3Ali%3Avideo%3AC5";
const BEGIN: &str = "POST /rest/videos?action=initializeUpload";
const END: &str = "POST /rest/videos?action=finalizeUpload";

async fn captioned(server: &Server, folder: &Path) -> Result<String, Error> {
    let client = Client::builder().token("secret").base_url(server.url()).build()?;
    let captions = Captions::srt(Locale::new("en"), "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
    let upload = upload_video(&client, PersonUrn::new("aB3"), video(folder)).captions(captions).journal(folder.join("film.json"));
    upload.await.map(|video| video.to_string())
}

/// Uploads the video with captions and preview image.
async fn adorned(server: &Server, folder: &Path) -> Result<String, Error> {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    let client = Client::builder().token("secret").base_url(server.url()).build()?;
    let captions = Captions::srt(Locale::new("en"), "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
    let upload = upload_video(&client, PersonUrn::new("aB3"), video(folder)).captions(captions).thumbnail(PNG);
    upload.journal(folder.join("film.json")).await.map(|video| video.to_string())
}

/// Takes the journal of an upload that has ended back to an earlier step, as if the program had been killed there.
fn kill_at(step: &str, folder: &Path) {
    let path = folder.join("film.json");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(r#""end":"ended""#), "{text}");
    std::fs::write(&path, text.replace(r#""end":"ended""#, &format!(r#""end":"{step}""#))).unwrap();
}

#[tokio::test]
async fn captions_that_have_arrived_are_not_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let (begun, state) = (begun(LATER), r#"{"status":"PROCESSING"}"#);
    let server = answering(&[(200, &begun), (200, ""), (201, ""), (200, ""), (200, state), (200, "")]);
    captioned(&server, folder.path()).await.unwrap();
    kill_at("told", folder.path());
    captioned(&server, folder.path()).await.unwrap();
    kill_at("open", folder.path());
    captioned(&server, folder.path()).await.unwrap();
    assert_eq!(server.targets(), [BEGIN, "PUT /part", "POST /captions", END, LOOK, END]);
}

#[tokio::test]
async fn captions_that_have_arrived_are_not_sent_again_after_a_preview_image_that_failed() {
    let folder = tempfile::tempdir().unwrap();
    let server = answering(&[(200, &begun(LATER)), (200, ""), (201, ""), (400, ""), (201, ""), (200, "")]);
    adorned(&server, folder.path()).await.unwrap_err();
    adorned(&server, folder.path()).await.unwrap();
    assert_eq!(server.targets(), [BEGIN, "PUT /part", "POST /captions", "PUT /image", "PUT /image", END]);
}

/// A store of one journal.
#[derive(Clone, Debug, Default)]
struct Kept(Arc<Mutex<Option<String>>>);

impl JournalStore for Kept {
    fn open<'a>(&'a self, _: &'a str) -> StoreFuture<'a, Option<(StoreLock, Option<String>)>> {
        Box::pin(async { Ok(Some((StoreLock::new(()), self.0.lock().unwrap().clone()))) })
    }

    fn write<'a>(&'a self, name: &'a str, text: &'a str, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        assert_eq!(name, "tour");
        *self.0.lock().unwrap() = Some(text.to_owned());
        Box::pin(async { Ok(()) })
    }

    fn erase<'a>(&'a self, _: &'a str, _: &'a StoreLock) -> StoreFuture<'a, ()> {
        *self.0.lock().unwrap() = None;
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn journal_in_a_store_lets_the_next_call_go_on_until_it_is_removed() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Kept::default());
    let begun = begun(LATER);
    let server =
        answering(&[(200, &begun), (200, ""), (201, ""), (500, ""), (200, r#"{"status":"WAITING_UPLOAD"}"#), (200, ""), (500, "")]);
    let upload = || async {
        let client = Client::builder().token("secret").base_url(server.url()).build()?;
        let captions = Captions::srt(Locale::new("en"), "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
        let upload = upload_video(&client, PersonUrn::new("aB3"), video(folder.path())).captions(captions);
        upload.journal_in(store.clone(), "tour").await.map(|video| video.to_string())
    };
    upload().await.unwrap_err();
    for _ in 0..2 {
        assert_eq!(upload().await.unwrap(), "urn:li:video:C5");
    }
    UploadJournal::remove_from(&store, "tour").await.unwrap();
    upload().await.unwrap_err();
    assert_eq!(server.targets(), [BEGIN, "PUT /part", "POST /captions", END, LOOK, END, BEGIN]);
}

#[tokio::test]
async fn refusal_of_captions_that_have_perhaps_arrived_keeps_the_parts() {
    let folder = tempfile::tempdir().unwrap();
    let server = answering(&[(200, &begun(LATER)), (200, ""), (403, ""), (403, ""), (200, "")]);
    for _ in 0..2 {
        let error = captioned(&server, folder.path()).await.unwrap_err();
        assert!(error.to_string().contains("the captions cannot be added: POST http://127.0.0.1: 403 Forbidden"), "{error}");
        let remedy = "call again without the captions to end this upload, or remove the journal to begin anew";
        assert_eq!(error.remedy().unwrap(), remedy);
    }
    assert_eq!(upload(server.url(), folder.path()).await.unwrap(), "urn:li:video:C5");
    assert_eq!(server.targets(), [BEGIN, "PUT /part", "POST /captions", "POST /captions", END]);
}

#[tokio::test]
async fn address_that_is_refused_lets_the_next_call_begin_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (begun, expired) = (begun(LATER), begun(1));
    let server =
        answering(&[(200, &begun), (403, ""), (200, &expired), (200, ""), (404, ""), (200, &begun), (200, ""), (201, ""), (200, "")]);
    for status in [403, 404] {
        assert_eq!(captioned(&server, folder.path()).await.unwrap_err().status().map(|status| status.as_u16()), Some(status));
    }
    captioned(&server, folder.path()).await.unwrap();
    let whole = [BEGIN, "PUT /part", "POST /captions", END];
    assert_eq!(server.targets(), [&whole[..2], &whole[..3], &whole].concat());
}

#[tokio::test]
async fn end_that_is_refused_lets_the_next_call_begin_anew_if_the_addresses_have_expired() {
    for (expires, next) in [(1, BEGIN), (LATER, LOOK)] {
        let folder = tempfile::tempdir().unwrap();
        let server = answering(&[(200, &begun(expires)), (200, ""), (201, ""), (400, ""), (403, "")]);
        for status in [400, 403] {
            assert_eq!(captioned(&server, folder.path()).await.unwrap_err().status().map(|status| status.as_u16()), Some(status));
        }
        assert_eq!(server.targets(), [BEGIN, "PUT /part", "POST /captions", END, next]);
    }
}

#[tokio::test]
async fn end_that_was_perhaps_told_is_not_told_again_while_its_look_up_fails() {
    let folder = tempfile::tempdir().unwrap();
    let begun = begun(LATER);
    let server = answering(&[(200, &begun), (200, ""), (201, ""), (200, ""), (403, ""), (200, r#"{"status":"AVAILABLE"}"#)]);
    captioned(&server, folder.path()).await.unwrap();
    kill_at("told", folder.path());
    assert_eq!(captioned(&server, folder.path()).await.unwrap_err().status().map(|status| status.as_u16()), Some(403));
    captioned(&server, folder.path()).await.unwrap();
    assert_eq!(server.targets(), [BEGIN, "PUT /part", "POST /captions", END, LOOK, LOOK]);
}
