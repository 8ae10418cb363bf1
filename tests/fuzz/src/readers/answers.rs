//! Answers: what stands around entities, and errors.

use std::sync::LazyLock;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use restli_client::__fuzz::error_response;
use restli_core::data::{Data, Unread};
use restli_core::envelope::{BatchCreated, BatchPages, BatchResult, BatchStatus, Collection, Created, CreatedEntity, Outcome, Page, Reply};
use restli_core::error::ErrorResponse;
use restli_core::key::ComplexKey;
use restli_core::urn::Urn;
use restli_core::{Json, Map, ResourceMethod};

use super::shop::{Client, TOKEN};
use super::types::{Place, Thing, Tone};

/// Words of envelopes.
pub(super) const ENVELOPE: &[&str] = &[
    "\n",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "\"elements\":[",
    "\"paging\":",
    "\"start\":",
    "\"count\":",
    "\"total\":",
    "\"links\":[",
    "\"rel\":\"next\"",
    "\"href\":",
    "\"metadata\":",
    "\"results\":{",
    "\"statuses\":{",
    "\"errors\":{",
    "\"status\":",
    "404",
    "\"id\":1",
    "\"name\":",
    "\"isError\":true",
    "\"error\":",
    "\"value\":",
    "\"location\":",
    "\"(street:x)\":",
    "\"%28street%3Ax%29\":",
    "\"urn:li:person:1\":",
    "\"urn%3Ali%3Aperson%3A1\":",
    "urn:li:person:1",
    "(street:List())",
    "\"1\":",
    "\"01\":",
    "%",
];

/// The first line is the header with the key, the rest is the body.
pub(super) fn envelope(input: &[u8]) {
    let end = input.iter().position(|octet| *octet == b'\n');
    let (id, body) = end.map_or((&[][..], input), |end| (&input[..end], &input[end + 1..]));
    let id = std::str::from_utf8(id).ok().filter(|id| !id.is_empty());
    let reply = Reply { method: ResourceMethod::Finder, status: 200, id, location: Some("/things/1"), content_type: None, body };
    let page = Page::<Thing>::decode(&reply, &mut Unread::default());
    let collection = restli_core::json::from_slice::<Collection<Thing>>(body);
    if let (Ok(page), Ok(collection)) = (&page, &collection) {
        assert!(page.received() >= collection.elements.len(), "elements get lost");
    }
    let _ = Page::<Json, Thing>::decode(&reply, &mut Unread::default())
        .map(|page| page.paging.is_some_and(|paging| paging.next_href().is_some()));
    let _ = BatchPages::<Thing>::decode(&reply, &mut Unread::default());
    batch::<i64>(&reply);
    batch::<String>(&reply);
    batch::<Urn>(&reply);
    batch::<Tone>(&reply);
    batch::<f64>(&reply);
    batch::<ComplexKey<Place, Thing>>(&reply);
    let _ = BatchCreated::<i64>::decode(&reply, &mut Unread::default());
    let _ = BatchCreated::<Place>::decode(&reply, &mut Unread::default());
    let _ = Created::<Urn>::decode(&reply, &mut Unread::default());
    let _ = CreatedEntity::<ComplexKey<Place, Thing>, Thing>::decode(&reply, &mut Unread::default());
    let _ = <() as Outcome>::decode(&reply, &mut Unread::default());
    let action = Reply { method: ResourceMethod::Action, ..reply };
    let _ = Option::<Thing>::decode(&action, &mut Unread::default());
    let _ = Map::<Vec<i32>>::decode(&action, &mut Unread::default());
}

/// Every key of a batch finds its outcome.
fn batch<K: Data>(reply: &Reply<'_>) {
    if let Ok(results) = BatchResult::<K, Thing>::decode(reply, &mut Unread::default()) {
        for (key, _) in &results.entries {
            assert!(results.get(key).is_some(), "{} has no outcome", restli_core::key::to_answer(key));
        }
    }
    if let Ok(statuses) = BatchStatus::<K>::decode(reply, &mut Unread::default()) {
        for (key, _) in &statuses.entries {
            assert!(statuses.get(key).is_some(), "{} has no outcome", restli_core::key::to_answer(key));
        }
    }
}

/// Words of errors.
pub(super) const ERROR: &[&str] = &[
    "\n",
    "|",
    "401",
    "403",
    "426",
    "429",
    "500",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "\"status\":",
    "\"code\":",
    "\"message\":",
    "\"serviceErrorCode\":",
    "65601",
    "\"stackTrace\":",
    "\"errorDetails\":",
    "\"inputErrors\":[",
    "\"description\":",
    "\"value\":",
    "\"errorDetailType\":\"com.linkedin.common.error.BadRequest\"",
    "\"input\":{\"inputPath\":{\"fieldPath\":\"a\"}}",
    "NO_SUCH_SHOP",
    "TOKEN_EXPIRED",
    TOKEN,
    "\\u0041QX-secret-token",
    "\u{202e}",
    "\\n",
    "Wed, 21 Oct 2015 07:28:00 GMT",
    "18446744073709551616",
];

/// The most characters that a message may have, whatever the server says.
const LONGEST: usize = 8000;

static CLIENT: LazyLock<Client> = LazyLock::new(Client::new);

/// The first line is `status|Retry-After|quota left|quota reset`, the rest is the body.
pub(super) fn error(input: &[u8]) {
    let end = input.iter().position(|octet| *octet == b'\n').unwrap_or(0);
    let (head, body) = input.split_at(end);
    let mut head = head.split(|octet| *octet == b'|');
    let mut part = || head.next().unwrap_or_default();
    let status = StatusCode::from_bytes(part()).unwrap_or(StatusCode::BAD_REQUEST);
    let mut headers = HeaderMap::new();
    for name in ["retry-after", "x-left", "x-reset", "x-shop-id"] {
        if let Ok(value) = HeaderValue::from_bytes(part()) {
            headers.insert(name, value);
        }
    }
    if let Some(response) = ErrorResponse::from_body(body) {
        let _ = (response.status(), response.to_string(), response.input_errors().len());
        assert!(format!("{response:?}").len() <= 8 * body.len() + LONGEST);
    }
    let error = error_response(CLIENT.runtime(), "/things", status, &headers, Bytes::copy_from_slice(body));
    let shown = error.to_string();
    assert!(shown.chars().count() <= LONGEST, "a message of {} characters", shown.chars().count());
    if headers.values().all(|value| !value.as_bytes().windows(TOKEN.len()).any(|part| part == TOKEN.as_bytes())) {
        assert!(!shown.contains(TOKEN), "the token is in the message: {shown}");
        assert!(!format!("{error:?}").contains(TOKEN), "the token is in Debug: {error:?}");
    }
}
