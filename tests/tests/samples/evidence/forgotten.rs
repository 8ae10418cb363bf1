//! Forgotten output: documented fields that no answer ever carries.

use std::collections::BTreeSet;

use super::operation::is_of;
use super::subject::{Bench, Subject, ids};
use super::{drive, fields, shape};
use crate::listed;

#[tokio::test]
async fn documented_field_is_carried_by_some_answer() {
    let api = linkedin_sandbox::api();
    let (client, calls) = (drive::client(), drive::calls());
    let (mut documented, mut carried) = (BTreeSet::new(), BTreeSet::new());
    for id in &ids(api.api()) {
        let subject = Subject::new(api.api(), id);
        let seen = |body: &serde_json::Value| {
            fields::of(subject.api, subject.resource.entity, subject.method, body).into_iter().map(|seen| seen.field)
        };
        for (_, body) in shape::answers(&subject) {
            documented.extend(seen(&body));
        }
        for (name, call) in calls.iter().filter(|(name, _)| is_of(name, subject.id)) {
            let answer = drive::answer(call(&client).expect(name)).await;
            carried.extend(seen(&serde_json::from_slice(answer.body()).unwrap_or_default()));
        }
        for bench in [Bench::documented().await, Bench::empty().await] {
            carried.extend(seen(&bench.answer(&bench.example(subject.id)).body()));
        }
    }
    assert!(documented.len() > 300, "only {} documented fields", documented.len());
    let forgotten: Vec<String> = documented.difference(&carried).cloned().collect();
    listed::compare("forgotten", &forgotten);
}
