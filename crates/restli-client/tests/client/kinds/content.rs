//! Bytes of any kind.

use restli_client as rt;
use rt::{Call, Content, Error, Request};

use super::{NEW_BLOB, SET_BLOB, blob, call};
use crate::requests::check;
use crate::tables::{Client, TOKEN};
use restli_testing::{Server, json, response};

#[test]
fn bytes_are_sent_as_they_are() {
    let content = |bytes: &[u8]| Content::new("image/png", bytes);
    check(
        call(&NEW_BLOB).content(content(b"\x00{\"")).request::<rt::Created<String>, rt::NoParams, rt::Unchecked>().to_http(),
        "POST https://api.shop.example/k/blobs
         x-restli-method: create
         content-type: image/png
         \0{\"",
    );
    let binary = call(&SET_BLOB).key("blobId", &"a".to_owned()).content(content(b"\xff\xfe")).request::<(), rt::NoParams, rt::Unchecked>();
    assert_eq!(binary.to_http().unwrap().body().as_ref(), b"\xff\xfe");
    assert!(binary.to_curl().unwrap().ends_with("-H 'content-type: image/png' \\\n  --data-binary @FILE"));
    check(
        blob(&Client::new()).to_http(),
        "GET https://api.shop.example/k/blobs/a
         x-restli-method: get
         accept: */*",
    );
    let odd = call(&NEW_BLOB).content(Content::new("png", b"")).request::<rt::Created<String>, rt::NoParams, rt::Unchecked>();
    assert_eq!(odd.to_http().unwrap_err().to_string(), "shop.kinds.call: `png` is not a media type; write it as `image/png`");
}

#[test]
fn a_tunnelled_body_keeps_its_content_type() {
    let client = Client::builder().token(TOKEN).tunnel(rt::Tunnel::Above(3)).build().unwrap();
    let call = Call::new(client.runtime(), &SET_BLOB).key("blobId", &"a".to_owned()).param("size", &1_i32);
    let request: Request<()> = call.content(Content::new("text/plain", b"hello")).request();
    let body = request.to_http().unwrap().into_body();
    assert!(std::str::from_utf8(&body).unwrap().ends_with("Content-Type: text/plain\r\n\r\nhello\r\n--restli-0--\r\n"));
}

#[tokio::test]
async fn bytes_come_with_their_type_and_errors_are_errors() {
    let server = Server::answering(vec![
        response(200, &[("Content-Type", "image/png")], "\0{é"),
        response(200, &[], ""),
        json(404, r#"{"status":404,"message":"no such blob"}"#),
    ])
    .unwrap();
    let client = Client::at(server.url());
    assert_eq!(blob(&client).await.unwrap(), Content::new("image/png", "\0{é"));
    assert_eq!(blob(&client).await.unwrap(), Content::new("application/octet-stream", b""));
    let error = blob(&client).await.unwrap_err();
    assert!(matches!(&error, Error::Api(error) if error.message() == Some("no such blob")), "{error}");
}
