//! The world that documented answers show.

use std::collections::BTreeSet;

use restli_core::Json;
use restli_schema::api::{Api, Key, SampleContent};
use restli_schema::client_names::operation_ids;
use serde_json::json;

use super::{Placed, answers, entities};
use crate::keys;
use crate::testing::{apis, linkedin};

/// The entity of an operation's resource under a key.
fn placed<'w>(api: &Api, entities: &'w [Placed], operation: &str, key: Option<Json>) -> &'w Placed {
    let (resource, _) = operation_ids(api).get(operation).copied().expect(operation);
    entities.iter().find(|one| one.resource == resource && one.key == key).unwrap_or_else(|| panic!("{operation} {key:?}"))
}

#[test]
fn entity_of_a_get_has_the_key_of_its_request() {
    let api = linkedin();
    let world = entities(&api);
    let post = placed(&api, &world.entities, "content.posts.get", Some(json!("urn:li:share:7400000000000000123")));
    assert_eq!(post.sample, "content.posts.get");
    let comment = placed(&api, &world.entities, "social.social_actions_comments.get", Some(json!("7400000000000000777")));
    let parents: Vec<&Json> = comment.parents.iter().map(|(_, key)| key).collect();
    assert_eq!(parents, [&json!("urn:li:share:7400000000000000123")]);
    assert!(placed(&api, &world.entities, "profile.me.get", None).entity.get("id").is_some());
}

#[test]
fn entity_of_a_finder_has_the_key_of_its_fields() {
    let api = linkedin();
    let world = entities(&api);
    let key = json!({"organization": "urn:li:organization:4400", "role": "ADMINISTRATOR", "roleAssignee": "urn:li:person:aB3"});
    placed(&api, &world.entities, "organizations.organization_acls.batch_get", Some(key));
}

#[test]
fn entity_of_a_create_is_what_was_sent_under_the_key_of_the_answer() {
    let api = linkedin();
    let world = entities(&api);
    let account = placed(&api, &world.entities, "ads.ad_accounts.get", Some(json!(5502)));
    assert_eq!(account.sample, "ads.ad_accounts.create");
    assert!(account.entity.get("name").is_some());
}

#[test]
fn elements_without_a_key_are_reported() {
    let world = entities(&linkedin());
    let one = world.unplaced.iter().find(|one| one.sample == "ads_reporting.ad_analytics.find_by_analytics").expect("the report");
    assert_eq!(one.why, "neither a request nor a field tells the key");
}

#[test]
fn expansions_stand_apart_from_the_entities() {
    let api = linkedin();
    let world = entities(&api);
    let me = &placed(&api, &world.entities, "profile.me.get", None).entity;
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
        let world = entities(&api);
        let mut places = BTreeSet::new();
        for one in &world.entities {
            let parents: Vec<String> = one.parents.iter().map(|(_, key)| keys::text(key)).collect();
            let key = one.key.as_ref().map(keys::text);
            assert!(places.insert((one.resource, parents, key)), "{}", one.sample);
            let own = api[one.resource].key.as_ref().map(|key| (one.resource, key)).zip(one.key.clone());
            let above = one.parents.iter().filter_map(|(id, told)| Some(((*id, api[*id].key.as_ref()?), told.clone())));
            for ((_, key), told) in above.chain(own) {
                assert_eq!(keys::from_text(&api, key, &keys::text(&told)), Some(told.clone()), "{}", one.sample);
                assert!(!matches!(key, Key::Complex { .. }) || told.get("$params").is_none());
            }
        }
    }
}

#[test]
fn answers_are_all_that_the_samples_have() {
    let api = linkedin();
    let answers = answers(&api);
    let samples = api.samples().iter().filter(|one| matches!(one.content, SampleContent::Answer(_))).count();
    assert_eq!(answers.values().map(Vec::len).sum::<usize>(), samples);
    let (id, index) = operation_ids(&api)["content.posts.create"];
    let [created] = answers[&(id, index)].as_slice() else { panic!("one answer") };
    assert_eq!((created.status, created.header("X-RestLi-Id")), (Some(201), Some("urn:li:share:7400000000000000123")));
}
