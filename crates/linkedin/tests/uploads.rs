//! Requests of uploads, and uploads that are refused before a request.
#![cfg(all(feature = "content", feature = "ugc"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, deprecated, reason = "a test")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use linkedin::types::Locale;
use linkedin::upload::{AssetKind, Captions, upload_asset, upload_document, upload_image, upload_video};
use linkedin::urns::PersonUrn;
use linkedin::{Client, Error, Source, UploadErrorKind};
use restli_testing::Server;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// A server that gives these answers in order, and a client of it. An answer is its status and headers with `|` between them, then its body
/// on the lines below.
fn server(answers: &[&str]) -> (Client, Server) {
    let server = Server::answering(answers.iter().map(|answer| {
        let (head, body) = answer.split_once('\n').unwrap_or((answer, ""));
        let head = head.replace('|', "\r\n");
        format!("HTTP/1.1 {head}\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n{body}")
    }))
    .unwrap();
    let client = Client::builder().token("secret").base_url(server.url()).build().unwrap();
    (client, server)
}

fn author() -> PersonUrn {
    PersonUrn::new("aB3")
}

fn has_token(request: &str) -> bool {
    request.to_lowercase().contains("authorization: bearer secret")
}

#[tokio::test]
async fn an_image_goes_where_linkedin_says() {
    let (client, server) =
        server(&["200 OK\n{\"value\":{\"uploadUrl\":\"{server}/up?ca=1\",\"image\":\"urn:li:image:C4\"}}", "201 Created"]);
    let image = upload_image(&client, author(), PNG).await.unwrap();
    assert_eq!(image.as_str(), "urn:li:image:C4");
    let log = server.seen();
    assert!(log[0].starts_with("POST /rest/images?action=initializeUpload HTTP/1.1\r\n"), "{}", log[0]);
    assert!(log[0].ends_with(r#"{"initializeUploadRequest":{"owner":"urn:li:person:aB3"}}"#), "{}", log[0]);
    assert!(log[1].starts_with("PUT /up?ca=1 HTTP/1.1\r\n"), "{}", log[1]);
    assert!(has_token(&log[1]));
}

#[tokio::test]
async fn a_video_goes_in_parts_without_the_token() {
    let (client, server) = server(&[
        "200 OK\n{\"value\":{\"video\":\"urn:li:video:C5\",\"uploadToken\":\"t\",\"uploadInstructions\":[\
         {\"uploadUrl\":\"{server}/1\",\"firstByte\":0,\"lastByte\":49999},{\"uploadUrl\":\"{server}/2\",\"firstByte\":50000,\"lastByte\":99999}]}}",
        "200 OK|ETag: \"one\"",
        "200 OK|ETag: W/\"two\"",
        "200 OK",
    ]);
    let mut bytes = b"\0\0\0\x18ftypmp42\0\0\0\0".to_vec();
    bytes.resize(100_000, 0);
    let video = upload_video(&client, author(), bytes).await.unwrap();
    assert_eq!(video.as_str(), "urn:li:video:C5");
    let log = server.seen();
    assert!(log[0].contains(r#""fileSizeBytes":100000"#), "{}", log[0]);
    assert!(!has_token(&log[1]) && !has_token(&log[2]));
    let end = r#"{"finalizeUploadRequest":{"video":"urn:li:video:C5","uploadToken":"t","uploadedPartIds":["one","two"]}}"#;
    assert!(log[3].ends_with(end), "{}", log[3]);
}

/// The beginning of a video of 100,000 bytes.
const MP4: &[u8] = b"\0\0\0\x18ftypmp42\0\0\0\0";

/// The answer to the beginning of a video in one part, with addresses of captions and preview image.
const BEGUN: &str = "200 OK\n{\"value\":{\"video\":\"urn:li:video:C5\",\"uploadToken\":\"\",\"captionsUploadUrl\":\"{server}/captions\",\
     \"thumbnailUploadUrl\":\"{server}/thumbnail\",\"uploadInstructions\":[{\"uploadUrl\":\"{server}/1\",\"firstByte\":0,\"lastByte\":99999}]}}";

fn film() -> Vec<u8> {
    let mut bytes = MP4.to_vec();
    bytes.resize(100_000, 0);
    bytes
}

#[tokio::test]
async fn captions_and_thumbnail_go_before_the_end_and_the_wait_ends_when_the_video_is_available() {
    let (client, server) = server(&[
        BEGUN,
        "200 OK|ETag: one",
        "201 Created",
        "201 Created",
        "200 OK",
        "200 OK\n{\"status\":\"PROCESSING\"}",
        "200 OK\n{\"status\":\"AVAILABLE\"}",
    ]);
    let told = Arc::new(Mutex::new((0, 0)));
    let last = Arc::clone(&told);
    let video = upload_video(&client, author(), film())
        .captions(Captions::srt(Locale::new("en").country("US"), "1\n00:00:00,000 --> 00:00:01,000\nHello\n"))
        .thumbnail(PNG)
        .progress(move |progress| *last.lock().unwrap() = (progress.sent, progress.total))
        .available_within(Duration::from_secs(20))
        .await
        .unwrap();
    assert_eq!((video.as_str(), *told.lock().unwrap()), ("urn:li:video:C5", (100_000, 100_000)));
    let targets = server.targets();
    let (begin, get) = ("POST /rest/videos?action=initializeUpload", "GET /rest/videos/urn%3Ali%3Avideo%3AC5");
    assert_eq!(
        targets,
        [begin, "PUT /1", "POST /captions", "PUT /thumbnail", "POST /rest/videos?action=finalizeUpload", get, get].map(str::to_owned)
    );
    let log = server.seen();
    assert!(log[0].contains(r#""uploadCaptions":true,"uploadThumbnail":true"#), "{}", log[0]);
    assert!(log[1..4].iter().all(|request| !has_token(request)), "{log:?}");
    assert!(log[2].to_lowercase().contains("content-type: multipart/form-data; boundary=captions-0\r\n"), "{}", log[2]);
    let metadata = r#"{"format":"SRT","locale":{"language":"en","country":"US"},"transcriptType":"CLOSED_CAPTION"}"#;
    assert!(
        log[2].contains(metadata) && log[2].contains("\r\n\r\n1\n00:00:00,000 --> 00:00:01,000\nHello\n\r\n--captions-0--"),
        "{}",
        log[2]
    );
    assert!(log[3].to_lowercase().contains("media-type-family: stillimage\r\n"), "{}", log[3]);
}

#[tokio::test]
async fn medium_that_linkedin_cannot_process_is_an_error_with_its_urn() {
    let failed = "200 OK\n{\"status\":\"PROCESSING_FAILED\",\"processingFailureReason\":\"no sound\"}";
    let (client, _server) = server(&[BEGUN, "200 OK|ETag: one", "200 OK", failed]);
    let wait = Duration::from_secs(20);
    let error = upload_video(&client, author(), film()).available_within(wait).await.unwrap_err();
    let Error::Upload(error) = error else { panic!("{error}") };
    assert_eq!((error.kind, error.medium.as_deref()), (UploadErrorKind::ProcessingFailed, Some("urn:li:video:C5")));
    assert!(error.to_string().starts_with("upload: LinkedIn could not process urn:li:video:C5: no sound; check"), "{error}");

    let image = "200 OK\n{\"value\":{\"uploadUrl\":\"{server}/up\",\"image\":\"urn:li:image:C4\"}}";
    let (client, _server) = server(&[image, "201 Created", "200 OK\n{\"status\":\"PROCESSING\"}"]);
    let error = upload_image(&client, author(), PNG).available_within(Duration::from_millis(100)).await.unwrap_err();
    let Error::Upload(error) = error else { panic!("{error}") };
    assert_eq!((error.kind, error.medium.as_deref()), (UploadErrorKind::NotAvailable, Some("urn:li:image:C4")));
    assert!(error.to_string().contains("is not available after 0.1 seconds: PROCESSING"), "{error}");
}

#[tokio::test]
async fn medium_whose_state_may_not_be_read_is_an_error_with_its_urn_at_once() {
    let (client, server) = server(&[BEGUN, "200 OK|ETag: one", "200 OK", "403 Forbidden"]);
    let error = upload_video(&client, author(), film()).available_within(Duration::from_secs(300)).await.unwrap_err();
    let Error::Upload(error) = error else { panic!("{error}") };
    assert_eq!((error.kind, error.medium.as_deref()), (UploadErrorKind::NotAvailable, Some("urn:li:video:C5")));
    let told = "urn:li:video:C5 has arrived, but its state cannot be read: content.videos.get: 403 Forbidden";
    assert!(error.problem.what.starts_with(told), "{error}");
    assert_eq!(server.targets().len(), 4);
}

#[tokio::test]
async fn end_whose_answer_was_lost_is_looked_up_and_not_told_twice() {
    let lost = "500 Internal Server Error";
    let (client, server) = server(&[BEGUN, "200 OK|ETag: one", lost, "200 OK\n{\"status\":\"PROCESSING\"}"]);
    upload_video(&client, author(), film()).await.unwrap();
    assert_eq!(server.targets().len(), 4);
    let (client, _server) = server_of_an_open_video();
    let error = upload_video(&client, author(), film()).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
}

fn server_of_an_open_video() -> (Client, Server) {
    server(&[BEGUN, "200 OK|ETag: one", "500 Internal Server Error", "200 OK\n{\"status\":\"WAITING_UPLOAD\"}"])
}

#[tokio::test]
async fn video_of_another_length_or_with_wrong_thumbnail_or_captions_is_refused_before_it_is_sent() {
    let (client, server) = server(&[]);
    let header = [b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x74moov\0\0\0\x6cmvhd\0\0\0\0".as_slice(), &[0; 8]].concat();
    let mut short = [header, 600_u32.to_be_bytes().to_vec(), 1199_u32.to_be_bytes().to_vec()].concat();
    short.resize(100_000, 0);
    let error = upload_video(&client, author(), short).await.unwrap_err();
    assert!(matches!(&error, Error::Media(_)) && error.to_string().contains("seconds: 1; at least 3"), "{error}");
    let error = upload_video(&client, author(), film()).thumbnail(b"%PDF-1.7".as_slice()).await.unwrap_err();
    assert!(matches!(&error, Error::Media(_)) && error.to_string().contains("`application/pdf`"), "{error}");
    let error = upload_video(&client, author(), film()).captions(Captions::srt(Locale::new("de"), "WEBVTT\n")).await.unwrap_err();
    assert!(matches!(&error, Error::Media(_)) && error.to_string().contains("format: WebVTT; allowed: SRT"), "{error}");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn asset_of_more_than_200_mb_goes_in_parts() {
    const SIZE: u64 = (200 << 20) + 5;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    std::fs::write(&path, MP4).unwrap();
    std::fs::File::options().write(true).open(&path).unwrap().set_len(SIZE).unwrap();
    let registered = "200 OK\n{\"value\":{\"asset\":\"urn:li:digitalmediaAsset:C6\",\"mediaArtifact\":\"urn:li:digitalmediaMediaArtifact:(\
         urn:li:digitalmediaAsset:C6,urn:li:digitalmediaMediaArtifactClass:uploaded-video)\",\"uploadMechanism\":\
         {\"com.linkedin.digitalmedia.uploading.MultipartUpload\":{\"metadata\":\"m\",\"partUploadRequests\":[\
         {\"url\":\"{server}/1\",\"headers\":{\"x-part\":\"1\"},\"byteRange\":{\"firstByte\":0,\"lastByte\":209715199}},\
         {\"url\":\"{server}/2\",\"headers\":{},\"byteRange\":{\"firstByte\":209715200,\"lastByte\":209715204}}]}}}}";
    let state = "200 OK\n{\"recipes\":[{\"status\":\"AVAILABLE\"}]}";
    let (client, server) = server(&[registered, "200 OK|ETag: \"e1\"", "200 OK|ETag: \"e2\"", "200 OK", state]);
    let upload = upload_asset(&client, AssetKind::Video, author(), Source::file(&path));
    let asset = upload.journal(folder.path().join("journal.json")).available_within(Duration::from_secs(20)).await.unwrap();
    assert_eq!(asset.as_str(), "urn:li:digitalmediaAsset:C6");
    let log = server.received();
    let text = |index: usize| String::from_utf8_lossy(&log[index][..log[index].len().min(4000)]).into_owned();
    assert!(text(0).contains(r#""supportedUploadMechanism":["MULTIPART_UPLOAD"],"fileSize":209715205"#), "{}", text(0));
    assert!(text(1).contains("x-part: 1\r\n") && !has_token(&text(1)), "{}", text(1));
    assert!(text(2).ends_with("\r\n\r\n\0\0\0\0\0"), "{}", text(2));
    let parts = r#""metadata":"m","partUploadResponses":[{"headers":{"ETag":"\"e1\""},"httpStatusCode":200},{"headers":{"ETag":"\"e2\""},"httpStatusCode":200}]"#;
    assert!(text(3).starts_with("POST /v2/assets?action=completeMultiPartUpload ") && text(3).contains(parts), "{}", text(3));
    assert!(text(4).starts_with("GET /v2/assets/C6 "), "{}", text(4));
}

#[tokio::test]
async fn a_registered_upload_echoes_the_headers() {
    let (client, server) = server(&[
        "200 OK\n{\"value\":{\"asset\":\"urn:li:digitalmediaAsset:C6\",\"uploadMechanism\":\
         {\"com.linkedin.digitalmedia.uploading.MediaUploadHttpRequest\":{\"headers\":{\"media-type-family\":\"STILLIMAGE\"},\
         \"uploadUrl\":\"{server}/up\"}}}}",
        "201 Created",
    ]);
    let asset = upload_asset(&client, AssetKind::Image, author(), PNG).await.unwrap();
    assert_eq!(asset.as_str(), "urn:li:digitalmediaAsset:C6");
    let log = server.seen();
    let body = r#"{"registerUploadRequest":{"owner":"urn:li:person:aB3","recipes":["urn:li:digitalmediaRecipe:feedshare-image"],"serviceRelationships":[{"relationshipType":"OWNER","identifier":"urn:li:userGeneratedContent"}]}}"#;
    assert!(log[0].ends_with(body), "{}", log[0]);
    assert!(log[1].to_lowercase().contains("media-type-family: stillimage\r\n"), "{}", log[1]);
}

#[tokio::test]
async fn upload_that_breaks_a_rule_is_never_sent() {
    let (client, server) = server(&[]);
    let mut huge = PNG.to_vec();
    huge[16..24].copy_from_slice(&[0, 0, 0x20, 0, 0, 0, 0x20, 0]);
    let refused = [
        upload_image(&client, author(), b"%PDF-1.7".as_slice()).await.unwrap_err(),
        upload_image(&client, author(), huge).await.unwrap_err(),
        upload_document(&client, author(), "table.xls", b"?".as_slice()).await.unwrap_err(),
        upload_video(&client, author(), b"\0\0\0\x18ftypmp42\0\0\0\0".as_slice()).await.unwrap_err(),
        upload_asset(&client, AssetKind::Image, author(), vec![0xff; 9 << 20]).await.unwrap_err(),
    ];
    for error in refused {
        assert!(matches!(error, Error::Media(_)), "{error}");
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn bytes_do_not_go_unencrypted_to_another_host() {
    let (client, _) = server(&["200 OK\n{\"value\":{\"uploadUrl\":\"http://evil.example/up\",\"image\":\"urn:li:image:C4\"}}"]);
    let error = upload_image(&client, author(), PNG).await.unwrap_err();
    assert!(matches!(error, Error::Upload(_)) && error.to_string().contains("evil.example"), "{error}");
}
