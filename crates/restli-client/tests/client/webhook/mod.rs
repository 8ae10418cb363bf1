//! Validations of a webhook, and calls to it: taken, or refused for one reason of several.

#[cfg(feature = "axum")]
mod router;
mod shared;

use std::fmt::Write as _;
use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use restli_client::http::{HeaderMap, HeaderValue, StatusCode};
use restli_client::webhook::{Delivery, EventInfo, Receiver, Refusal, Scheme, read};
use restli_client::{Json, Time, UnknownMember};

#[derive(Debug, PartialEq)]
enum Event {
    Joined(Json),
    Left(Json),
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
        EventInfo::new("JOINED", |body| read(body, Event::Joined)).with_id(&["person", "place/name"]).with_time("at").with_app("app"),
        EventInfo::new("LEFT", |body| read(body, Event::Left)).with_each("all").with_id(&["number"]).with_time("at"),
    ],
    unrecognized: Event::Unrecognized,
};

const NOW: i64 = 1_750_000_000_000;
const UUID: &str = "2f1c7a54-0b9d-4c3e-9a51-6d0e8f7b1c22";

fn receiver(secret: &str) -> Receiver<Event> {
    Receiver::new(&SCHEME, secret).unwrap().clock(|| Time::from_millis(NOW))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn signature(secret: &str, text: impl AsRef<[u8]>) -> String {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_ref());
    hex(&mac.finalize().into_bytes())
}

/// The headers of a call whose body was this one when it was signed.
fn signed(secret: &str, body: impl AsRef<[u8]>) -> HeaderMap {
    let value = signature(secret, [b"sha256=", body.as_ref()].concat());
    HeaderMap::from_iter([("x-signature".parse().unwrap(), HeaderValue::from_str(&value).unwrap())])
}

fn verify(receiver: &Receiver<Event>, body: &str) -> Result<Delivery<Event>, Refusal> {
    receiver.verify(&signed("one", body), body.as_bytes())
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

const JOINED: &str = r#"{"type":"JOINED","person":7,"place":{"name":"Hall"},"at":1750000000000,"words":"a, b: c"}"#;

#[test]
fn call_with_the_right_signature_is_its_event() {
    let receiver = receiver("one");
    assert_eq!(verify(&receiver, JOINED).unwrap().accept(), Event::Joined(json(JOINED)));
    let prefixed = format!("sha256={}", signature("one", format!("sha256={JOINED}")).to_uppercase());
    let headers = HeaderMap::from_iter([("x-signature".parse().unwrap(), HeaderValue::from_str(&prefixed).unwrap())]);
    assert_eq!(receiver.verify(&headers, JOINED.as_bytes()).unwrap_err(), Refusal::Replayed);
}

#[test]
fn call_without_a_signature_is_refused() {
    let refusal = receiver("one").verify(&HeaderMap::new(), JOINED.as_bytes()).unwrap_err();
    assert_eq!(refusal, Refusal::Unsigned { header: "X-Signature" });
    assert_eq!(refusal.status(), StatusCode::UNAUTHORIZED);
}

#[test]
fn header_that_holds_no_signature_is_refused_with_its_fault() {
    let right = signature("one", format!("sha256={JOINED}"));
    let faults = [
        (vec![right.as_str(), right.as_str()], "stands there twice"),
        (vec![&right[..62]], "has not the 64 hexadecimal digits of an HMAC-SHA256"),
        (vec![""], "has not the 64 hexadecimal digits of an HMAC-SHA256"),
        (vec!["+0zz0000000000000000000000000000000000000000000000000000000000ff"], "has characters that are no hexadecimal digits"),
    ];
    for (values, fault) in faults {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-signature", HeaderValue::from_str(value).unwrap());
        }
        let refusal = receiver("one").verify(&headers, JOINED.as_bytes()).unwrap_err();
        assert_eq!(refusal, Refusal::MalformedSignature { header: "X-Signature", what: fault });
    }
}

