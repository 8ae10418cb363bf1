//! Random schemas: the tables that products share, and the types and resources of each product. The same seed gives the same schema.

use serde_json::{Map, Value, json};

use super::names::{Names, Notation};
use super::resources;
use super::types::{self, Known};
use crate::random::Random;

/// A schema: the content of each file, by name.
pub(crate) type Schema = Map<String, Value>;

/// The state of a schema in the making.
pub(crate) struct Writer {
    pub(crate) random: Random,
    pub(crate) names: Names,
    /// The words that stand for the permissions, quotas, errors and URN types of `api.yaml`.
    pub(crate) permissions: Vec<String>,
    pub(crate) quotas: Vec<String>,
    pub(crate) errors: Vec<String>,
    pub(crate) urns: Vec<String>,
}

/// The bases: their names, their keys, and whether their resources have versions.
pub(crate) const BASES: &[(&str, &str, bool)] = &[
    ("plain", r#"{"url": "https://api.example.com", "path": "/v1", "projection": "restli"}"#, false),
    ("expanded", r#"{"url": "https://api.example.com", "path": "/v2", "projection": "decorated"}"#, false),
    ("dated", r#"{"url": "https://dated.example.com", "path": "/rest", "projection": "flat", "versions": "monthly"}"#, true),
    ("bare", r#"{"url": "https://bare.example.com", "projection": "none"}"#, false),
];

/// URN keys.
const URN_KEYS: &[&str] = &["long", "string", "none", "urn", "urn:person", "urn:person | urn:place"];

/// A schema with some products.
pub(crate) fn schema(seed: u64, products: usize) -> Schema {
    let mut writer = Writer {
        random: Random::new(seed),
        names: Names::default(),
        permissions: ["r_one", "r_two", "w_one"].map(str::to_owned).to_vec(),
        quotas: vec!["daily".to_owned()],
        errors: ["GONE", "429"].map(str::to_owned).to_vec(),
        urns: ["person", "place", "pair"].map(str::to_owned).to_vec(),
    };
    let mut files = Schema::new();
    let (api, shared) = writer.api();
    files.insert("api.yaml".to_owned(), api);
    for number in 0..products {
        let name = writer.names.draw(&mut writer.random, Notation::Crate);
        let mut content = Map::new();
        content.insert("product".to_owned(), json!(name));
        writer.product(&mut content, &shared, number);
        files.insert(format!("product{number}.yaml"), Value::Object(content));
    }
    files
}

impl Writer {
    /// Returns `true` once in so many times.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.random.one_in(times)
    }

    /// A name in a notation.
    pub(crate) fn name(&mut self, notation: Notation) -> String {
        self.names.draw(&mut self.random, notation)
    }

    fn api(&mut self) -> (Value, Known) {
        let mut urns = json!({
            "person": {"key": "long", "doc": "Somebody."},
            "place": {},
            "pair": {"key": ["urn:person", "string", "long", "urn"], "namespace": "example"},
        });
        let mut permissions = json!({
            "r_one": {"doc": "Read one.", "approval": "open"},
            "r_two": {"product": "Two", "approval": "review", "not_with": {"scopes": ["w_one"], "reason": "Two is for readers."}},
            "w_one": {"acts_as": ["person"]},
            "r_old": {"approval": "closed", "retired": "2025-08-01", "replaced_by": ["r_one"]},
        });
        let mut quotas = json!({"daily": {"limit": 1000, "window": "day", "scope": "app"}});
        let mut errors = json!({
            "GONE": {"status": 410, "cause": "It *left*.", "remedy": "Forget it.", "service_error_codes": [7], "messages": ["no longer"]},
            "429": {"remedy": "Wait."},
        });
        for _ in 0..self.random.below(4) {
            let (urn, key) = (self.name(Notation::Segment), self.random.pick(URN_KEYS));
            set(&mut urns, &urn, json!({"key": key}));
            self.urns.push(urn);
            let permission = self.name(Notation::Segment);
            set(&mut permissions, &permission, json!({}));
            self.permissions.push(permission);
            let quota = self.name(Notation::Segment);
            set(&mut quotas, &quota, json!({"limit": 5, "window": "5min", "scope": "member"}));
            self.quotas.push(quota);
            let error = self.name(Notation::Wire);
            set(&mut errors, &error, json!({"status": 400}));
            self.errors.push(error);
        }
        let mut bases = json!({});
        for (name, content, _) in BASES {
            set(&mut bases, name, serde_json::from_str(content).unwrap_or_default());
        }
        let (shared, known) = types::table(self, &Known::default(), 3);
        let api = json!({
            "api": "random",
            "doc": "A random API: `code`, [a link], <b>tags</b>, and \\ \"quotes\" */.",
            "namespace": "com.example.random",
            "source": "manual",
            "verified": "docs",
            "sources": {"manual": {"title": "The manual", "page": "https://example.com/manual"}},
            "bases": bases,
            "versions": {"monthly": {"header": "Api-Version", "pinned": 202_602, "released": {"202601": {"sunset": "2027-01-15"}, "202602": {}}}},
            "permissions": permissions,
            "quotas": quotas,
            "urns": urns,
            "errors": errors,
            "media": {"image": {"formats": {"image/png": ["png"]}, "max_bytes": 100}},
            "headers": {"request_ids": ["X-Id"], "created_ids": ["X-Created"]},
            "rules": {"base": "plain"},
            "types": shared,
        });
        (api, known)
    }

    fn product(&mut self, content: &mut Map<String, Value>, shared: &Known, number: usize) {
        content.insert("namespace".to_owned(), json!(format!("com.example.random.p{number}")));
        if self.one_in(2) {
            content.insert("doc".to_owned(), json!("A product.\n\nWith a second paragraph, and a [Link]."));
        }
        if self.one_in(4) {
            content.insert("rules".to_owned(), json!({"permissions": ["r_one"], "errors": ["GONE"]}));
        }
        let (table, known) = types::table(self, shared, 5);
        let resources: Map<String, Value> = (0..3).map(|_| resources::resource(self, &known, 0)).collect();
        content.insert("types".to_owned(), Value::Object(table));
        content.insert("resources".to_owned(), Value::Object(resources));
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

    /// Some permissions: one, any, all, or none.
    pub(crate) fn requirement(&mut self) -> Value {
        let (one, other) = (self.random.pick(&self.permissions), self.random.pick(&self.permissions));
        match self.random.below(5) {
            0 => json!("public"),
            1 => json!({"all_of": [one, other]}),
            2 => json!([one, {"all_of": ["r_one", "r_two"]}]),
            _ => json!([one]),
        }
    }
}

/// Adds an entry to a mapping.
fn set(mapping: &mut Value, key: &str, value: Value) {
    if let Some(entries) = mapping.as_object_mut() {
        entries.insert(key.to_owned(), value);
    }
}
