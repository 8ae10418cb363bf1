//! The table of lints.

use restli_core::Day;
use restli_schema::api::Api;

use super::finding::Finding;
use super::{documentation, evidence, naming, permissions, unused, versions};

/// A lint, with the function that finds what breaks it.
#[derive(Clone, Copy)]
pub struct Lint {
    /// The name, which is never given to another lint.
    pub name: &'static str,
    /// The demand, in a sentence.
    pub demand: &'static str,
    /// The reason for the demand.
    pub reason: &'static str,
    find: fn(&Api, Day, &mut Vec<Finding>),
}

impl std::fmt::Debug for Lint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Lint").field(&self.name).finish()
    }
}

/// Every lint, in the order of their names.
pub const LINTS: &[Lint] = &[
    Lint {
        name: "inconsistent-naming",
        demand: "A name is written as most names of its kind are in the API: fields, parameters, types, symbols.",
        reason: "A name that breaks the habit is often a misspelling, and a wrong wire name is a request that fails.",
        find: naming::inconsistent,
    },
    Lint {
        name: "missing-evidence",
        demand: "Operations, permissions, quotas, errors and versions say where they come from, and how far they are verified.",
        reason: "A fact without a source cannot be checked when the service changes.",
        find: evidence::missing,
    },
    Lint {
        name: "missing-sample",
        demand: "An operation has a sample of its request.",
        reason: "The sample becomes the compiled example, a test of the client, and an entity of the sandbox.",
        find: evidence::unsampled,
    },
    Lint {
        name: "past-version",
        demand: "What only versions have that have ended is no longer described.",
        reason: "Nobody can call it, and it stands in the way of readers.",
        find: versions::past,
    },
    Lint {
        name: "permission-without-product",
        demand: "A permission that any app can ask for says which product grants it.",
        reason: "Errors and documentation tell a caller what to apply for.",
        find: permissions::without_product,
    },
    Lint {
        name: "retired-permission",
        demand: "An operation that only retired permissions allow names the call to use instead.",
        reason: "A new app cannot make the call: it needs another way.",
        find: permissions::retired,
    },
    Lint {
        name: "undocumented",
        demand: "Products, resources, operations, parameters, types, fields, permissions, quotas and roles have a documentation.",
        reason: "It is the documentation of the generated client.",
        find: documentation::missing,
    },
    Lint {
        name: "unused",
        demand: "A declared type, permission, quota, role, URN type, base or media rule is used.",
        reason: "What nothing uses is a leftover, or its use was forgotten.",
        find: unused::find,
    },
];

/// The findings of all lints, by place in the files; `today` tells which versions have ended.
#[must_use]
pub fn lint(api: &Api, today: Day) -> Vec<Finding> {
    let mut all = Vec::new();
    for lint in LINTS {
        (lint.find)(api, today, &mut all);
    }
    all.sort_by(|one, other| {
        (one.diagnostic.span, one.diagnostic.rule, &one.place).cmp(&(other.diagnostic.span, other.diagnostic.rule, &other.place))
    });
    all
}