#[test]
fn call_that_is_signed_with_another_secret_or_without_the_prefix_is_refused() {
    let receiver = receiver("one").previous_secret("old").unwrap();
    let refused = |headers: HeaderMap| receiver.verify(&headers, JOINED.as_bytes()).unwrap_err();
    assert_eq!(refused(signed("two", JOINED)), Refusal::WrongSecret { tried: 2 });
    let bare = HeaderValue::from_str(&signature("one", JOINED)).unwrap();
    assert_eq!(refused(HeaderMap::from_iter([("x-signature".parse().unwrap(), bare)])), Refusal::WrongSecret { tried: 2 });
}

#[test]
fn body_that_was_parsed_and_written_anew_is_told_by_the_form_that_was_signed() {
    let receiver = receiver("one");
    let compact = r#"{"type":"JOINED","person":"Zo\u00eb, \"Z\": 1"}"#;
    let spaced = r#"{"type": "JOINED", "person": "Zo\u00eb, \"Z\": 1"}"#;
    let pretty = "{\n  \"type\": \"JOINED\",\n  \"person\": \"Zoë, \\\"Z\\\": 1\"\n}";
    let refused = |sent: &str, received: &str| receiver.verify(&signed("one", sent), received.as_bytes()).unwrap_err();
    let form = |form| Refusal::Reserialized { form };
    assert_eq!(refused(compact, spaced), form("without blanks"));
    assert_eq!(refused(compact, pretty), form("without blanks"));
    assert_eq!(refused(spaced, compact), form("with a blank after each `:` and `,`"));
    assert_eq!(refused(&compact.replace(r"\u00eb", "ë"), spaced), form("without blanks"));
    assert_eq!(refused(compact, &spaced.replace('Z', "z")), Refusal::WrongSecret { tried: 1 });
}

#[test]
fn body_beyond_ascii_may_be_signed_as_it_is_or_with_escapes() {
    let body = r#"{"type":"JOINED","person":"Zoë 😀"}"#;
    for sent in [body, r#"{"type":"JOINED","person":"Zo\u00eb \ud83d\ude00"}"#, r#"{"type":"JOINED","person":"Zo\u00EB \uD83D\uDE00"}"#] {
        let event = receiver("one").verify(&signed("one", sent), body.as_bytes()).unwrap().accept();
        assert_eq!(event, Event::Joined(json(body)));
    }
}

#[test]
fn body_that_was_cut_is_told_by_its_length_or_its_end() {
    let receiver = receiver("one");
    let mut headers = signed("one", JOINED);
    let cut = &JOINED.as_bytes()[..40];
    assert_eq!(receiver.verify(&headers, cut).unwrap_err(), Refusal::Truncated { received: 40, announced: None });
    assert_eq!(receiver.verify(&headers, b"").unwrap_err(), Refusal::Truncated { received: 0, announced: None });
    headers.insert("content-length", HeaderValue::from(JOINED.len()));
    let announced = Some(u64::try_from(JOINED.len()).unwrap());
    assert_eq!(receiver.verify(&headers, cut).unwrap_err(), Refusal::Truncated { received: 40, announced });
}

#[test]
fn body_that_is_compressed_is_told_whatever_was_signed() {
    let packed = [&[0x1f, 0x8b, 8, 0][..], b"and so on"].concat();
    let deflated: &[u8] = &[0x78, 0x9c, 1, 2, 3];
    let told = |named: Option<&'static str>, body: &[u8]| {
        [JOINED.as_bytes(), body].map(|text| {
            let mut headers = signed("one", text);
            headers.extend(named.map(|coding| (http::header::CONTENT_ENCODING, HeaderValue::from_static(coding))));
            receiver("one").verify(&headers, body).unwrap_err()
        })
    };
    let compressed = |coding: &str| Refusal::Compressed { coding: coding.to_owned() };
    let cases =
        [(Some("gzip"), &*packed, "gzip"), (None, &*packed, "gzip"), (Some("deflate"), deflated, "deflate"), (Some("br"), deflated, "br")];
    for (named, body, coding) in cases {
        assert_eq!(told(named, body), [compressed(coding), compressed(coding)]);
    }
    assert_eq!(compressed("gzip").status(), 415);
    let mut headers = signed("one", JOINED);
    headers.insert(http::header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    assert!(receiver("one").verify(&headers, JOINED.as_bytes()).is_ok(), "a framework undid the compression and left the header");
}

