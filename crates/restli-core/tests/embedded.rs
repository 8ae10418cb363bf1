//! Records in records, and projections in projections, that share one object on the wire.
#![allow(clippy::unwrap_used, reason = "a test fails by a panic")]

use restli_core::projection::{Projected, Styles, narrow};
use restli_core::support::{Fragment, embedded};
use restli_core::{Map, json, record};

#[derive(Clone)]
struct Person {
    id: i64,
    name: String,
    tags: Map<String>,
}
record! { Person = "com.example.Person" { id: "id" required, name: "name" required, tags: "tags" } }

#[derive(Clone)]
struct Names {
    id: i64,
    name: String,
}
record! { Names = "com.example.Person" { id: "id" required, name: "name" required } }

impl Projected for Names {
    type Of = Person;
    const STYLES: Styles = Styles::new(Some("id,name"), Some("(id,name)"), None);
}

#[derive(Clone)]
struct Card {
    id: i64,
    tags: Map<String>,
    names: Names,
}
record! { Card = "com.example.Person" { id: "id" required, tags: "tags", names: "" } }

impl Projected for Card {
    type Of = Person;
    const STYLES: Styles = restli_core::styles!(
        { const NAMES: Styles = embedded::<Names, Person>(); }
        [Fragment::Text("id,"), Fragment::Of(NAMES.restli), Fragment::Text(",tags")]
        [Fragment::Text("(id,"), Fragment::Of(NAMES.decorated), Fragment::Text(",tags)")]
        [Fragment::Text("id,"), Fragment::Of(NAMES.flat)]
    );
}

const WRITTEN: &str = r#"{"id":1,"tags":{"a":"b"},"name":"x"}"#;

#[test]
fn styles_with_embedded_projection_merge_its_fields() {
    assert_eq!(Card::STYLES, Styles::new(Some("id,name,tags"), Some("(id,name,tags)"), None));
}

#[test]
fn embedded_records_are_read_from_the_object_around_them() {
    let card: Card = json::from_slice(br#"{"name":"x","": 7,"id":1,"more":[],"tags":{"a":"b"}}"#).unwrap();
    assert_eq!(format!("{card:?}"), r#"Card { id: 1, tags: {"a": "b"}, names: Names { id: 1, name: "x" } }"#);
    assert_eq!(json::to_string(&card), WRITTEN);
    assert_eq!(json::from_slice::<Card>(WRITTEN.as_bytes()).unwrap(), card);
    let array: Vec<Card> = json::from_slice(format!("[{WRITTEN},{WRITTEN}]").as_bytes()).unwrap();
    assert_eq!(array, [card.clone(), card.clone()]);
    // serde's way.
    assert_eq!(serde_json::to_string(&card).unwrap(), WRITTEN);
    assert_eq!(serde_json::from_str::<Vec<Card>>(&format!("[{WRITTEN}]")).unwrap(), [card]);
}

#[test]
fn embedded_record_missing_or_invalid_field_is_an_error() {
    let told = |text: &str| json::from_slice::<Card>(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(told(r#"{"id":1}"#), r#"missing field name of com.example.Person: {"id":1}"#);
    assert_eq!(told(r#"{"id":1,"name":2}"#), "name: not a string: 2");
    assert!(serde_json::from_str::<Card>(r#"{"id":1}"#).unwrap_err().to_string().starts_with("missing field name"));
}

#[test]
fn a_whole_entity_is_narrowed_to_a_projection() {
    let person = Person { id: 1, name: "x".to_owned(), tags: Map::from([("a".to_owned(), "b".to_owned())]) };
    let card: Card = narrow(&person).unwrap();
    assert_eq!(json::to_string(&card), WRITTEN);
    let names: Names = narrow(&person).unwrap();
    assert_eq!((names.id, names.name.as_str()), (1, "x"));
}
