//! Permissions both ways: each sufficient set of scopes is enough, and every other scope together is not.

use restli_core::urn::Urn;
use restli_schema::api::{PermissionId, UrnId, UrnPart};
use serde_json::{Value as Json, json};

use super::sent::Sent;
use super::subject::{Bench, Subject};
use super::wrong::token;

/// The proof of the permissions of an operation.
pub(super) async fn of(subject: &Subject<'_>) -> Json {
    let requirement = &subject.method.requirement;
    if !requirement.is_checked() {
        return json!({"none": format!("permissions: {}", requirement.words(&|id| subject.api[*id].name.wire.clone()))});
    }
    let bench = Bench::documented().await;
    let own = requirement.permissions();
    let others: Vec<PermissionId> = subject.api.permission_ids().filter(|id| !own.contains(id)).collect();
    let refused = bench.answer(&bench.example(subject.id).with_token(&token(subject, &bench, &others)));
    let is_refused = refused.is_own && refused.status() == 403 && refused.refused_by == Some("permission_missing");
    let sets = requirement.alternatives();
    let (mut enough, mut lacking) = (0, serde_json::Map::new());
    for set in &sets {
        // Each set is tried in a world of its own: a call may use up what the next one needs.
        let bench = Bench::documented().await;
        let sent = acting(subject, set, bench.example(subject.id)).with_token(&token(subject, &bench, set));
        let answered = bench.answer(&sent);
        if answered.is_success() {
            enough += 1;
        } else {
            let names: Vec<&str> = set.iter().map(|id| subject.api[*id].name.wire.as_str()).collect();
            lacking.insert(names.join(" "), json!(answered.words()));
        }
    }
    let mut proof = json!({"sets": sets.len(), "enough": enough, "refused_without": is_refused});
    if !lacking.is_empty() {
        proof["lacking"] = Json::Object(lacking);
    }
    if !is_refused {
        proof["answer_without"] = json!(refused.words());
    }
    proof
}

/// The request on behalf of an actor as which a set of permissions lets its holder act.
fn acting(subject: &Subject<'_>, permissions: &[PermissionId], mut sent: Sent) -> Sent {
    let api = subject.api;
    if subject.method.actor.is_none() {
        return sent;
    }
    let types =
        |permissions: &[PermissionId]| -> Vec<UrnId> { permissions.iter().flat_map(|id| api[*id].acts_as.iter().copied()).collect() };
    let (all, wanted) = (types(&subject.method.requirement.permissions()), types(permissions));
    let is_of = |urn: &Urn, id: &UrnId| api[*id].name.wire == urn.entity_type();
    let Some(instead) = wanted.first().map(|id| text(subject, *id)) else { return sent };
    let mut texts = Vec::new();
    strings(&sent.json(), &mut texts);
    sent.query.iter().for_each(|(_, value)| strings(&restli_schema::url_text::value(value), &mut texts));
    for old in texts {
        let Ok(urn) = old.parse::<Urn>() else { continue };
        if all.iter().any(|id| is_of(&urn, id)) && !wanted.iter().any(|id| is_of(&urn, id)) {
            let body = String::from_utf8_lossy(&sent.body).replace(&format!("{old:?}"), &format!("{instead:?}"));
            sent = sent.with_body(body);
            let escaped = |text: &str| restli_core::url::encode_str(text, restli_core::url::Context::Query);
            for (_, value) in &mut sent.query {
                *value = value.replace(&escaped(&old), &escaped(&instead));
            }
        }
    }
    sent
}

/// A URN of a type.
fn text(subject: &Subject<'_>, id: UrnId) -> String {
    let urn = &subject.api[id];
    let parts: Vec<&str> = urn.key.iter().map(|part| if matches!(part, UrnPart::Urn(_)) { "urn:li:share:1" } else { "1" }).collect();
    let key = if let [one] = parts.as_slice() { (*one).to_owned() } else { format!("({})", parts.join(",")) };
    format!("urn:{}:{}:{key}", urn.namespace, urn.name.wire)
}

fn strings(value: &Json, found: &mut Vec<String>) {
    match value {
        Json::String(text) => found.push(text.clone()),
        Json::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Json::Object(members) => members.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}
