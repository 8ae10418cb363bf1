//! Tokens that are no good, or not good enough.

use restli_core::token::TokenFault;
use restli_schema::api::{PermissionId, Requirement, Situation};

use super::request::Wrong;
use crate::evidence::sent::Sent;
use crate::evidence::subject::{Bench, Subject};

/// Requests with tokens that must be refused.
pub(super) fn of(subject: &Subject<'_>, bench: &Bench, sent: &Sent) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    if !matches!(subject.method.requirement, Requirement::Public) {
        wrong.push(Wrong::token(subject, TokenFault::Missing, sent.with_header("authorization", "")));
    }
    wrong.push(Wrong::token(subject, TokenFault::Invalid, sent.with_token("never-issued")));
    let revoked = bench.sandbox.token_for_all();
    bench.sandbox.revoke(&revoked);
    wrong.push(Wrong::token(subject, TokenFault::Revoked, sent.with_token(&revoked)));
    let requirement = &subject.method.requirement;
    if !requirement.is_checked() {
        return wrong;
    }
    let mut lacking = |name: String, held: &[PermissionId]| {
        if !requirement.is_met_by(&|id| held.contains(id)) {
            let sent = sent.with_token(&token(subject, bench, held));
            wrong.push(Wrong::new(subject, Situation::PermissionMissing, name, sent));
        }
    };
    lacking("no scope".to_owned(), &[]);
    for set in requirement.alternatives() {
        for id in &set {
            let held: Vec<PermissionId> = set.iter().copied().filter(|other| other != id).collect();
            lacking(format!("without the scope {}", subject.api[*id].name.wire), &held);
        }
    }
    wrong
}

/// A token with the scopes of some permissions.
pub(in crate::evidence) fn token(subject: &Subject<'_>, bench: &Bench, permissions: &[PermissionId]) -> String {
    bench.sandbox.token(permissions.iter().map(|id| subject.api[*id].name.wire.as_str()))
}
