//! Requests of uploads, and uploads that are refused before a request.
#![cfg(all(feature = "content", feature = "ugc"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, deprecated, reason = "a test")]

use linkedin::upload::{AssetKind, upload_asset, upload_document, upload_image, upload_video};
use linkedin::urns::PersonUrn;
use linkedin::{Client, Error};
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
        "200 OK|ETag: two",
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
