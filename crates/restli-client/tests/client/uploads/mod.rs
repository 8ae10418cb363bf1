//! Uploads go where the schema allows, and only after the media rule holds.

mod journals;
mod memory;
mod parts;
mod sink;
mod sources;

use std::time::{Duration, Instant};

use restli_client::{Error, Media, Part};

use crate::tables::{Client, PICTURE, TOKEN};
use restli_testing::{Act, Server, json, response};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

#[tokio::test]
async fn address_that_keeps_no_secret_is_refused() {
    let client = Client::new();
    let remedy = "pass the address as the server handed it out; uploads go by `https`";
    for (url, what) in [
        ("http://up.shop.example/x", "bytes do not go to `http://up.shop.example`, which is not encrypted"),
        ("https://up.shop.example@evil.example/x", "the address holds a user name or password"),
        ("https://user:pw@up.shop.example/x", "the address holds a user name or password"),
        ("http://127.0.0.1:9/x", "bytes do not go to `http://127.0.0.1`, which is not encrypted"),
        ("no url", "the address is not a URL"),
    ] {
        let error = client.runtime().upload(url, PNG).await.unwrap_err();
        let Error::Upload(problem) = error else { panic!("{url}: {error}") };
        let restli_client::Problem { about, what: told, remedy: way, .. } = &problem.problem;
        assert_eq!((&**about, &**told, &**way), ("upload", what, remedy), "{url}");
    }
    for url in ["https://up.shop.example/x", "https://a.cdn.example/x", "https://cdn.example/x", "https://other.example/x"] {
        let error = client.runtime().upload(url, PNG).rule(&PICTURE).seconds(1).await.unwrap_err();
        assert!(matches!(error, Error::Media(_)), "{url}: {error}");
    }
}

#[tokio::test]
async fn loopback_address_with_a_loopback_base_url_is_allowed() {
    let server =
        Server::answering(vec![response(201, &[("ETag", "\"e1\"")], ""), response(400, &[], "no"), response(200, &[], "")]).unwrap();
    let client = Client::at(server.url());
    let url = format!("{}/upload?sig=1", server.url());
    let done = client.runtime().upload(&url, "0123").header("X-Part", "1").await.unwrap();
    assert_eq!((done.status.as_u16(), done.etag.as_deref()), (201, Some("\"e1\"")));
    let error = client.runtime().upload(&url, "0123").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "PUT http://127.0.0.1: 400 Bad Request; look at the request (`to_curl`) and at the message\n  \
         body: no\n  \
         cause: the server does not accept the URL or the body"
    );
    client.runtime().upload(&url, "0123").method(http::Method::POST).without_token().await.unwrap();
    let seen = server.seen();
    assert!(seen[0].starts_with("PUT /upload?sig=1 HTTP/1.1\r\n") && seen[0].ends_with("\r\n\r\n0123"), "{}", seen[0]);
    for line in ["content-type: application/octet-stream", "content-length: 4", "x-part: 1", &format!("authorization: Bearer {TOKEN}")] {
        assert!(seen[0].contains(&format!("\r\n{line}\r\n")), "{line} in {}", seen[0]);
    }
    assert!(seen[2].starts_with("POST ") && !seen[2].contains(TOKEN), "{}", seen[2]);
}

