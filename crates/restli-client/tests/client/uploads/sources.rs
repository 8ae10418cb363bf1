//! Uploads from memory, files and readers: streamed, counted, watched, and sent again only where they can be read again.

use std::fs;
use std::io::Write as _;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use restli_client::{Error, Part, Progress, Retry, Source, StopReason, TransportKind, UploadErrorKind};
use tokio::io::{AsyncRead, AsyncReadExt as _, ReadBuf};

use super::sink::{Take, Taken, start, sum};
use crate::tables::{Client, PICTURE, TOKEN};

const QUICK: Retry = Retry::standard().pauses(Duration::from_millis(1), Duration::from_millis(4));

/// Bytes that differ from place to place.
fn bytes(size: usize) -> Vec<u8> {
    (0..size).map(|index| u8::try_from(index * 7 % 251).unwrap()).collect()
}

fn client(url: &str, stall: Duration) -> Client {
    Client::builder().token(TOKEN).base_url(url).retry(QUICK).upload_stall(stall).build().unwrap()
}

fn patient(url: &str) -> Client {
    client(url, Duration::from_secs(20))
}

/// A file in a folder that is removed at the end.
fn file(content: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    fs::File::create(&path).unwrap().write_all(content).unwrap();
    (folder, path)
}

fn kind(error: &Error) -> UploadErrorKind {
    let Error::Upload(error) = error else { panic!("{error}") };
    error.kind
}

#[tokio::test]
async fn sources_of_one_content_send_the_same_request() {
    let content = bytes(1_000_001);
    let (_folder, path) = file(&content);
    let (url, taken) = start([Take::All(201); 3]);
    let client = patient(&url);
    let sources = [Source::from(content.clone()), Source::file(&path), Source::reader(1_000_001, std::io::Cursor::new(content.clone()))];
    let mut seen: Vec<Taken> = Vec::new();
    for source in sources {
        let told = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&told);
        let upload = client.runtime().upload(&url, source).progress(move |progress: Progress| list.lock().unwrap().push(progress));
        assert_eq!(upload.await.unwrap().etag.as_deref(), Some("\"1000001\""));
        let told = told.lock().unwrap();
        assert!(told.windows(2).all(|pair| pair[0].sent < pair[1].sent), "{told:?}");
        assert_eq!(told.last().map(|last| (last.sent, last.total)), Some((1_000_001, 1_000_001)));
        seen.push(taken.recv().unwrap());
    }
    assert_eq!((seen[0].size, seen[0].sum), (1_000_001, sum(&content)));
    assert!(seen[0].head.contains("\r\ncontent-length: 1000001\r\n") && !seen[0].head.contains("transfer-encoding"), "{}", seen[0].head);
    assert!(seen.iter().all(|other| *other == seen[0]), "{seen:?}");
}

#[tokio::test]
async fn source_that_can_be_read_again_is_sent_again_from_its_first_byte() {
    let content = bytes(500_000);
    let (_folder, path) = file(&content);
    for source in [Source::from(content.clone()), Source::file(&path)] {
        let (url, taken) = start([Take::Cut(200_000), Take::All(503), Take::All(201)]);
        patient(&url).runtime().upload(&url, source).await.unwrap();
        let seen: Vec<Taken> = taken.iter().take(3).collect();
        assert_eq!((seen[2].size, seen[2].sum), (500_000, sum(&content)));
    }
}

#[tokio::test]
async fn reader_is_sent_again_only_while_nothing_was_read() {
    let (url, _taken) = start([Take::Cut(200_000), Take::All(201)]);
    let error = patient(&url).runtime().upload(&url, Source::reader(500_000, std::io::Cursor::new(bytes(500_000)))).await.unwrap_err();
    assert_eq!(error.attempts().unwrap().stopped, StopReason::SourceSpent, "{error}");

    // Nobody listens at first: the attempts that found no connection have not touched the reader.
    let place = { std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap() };
    let url = format!("http://{place}");
    let server = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        restli_testing::Server::acting_at(
            std::net::TcpListener::bind(place).unwrap(),
            [restli_testing::Act::Answer(restli_testing::response(201, &[], ""))],
        )
        .unwrap()
    });
    let policy = Retry::standard().attempts(20).pauses(Duration::from_millis(100), Duration::from_millis(100));
    let upload = patient(&url).runtime().upload(&url, Source::reader(3, &b"abc"[..])).retry(policy).await;
    assert!(server.join().unwrap().seen()[0].ends_with("\r\n\r\nabc"));
    upload.unwrap();
}

#[tokio::test]
async fn source_that_cannot_be_read_to_its_end_is_an_error_and_not_sent_again() {
    let (url, _taken) = start([Take::All(201), Take::All(201)]);
    let client = patient(&url);
    let upload = |source: Source| client.runtime().upload(&url, source);
    let error = upload(Source::reader(500_000, std::io::Cursor::new(bytes(400_000)))).await.unwrap_err();
    assert_eq!(kind(&error), UploadErrorKind::Source);
    assert!(error.to_string().contains("fewer bytes"), "{error}");
    for path in ["no/such/file", "."] {
        let error = upload(Source::file(path)).await.unwrap_err();
        assert_eq!(kind(&error), UploadErrorKind::Source);
        assert!(error.to_string().starts_with(&format!("upload: `{path}`: ")), "{error}");
    }
}