#[test]
fn event_that_is_too_old_is_refused() {
    let receiver = receiver("one").max_age(Duration::from_secs(60));
    let body = |age: i64| JOINED.replace("1750000000000", &(NOW - age).to_string());
    assert!(verify(&receiver, &body(60_000)).is_ok());
    let refusal = verify(&receiver, &body(60_001)).unwrap_err();
    assert_eq!(refusal, Refusal::Stale { time: Time::from_millis(NOW - 60_001), max_age: Duration::from_secs(60) });
    assert_eq!(refusal.status(), StatusCode::FORBIDDEN);
}

#[test]
fn event_that_comes_again_is_told_apart_by_whether_it_was_accepted() {
    let receiver = receiver("one");
    let delivery = verify(&receiver, JOINED).unwrap();
    let again = JOINED.replace("a, b: c", "said otherwise");
    let in_progress = verify(&receiver, &again).unwrap_err();
    assert_eq!((in_progress.status(), &in_progress), (StatusCode::SERVICE_UNAVAILABLE, &Refusal::InProgress));
    drop(delivery);
    verify(&receiver, &again).expect("the first one was not accepted").accept();
    let replayed = verify(&receiver, JOINED).unwrap_err();
    assert_eq!((replayed.status(), &replayed), (StatusCode::OK, &Refusal::Replayed));
    verify(&receiver, &JOINED.replace("Hall", "Yard")).expect("another event").accept();
}

#[test]
fn events_of_one_body_are_those_that_did_not_come_before() {
    let receiver = receiver("one");
    let body = |numbers: &[i64]| {
        let all: Vec<String> = numbers.iter().map(|number| format!("{{\"number\":{number}}}")).collect();
        format!("{{\"type\":\"LEFT\",\"all\":[{}]}}", all.join(","))
    };
    let accepted = |numbers| verify(&receiver, &body(numbers)).map(Delivery::accept);
    assert_eq!(accepted(&[1, 2]), Ok(Event::Left(json(&body(&[1, 2])))));
    assert_eq!(accepted(&[2, 3]), Ok(Event::Left(json(&body(&[3])))));
    assert_eq!(accepted(&[3, 1]), Err(Refusal::Replayed));
    assert_eq!(accepted(&[]), Ok(Event::Left(json(&body(&[])))));
}

