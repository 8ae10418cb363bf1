//! Webhooks: queries of validations, and bodies of calls, signed and forged.

use std::fmt::Write as _;
use std::sync::LazyLock;

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, HeaderValue};
use restli_client::webhook::{EventInfo, Receiver, Refusal, Scheme, read};
use restli_client::{Json, Time, UnknownMember};

#[derive(Debug)]
#[allow(dead_code, reason = "events are printed")]
enum Event {
    One(Json),
    Several(Json),
    Unrecognized(UnknownMember),
}

static SCHEME: Scheme<Event> = Scheme {
    header: "X-Signature",
    prefix: "sha256=",
    challenge: "challenge",
    response: "response",
    app: "app",
    event: "type",
    events: &[
        EventInfo::new("ONE", |body| read(body, Event::One)).with_id(&["a/id", "b"]).with_time("at").with_app("app"),
        EventInfo::new("SEVERAL", |body| read(body, Event::Several)).with_each("a/all").with_id(&["id"]).with_time("at"),
    ],
    unrecognized: Event::Unrecognized,
};

const SECRET: &str = "client-secret";

static RECEIVER: LazyLock<Receiver<Event>> = LazyLock::new(|| {
    let receiver = Receiver::new(&SCHEME, SECRET).and_then(|receiver| receiver.child_app("7", "other-secret"));
    receiver.expect("a receiver").remember(100).clock(|| Time::from_millis(1_750_000_000_000))
});

/// Words of bodies and queries.
pub(super) const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u00e9",
    "\\ud83d",
    "\\ude00",
    "é",
    "😀",
    " ",
    "\"type\":",
    "\"ONE\"",
    "\"SEVERAL\"",
    "\"a\":{\"id\":",
    "\"all\":[",
    "\"id\":1",
    "\"b\":2",
    "\"at\":1750000000000",
    "\"app\":\"urn:app:7\"",
    "null",
    "-1",
    "1e400",
    "challenge=2f1c7a54-0b9d-4c3e-9a51-6d0e8f7b1c22",
    "app=7",
    "&",
    "?",
    "%",
];

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn signature(text: [&[u8]; 2]) -> HeaderMap {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key");
    for part in text {
        mac.update(part);
    }
    let digits = hex(&mac.finalize().into_bytes());
    HeaderMap::from_iter([("x-signature".parse().expect("a name"), HeaderValue::from_str(&digits).expect("digits"))])
}

pub(super) fn webhook(input: &[u8]) {
    match RECEIVER.verify(&signature([b"sha256=", input]), input) {
        Ok(delivery) => drop(format!("{:?}", delivery.accept())),
        Err(refusal) => {
            let is_about_the_content =
                matches!(refusal, Refusal::Unreadable(_) | Refusal::WrongApp { .. } | Refusal::Stale { .. } | Refusal::Replayed);
            assert!(is_about_the_content, "a call with its signature is refused: {refusal}");
            short(&refusal);
        }
    }
    let forged = RECEIVER.verify(&signature([b"", input]), input).expect_err("a call without its signature is taken");
    assert!(matches!(forged, Refusal::WrongSecret { .. } | Refusal::Truncated { .. }), "{forged}");
    let Ok(query) = std::str::from_utf8(input) else { return };
    match RECEIVER.challenge(query) {
        Ok(answer) => assert!(serde_json::from_str::<Json>(answer.body()).is_ok_and(|body| body["challenge"].is_string())),
        Err(refusal) => short(&refusal),
    }
}

fn short(refusal: &Refusal) {
    let shown = refusal.to_string();
    assert!(shown.chars().count() < 2000 && !shown.contains(SECRET), "{shown}");
}