#[tokio::test]
async fn forbidden_upload_speaks_of_its_address() {
    let server = Server::answering(vec![response(403, &[], "<Error/>"), json(403, r#"{"code":"NO_SUCH_SHOP","status":403}"#)]).unwrap();
    let client = Client::at(server.url());
    let error = || async { client.runtime().upload(server.url(), "0123").await.unwrap_err() };
    assert_eq!(
        error().await.to_string(),
        "PUT http://127.0.0.1: 403 Forbidden; ask for a new address and send each part to its own, soon and once; an address…\n  \
         body: <Error/>\n  \
         cause: the address has expired, was used before, is for another part of the file, or takes no token\n  \
         remedy: ask for a new address and send each part to its own, soon and once; an address that is signed wants no token (`without_token`)"
    );
    assert_eq!(error().await.cause().as_deref(), Some("the shop is closed"), "the code of the answer says more");
}

#[tokio::test]
async fn refusal_of_an_address_is_explained_by_its_status() {
    for (status, cause) in [
        (401, "the address takes no token, or not this one, or its signature has expired"),
        (403, "the address has expired, was used before, is for another part of the file, or takes no token"),
        (404, "the address is not known: it has expired, is cut off, or belongs to an upload that was given up"),
        (410, "the address has expired, or its upload has ended"),
        (302, "the server points elsewhere, and bytes go to the address that was handed out alone"),
        (308, "the server points elsewhere, and bytes go to the address that was handed out alone"),
        (413, "the body is too large"),
    ] {
        let server = Server::answering(vec![response(status, &[], "")]).unwrap();
        let error = Client::at(server.url()).runtime().upload(server.url(), "0123").without_token().await.unwrap_err();
        assert_eq!(error.cause().as_deref(), Some(cause), "{status}");
    }
}

#[tokio::test]
async fn success_whose_body_is_a_page_or_an_error_is_none() {
    let page = "<html><title>Sign in to the hotel network</title></html>";
    let (not_json, failed) = ("that cannot be read; send it again; if it stays", "with an error in its body; read the message");
    for (status, kind, body, told) in [
        (200, "text/html", page, Some(not_json)),
        (200, "text/html", "\u{feff} <!doctype html><p>", Some(not_json)),
        (200, "application/xml", "<Error><Code>InternalError</Code></Error>", Some(not_json)),
        (200, "application/json", r#"{"status":422,"message":"virus found","serviceErrorCode":5}"#, Some(failed)),
        (201, "application/json", r#"{"status":422,"message":"virus found"}"#, Some(failed)),
        // A server of files says so to people.
        (201, "text/html", page, None),
        (200, "application/json", r#"{"status":"stored"}"#, None),
        (200, "application/json", r#"{"status":200,"message":"stored"}"#, None),
        (200, "text/plain", "stored", None),
        (204, "text/html", "", None),
    ] {
        let server = Server::answering([response(status, &[("Content-Type", kind)], body)]).unwrap();
        let error = Client::at(server.url()).runtime().upload(server.url(), "0123").without_token().await.err();
        let text = error.as_ref().map(ToString::to_string);
        assert_eq!(text.is_some(), told.is_some(), "{status} {body}: {text:?}");
        assert!(
            text.is_none_or(|text| text.contains(told.unwrap_or_default()) && !text.contains("base URL")),
            "{status} {body}: {error:?}"
        );
    }
}

#[tokio::test]
async fn success_without_the_whole_body_is_one() {
    let server = Server::answering(["HTTP/1.1 200 OK\r\nContent-Length: 50\r\nConnection: close\r\n\r\n<h".to_owned()]).unwrap();
    let done = Client::at(server.url()).runtime().upload(server.url(), "0123").await.unwrap();
    assert_eq!(done.status.as_u16(), 200);
}

#[tokio::test]
async fn secrets_of_an_address_and_its_headers_are_masked_in_its_answer() {
    let body = "<Error>SECRET/1234 SECRET%2F1234 /secret/path/x SECRET-HEADER of /secret</Error>";
    for status in [403, 200] {
        let server = Server::answering([response(status, &[("X-Request-Id", "SECRET/1234")], body)]).unwrap();
        let url = format!("{}/secret/path/x?sig=SECRET%2F1234&part=1", server.url());
        let upload = Client::at(server.url()).runtime().upload(&url, "0123").header("X-Amz-Security-Token", "SECRET-HEADER");
        let error = upload.await.unwrap_err();
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(!text.contains("SECRET") && !text.contains("/path"), "{status}: {text}");
        }
    }
    let server = Server::answering([response(302, &[("Location", "https://store.example/secret?sig=SECRET")], "")]).unwrap();
    let error = Client::at(server.url()).runtime().upload(server.url(), "0123").await.unwrap_err().to_string();
    assert!(error.ends_with("points to: https://store.example") && error.contains("; ask for a new address"), "{error}");
}

#[tokio::test]
async fn headers_that_follow_from_address_and_source_are_not_taken_from_the_caller() {
    let server = Server::answering([response(201, &[], "")]).unwrap();
    let upload = Client::at(server.url()).runtime().upload(server.url(), "0123");
    upload.header("Host", "evil.example").header("Content-Length", "9").header("Transfer-Encoding", "chunked").await.unwrap();
    let seen = server.seen().remove(0).to_lowercase();
    assert!(seen.contains("\r\ncontent-length: 4\r\n") && !seen.contains("evil") && !seen.contains("chunked"), "{seen}");
}

#[tokio::test]
async fn panic_of_the_function_that_is_told_of_progress_ends_the_upload() {
    let server = Server::answering([response(201, &[], ""), response(201, &[], "")]).unwrap();
    let upload = Client::at(server.url()).runtime().upload(server.url(), "0123").progress(|_| panic!("told"));
    let panic = tokio::spawn(upload.send()).await.unwrap_err().into_panic();
    assert_eq!(panic.downcast_ref(), Some(&"told"));
}

#[test]
fn builder_upload_host_is_a_host() {
    let build = |host: &str| Client::builder().token(TOKEN).upload_host(host).build();
    assert!(build("files.example").is_ok() && build(".files.example").is_ok());
    for wrong in ["", ".", "https://files.example", "files.example/x", "files.example:443", "me@files.example"] {
        let Err(Error::Setup(problem)) = build(wrong) else { panic!("{wrong}") };
        assert_eq!(problem.about, "Builder::upload_host");
        assert_eq!(problem.what, format!("`{wrong}` is not a host"));
        assert_eq!(problem.remedy, "write it as `uploads.example.com`, or as `.example.com` with all subdomains");
    }
}

#[test]
fn media_rule_lists_every_broken_limit() {
    let broken = |media: Media<'_>| PICTURE.check(&media).map_err(|error| error.to_string());
    let head = "nothing was sent: the media rule `picture` is broken\n  ";
    let format = |found: &str| Err(format!("{head}format: {found}; allowed: image/png, image/jpeg, application/vnd.slides"));
    let bytes = PNG;
    assert_eq!(broken(Media { bytes, ..Media::default() }), Ok(()));
    assert_eq!(broken(Media { bytes, file_name: Some("x.gif"), seconds: Some(3), pixels: Some((10, 100)), ..Media::default() }), Ok(()));
    assert_eq!(broken(Media { bytes: b"GIF89a", file_name: Some("x.png"), ..Media::default() }), format("`image/gif`"));
    assert_eq!(broken(Media { bytes: b"??", file_name: Some("x.SLD"), ..Media::default() }), Ok(()));
    assert_eq!(
        broken(Media { bytes: b"??", file_name: Some("x.txt"), ..Media::default() }),
        format("not known from the bytes, and `.txt` by name")
    );
    assert_eq!(
        broken(Media { bytes: b"../pictures of us/x.png", ..Media::default() }),
        format("not known from the bytes, which are a path as text: `Source::file` reads a file")
    );
    let zip = b"PK\x03\x04\x14\0\0\0";
    assert_eq!(broken(Media { bytes: zip, file_name: Some("x.png"), ..Media::default() }), format("`application/zip`, and `.png` by name"));
    assert_eq!(broken(Media { bytes: zip, file_name: Some("x.sld"), ..Media::default() }), Ok(()));
    assert_eq!(broken(Media { bytes: b"??", ..Media::default() }), format("not known from the bytes, and there is no file name"));
    assert_eq!(
        broken(Media { bytes, size: Some(65), seconds: Some(61), pixels: Some((10, 101)), ..Media::default() }),
        Err(format!("{head}bytes: 65; at most 64\n  pixels: 1,010; at most 1,000\n  seconds: 61; at most 60"))
    );
    assert_eq!(broken(Media { bytes, seconds: Some(2), ..Media::default() }), Err(format!("{head}seconds: 2; at least 3")));
}

#[test]
fn debug_of_an_upload_shows_no_more_of_its_address_than_the_host() {
    let client = Client::new();
    for url in ["https://me:pw@up.shop.example/secret/x?sig=secret#secret", "https://up.shop.example:444/secret"] {
        let shown = format!("{:?}", client.runtime().upload(url, PNG));
        assert!(shown.contains(r#"url: "https://up.shop.example","#), "{shown}");
        assert!(!shown.contains("secret") && !shown.contains("pw"), "{shown}");
    }
    assert!(!format!("{:?}", client.runtime().upload("secret", PNG)).contains("secret"));
}

#[tokio::test]
async fn body_of_a_success_that_does_not_come_leaves_the_upload_done_and_half_of_its_time() {
    let begun = "HTTP/1.1 201 Created\r\nETag: \"e1\"\r\nContent-Length: 5\r\n\r\n12";
    let acts = (0..3).map(|_| Act::Stall(begun.to_owned(), Duration::from_secs(20)));
    let server = Server::acting(acts).unwrap();
    let client = Client::builder().token(TOKEN).base_url(server.url()).upload_timeout(Duration::from_secs(2)).build().unwrap();
    let started = Instant::now();
    let done = client.runtime().upload(server.url(), "0123").await.unwrap();
    assert_eq!((done.status.as_u16(), done.tag()), (201, Some("e1")));
    assert!(started.elapsed() < Duration::from_millis(1600), "{:?}", started.elapsed());
    let parts = [(0, 1), (2, 3)].map(|(first, last)| Part::new(server.url(), first, last)).to_vec();
    assert_eq!(client.runtime().upload_parts("0123", parts).await.unwrap(), [done.clone(), done]);
    assert_eq!(server.received().len(), 3);
}
