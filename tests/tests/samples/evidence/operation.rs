//! The evidence of one operation.

use std::sync::OnceLock;

use restli_testing::workspace;
use serde_json::{Value as Json, json};

use super::sent::Sent;
use super::subject::{Bench, Subject};
use super::{changes, drive, permissions, refusals, shape};

/// The evidence of an operation: axes that are never summed.
pub(super) async fn evidence(subject: &Subject<'_>) -> Json {
    json!({
        "id": subject.id,
        "driven_by_client": driven(subject).await,
        "driven_by_js": official(subject.id, "js"),
        "driven_by_python": official(subject.id, "python"),
        "contract_clean": clean(subject).await,
        "state_change_seen": changes::of(subject).await,
        "refusals": refusals::of(subject).await.to_json(),
        "permission_both_ways": permissions::of(subject).await,
        "shape": shape::of(subject).await,
    })
}

/// Returns whether an official client drove an operation with success, by the record of `cargo xtask interop`.
fn official(id: &str, client: &str) -> bool {
    static DRIVEN: OnceLock<Json> = OnceLock::new();
    let read = || {
        let text = std::fs::read_to_string(workspace().join("tests/interop/driven.json")).expect("the record of official clients");
        serde_json::from_str(&text).expect("JSON")
    };
    let driven = DRIVEN.get_or_init(read);
    driven[client].as_array().expect("ids of operations").iter().any(|driven| driven == id)
}

/// The samples that the typed client sent with success; without such a sample, the example of the operation.
async fn driven(subject: &Subject<'_>) -> Json {
    let client = drive::client();
    let (mut sent, mut refused) = (Vec::new(), serde_json::Map::new());
    for (name, call) in drive::calls().into_iter().filter(|(name, _)| is_of(name, subject.id)) {
        let answer = drive::answer(call(&client).expect(name)).await;
        if answer.status().is_success() {
            sent.push(name);
        } else {
            refused.insert(name.to_owned(), json!(answer.status().as_u16()));
        }
    }
    if !sent.is_empty() {
        return json!({"samples": sent.len(), "refused": refused});
    }
    let why = if refused.is_empty() {
        "there is no sample of a request"
    } else {
        "the documented request is about something that began elsewhere"
    };
    let operation = drive::operation(subject.id);
    let bench = Bench::documented().await;
    match drive::of_example(&client, operation, &bench.example(subject.id)) {
        Err(error) => json!({ "none": error }),
        Ok(request) => {
            let answered = bench.answer(&Sent::of(request).with_token(&bench.token));
            if answered.is_success() { json!({"example": why}) } else { json!({ "none": answered.words() }) }
        }
    }
}

/// Returns whether a sample is one of an operation: its name is the id, with a word behind a hyphen.
pub(super) fn is_of(sample: &str, id: &str) -> bool {
    sample.split('-').next() == Some(id)
}

/// Returns whether the typed client reads the whole answer to the example; else the places that it does not read.
async fn clean(subject: &Subject<'_>) -> Json {
    let mut places = Vec::new();
    for bench in [Bench::documented().await, Bench::empty().await] {
        let answered = bench.answer(&bench.example(subject.id));
        if !answered.is_success() {
            places.push(answered.words());
        }
        places.extend(drive::unread(drive::operation(subject.id), &answered.answer));
    }
    if places.is_empty() { json!(true) } else { json!(places) }
}
