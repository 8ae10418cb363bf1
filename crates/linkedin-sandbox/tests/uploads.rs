//! Uploads: addresses that take bytes, and the state of what was uploaded.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

use std::time::Duration;

use http::{Request, Response};
use linkedin_sandbox::{Sandbox, Settings, Time, settings};
use serde_json::{Value as Json, json};

/// The beginning of a PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// A day on which the version of the requests lives, 2026-12-01.
const DAY: Time = Time::from_millis(1_796_083_200_000);

struct Desk(Sandbox);

impl Desk {
    async fn new() -> Self {
        let settings = Settings { starts_at: Some(DAY), ..settings() };
        Self(Sandbox::start(linkedin_sandbox::api(), settings).await.expect("a sandbox"))
    }

    fn call(&self, first: &str, body: &Json) -> (u16, Json) {
        let (verb, target) = first.split_once(' ').expect("a verb and a target");
        let request = Request::builder().method(verb).uri(target).header("authorization", format!("Bearer {}", self.0.token_for_all()));
        let request = request.header("linkedin-version", "202607").header("x-restli-protocol-version", "2.0.0");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let answer = self.0.answer(request.body(body.into()).expect("a request"));
        (answer.status().as_u16(), serde_json::from_slice(answer.body()).unwrap_or_default())
    }

    /// Sends bytes to an address. An empty token sends none.
    fn send(&self, verb: &str, address: &Json, token: &str, bytes: &'static [u8]) -> Response<bytes::Bytes> {
        let mut request = Request::builder().method(verb).uri(address.as_str().expect("an address"));
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        self.0.answer(request.body(bytes.into()).expect("a request"))
    }

    /// Begins the upload of an image: its name, and the address.
    fn image(&self) -> (String, Json) {
        let (status, body) =
            self.call("POST /rest/images?action=initializeUpload", &json!({"initializeUploadRequest": {"owner": "urn:li:person:mira"}}));
        assert_eq!(status, 200, "{body}");
        (body["value"]["image"].as_str().expect("a name").to_owned(), body["value"]["uploadUrl"].clone())
    }

    /// The state of an image.
    fn state(&self, image: &str) -> Json {
        self.call(&format!("GET /rest/images/{}", image.replace(':', "%3A")), &Json::Null).1["status"].clone()
    }
}

#[tokio::test]
async fn address_ends_when_its_answer_says() {
    let desk = Desk::new().await;
    let (_, body) =
        desk.call("POST /rest/images?action=initializeUpload", &json!({"initializeUploadRequest": {"owner": "urn:li:person:mira"}}));
    let end = DAY.as_millis() + 60 * 60 * 1000;
    let told = body["value"]["uploadUrlExpiresAt"].as_i64().expect("a time");
    assert!((end..end + 60_000).contains(&told), "{told}");
    desk.0.advance(Duration::from_secs(60 * 60));
    assert_eq!(desk.send("PUT", &body["value"]["uploadUrl"], "", PNG).status(), 410);
}

#[tokio::test]
async fn image_is_available_when_its_bytes_have_come() {
    let desk = Desk::new().await;
    let (image, address) = desk.image();
    assert_eq!(desk.state(&image), "WAITING_UPLOAD");
    assert_eq!(desk.send("PUT", &address, "", PNG).status(), 201);
    assert_eq!(desk.state(&image), "AVAILABLE");
}

#[tokio::test]
async fn image_of_another_format_fails() {
    let desk = Desk::new().await;
    let (image, address) = desk.image();
    assert_eq!(desk.send("PUT", &address, "", b"%PDF-1.7 and so on").status(), 201);
    assert_eq!(desk.state(&image), "PROCESSING_FAILED");
}

#[tokio::test]
async fn address_of_an_upload_takes_the_bytes_of_its_member_in_time() {
    let desk = Desk::new().await;
    let (image, address) = desk.image();
    let app = desk.0.app_token(["w_member_social"]);
    for (verb, token, bytes, status) in
        [("GET", "", PNG, 405), ("PUT", "", &b""[..], 400), ("PUT", app.as_str(), PNG, 403), ("PUT", "never-issued", PNG, 401)]
    {
        let refused = desk.send(verb, &address, token, bytes);
        assert_eq!((refused.status().as_u16(), refused.headers().contains_key("allow")), (status, status == 405), "{verb} {token}");
    }
    assert_eq!(desk.state(&image), "WAITING_UPLOAD");
    desk.0.advance(Duration::from_hours(24 * 365));
    assert_eq!(desk.send("PUT", &address, "", PNG).status(), 410);
}

#[tokio::test]
async fn video_ends_with_the_tags_of_all_its_parts() {
    let desk = Desk::new().await;
    let begin = json!({"initializeUploadRequest": {"owner": "urn:li:person:mira", "fileSizeBytes": 5_000_000, "uploadCaptions": false, "uploadThumbnail": false}});
    let (status, body) = desk.call("POST /rest/videos?action=initializeUpload", &begin);
    assert_eq!(status, 200, "{body}");
    let value = &body["value"];
    let end = |tags: &[String]| {
        let request =
            json!({"video": value["video"], "uploadToken": value["uploadToken"].as_str().unwrap_or_default(), "uploadedPartIds": tags});
        desk.call("POST /rest/videos?action=finalizeUpload", &json!({ "finalizeUploadRequest": request }))
    };
    assert_eq!(end(&["none".to_owned()]).0, 400, "no part has come");
    let mut tags = Vec::new();
    for part in value["uploadInstructions"].as_array().expect("parts") {
        let answer = desk.send("PUT", &part["uploadUrl"], "", PNG);
        let tag = answer.headers().get("etag").and_then(|tag| tag.to_str().ok()).expect("a tag");
        tags.push(tag.trim_matches('"').to_owned());
    }
    assert_eq!(end(&["none".to_owned()]).0, 400, "the tag is of no part");
    let (status, body) = end(&tags);
    assert_eq!(status, 200, "{body}");
}
