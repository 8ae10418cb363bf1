//! The world that documented answers show.

use std::collections::BTreeSet;

use restli_core::Json;
use restli_schema::api::{Api, Key, SampleContent};
use restli_schema::client_names::operation_ids;
use serde_json::json;

use super::world::Placed;
use super::{answers, entities};
use crate::keys;
use crate::testing::{apis, linkedin, samples};

/// The entity of an operation's resource under a key.
fn placed<'w>(api: &Api, entities: &'w [Placed], operation: &str, key: Option<&Json>) -> &'w Placed {
    let (resource, _) = operation_ids(api).get(operation).copied().expect(operation);
    entities.iter().find(|one| one.resource == resource && one.key.as_ref() == key).unwrap_or_else(|| panic!("{operation} {key:?}"))
}

#[test]
fn entity_of_a_get_has_the_key_of_its_request() {
    let api = linkedin();
    let world = entities(api);
    let post = placed(api, &world.entities, "content.posts.get", Some(&json!("urn:li:share:7400000000000000123")));
    assert_eq!(post.sample, "content.posts.get");
    let comment = placed(api, &world.entities, "social.social_actions_comments.get", Some(&json!("7400000000000000777")));
    let parents: Vec<&Json> = comment.parents.iter().map(|(_, key)| key).collect();
    assert_eq!(parents, [&json!("urn:li:share:7400000000000000123")]);
    assert!(placed(api, &world.entities, "profile.me.get", None).entity.get("id").is_some());
}

#[test]
fn entity_of_a_finder_has_the_key_of_its_fields() {
    let api = linkedin();
    let world = entities(api);
    let key = json!({"organization": "urn:li:organization:4400", "role": "ADMINISTRATOR", "roleAssignee": "urn:li:person:aB3"});
    placed(api, &world.entities, "organizations.organization_acls.batch_get", Some(&key));
}

#[test]
fn entity_of_a_create_is_what_was_sent_under_the_key_of_the_answer() {
    let api = linkedin();
    let world = entities(api);
    let account = placed(api, &world.entities, "ads.ad_accounts.get", Some(&json!(5502)));
    assert_eq!(account.sample, "ads.ad_accounts.create");
    assert!(account.entity.get("name").is_some());
}

#[test]
fn elements_without_a_key_are_reported() {
    let world = entities(linkedin());
    let one = world.unplaced.iter().find(|one| one.sample == "ads_reporting.ad_analytics.find_by_analytics").expect("the report");
    assert_eq!(one.why, "neither a request nor a field tells the key");
}

#[test]
fn expansions_stand_apart_from_the_entities() {
    let api = linkedin();
    let world = entities(api);
    let me = &placed(api, &world.entities, "profile.me.get", None).entity;
    let picture = me.get("profilePicture").and_then(Json::as_object).expect("a picture");
    assert!(picture.contains_key("displayImage") && !picture.contains_key("displayImage~"), "{picture:?}");
    let image = world.expansions.iter().find(|one| Some(one.urn.as_str()) == picture["displayImage"].as_str()).expect("the image");
    assert_eq!(image.finder.as_deref(), Some("playableStreams"));
    assert!(image.value.get("elements").is_some());
    for one in &world.entities {
        assert!(!one.entity.to_string().contains("~\":"), "{}", one.sample);
    }
}

#[test]
fn entities_have_one_place_each_and_keys_of_their_types() {
    for api in apis() {
        let world = entities(api);
        let mut places = BTreeSet::new();
        for one in &world.entities {
            let parents: Vec<String> = one.parents.iter().map(|(_, key)| keys::text(key)).collect();
            let key = one.key.as_ref().map(keys::text);
            assert!(places.insert((one.resource, parents, key)), "{}", one.sample);
            let own = api[one.resource].key.as_ref().map(|key| (one.resource, key)).zip(one.key.clone());
            let above = one.parents.iter().filter_map(|(id, told)| Some(((*id, api[*id].key.as_ref()?), told.clone())));
            for ((_, key), told) in above.chain(own) {
                assert_eq!(keys::from_text(api, key, &keys::text(&told)), Some(told.clone()), "{}", one.sample);
                assert!(!matches!(key, Key::Complex { .. }) || told.get("$params").is_none());
            }
        }
    }
}

