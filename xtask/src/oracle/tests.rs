//! Pairs name what `diff` says of them, and each rule that touches Rust has one.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use restli_review::diff::{RULES, Rust, Verdict};

use super::pairs::read;
use super::verdicts::differs;

#[test]
fn diff_of_each_pair_tells_the_rules_and_the_verdict_that_the_pair_names() {
    let mut wrong = String::new();
    for pair in read(&super::folder().expect("a checkout")).expect("pairs") {
        if let Some(told) = differs(&pair) {
            let _ = writeln!(wrong, "{}: {told}", pair.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn rule_that_touches_rust_has_a_pair_and_one_for_each_action_that_breaks() {
    let pairs = read(&super::folder().expect("a checkout")).expect("pairs");
    let told: BTreeSet<String> = pairs.into_iter().flat_map(|pair| pair.rules).collect();
    let mut missing = BTreeSet::new();
    for rule in RULES.iter().filter(|rule| rule.rust != Rust::Nothing) {
        let actions = || rule.order.actions().iter().map(|action| (rule.name(*action), rule.rust(*action)));
        missing.extend(actions().map(|(name, _)| name).filter(|_| !actions().any(|(name, _)| told.contains(&name))));
        missing.extend(actions().filter(|(name, verdict)| *verdict == Verdict::Breaks && !told.contains(name)).map(|(name, _)| name));
    }
    let known: BTreeSet<String> = IMPOSSIBLE.iter().flat_map(|(names, _)| names.iter().map(|name| (*name).to_owned())).collect();
    assert_eq!(missing, known, "each rule needs a pair in `tests/oracle`, or a reason why no schema can show it");
}

/// Changes that no two schemas can show, with the reason.
const IMPOSSIBLE: &[(&[&str], &str)] = &[
    (
        &[
            "alternative-key-type-added",
            "alternative-key-type-removed",
            "event-body-added",
            "event-body-removed",
            "field-type-added",
            "field-type-removed",
            "key-type-added",
            "key-type-removed",
            "member-type-added",
            "member-type-removed",
            "parameter-type-added",
            "parameter-type-removed",
            "type-kind-added",
            "type-kind-removed",
        ],
        "the part always has a type",
    ),
    (
        &[
            "event-body-narrowed",
            "event-body-widened",
            "method-metadata-narrowed",
            "method-metadata-widened",
            "resource-type-narrowed",
            "resource-type-widened",
        ],
        "the type is a record, whose values no other type has",
    ),
    (
        &["field-hidden-changed", "field-in-the-pinned-version-changed", "type-null-member-changed", "type-open-changed"],
        "of two numbers one is the smaller",
    ),
    (&["method-presence-retyped"], "a result has no default"),
];
