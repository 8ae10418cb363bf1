//! Uploads in parts, and their journal.

use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use restli_client::{Error, Part, Progress, Retry, Source, UploadErrorKind, UploadJournal, Uploaded};

use super::sink::{Take, start, sum};
use crate::tables::{Client, TOKEN};
use restli_testing::{Server, response};

const CONTENT: &[u8] = b"0123456789";

fn client(url: &str) -> Client {
    let policy = Retry::standard().pauses(Duration::from_millis(1), Duration::from_millis(4));
    Client::builder().token(TOKEN).base_url(url).retry(policy).build().unwrap()
}

/// Three parts of [`CONTENT`].
fn parts(url: &str) -> Vec<Part> {
    vec![Part::new(format!("{url}/a"), 0, 3).header("x-part", "a"), Part::new(format!("{url}/b"), 4, 7), Part::new(url, 8, 9)]
}

fn kind(error: &Error) -> UploadErrorKind {
    let Error::Upload(error) = error else { panic!("{error}") };
    error.kind
}

#[tokio::test]
async fn parts_of_every_source_go_in_order_and_tell_the_progress_of_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, CONTENT).unwrap();
    for source in [Source::from(CONTENT), Source::file(&path), Source::reader(10, CONTENT)] {
        let (url, taken) = start([Take::All(200); 3]);
        let told = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&told);
        let upload = client(&url).runtime().upload_parts(source, parts(&url)).without_token();
        let answers = upload.progress(move |Progress { sent, total, .. }| list.lock().unwrap().push((sent, total))).await.unwrap();
        assert_eq!(answers.iter().map(|answer| answer.etag.as_deref().unwrap()).collect::<Vec<_>>(), ["\"4\"", "\"4\"", "\"2\""]);
        assert_eq!(*told.lock().unwrap(), [(4, 10), (8, 10), (10, 10)]);
        let seen: Vec<_> = taken.iter().take(3).collect();
        assert_eq!(seen.iter().map(|part| part.sum).collect::<Vec<_>>(), [sum(b"0123"), sum(b"4567"), sum(b"89")]);
        assert!(seen[0].head.starts_with("put /a ") && seen[0].head.contains("\r\nx-part: a\r\n") && !seen[0].head.contains("bearer"));
    }
}

#[tokio::test]
async fn part_that_fails_is_sent_again_alone_from_every_source() {
    for source in [Source::from(CONTENT), Source::reader(10, CONTENT)] {
        let (url, taken) = start([Take::All(200), Take::All(503), Take::All(200), Take::All(200)]);
        client(&url).runtime().upload_parts(source, parts(&url)).await.unwrap();
        let paths: Vec<_> = taken.iter().take(4).map(|part| part.head.split(' ').nth(1).unwrap().to_owned()).collect();
        assert_eq!(paths, ["/a", "/b", "/b", "/"]);
    }
}

#[tokio::test]
async fn part_whose_answer_has_no_entity_tag_is_an_error() {
    for tag in [None, Some(""), Some("\"\""), Some("W/\"\"")] {
        let headers: Vec<_> = tag.map(|tag| ("ETag", tag)).into_iter().collect();
        let server = Server::answering([response(200, &headers, "")]).unwrap();
        let error = client(server.url()).runtime().upload_parts("0", vec![Part::new(server.url(), 0, 0)]).await.unwrap_err();
        assert!(
            kind(&error) == UploadErrorKind::Answer && error.to_string().contains("the answer to a part has no `ETag`"),
            "{tag:?}: {error}"
        );
    }
}

#[tokio::test]
async fn parts_that_are_not_the_whole_source_are_refused_before_a_byte_is_sent() {
    for (bounds, told) in [
        (vec![(0, 3), (5, 9)], "the server asks for bytes 5 to 9 of 10, and byte 4 is next"),
        (vec![(0, 10)], "the server asks for bytes 0 to 10 of 10, and byte 0 is next"),
        (vec![(0, u64::MAX)], "the server asks for bytes 0 to 18446744073709551615 of 10, and byte 0 is next"),
        (vec![(0, 8)], "the server asks for 9 bytes of 10"),
        (vec![], "the server asks for 0 bytes of 10"),
    ] {
        let parts = bounds.into_iter().map(|(first, last)| Part::new("http://127.0.0.1:9", first, last)).collect();
        let error = Client::new().runtime().upload_parts(CONTENT, parts).await.unwrap_err();
        assert!(error.to_string().starts_with(&format!("upload: {told}; let the parts")), "{error}");
        assert!(error.remedy().unwrap().ends_with("begin the upload again, without its journal"), "{error}");
    }
}

