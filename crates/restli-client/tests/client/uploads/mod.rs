//! Uploads go where the schema allows, and only after the media rule holds.

mod journals;
mod memory;
mod parts;
mod sink;
mod sources;

use restli_client::{Error, Media};

use crate::tables::{Client, PICTURE, TOKEN};
use restli_testing::{Server, json, response};

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
        (413, "the body is too large"),
    ] {
        let server = Server::answering(vec![response(status, &[], "")]).unwrap();
        let error = Client::at(server.url()).runtime().upload(server.url(), "0123").without_token().await.unwrap_err();
        assert_eq!(error.cause().as_deref(), Some(cause), "{status}");
    }
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
