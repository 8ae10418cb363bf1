//! The state of a random schema in the making, and what its parts have in common.

use serde_json::{Map, Value, json};

use super::names::{Names, Notation};
use restli_testing::Random;

/// The state of a schema in the making.
pub(crate) struct Writer {
    pub(crate) random: Random,
    pub(crate) names: Names,
    /// The words that stand for the permissions, roles, quotas, errors and URN types of `api.yaml`.
    pub(crate) permissions: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) quotas: Vec<String>,
    pub(crate) errors: Vec<String>,
    pub(crate) urns: Vec<String>,
}

/// The bases: their names, their keys, and whether their resources have versions.
pub(crate) const BASES: &[(&str, &str, bool)] = &[
    ("plain", r#"{"url": "https://api.example.com", "path": "/v1", "projection": "restli"}"#, false),
    ("expanded", r#"{"url": "https://api.example.com", "path": "/v2", "projection": "decorated"}"#, false),
    ("dated", r#"{"url": "https://dated.example.com", "path": "/rest", "projection": "flat", "versions": "monthly"}"#, true),
    ("again", r#"{"url": "https://dated.example.com", "path": "/again", "projection": "flat", "versions": "monthly"}"#, true),
    ("bare", r#"{"url": "https://bare.example.com", "projection": "none"}"#, false),
];

impl Writer {
    /// Returns `true` once in so many times.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.random.one_in(times)
    }

    /// A name in a notation.
    pub(crate) fn name(&mut self, notation: Notation) -> String {
        self.names.draw(&mut self.random, notation)
    }

    /// Adds what can stand beside a type, a field, a parameter or a method.
    pub(crate) fn remarks(&mut self, content: &mut Map<String, Value>) {
        let all = [
            ("doc", json!("Something *with* `markup`, <b>, [a] and a \"quote\".")),
            ("deprecated", json!("No longer.")),
            ("x", json!({"anything": [1, null]})),
        ];
        for (key, value) in all {
            if self.one_in(8) {
                content.insert(key.to_owned(), value);
            }
        }
    }

    /// Some permissions: one, any, all, none, or nobody knows.
    pub(crate) fn requirement(&mut self) -> Value {
        let one = self.random.pick(&self.permissions);
        match self.random.below(6) {
            0 => json!("public"),
            5 => json!("unknown"),
            1 if one != "r_one" => json!({"all_of": ["r_one", one]}),
            2 => json!([one, {"all_of": ["r_one", "r_two"]}]),
            _ => json!([one]),
        }
    }
}