#[tokio::test]
async fn journal_lets_another_upload_send_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("below/upload.json");
    let source = || async { Source::from(CONTENT).open().await.unwrap() };
    let journal = || async { UploadJournal::open(&path, "a film", &source().await).await };

    let (url, _taken) = start([Take::All(200), Take::All(400)]);
    let first = Arc::new(journal().await.unwrap());
    assert_eq!((first.begun(), first.is_ended()), (None, false));
    first.begin("handed out".to_owned()).await.unwrap();
    assert!(client(&url).runtime().upload_parts(CONTENT, parts(&url)).journal(Arc::clone(&first)).await.is_err());
    let in_use = journal().await.unwrap_err();
    assert!(kind(&in_use) == UploadErrorKind::Journal && in_use.to_string().contains("is in use"), "{in_use}");
    drop(first);

    let (url, taken) = start([Take::All(200), Take::All(200)]);
    let second = Arc::new(journal().await.unwrap());
    assert_eq!(second.begun().as_deref(), Some("handed out"));
    let answers = client(&url).runtime().upload_parts(CONTENT, parts(&url)).journal(Arc::clone(&second)).await.unwrap();
    assert_eq!(answers.len(), 3);
    assert_eq!(taken.iter().take(2).map(|part| part.size).sum::<u64>(), 6);
    second.tell_end().await.unwrap();
    assert!(second.is_end_told());
    second.ended().await.unwrap();
    drop(second);
    assert!(journal().await.unwrap().is_ended());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn journal_of_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (path, film) = (folder.path().join("upload.json"), folder.path().join("film"));
    fs::write(&film, CONTENT).unwrap();
    let open = |subject: &'static str| async { UploadJournal::open(&path, subject, &Source::file(&film).open().await.unwrap()).await };
    open("a film").await.unwrap().begin("handed out".to_owned()).await.unwrap();
    let error = open("another film").await.unwrap_err();
    assert!(kind(&error) == UploadErrorKind::Journal && error.to_string().contains("another upload: a film"), "{error}");

    fs::File::options().write(true).open(&film).unwrap().set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(kind(&open("a film").await.unwrap_err()), UploadErrorKind::Changed, "the time");
    fs::write(&film, b"012345678").unwrap();
    assert_eq!(kind(&open("a film").await.unwrap_err()), UploadErrorKind::Changed, "the length");

    for text in ["", "[]", "{\"form\":7}"] {
        fs::write(&path, text).unwrap();
        let error = open("a film").await.unwrap_err();
        assert!(kind(&error) == UploadErrorKind::Journal && error.to_string().contains("this is no journal"), "{error}");
    }

    let error = UploadJournal::open(&film, "a film", &Source::file(&film).open().await.unwrap()).await.unwrap_err().to_string();
    let remedy = "remedy: name another one; remove this one only if it was a journal";
    assert!(error.contains("this is no journal of an upload") && error.contains(remedy), "{error}");
    assert!(fs::read(&film).unwrap() == b"012345678" && !folder.path().join("film.lock").exists());
}

#[tokio::test]
async fn address_of_a_part_that_is_refused_makes_the_journal_forget_the_upload() {
    let folder = tempfile::tempdir().unwrap();
    for (status, with_token, is_kept) in
        [(401, false, false), (403, false, false), (404, true, false), (410, true, false), (401, true, true), (413, false, true)]
    {
        let (url, _taken) = start([Take::All(200), Take::All(status)]);
        let path = folder.path().join(format!("{status}-{with_token}.json"));
        let journal = Arc::new(UploadJournal::open(&path, "a film", &Source::from(CONTENT).open().await.unwrap()).await.unwrap());
        journal.begin("handed out".to_owned()).await.unwrap();
        let upload = client(&url).runtime().upload_parts(CONTENT, parts(&url)).journal(Arc::clone(&journal));
        let error = if with_token { upload.await } else { upload.without_token().await }.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!((journal.begun().is_some(), journal.part(0).is_some()), (is_kept, is_kept), "{status}");
    }
}

#[tokio::test]
async fn file_that_changes_while_it_is_sent_is_an_error_and_its_part_is_not_listed() {
    let folder = tempfile::tempdir().unwrap();
    let film = folder.path().join("film");
    fs::write(&film, CONTENT).unwrap();
    let source = Source::file(&film).open().await.unwrap();
    let journal = Arc::new(UploadJournal::open(folder.path().join("journal"), "a film", &source).await.unwrap());
    let (url, _taken) = start([Take::All(200), Take::All(200)]);
    let upload = client(&url).runtime().upload_parts(source, parts(&url)).journal(Arc::clone(&journal));
    let error = upload.progress(move |_| fs::write(&film, b"0123456789 and more").unwrap()).await.unwrap_err();
    assert_eq!((kind(&error), journal.part(0)), (UploadErrorKind::Changed, None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn journal_of_several_tasks_lists_the_parts_of_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("upload.json");
    let open = || async { UploadJournal::open(&path, "a film", &Source::from(CONTENT).open().await.unwrap()).await };
    let journal = Arc::new(open().await.unwrap());
    let mut tasks = tokio::task::JoinSet::new();
    for index in 0..32 {
        let journal = Arc::clone(&journal);
        tasks.spawn(async move { journal.sent(index, Uploaded::new(http::StatusCode::OK, None)).await });
    }
    assert!(tasks.join_all().await.iter().all(Result::is_ok));
    drop(journal);
    let journal = open().await.unwrap();
    assert!((0..32).all(|index| journal.part(index).is_some()));
}

#[tokio::test]
async fn journal_that_is_dropped_while_it_is_written_is_locked_until_that_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("upload.json");
    let open = || async { UploadJournal::open(&path, "a film", &Source::from(CONTENT).open().await.unwrap()).await };
    for index in 0..20 {
        let journal = open().await.unwrap();
        let note = journal.sent(index, Uploaded::new(http::StatusCode::OK, None));
        drop(tokio::time::timeout(Duration::ZERO, note).await);
        drop(journal);
        let again = loop {
            match open().await {
                Err(error) if error.to_string().contains("is in use") => tokio::task::yield_now().await,
                other => break other.unwrap(),
            }
        };
        assert!(again.part(index).is_some(), "{index}");
    }
}