#[test]
fn answers_are_all_that_the_samples_have() {
    let api = linkedin();
    let answers = answers(api);
    let samples = api.samples().iter().filter(|one| matches!(one.content, SampleContent::Answer(_))).count();
    assert_eq!(answers.values().map(Vec::len).sum::<usize>(), samples);
    let (id, index) = operation_ids(api)["content.posts.create"];
    let [created] = answers[&(id, index)].as_slice() else { panic!("one answer") };
    assert_eq!((created.status, created.header("X-RestLi-Id")), (Some(201), Some("urn:li:share:7400000000000000123")));
}

/// An API whose notes have an author, who is an entity of a resource, and a place, which is not.
const NOTES: &str = "types:
  Person: {fields: {id?: string, name?: string, home?: {type: urn:place, decorates: Place}}}
  Place: {fields: {city?: string}}
  Note: {fields: {id: long, author: {type: urn:person, decorates: Person}, readers?: '[urn:person]'}}
resources:
  people: {collection: Person, key: {personId: string}, methods: {get: }}
  strangers: {collection: Person, key: {strangerId: urn:place}, methods: {get: }}
  notes:
    collection: Note
    key: {noteId: long}
    methods: {get: , batch_get: , create: }
    sub:
      replies: {collection: Note, key: {replyId: long}, methods: {get_all: }}
";

#[test]
fn expansion_is_an_entity_of_the_resource_that_has_its_type_and_key() {
    let body =
        r#"{"id":7,"author":"urn:li:person:ann","author~":{"name":"Ann","home":"urn:li:place:x","home~":{"city":"Bergen"}},"author!":{}}"#;
    let api = samples(NOTES, &[("things.notes.get_request.txt", "GET /v2/notes/7 HTTP/1.1\n"), ("things.notes.get_response.json", body)]);
    let world = entities(&api);
    let note = placed(&api, &world.entities, "things.notes.get", Some(&json!(7)));
    assert_eq!(note.entity, json!({"id": 7, "author": "urn:li:person:ann"}));
    let ann = placed(&api, &world.entities, "things.people.get", Some(&json!("ann")));
    assert_eq!(ann.entity, json!({"name": "Ann", "home": "urn:li:place:x"}));
    assert_eq!(world.entities.len(), 2);
    let homeless: Vec<(&str, &Json)> = world.expansions.iter().map(|one| (one.urn.as_str(), &one.value)).collect();
    assert_eq!(homeless, [("urn:li:place:x", &json!({"city": "Bergen"}))]);
}

#[test]
fn entity_of_several_samples_has_the_fields_of_all() {
    let api = samples(
        NOTES,
        &[
            (
                "things.notes.create_request.txt",
                "POST /v2/notes HTTP/1.1\nContent-Type: application/json\n\n{\"id\":1,\"author\":\"urn:li:person:new\"}",
            ),
            ("things.notes.create_response.txt", "HTTP/1.1 201 Created\nX-RestLi-Id: 7\n"),
            ("things.notes.batch_get_response.json", r#"{"results":{"7":{"id":7},"8":{"id":8,"author":"urn:li:person:bob"}},"errors":{}}"#),
            ("things.notes.get-gone_response.txt", "HTTP/1.1 404 Not Found\n\n{\"status\":404}"),
        ],
    );
    let world = entities(&api);
    let seven = placed(&api, &world.entities, "things.notes.get", Some(&json!(7)));
    assert_eq!((&seven.entity, seven.sample.as_str()), (&json!({"id": 7, "author": "urn:li:person:new"}), "things.notes.batch_get"));
    assert_eq!((world.entities.len(), world.unplaced.len()), (2, 0));
}

#[test]
fn entity_below_a_resource_whose_key_no_request_tells_is_reported() {
    let answer = ("things.notes_replies.get_all_response.json", r#"{"elements":[{"id":3,"author":"urn:li:person:ann"}]}"#);
    let world = entities(&samples(NOTES, &[answer]));
    assert_eq!(world.unplaced[0].why, "no request tells the keys of the resources above");
    let api = samples(NOTES, &[answer, ("things.notes_replies.get_all-other_request.txt", "GET /v2/notes/7/replies HTTP/1.1\n")]);
    let world = entities(&api);
    let reply = placed(&api, &world.entities, "things.notes_replies.get_all", Some(&json!(3)));
    assert_eq!(reply.parents.iter().map(|(_, key)| key).collect::<Vec<_>>(), [&json!(7)]);
}
