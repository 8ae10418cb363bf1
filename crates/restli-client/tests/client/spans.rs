//! No secret in spans and events, whatever it looks like and wherever it goes.

use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::{ProptestConfig, any};
use proptest::test_runner::TestRunner;
use restli_client::http::Method;
use restli_client::testing::{Answer, Script};
use restli_client::{Json, Retry};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::homes::start;
use crate::tables::{CREATE, Client, FIND, GET, thing};

/// Everything that spans and events say, as one text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Log {
    fn add(&self, record: impl FnOnce(&mut Self)) {
        record(&mut self.clone());
    }

    fn take(&self) -> String {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0.lock().unwrap(), "{}={value:?} ", field.name()).unwrap();
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0.lock().unwrap(), "{}={value} ", field.name()).unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        self.add(|log| attributes.record(log));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.add(|log| values.record(log));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.add(|log| event.record(log));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The secret in escapes.
fn spelt(secret: &str, escape: impl Fn(u8) -> String) -> String {
    secret.bytes().map(escape).collect()
}

/// Answers that repeat the secret: in words, in a header, spelt with escapes, in place of a value.
fn answer(number: u8, secret: &str) -> Answer {
    let escaped = spelt(secret, |byte| format!("\\u{byte:04x}"));
    match number % 10 {
        0 => Answer::error(400, "NO_SUCH_SHOP", secret),
        1 => Answer::error(503, secret, "busy").header("X-Shop-Id", secret),
        2 => Answer::status(401).json(format!(r#"{{"message":"{escaped}"}}"#)),
        3 => Answer::status(200).json(format!(r#"{{"id":"{escaped}","name":{}}}"#, Json::from(secret))),
        4 => Answer::status(200).json(format!(r#"{{"elements":[{}, {{"id":1}}]}}"#, Json::from(secret))).header("X-Shop-Id", secret),
        5 => Answer::status(302).header("Location", &format!("https://shop.example/{secret}")),
        6 => Answer::status(502).body("text/html", format!("<p>{secret}</p>")),
        7 => Answer::lost(),
        8 => Answer::not_delivered(),
        _ => Answer::created(&"1".to_owned()).header("X-Shop-Id", secret),
    }
}

/// Sends a call that holds the secret as its token, in its query, in a header, in its body, or in the address of an upload.
async fn call(place: u8, client: &Client, secret: &str) -> bool {
    let runtime = client.runtime();
    let escaped = spelt(secret, |byte| format!("%{byte:02X}"));
    match place % 7 {
        0 => client.get(1).await.is_ok(),
        1 => client.find(secret).await.is_ok(),
        2 => client.get(1).header("X-Api-Key", secret).await.is_ok(),
        3 => client.create(&thing(1, secret)).await.is_ok(),
        4 => runtime.raw(Method::GET, &format!("/rest/things?key={escaped}"), None).await.is_ok(),
        5 => runtime.upload(&format!("https://up.shop.example/{escaped}?signature={escaped}"), "bytes").await.is_ok(),
        _ => client.find("x").header("Authorization", &format!("Bearer {secret}")).await.is_ok(),
    }
}

/// The text with characters in place of their escapes, which are a mark and so many hexadecimal digits.
fn plain(text: &str, mark: &str, digits: usize) -> String {
    let mut parts = text.split(mark);
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        match part.get(..digits).and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(character) => out.extend([String::from(character), part[digits..].to_owned()]),
            None => out.extend([mark, part].map(str::to_owned)),
        }
    }
    out
}

/// In a process of its own, since `tracing` keeps for all threads whether anybody wants the spans of a place in the code.
#[test]
fn spans_of_ten_thousand_calls_hold_no_secret() {
    let child = start("spans::process_that_a_test_starts_looks_for_secrets_in_spans", &[(IN_CHILD, "yes")]);
    assert!(child.wait_with_output().unwrap().status.success());
}

/// The word that lets the other process work.
const IN_CHILD: &str = "RESTLI_TEST_SPANS";

#[test]
#[ignore = "the work of another process, which the test above starts"]
fn process_that_a_test_starts_looks_for_secrets_in_spans() {
    if std::env::var_os(IN_CHILD).is_none() {
        return;
    }
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let road = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let mut runner = TestRunner::new(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() });
    let calls = ("[A-Za-z0-9][!-~]{10,40}[A-Za-z0-9]", any::<u8>(), any::<[u8; 3]>(), any::<bool>());
    runner
        .run(&calls, |(secret, place, answers, again)| {
            let script = Script::new();
            let raw = script.on_address(Method::GET, "https://api.shop.example/rest/things?key");
            let upload = script.on_address(Method::PUT, "https://up.shop.example/");
            for rule in [script.on(&GET), script.on(&FIND), script.on(&CREATE), raw, upload] {
                answers.into_iter().fold(rule, |rule, number| rule.answer(answer(number, &secret)));
            }
            let retry = if again { Retry::standard().pauses(Duration::from_millis(1), Duration::from_millis(9)) } else { Retry::never() };
            let client = Client::builder().token(&*secret).script(&script).retry(retry).build().unwrap();
            road.block_on(call(place, &client, &secret));
            let shown = log.take();
            assert!(shown.contains("otel.kind=client"), "a span was seen: {shown}");
            for spelt in [shown.clone(), plain(&shown, "%", 2), plain(&shown, "\\u", 4)] {
                assert!(!spelt.contains(&secret), "{secret} in: {spelt}");
            }
            Ok(())
        })
        .unwrap();
}