#[tokio::test]
async fn file_that_changes_after_it_was_opened_is_an_error() {
    let (_folder, path) = file(&bytes(1000));
    let opened = Source::file(&path).open().await.unwrap();
    fs::File::options().append(true).open(&path).unwrap().write_all(b"more").unwrap();
    let (url, _taken) = start([]);
    let error = patient(&url).runtime().upload(&url, opened).await.unwrap_err();
    assert_eq!(kind(&error), UploadErrorKind::Changed);
}

#[tokio::test]
async fn rule_is_checked_against_what_the_file_tells() {
    let mut film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    film.extend(b"\0\0\0\x74moov\0\0\0\x6cmvhd\0\0\0\0");
    film.extend([0; 8]);
    film.extend(600_u32.to_be_bytes());
    film.extend((600_u32 * 61).to_be_bytes());
    film.resize(24 + 0x74, 0);
    let (_folder, path) = file(&film);
    for source in [Source::from(film.clone()), Source::file(&path), Source::reader(140, std::io::Cursor::new(film.clone()))] {
        let source = source.open().await.unwrap();
        assert_eq!((source.size(), source.media().seconds), (140, Some(61)));
        let (url, _taken) = start([]);
        let Error::Media(error) = patient(&url).runtime().upload(&url, source).rule(&PICTURE).await.unwrap_err() else { panic!() };
        let told = error.to_string();
        for line in ["format: `video/mp4`", "bytes: 140; at most 64", "seconds: 61; at most 60"] {
            assert!(told.contains(line), "{line} in {told}");
        }
    }
}

#[tokio::test]
async fn connection_that_takes_no_more_bytes_is_a_stall_and_the_upload_is_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large");
    fs::File::create(&path).unwrap().set_len(64 << 20).unwrap();
    let stop = Take::Stop(1 << 20, Duration::from_secs(8));
    let (url, taken) = start([stop, Take::All(201), stop]);
    let client = client(&url, Duration::from_secs(1));
    client.runtime().upload(&url, Source::file(&path)).await.unwrap();
    let sizes: Vec<_> = taken.iter().take(2).map(|request| request.size).collect();
    assert_eq!(sizes, [1 << 20, 64 << 20], "the second connection has all bytes");

    let error = client.runtime().upload(&url, Source::file(&path)).retry(Retry::never()).await.unwrap_err();
    let Error::Transport(error) = error else { panic!("{error}") };
    assert_eq!(error.kind, TransportKind::Stalled(Duration::from_secs(1)));
    assert!(error.to_string().contains("no byte went out for 1 s"), "{error}");
}

/// A reader of zeros that pauses before each piece behind the beginning, which is read when the source is opened.
struct Slow {
    left: usize,
    pause: Option<Pin<Box<tokio::time::Sleep>>>,
}

/// The number of bytes without a pause.
const FAST: usize = 256 << 10;

/// The number of all bytes.
const ALL: usize = FAST + (200 << 10);

impl AsyncRead for Slow {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        if self.left <= ALL - FAST {
            let mut pause = self.pause.take().unwrap_or_else(|| Box::pin(tokio::time::sleep(Duration::from_millis(400))));
            if pause.as_mut().poll(context).is_pending() {
                self.pause = Some(pause);
                return Poll::Pending;
            }
        }
        let count = buffer.remaining().min(self.left);
        buffer.put_slice(&vec![0; count]);
        self.left -= count;
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn source_that_is_slower_than_the_stall_limit_is_no_stall() {
    let (url, taken) = start([Take::All(201)]);
    let size = u64::try_from(ALL).unwrap();
    let client = client(&url, Duration::from_millis(150));
    let started = std::time::Instant::now();
    client.runtime().upload(&url, Source::reader(size, Slow { left: ALL, pause: None })).await.unwrap();
    assert_eq!(taken.recv().unwrap().size, size);
    assert!(started.elapsed() > Duration::from_millis(800), "the source did pause");
}

#[tokio::test]
async fn upload_whose_limits_are_the_longest_duration_has_none() {
    let (url, taken) = start([Take::All(201)]);
    let client = Client::builder().token(TOKEN).base_url(&url).upload_stall(Duration::MAX).upload_timeout(Duration::MAX).build().unwrap();
    client.runtime().upload(&url, bytes(200_000)).await.unwrap();
    assert_eq!(taken.recv().unwrap().size, 200_000);
}

/// A reader that gives no byte and does not end.
struct Silent;

impl AsyncRead for Silent {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        Poll::Pending
    }
}

#[tokio::test]
async fn reader_that_is_silent_ends_the_upload_with_its_limit() {
    let client = Client::builder().token(TOKEN).upload_timeout(Duration::from_millis(100)).build().unwrap();
    let runtime = client.runtime();
    let url = "https://up.shop.example/x";
    let silent_after = |head: usize| Source::reader(300_000, std::io::Cursor::new(bytes(head)).chain(Silent));
    let of_part = runtime.upload_parts(silent_after(FAST), vec![Part::new(url, 0, 299_999)]).await.unwrap_err();
    for error in [runtime.upload(url, silent_after(1000)).await.unwrap_err(), of_part] {
        assert_eq!(kind(&error), UploadErrorKind::Source);
        assert!(error.to_string().starts_with("upload: the source did not give its bytes within 0.1 seconds; begin"), "{error}");
    }
}
