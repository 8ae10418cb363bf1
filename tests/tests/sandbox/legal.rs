//! Requests in forms that are legal and seldom written, over a raw socket: none is refused, and the log knows each for what it is.

use crate::raw::{post, send, send_bytes};
use crate::sandbox;

const POST: &str = "urn%3Ali%3Ashare%3A7400000000000000123";
const FORM: &str = "content-type: application/x-www-form-urlencoded";

#[tokio::test]
async fn request_in_a_seldom_form_is_taken_for_its_operation() {
    let sandbox = sandbox(&[]).await;
    let get = format!("GET /rest/posts/{POST}");
    let of_author = "q=author&author=urn%3Ali%3Aorganization%3A5";
    let part = |media_type: &str, text: &str| format!("--a b\r\nContent-Type: {media_type}\r\n\r\n{text}\r\n");
    let form = part("application/x-www-form-urlencoded", "");
    let change = part("application/json; charset=UTF-8", r#"{"patch":{"$set":{"commentary":"new"}}}"#);
    let tunnel = format!("a preamble\r\n{change}{form}--a b--\r\nan epilogue");
    for (operation, line, headers, body) in [
        ("content.posts.get", get.replace("%3A", "%3a"), &[][..], ""),
        ("content.posts.get", get.replace("share", "s%68are"), &[], ""),
        ("content.posts.get", get.replace("/rest", "http://api.linkedin.com/rest"), &[], ""),
        ("content.posts.get", format!("{get}?"), &[], ""),
        ("content.posts.get", format!("{get}?&fields=id,distribution:(targetEntities:($start:0,$count:1))&"), &[], ""),
        ("content.posts.get", get.clone(), &["Accept: text/html", "ACCEPT: Application/JSON;q=0.1"], ""),
        ("content.posts.get", get.clone(), &["accept: ,application/*;q=1.000 ,"], ""),
        ("content.posts.get", get.clone(), &["X-RESTLI-METHOD: GET", "x-restli-protocol-version: \t2.0.0 "], ""),
        ("content.posts.get", format!("POST /rest/posts/{POST}"), &["x-http-method-override: GET", FORM], ""),
        ("content.posts.batch_get", format!("GET /rest/posts?%69ds=List({POST},{POST})"), &[], ""),
        ("content.posts.batch_get", "GET /rest/posts?ids=List()".to_owned(), &[], ""),
        ("content.posts.find_by_author", format!("GET /rest/posts?&{of_author}&&count=1"), &[], ""),
        ("content.posts.find_by_author", "POST /rest/posts?count=1".to_owned(), &["x-http-method-override: GET", FORM], of_author),
        (
            "content.posts.partial_update",
            format!("POST /rest/posts/{POST}"),
            &["x-http-method-override: POST", "content-type: Multipart/Mixed;BOUNDARY=\"a b\""],
            &tunnel,
        ),
        ("content.posts.partial_update", format!("POST /rest/posts/{POST}"), &["content-type: application/json;"], r#" {"patch":{}} "#),
        ("profile.userinfo.get", "GET /v2/userinfo".to_owned(), &["content-length: 0", "connection: keep-alive, close"], ""),
    ] {
        let met = send(&sandbox, &line, headers, body).await;
        let exchange = sandbox.exchanges().pop().expect("an exchange");
        assert!(met.status().is_some_and(|status| (200..300).contains(&status)), "{line} {headers:?}: {met:?}");
        assert_eq!((exchange.operation.as_deref(), exchange.refused_by), (Some(operation), None), "{line} {headers:?}");
    }
}

#[tokio::test]
async fn body_in_pieces_or_after_a_leave_is_taken() {
    let sandbox = sandbox(&[]).await;
    let length = post(&sandbox, &["expect: 100-continue"]).await;
    assert!(length.bytes.starts_with(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 "), "{length:?}");
    let token = sandbox.token_for_all();
    let head = format!("POST /rest/posts/{POST} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: bearer {token}");
    let rest = "linkedin-version: 202607\r\nx-restli-protocol-version: 2.0.0\r\ntransfer-encoding: Chunked";
    let met =
        send_bytes(&sandbox, format!("{head}\r\n{rest}\r\n\r\n3;a=1\r\n{{\"p\r\nA\r\natch\":{{}}}} \r\n0\r\nx: y\r\n\r\n").as_bytes())
            .await;
    assert_eq!(met.status(), Some(204), "{met:?}");
}
