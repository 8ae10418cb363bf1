//! What `diff` says of each pair is what the pair names, and what the compiler is asked.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use restli_review::diff::{RULES, Rust};

use super::pairs::read;
use super::verdicts::told;

#[test]
fn diff_of_each_pair_tells_the_rules_and_the_verdict_that_the_pair_names() {
    let mut wrong = String::new();
    for pair in read(&super::folder().expect("a checkout")).expect("pairs") {
        let (verdict, rules) = told(&pair).expect("two schemas");
        if verdict != pair.verdict || rules != pair.rules {
            let _ = writeln!(wrong, "{}: {}: {} is told as {verdict}: {}", pair.name, pair.verdict, pair.rules.join(", "), rules.join(", "));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn rule_that_touches_rust_has_a_pair_for_each_action() {
    let pairs = read(&super::folder().expect("a checkout")).expect("pairs");
    let told: BTreeSet<String> = pairs.into_iter().flat_map(|pair| pair.rules).collect();
    let touching = RULES.iter().filter(|rule| rule.rust != Rust::Nothing);
    let names = touching.flat_map(|rule| rule.order.actions().iter().map(|action| rule.name(*action)));
    let missing: Vec<String> = names.filter(|name| !told.contains(name)).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
