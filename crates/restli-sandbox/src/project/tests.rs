//! Projections of answers, on a small API.

use restli_core::Json;
use restli_schema::api::{Method, Type, TypeKind};
use serde_json::json;

use super::Wanted;
use super::scene::{Scene, Shape};
use crate::caller::Caller;
use crate::store::Store;
use crate::testing::product;

const THINGS: &str = "
types:
  Maker: {fields: {id: string, name: string}}
  Thing:
    fields:
      id: long
      kind: {type: string, projection: always}
      name?: string
      notes?: {type: string, projection: on_request}
      key?: {type: string, projection: hidden}
      maker?: {type: urn:person, decorates: Maker}
resources:
  things: {collection: Thing, key: {thingId: long}, methods: {get: }}
  makers: {collection: Maker, path: /people, key: {personId: string}, methods: {get: }}
";

/// The part of a thing that a query asks for.
fn asked(query: &str) -> Result<Json, String> {
    let api = product(THINGS);
    let mut store = Store::default();
    store.put("/people", "ann", json!("ann"), json!({"id": "ann", "name": "Ann"}));
    let things = api.resources().iter().find(|resource| resource.name.wire == "things").unwrap();
    let method: &Method = &things.methods[0];
    let thing = json!({"id": 7, "kind": "k", "name": "n", "notes": "x", "key": "secret", "maker": "urn:li:person:ann"});
    let wanted = Wanted::of(&api, method, query).map_err(|refusal| refusal.message)?;
    let caller = Caller::default();
    let ty = Type::Named(things.entity.unwrap());
    assert!(matches!(&api[things.entity.unwrap()].kind, TypeKind::Record(_)));
    let scene = Scene { api: &api, store: &store, caller: &caller };
    wanted.apply(scene, thing, Shape::Entity, &ty).map_err(|refusal| refusal.message)
}

#[test]
fn answer_without_a_projection_lacks_hidden_fields_and_those_on_request() {
    assert_eq!(asked("").unwrap(), json!({"id": 7, "kind": "k", "name": "n", "maker": "urn:li:person:ann"}));
}

#[test]
fn mask_selects_fields_and_keeps_those_that_are_always_sent() {
    assert_eq!(asked("fields=id").unwrap(), json!({"id": 7, "kind": "k"}));
    assert_eq!(asked("fields=notes,key").unwrap(), json!({"kind": "k", "notes": "x"}));
}

#[test]
fn decoration_puts_the_entity_beside_its_urn_and_an_error_where_it_is_not_there() {
    let expanded = asked("projection=(id,maker~(name))").unwrap();
    assert_eq!(expanded, json!({"id": 7, "maker": "urn:li:person:ann", "maker~": {"name": "Ann"}}));
    let other = asked("projection=(maker~place(name))").unwrap();
    assert_eq!(other, json!({"maker": "urn:li:person:ann"}), "the URN is of another type");
}

#[test]
fn text_that_is_no_projection_is_refused() {
    assert!(asked("fields=id:(").unwrap_err().starts_with("`fields` is no projection: "));
    assert!(asked("projection=(id").unwrap_err().starts_with("`projection` is no projection: "));
}
