//! Random schemas: the tables that products share, and the types and resources of each product. The same seed gives the same schema.

use serde_json::{Map, Value, json};

use super::events;
use super::names::{Names, Notation};
use super::resources;
use super::types::{self, Known};
use super::writer::{BASES, Writer};
use restli_testing::Random;

/// A schema: the content of each file, by name.
pub(crate) type Schema = Map<String, Value>;

/// URN keys.
const URN_KEYS: &[&str] = &["long", "string", "none", "urn", "urn:person", "urn:person | urn:place"];

/// A schema with some products.
pub(crate) fn schema(seed: u64, products: usize) -> Schema {
    let mut writer = Writer {
        random: Random::new(seed),
        names: Names::default(),
        permissions: ["r_one", "r_two", "w_one"].map(str::to_owned).to_vec(),
        roles: vec!["KEEPER".to_owned()],
        quotas: vec!["daily".to_owned()],
        errors: ["GONE", "429"].map(str::to_owned).to_vec(),
        urns: ["person", "place", "pair"].map(str::to_owned).to_vec(),
    };
    let mut files = Schema::new();
    let (api, shared) = api(&mut writer);
    files.insert("api.yaml".to_owned(), api);
    for number in 0..products {
        let name = writer.names.draw(&mut writer.random, Notation::Crate);
        let mut content = Map::new();
        content.insert("product".to_owned(), json!(name));
        product(&mut writer, &mut content, &shared, number);
        files.insert(format!("product{number}.yaml"), Value::Object(content));
    }
    files
}

fn api(writer: &mut Writer) -> (Value, Known) {
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
    let mut roles = json!({"KEEPER": {"in": "place"}});
    let mut quotas = json!({"daily": {"limit": 1000, "window": "day", "scope": "app"}});
    let mut errors = json!({
        "GONE": {"status": 410, "cause": "It *left*.", "remedy": "Forget it.", "service_error_codes": [7], "messages": ["no longer"]},
        "429": {"remedy": "Wait."},
    });
    for _ in 0..writer.random.below(4) {
        let (urn, key) = (writer.name(Notation::Segment), writer.random.pick(URN_KEYS));
        set(&mut urns, &urn, json!({"key": key}));
        writer.urns.push(urn);
        let permission = writer.name(Notation::Segment);
        set(&mut permissions, &permission, json!({}));
        writer.permissions.push(permission);
        let role = writer.name(Notation::Segment);
        set(&mut roles, &role, json!({"in": writer.random.pick(&["person", "place", "pair"])}));
        writer.roles.push(role);
        let quota = writer.name(Notation::Segment);
        set(&mut quotas, &quota, json!({"limit": 5, "window": "5min", "scope": "member"}));
        writer.quotas.push(quota);
        let error = writer.name(Notation::Wire);
        set(&mut errors, &error, json!({"status": 400}));
        writer.errors.push(error);
    }
    let mut bases = json!({});
    for (name, content, _) in BASES {
        set(&mut bases, name, serde_json::from_str(content).unwrap_or_default());
    }
    let (shared, known) = types::table(writer, &Known::default(), 3);
    let api = json!({
        "api": "random",
        "doc": "A random API: `code`, [a link], <b>tags</b>, and \\ \"quotes\" */.",
        "namespace": "com.example.random",
        "source": "manual",
        "verified": "docs",
        "sources": {"manual": {"title": "The manual", "page": "https://example.com/manual"}},
        "bases": bases,
        "versions": {"monthly": {"header": "Api-Version", "pinned": 202_602, "released": {"202601": {"sunset": "2027-01-15"}, "202602": {"sunset": "2027-02"}}}},
        "permissions": permissions,
        "roles": roles,
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

fn product(writer: &mut Writer, content: &mut Map<String, Value>, shared: &Known, number: usize) {
    content.insert("namespace".to_owned(), json!(format!("com.example.random.p{number}")));
    if writer.one_in(2) {
        content.insert("doc".to_owned(), json!("A product.\n\nWith a second paragraph, and a [Link]."));
    }
    if writer.one_in(4) {
        content.insert("rules".to_owned(), json!({"permissions": ["r_one"], "errors": ["GONE"]}));
    }
    let (mut table, known) = types::table(writer, shared, 5);
    let mut resources: Map<String, Value> = (0..3).map(|_| resources::resource(writer, &known, 0)).collect();
    if writer.one_in(3) {
        resources::form(writer, shared, &mut resources);
    }
    if writer.one_in(3) {
        resources::same_as(writer, &mut resources);
    }
    if writer.one_in(2) {
        events::events(writer, &known, &mut table, content);
    }
    content.insert("types".to_owned(), Value::Object(table));
    content.insert("resources".to_owned(), Value::Object(resources));
}

/// Adds an entry to a mapping.
fn set(mapping: &mut Value, key: &str, value: Value) {
    if let Some(entries) = mapping.as_object_mut() {
        entries.insert(key.to_owned(), value);
    }
}
