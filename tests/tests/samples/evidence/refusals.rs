//! Refusals that an operation earns: each wrong request gets the status, by the rule, that the schema documents.

use std::collections::BTreeMap;

use restli_core::ResourceMethod as M;
use restli_schema::api::{ResourceKind, Situation};
use serde_json::{Value as Json, json};

use super::subject::{Answered, Bench, Subject};
use super::wrong::{self, status};

/// The refusals of an operation.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    possible: usize,
    /// The number of refusals by status and rule.
    earned: BTreeMap<String, usize>,
    /// Wrong requests that were not refused as documented, each with the answer or the reason.
    missed: BTreeMap<String, String>,
}

impl Refusals {
    fn earned(&self) -> usize {
        self.earned.values().sum()
    }

    pub(super) fn to_json(&self) -> Json {
        json!({"possible": self.possible, "earned": self.earned(), "by": self.earned, "missed": self.missed})
    }

    /// Counts an answer to a wrong request. An injected fault earns nothing.
    fn count(&mut self, name: &str, rule: &str, status: u16, answered: &Answered) {
        self.possible += 1;
        if answered.is_own && answered.status().as_u16() == status && answered.refused_by == Some(rule) {
            *self.earned.entry(format!("{status} {rule}")).or_default() += 1;
        } else {
            self.missed.insert(name.to_owned(), format!("{} where {status} {rule} was due", answered.words()));
        }
    }

    /// Counts an answer to a batch whose keys are wrong, each of which gets an error of its own.
    fn count_keys(&mut self, name: &str, rule: &str, status: u16, answered: &Answered) {
        self.possible += 1;
        let body = answered.body();
        let errors = body["errors"].as_object();
        if answered.is_success()
            && errors.is_some_and(|errors| !errors.is_empty() && errors.values().all(|error| error["status"] == status))
        {
            *self.earned.entry(format!("{status} {rule}")).or_default() += 1;
        } else {
            self.missed.insert(name.to_owned(), format!("{} {body}", answered.words()));
        }
    }
}

/// The refusals of an operation.
pub(super) async fn of(subject: &Subject<'_>) -> Refusals {
    let mut refusals = Refusals::default();
    let bench = Bench::documented().await;
    let sent = bench.example(subject.id);
    for wrong in wrong::of(subject, &bench, &sent) {
        let answered = bench.answer(&wrong.sent);
        if wrong.is_of_key {
            refusals.count_keys(&wrong.name, wrong.rule, wrong.status, &answered);
        } else {
            refusals.count(&wrong.name, wrong.rule, wrong.status, &answered);
        }
        // A request that passed, although it is wrong, may have changed the world.
        if answered.is_success() && subject.method.kind == M::Delete {
            break;
        }
    }
    let of = |situation| status(subject.api, Some(subject.method), situation);
    let attentive = Bench::attentive().await;
    let answered = attentive.answer(&attentive.example(subject.id).with_header("x-no-such-header", "1"));
    refusals.count("header that no rule reads", Situation::Unread.word(), of(Situation::Unread), &answered);
    if !subject.method.quotas.is_empty() {
        let narrow = Bench::narrow().await;
        let sent = narrow.example(subject.id).with_token(&narrow.sandbox.token_for_all());
        let first = narrow.answer(&sent);
        let second = narrow.answer(&sent);
        let rule = second.refused_by.filter(|rule| [Situation::AppQuota, Situation::MemberQuota].iter().any(|one| one.word() == *rule));
        let is_told = first.status() != 429 && second.answer.headers().contains_key("retry-after");
        refusals.count("quota that is used up", rule.filter(|_| is_told).unwrap_or("quota"), 429, &second);
    }
    unknown(subject, &mut refusals).await;
    roles(subject, &mut refusals).await;
    refusals
}

/// Deletions that LinkedIn answers alike for an entity that is gone (`docs/linkedin/content.md`): no refusal is due.
const REPEATABLE: [&str; 2] = ["content.posts.delete", "ugc.ugc_posts.delete"];

/// A request about an entity that is not there.
async fn unknown(subject: &Subject<'_>, refusals: &mut Refusals) {
    let (kind, resource) = (subject.method.kind, subject.resource);
    let is_written = resource.methods.iter().any(|method| method.kind.sends_entity() || method.kind.sends_patch());
    let server_chooses = resource.methods.iter().any(|method| matches!(method.kind, M::Create | M::BatchCreate));
    let may_be_new = matches!(kind, M::Update | M::BatchUpdate) && !server_chooses;
    let is_kept = is_written || (resource.kind != ResourceKind::Simple && kind != M::Action);
    if !subject.method.takes_keys() || may_be_new || !is_kept || REPEATABLE.contains(&subject.id) {
        return;
    }
    let (full, empty) = (Bench::documented().await, Bench::empty().await);
    let sent = full.example(subject.id).with_token(&empty.token);
    let answered = empty.answer(&sent);
    let due = status(subject.api, Some(subject.method), Situation::NotFound);
    if !kind.has_ids() {
        return refusals.count("key that no entity has", Situation::NotFound.word(), due, &answered);
    }
    refusals.count_keys("key that no entity has", Situation::NotFound.word(), due, &answered);
}

/// A member who has no role in the entities of the request.
async fn roles(subject: &Subject<'_>, refusals: &mut Refusals) {
    if subject.method.roles.is_empty() {
        return;
    }
    let bench = Bench::without_roles().await;
    let answered = bench.answer(&bench.example(subject.id));
    let due = status(subject.api, Some(subject.method), Situation::RoleMissing);
    if answered.is_success() {
        refusals.possible += 1;
        let why = "the example names no entity in which members have such roles";
        refusals.missed.insert("member without a role".to_owned(), why.to_owned());
    } else {
        refusals.count("member without a role", Situation::RoleMissing.word(), due, &answered);
    }
}