#[test]
fn event_that_comes_twice_in_one_body_or_with_its_id_as_text_is_a_repetition() {
    let receiver = receiver("one");
    let body = |events: &str| format!(r#"{{"type":"LEFT","all":[{events}]}}"#);
    let accepted = |events: &[&str]| verify(&receiver, &body(&events.join(","))).map(Delivery::accept);
    let (first, second) = (r#"{"number":1}"#, r#"{"number":2}"#);
    let both = Event::Left(json(&body(&[first, second].join(","))));
    assert_eq!(accepted(&[first, first, second, r#"{"number":"2"}"#]), Ok(both));
    assert_eq!(accepted(&[r#"{"number":"1"}"#]), Err(Refusal::Replayed));
}

#[test]
fn time_of_an_event_may_be_text() {
    let body = JOINED.replace("1750000000000", &format!("\"{}\"", NOW - 90_000_000));
    assert!(matches!(verify(&receiver("one"), &body), Err(Refusal::Stale { .. })));
}

#[test]
fn body_with_half_of_a_surrogate_pair_is_read_like_an_answer() {
    let body = r#"{"type":"JOINED","person":"Z\ud83d"}"#;
    assert_eq!(verify(&receiver("one"), body).unwrap().accept(), Event::Joined(json(&body.replace(r"\ud83d", "\u{fffd}"))));
}

#[test]
fn event_without_the_fields_that_tell_it_is_taken_every_time() {
    let receiver = receiver("one");
    for _ in 0..2 {
        verify(&receiver, r#"{"type":"JOINED","person":7}"#).unwrap().accept();
    }
}

#[test]
fn event_that_is_not_known_is_kept_as_it_came() {
    let event = verify(&receiver("one"), r#"{"type":"MOVED","to":1}"#).unwrap().accept();
    let value = json(r#"{"type":"MOVED","to":1}"#);
    assert_eq!(event, Event::Unrecognized(UnknownMember { key: Some("MOVED".to_owned()), value }));
}

#[test]
fn signed_body_that_is_no_event_is_refused() {
    for body in ["[]", "no JSON", r#"{"kind":"JOINED"}"#, r#"{"type":1}"#] {
        let refusal = verify(&receiver("one"), body).unwrap_err();
        assert!(matches!(refusal, Refusal::Unreadable(_)), "{refusal}");
        assert_eq!(refusal.status(), StatusCode::BAD_REQUEST);
    }
}

#[test]
fn secret_before_the_present_one_still_signs() {
    let receiver = receiver("new").previous_secret("one").unwrap();
    assert!(verify(&receiver, JOINED).is_ok());
}

#[test]
fn call_for_an_app_that_is_not_known_or_with_the_secret_of_another_is_refused() {
    let receiver = receiver("parent").child_app("88", "one").unwrap().child_app("urn:app:89", "other").unwrap();
    let body = |app: &str| format!(r#"{{"type":"JOINED","person":"{app}","app":"{app}"}}"#);
    let outcome = |secret: &str, app: &str| {
        let body = body(app);
        receiver.verify(&signed(secret, &body), body.as_bytes()).map(Delivery::accept).err()
    };
    let wrong = |app: &str| Some(Refusal::WrongApp { app: Some(app.to_owned()) });
    assert_eq!(outcome("one", "urn:app:88"), None);
    assert_eq!(outcome("parent", "urn:app:89"), None);
    assert_eq!(outcome("other", "urn:app:88"), wrong("urn:app:88"));
    assert_eq!(outcome("parent", "urn:app:90"), wrong("urn:app:90"));
}

#[test]
fn app_without_an_id_is_not_added() {
    for id in ["", "urn:app:", "88\n"] {
        let error = receiver("parent").child_app(id, "one").map(|_| ()).unwrap_err().to_string();
        assert!(error.starts_with("Receiver::child_app: the id of the app is empty, or holds a character that no id has"), "{error}");
    }
}

#[test]
fn event_that_is_told_to_two_apps_is_taken_for_each() {
    let receiver = receiver("parent").child_app("88", "one").unwrap().child_app("89", "other").unwrap();
    let taken = |app: &str| {
        let body = format!(r#"{{"type":"JOINED","person":7,"place":{{"name":"Hall"}},"app":"{app}"}}"#);
        receiver.verify(&signed("parent", &body), body.as_bytes()).map(|delivery| drop(delivery.accept()))
    };
    assert_eq!([taken("88"), taken("89"), taken("88")], [Ok(()), Ok(()), Err(Refusal::Replayed)]);
}

#[test]
fn validation_is_answered_with_the_newest_secret_of_the_app() {
    let receiver = receiver("one").previous_secret("old").unwrap().child_app("88", "child").unwrap();
    let answered = |query: &str| {
        let response = receiver.challenge(query).unwrap();
        assert_eq!(
            (response.status(), &response.headers()["content-type"]),
            (StatusCode::OK, &HeaderValue::from_static("application/json"))
        );
        json(response.body())
    };
    let expected = |secret: &str| serde_json::json!({"challenge": UUID, "response": signature(secret, UUID)});
    assert_eq!(answered(&format!("challenge={UUID}")), expected("one"));
    assert_eq!(answered(&format!("?mine=1&challenge={UUID}&app=88")), expected("child"));
    assert_eq!(answered(&format!("https://x.example/hook?challenge={UUID}&app=88#top")), expected("child"));
    assert_eq!(answered(&format!("/hook?challenge={UUID}")), expected("one"));
    assert_eq!(answered(&format!("mine=a?b&challenge={UUID}")), expected("one"));
    assert_eq!(receiver.challenge(&format!("challenge={UUID}&app=5")).unwrap_err(), Refusal::WrongApp { app: Some("5".to_owned()) });
}

#[test]
fn validation_without_a_uuid_is_not_signed() {
    let refused = |query: &str| match receiver("one").challenge(query) {
        Err(Refusal::MalformedChallenge { parameter: "challenge", what }) => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(""), "is not there");
    assert_eq!(refused(&format!("challenge={UUID}&challenge={UUID}")), "stands there twice");
    for text in [
        "",
        "sha256=%7B%22type%22%3A%22JOINED%22%7D",
        &UUID[1..],
        &format!("{UUID}0"),
        &UUID.replace('-', "0"),
        &UUID.replace('2', "%C3%BC"),
    ] {
        assert_eq!(refused(&format!("challenge={text}")), "is no UUID", "{text}");
    }
}

#[test]
fn secret_that_cannot_be_one_is_refused() {
    for text in ["", "a b", "secret\n"] {
        let error = Receiver::new(&SCHEME, text).unwrap_err().to_string();
        assert!(error.starts_with("Receiver::new: the secret "), "{error}");
    }
}

#[test]
fn debug_of_a_receiver_has_no_secret() {
    let receiver = receiver("hush-hush").previous_secret("hush-old").unwrap();
    let shown = format!("{receiver:?} {:?}", receiver.verify(&signed("hush-hush", JOINED), JOINED.as_bytes()).unwrap());
    assert!(!shown.contains("hush") && shown.contains("2 hidden"), "{shown}");
}

#[test]
fn refusals_say_what_happened_and_what_to_do() {
    let told = [
        Refusal::Unsigned { header: "X-Signature" },
        Refusal::WrongSecret { tried: 1 },
        Refusal::WrongSecret { tried: 2 },
        Refusal::Truncated { received: 3, announced: Some(9) },
        Refusal::Reserialized { form: "without blanks" },
        Refusal::Compressed { coding: "gzip".to_owned() },
    ]
    .map(|refusal| refusal.to_string());
    assert_eq!(
        told,
        [
            "webhook: the call has no header `X-Signature`, so that anybody may have sent it; refuse it; if every call lacks the…\n  \
             remedy: refuse it; if every call lacks the header, let the proxy before this server pass it on",
            "webhook: the secret does not make the signature of the call; refuse it; if every call is like this, compare the secret…\n  \
             remedy: refuse it; if every call is like this, compare the secret with that of the developer portal, add the previous one while it is exchanged, and make sure that the body is as it was received",
            "webhook: none of the 2 secrets makes the signature of the call; refuse it; if every call is like this, compare the…\n  \
             remedy: refuse it; if every call is like this, compare the secret with that of the developer portal, add the previous one while it is exchanged, and make sure that the body is as it was received",
            "webhook: the body has 3 bytes, `Content-Length` announces 9; read the whole body before it is checked, and raise the…\n  \
             remedy: read the whole body before it is checked, and raise the limit of its size",
            "webhook: the signature is that of the same JSON without blanks: the body was parsed and written anew after it was sent\n  \
             remedy: hand over the bytes as they were received, not JSON that a framework or a proxy has read",
            "webhook: the body is compressed by `gzip`; have the framework, or the proxy before this server, undo the compression…\n  \
             remedy: have the framework, or the proxy before this server, undo the compression, and hand over the bytes that come out of it",
        ]
    );
}
