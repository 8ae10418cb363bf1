//! Answers that the schema did not foresee (`docs/reading.md`), as a user meets them.

use futures_util::StreamExt as _;
use linkedin::content::{LittleText, NewPost, Post};
use linkedin::organizations::OrganizationAcl;
use linkedin::urns::{OrganizationUrn, PersonUrn, ShareUrn};
use linkedin::{Error, Page};

use crate::desk::{Desk, json, response};

const ACLS: &str = r#"{"elements":[
{"organization":"urn:li:organization:1","roleAssignee":"urn:li:person:A","role":"ADMINISTRATOR","state":"APPROVED"},
{"organization":"urn:li:organizationBrand:2","roleAssignee":"urn:li:person:A","role":["ADMINISTRATOR"],"state":"APPROVED"}],
"paging":{"start":0,"count":10,"links":[]}}"#;

fn post(id: &str) -> String {
    format!(
        r#"{{"id":"{id}","author":"urn:li:organization:5","commentary":"x","lifecycleState":"PUBLISHED","visibility":"PUBLIC",
"distribution":{{"feedDistribution":"MAIN_FEED","targetEntities":[null],"thirdPartyDistributionChannels":[]}},"publishedAt":"17"}}"#
    )
}

#[tokio::test]
async fn page_with_a_lost_element_is_an_error_that_gives_the_rest() {
    let Desk { sandbox: _sandbox, client } = Desk::answering([json(200, ACLS), json(200, ACLS)]).await;
    let error = client.organization_acls().find_by_role_assignee().await.expect_err("an element is lost");
    let text = error.to_string();
    assert!(text.contains("elements[1].role: not a string: [\"ADMINISTRATOR\"]"), "{text}");
    assert!(text.contains("organizations.organization_acls.find_by_role_assignee"), "{text}");
    let Error::Incomplete(incomplete) = error else { panic!("{error}") };
    let page: Page<OrganizationAcl> = incomplete.partial().expect("the rest");
    assert_eq!((page.elements.len(), page.undecodable.len()), (1, 1));

    let response = client.organization_acls().find_by_role_assignee().send_full().await.expect("the whole response");
    assert_eq!(response.value.undecodable.len(), 1, "whoever asks for the response looks himself");
}

#[tokio::test]
async fn stream_has_the_error_of_a_lost_element_in_its_place_and_goes_on() {
    let body = format!(r#"{{"elements":[{},{{}},{}]}}"#, post("urn:li:share:1"), post("urn:li:share:3"));
    let Desk { sandbox: _sandbox, client } = Desk::answering([json(200, &body)]).await;
    let posts: Vec<Result<Post, Error>> = client.posts().find_by_author(OrganizationUrn::new(5)).stream().collect().await;
    let told: Vec<bool> = posts.iter().map(Result::is_ok).collect();
    assert_eq!(told, [true, false, true]);
}

#[tokio::test]
async fn post_without_what_it_can_do_without_is_read() {
    let Desk { sandbox: _sandbox, client } = Desk::answering([
        json(200, r#"{"id":"urn:li:share:1","author":"urn:li:person:a"}"#),
        json(200, r#"{"author":"urn:li:person:a","specificContent":{},"lifecycleState":7,"visibility":[]}"#),
    ])
    .await;
    let post = client.posts().get(ShareUrn::new(1)).await.expect("a post");
    assert_eq!((post.visibility, post.lifecycle_state), (None, None));
    let old = client.ugc_posts().get(ShareUrn::new(1)).send_full().await.expect("a post");
    assert!(old.value.visibility.is_none());
    assert_eq!(old.unread().problems().len(), 1, "{:?}", old.unread().problems());
}

#[tokio::test]
async fn value_that_is_left_out_of_an_entity_is_told_beside_it() {
    let Desk { sandbox: _sandbox, client } = Desk::answering([json(200, &post("urn:li:share:1"))]).await;
    let response =
        client.posts().get("urn:li:share:1".parse::<linkedin::types::PostUrn>().expect("a URN")).send_full().await.expect("a post");
    let told: Vec<String> = response.unread().problems().iter().map(ToString::to_string).collect();
    assert_eq!(told, ["distribution.targetEntities[0]: not a record: null"]);
    assert!(response.value.published_at.is_some(), "text that is a number is read as one");
}

#[tokio::test]
async fn key_of_a_created_post_is_found_in_every_place() {
    let created = |headers: &[(&str, &str)], body: &str| response(201, headers, body);
    let Desk { sandbox: _sandbox, client } = Desk::answering([
        created(&[("X-RestLi-Id", "urn:li:share:1")], ""),
        created(&[("X-LinkedIn-Id", "urn:li:share:2")], ""),
        created(&[("Content-Type", "application/json")], r#"{"id":"urn:li:share:3"}"#),
        created(&[("Location", "/posts/urn%3Ali%3Ashare%3A4")], ""),
        created(&[], ""),
    ])
    .await;
    let post = NewPost::new(PersonUrn::new("A"), LittleText::escaped("x"));
    for expected in ["urn:li:share:1", "urn:li:share:2", "urn:li:share:3", "urn:li:share:4", ""] {
        let id = client.posts().create(&post).await.expect("created").id;
        assert_eq!(id.map(|id| id.to_string()).unwrap_or_default(), expected);
    }
}

#[tokio::test]
async fn error_is_explained_by_the_code_or_the_words_that_it_has() {
    let nested = r#"{"errorDetails":{"inputErrors":[{"code":"DUPLICATE_POST","description":"again"}]},"status":422}"#;
    let words = r#"{"message":"Content is a duplicate of urn:li:share:71","status":422}"#;
    let revoked = r#"{"serviceErrorCode":65601,"message":"The token has been revoked by the user","status":401}"#;
    let expired = r#"{"serviceErrorCode":65601,"message":"The token used in the request has expired","status":401}"#;
    let in_details = r#"{"errorDetails":{"code":"DUPLICATE_POST"},"status":409}"#;
    let Desk { sandbox: _sandbox, client } = Desk::answering([
        json(422, nested),
        json(422, words),
        json(409, words),
        json(409, in_details),
        json(409, r#"{"message":"Write conflict","status":409}"#),
        json(401, revoked),
        json(401, expired),
    ])
    .await;
    let post = NewPost::new(PersonUrn::new("A"), LittleText::escaped("x"));
    let duplicates = ["DUPLICATE_POST"; 4];
    for code in duplicates.into_iter().chain(["409", "REVOKED_ACCESS_TOKEN", "EXPIRED_ACCESS_TOKEN"]) {
        let error = client.posts().create(&post).await.expect_err("refused");
        let error = error.as_api().expect("an error response");
        assert_eq!(error.info.map(|info| info.code), Some(code));
    }
}

#[tokio::test]
async fn error_that_main_returns_shows_cause_and_remedy_first() {
    let Desk { sandbox: _sandbox, client } =
        Desk::answering([json(403, r#"{"message":"Not enough permissions\nfake: line","status":403}"#)]).await;
    let error = client.me().get().await.expect_err("refused");
    let shown = format!("{error:?}");
    assert_eq!(shown, error.to_string());
    let remedy = error.remedy().expect("a remedy");
    assert!(shown.contains("cause: ") && shown.contains(&*remedy) && !shown.contains("\nfake"), "{shown}");
    let api = format!("{:?}", error.as_api().expect("an error response"));
    assert!(api.len() < 1000, "{api}");
}
