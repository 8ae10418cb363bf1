//! Answers beside those that the documentation shows.

use std::collections::BTreeSet;

use restli_schema::api::{SampleAnswer, SampleContent};
use serde_json::{Value as Json, json};

use super::operation::is_of;
use super::subject::{Bench, Subject};
use super::{drive, fields};

/// The paths of declared fields that a documented answer has and that of the sandbox lacks.
pub(super) async fn of(subject: &Subject<'_>) -> Json {
    let (mut told, mut lacks) = (0, BTreeSet::new());
    let samples = answers(subject);
    if samples.is_empty() {
        return json!({"none": "the documentation shows no answer with a body"});
    }
    for (name, body) in samples {
        let paths = |body: &Json| -> BTreeSet<String> {
            fields::of(subject.api, subject.resource.entity, subject.method, body).into_iter().map(|seen| seen.path).collect()
        };
        let documented = paths(&body);
        told += documented.len();
        let own = paths(&own(subject, &name).await);
        lacks.extend(documented.difference(&own).map(|path| if name == subject.id { path.clone() } else { format!("{name}: {path}") }));
    }
    json!({"fields": told, "lacks": lacks})
}

/// The documented answers of success with a body, by the names of their samples.
pub(super) fn answers(subject: &Subject<'_>) -> Vec<(String, Json)> {
    let is_success = |answer: &SampleAnswer| answer.status.is_none_or(|status| status < 300);
    let found = subject.api.samples().iter().filter(|sample| is_of(&sample.name, subject.id)).filter_map(|sample| match &sample.content {
        SampleContent::Answer(answer) if is_success(answer) => Some((sample.name.clone(), serde_json::from_str(&answer.body).ok()?)),
        _ => None,
    });
    found.collect()
}

/// The answer of the sandbox to the request of a sample, or to the nearest that there is.
async fn own(subject: &Subject<'_>, name: &str) -> Json {
    let (client, calls) = (drive::client(), drive::calls());
    let call = calls.get(name).or_else(|| calls.get(subject.id));
    if let Some(call) = call {
        let answer = drive::answer(call(&client).expect(name)).await;
        if answer.status().is_success() {
            return serde_json::from_slice(answer.body()).unwrap_or_default();
        }
    }
    let bench = Bench::documented().await;
    bench.answer(&bench.example(subject.id)).body()
}
