//! Requests to the sandbox of LinkedIn: any verb, address, headers and body get a whole answer.

use std::io;
use std::sync::LazyLock;

use bytes::Bytes;
use http::{Request, Response};
use linkedin_sandbox::{Sandbox, Settings, settings};
use serde_json::Value as Json;
use tokio::runtime::Runtime;

/// Words of requests.
pub(super) const PIECES: &[&str] = &[
    "GET ",
    "POST ",
    "PUT ",
    "DELETE ",
    "/rest/",
    "/v2/",
    "posts",
    "adAccounts/1",
    "/",
    "?",
    "&",
    "=",
    "q=author",
    "bq=",
    "ids=",
    "action=",
    "fields=",
    "projection=",
    "altkey=",
    "start=",
    "count=",
    "List(",
    "(",
    ")",
    ",",
    ":",
    "'",
    "%",
    "%3A",
    "%FF",
    "~",
    "!",
    "*",
    "$params",
    "urn:li:person:1",
    "urn%3Ali%3Ashare%3A1",
    "\n",
    "\n\n",
    "authorization: Bearer TOKEN",
    "linkedin-version: 202607",
    "x-restli-protocol-version: 1.0.0",
    "x-restli-method: batch_create",
    "x-http-method-override: GET",
    "content-type: application/x-www-form-urlencoded",
    "content-type: multipart/mixed; boundary=x",
    "--x\r\n",
    "--x--",
    "\r\n\r\n",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "{\"elements\":[",
    "{\"entities\":{",
    "{\"patch\":{\"$set\":{",
    "\"$delete\":[",
    "null",
    "-1",
    "99999999999999999999",
    "1e999",
];

/// The word that stands for an access token with every permission.
const TOKEN: &str = "TOKEN";

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime"));

fn sandbox() -> Sandbox {
    RUNTIME.block_on(Sandbox::start(linkedin_sandbox::api(), Settings { seed: 1, ..settings() })).expect("a sandbox")
}

/// The request of an input: a line with verb and target, headers, an empty line, and the body. `None` if HTTP has no such request.
fn request(input: &[u8], token: &str) -> Option<Request<Bytes>> {
    let end = input.windows(2).position(|pair| pair == b"\n\n").unwrap_or(input.len());
    let (head, body) = (input.get(..end)?, input.get(end + 2..).unwrap_or_default());
    let head = std::str::from_utf8(head).ok()?.replace(TOKEN, token);
    let mut lines = head.lines();
    let (verb, target) = lines.next()?.split_once(' ')?;
    let mut request = Request::builder().method(verb).uri(target);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        request = request.header(name.trim(), value.trim());
    }
    request.body(Bytes::copy_from_slice(body)).ok()
}

pub(super) fn answers(input: &[u8]) {
    let sandbox = sandbox();
    let Some(request) = request(input, &sandbox.token_for_all()) else { return };
    check(&sandbox.answer(request));
}

/// An answer is whole: JSON where it says so, and an error tells its own status.
fn check(answer: &Response<Bytes>) {
    let status = answer.status().as_u16();
    assert!((200..500).contains(&status), "the answer has the status {status}: {}", String::from_utf8_lossy(answer.body()));
    let is_json = answer.headers().get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let body: Json = if is_json { serde_json::from_slice(answer.body()).expect("the body is JSON") } else { Json::Null };
    if answer.headers().contains_key("x-restli-error-response") {
        assert_eq!(body["status"], status, "the error tells its status: {body}");
        assert!(body["message"].as_str().is_some_and(|message| !message.is_empty()), "the error has a message: {body}");
    }
}

/// The examples of all operations.
#[allow(clippy::unnecessary_wraps, reason = "other readers have inputs in files")]
pub(super) fn examples() -> io::Result<Vec<Vec<u8>>> {
    let sandbox = sandbox();
    let ids: Vec<String> = sandbox.operations().map(str::to_owned).collect();
    Ok(ids.iter().filter_map(|id| sandbox.example(id, Some(TOKEN))).map(|request| written(&request)).collect())
}

fn written(request: &Request<Bytes>) -> Vec<u8> {
    let headers = request.headers().iter().map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())));
    let head = format!("{} {}\n{}\n", request.method(), request.uri(), headers.collect::<String>());
    [head.as_bytes(), request.body()].concat()
}
