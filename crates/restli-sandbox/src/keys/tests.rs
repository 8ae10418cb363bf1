//! Keys that are found, made and written.

use restli_core::{Json, Time};
use restli_schema::api::{Api, Resource};
use restli_schema::client_names::operation_ids;
use serde_json::json;

use super::{Numbers, carried, from_text, in_path, of_new, text, write};
use crate::make::{Dice, complete};
use crate::testing::{apis, linkedin, product};

fn dice() -> Dice {
    Dice::new(1, Time::from_millis(1_796_000_000_000))
}

/// The resource of an operation.
fn resource<'a>(api: &'a Api, operation: &str) -> &'a Resource {
    let (id, _) = operation_ids(api).get(operation).copied().expect(operation);
    &api[id]
}

#[test]
fn text_of_a_key_is_raw_or_reduced_without_parameters() {
    let cases = [
        (json!(42), "42", "42"),
        (json!("a b:c/d"), "a b:c/d", "a%20b%3Ac%2Fd"),
        (json!("50%25"), "50%25", "50%2525"),
        (json!(""), "", "''"),
        (json!({"follower": "a b", "followee": 7}), "(followee:7,follower:a b)", "(followee:7,follower:a%20b)"),
        (
            json!({"shop": "x y", "product": 9, "$params": {"locale": "en,US"}}),
            "(product:9,shop:x y)",
            "($params:(locale:en%2CUS),product:9,shop:x%20y)",
        ),
    ];
    for (key, body, path) in cases {
        assert_eq!((text(&key).as_str(), in_path(&key).as_str()), (body, path));
    }
}

#[test]
fn new_key_of_every_resource_is_new_and_reads_back_from_its_text() {
    for api in apis() {
        for resource in api.resources() {
            let (mut numbers, mut dice) = (Numbers::new(1), dice());
            let Some(key) = &resource.key else { continue };
            let entity = json!({});
            let made: Vec<Json> = (0..3).filter_map(|_| of_new(api, resource, &entity, &mut numbers, &mut dice)).collect();
            for one in &made {
                assert_eq!(from_text(api, key, &text(one)).as_ref(), Some(one), "{}", resource.path);
            }
            assert_eq!(made.len(), 3);
        }
    }
}

#[test]
fn new_keys_of_numbers_and_texts_differ() {
    let mut numbers = Numbers::new(5);
    let mut texts: Vec<String> = (0..2000).map(|_| numbers.text()).collect();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), 2000);
    assert!(numbers.long() < numbers.long());
    assert_ne!(Numbers::new(1).text(), Numbers::new(2).text());
}

#[test]
fn key_in_an_entity_is_found_by_name_id_or_urn() {
    let api = linkedin();
    let organizations = resource(api, "organizations.rest_organizations.get");
    assert_eq!(carried(api, organizations, &json!({"id": 4400})), Some(json!(4400)));
    assert_eq!(carried(api, organizations, &json!({"$URN": "urn:li:organization:4400"})), Some(json!(4400)));
    assert_eq!(carried(api, organizations, &json!({"vanityName": "acme"})), None);
    let posts = resource(api, "content.posts.get");
    assert_eq!(carried(api, posts, &json!({"id": "urn:li:share:1"})), Some(json!("urn:li:share:1")));
    assert_eq!(carried(api, posts, &json!({"id": "urn:li:image:1"})), None);
    let acls = resource(api, "organizations.organization_acls.batch_get");
    let acl =
        json!({"organization": "urn:li:organization:1", "role": "ADMINISTRATOR", "roleAssignee": "urn:li:person:a", "state": "APPROVED"});
    let key = json!({"organization": "urn:li:organization:1", "role": "ADMINISTRATOR", "roleAssignee": "urn:li:person:a"});
    assert_eq!(carried(api, acls, &acl), Some(key.clone()));
    assert_eq!(of_new(api, acls, &acl, &mut Numbers::new(1), &mut dice()), Some(key));
}

#[test]
fn key_that_is_written_into_an_entity_is_found_there() {
    for api in apis() {
        for resource in api.resources() {
            let (Some(entity), Some(_)) = (resource.entity, &resource.key) else { continue };
            let Some(key) = of_new(api, resource, &json!({}), &mut Numbers::new(1), &mut dice()) else { continue };
            let mut blank = json!({});
            write(api, resource, &mut blank, &key);
            if let Some(found) = carried(api, resource, &blank) {
                assert_eq!(found, key, "{}", resource.path);
            }
            let whole = complete(api, entity, blank.clone(), &mut dice());
            for (name, value) in blank.as_object().into_iter().flatten() {
                assert_eq!(whole.get(name), Some(value));
            }
        }
    }
}

#[test]
fn key_is_written_once_and_into_required_fields_of_it() {
    let api = product(
        "types: {Thing: {fields: {id?: string, urn?: urn:person, entityUrn: urn:person}}}
resources: {things: {collection: Thing, key: {thingId: string}, methods: {get: }}}
",
    );
    let [things] = api.resources() else { panic!("one resource") };
    let written = |mut entity: Json| {
        write(&api, things, &mut entity, &json!("ann"));
        entity
    };
    assert_eq!(written(json!({})), json!({"id": "ann", "entityUrn": "urn:li:person:ann"}));
    assert_eq!(written(json!({"urn": "urn:li:person:ann"})), json!({"urn": "urn:li:person:ann", "entityUrn": "urn:li:person:ann"}));
    assert_eq!(written(json!({"entityUrn": "urn:li:person:bob"})), json!({"entityUrn": "urn:li:person:bob"}));
}
