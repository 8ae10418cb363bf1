//! One tracing span per call, with what helps and without what must stay secret.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use linkedin::urns::ShareUrn;
use linkedin::{Client, projection};
use restli_testing::TOKEN;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::desk::{Desk, json, response};
use crate::{DAY, PNG, snapshot};

/// Spans and events as lines of text, kept by hand so that no further crate is needed.
#[derive(Clone, Default)]
struct Keeper {
    lines: Arc<Mutex<Vec<Line>>>,
}

/// One span or event: its name and its fields.
#[derive(Default)]
struct Line {
    name: String,
    fields: BTreeMap<&'static str, String>,
}

impl Line {
    fn new(metadata: &Metadata<'_>) -> Self {
        Self { name: format!("{} {}", metadata.level(), metadata.name()), fields: BTreeMap::new() }
    }
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }
}

impl Keeper {
    fn change(&self, change: impl FnOnce(&mut Vec<Line>)) {
        change(&mut self.lines.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// All lines with their fields.
    fn shown(&self) -> String {
        let mut shown = String::new();
        self.change(|lines| {
            for line in lines {
                let _ = write!(shown, "{}", line.name);
                for (name, value) in &line.fields {
                    let value = if *name == "elapsed_ms" { "N" } else { value };
                    let _ = write!(shown, "\n    {name}: {value}");
                }
                shown.push('\n');
            }
        });
        shown
    }
}

impl Subscriber for Keeper {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("restli_client")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut line = Line::new(attributes.metadata());
        attributes.record(&mut line);
        let mut place = 0;
        self.change(|lines| {
            lines.push(line);
            place = lines.len() as u64;
        });
        Id::from_u64(place)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let place = usize::try_from(span.into_u64()).expect("a place");
        self.change(|lines| values.record(&mut lines[place - 1]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line { name: format!("{} event", event.metadata().level()), ..Line::default() };
        event.record(&mut line);
        self.change(|lines| lines.push(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn version_that_ends_soon_is_logged_once_when_the_client_is_built() {
    let keeper = Keeper::default();
    let guard = tracing::subscriber::set_default(keeper.clone());
    let builder = Client::builder().token(TOKEN).clock(|| DAY).version("marketing", 202_601);
    let client = builder.build().expect("a client");
    let _ = client.with_token(TOKEN, None).expect("another user");
    drop(guard);
    let shown = keeper.shown();
    assert_eq!(shown.matches("WARN event").count(), 1, "{shown}");
    let message = "message: version 202601 of `marketing` ends on 2027-01-15, in 46 days; living: 202601 (until 2027-01-15), 202602 (until 2027-02-15), ";
    assert!(shown.contains(message), "{shown}");
}

#[tokio::test]
async fn batch_without_keys_is_sent_and_logged() {
    let desk = Desk::answering([json(200, r#"{"results":{}}"#)]).await;
    let keeper = Keeper::default();
    let guard = tracing::subscriber::set_default(keeper.clone());
    let created: Option<ShareUrn> = None;
    desk.client.posts().batch_get(created).await.expect("an empty batch");
    drop(guard);
    let shown = keeper.shown();
    assert!(shown.contains("the batch is empty, so that the call does nothing; an `Option` that is `None` is an empty list"), "{shown}");
    assert_eq!(desk.requests().len(), 1);
}

#[tokio::test]
async fn each_call_has_one_span() {
    let desk = Desk::answering([
        response(200, &[("x-li-uuid", "AAYv+Q==")], r#"{"id":"x"}"#),
        response(403, &[("x-li-uuid", "AAYv+R==")], "{}"),
        json(200, r#"{"elements":[]}"#),
        json(200, r#"{"elements":[]}"#),
        response(201, &[], ""),
    ])
    .await;
    let client = &desk.client;
    let keeper = Keeper::default();
    let guard = tracing::subscriber::set_default(keeper.clone());
    client.me().get().select(projection!(Me: (id))).await.expect("me");
    client.userinfo().get().await.expect_err("refused");
    for _ in 0..2 {
        client.email_address().find_by_members().await.expect("no handles");
    }
    client.runtime().upload(&format!("{}/dms-uploads/C4?sig=secret", desk.sandbox.base_url()), PNG).await.expect("uploaded");
    drop(guard);

    let shown = keeper.shown();
    let url = desk.sandbox.base_url();
    let port = url.rsplit(':').next().expect("a port");
    assert!(!shown.contains(&desk.sandbox.token_for_all()) && !shown.contains("sig="), "{shown}");
    assert_eq!(shown.matches("restli.call").count(), desk.requests().len(), "one span for each request");
    snapshot("spans", &shown.replace(port, "PORT"));
}
