//! LinkedIn's behaviours, seen by a second call.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

use http::{Request, StatusCode};
use linkedin_sandbox::{Sandbox, Settings, Time, settings};
use serde_json::{Value as Json, json};

/// A day on which the version of the requests lives, 2026-12-01.
const DAY: Time = Time::from_millis(1_796_083_200_000);

/// A sandbox with the token of a member who has every permission.
struct Desk {
    sandbox: Sandbox,
    token: String,
}

impl Desk {
    async fn new() -> Self {
        let settings = Settings { starts_at: Some(DAY), ..settings() };
        let sandbox = Sandbox::start(linkedin_sandbox::api(), settings).await.expect("a sandbox");
        let token = sandbox.token_for_all();
        Self { sandbox, token }
    }

    /// Sends a request of the versioned API, and returns status, key of what was created, and body.
    fn send(&self, first: &str, body: &Json) -> (StatusCode, String, Json) {
        let (verb, target) = first.split_once(' ').expect("a verb and a target");
        let request = Request::builder().method(verb).uri(target).header("authorization", format!("Bearer {}", self.token));
        let request = request.header("linkedin-version", "202607").header("x-restli-protocol-version", "2.0.0");
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let answer = self.sandbox.answer(request.body(body.into()).expect("a request"));
        let key = answer.headers().get("x-restli-id").map_or("", |key| key.to_str().expect("text")).to_owned();
        (answer.status(), key, serde_json::from_slice(answer.body()).unwrap_or_default())
    }

    fn post(&self, commentary: &str) -> (StatusCode, String, Json) {
        let distribution = json!({"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []});
        let post = json!({"author": "urn:li:person:mira", "commentary": commentary, "visibility": "PUBLIC", "distribution": distribution,
            "lifecycleState": "PUBLISHED", "isReshareDisabledByAuthor": false});
        self.send("POST /rest/posts", &post)
    }
}

fn escaped(key: &str) -> String {
    key.replace(':', "%3A").replace('(', "%28").replace(')', "%29").replace(',', "%2C")
}

#[tokio::test]
async fn commentary_with_a_bare_parenthesis_is_cut_without_a_word() {
    let desk = Desk::new().await;
    let (status, key, _) = desk.post("Release 1.2 (beta)");
    assert_eq!(status, StatusCode::CREATED);
    let (_, _, post) = desk.send(&format!("GET /rest/posts/{}", escaped(&key)), &Json::Null);
    assert_eq!(post["commentary"], "Release 1.2");
}

#[tokio::test]
async fn same_post_twice_is_refused_and_names_the_first() {
    let desk = Desk::new().await;
    let (_, key, _) = desk.post("Once");
    let (status, _, error) = desk.post("Once");
    assert_eq!((status.as_u16(), &error["code"]), (422, &json!("DUPLICATE_POST")), "{error}");
    assert_eq!(error["message"], format!("Content is a duplicate of {key}"));
}

#[tokio::test]
async fn reaction_and_like_have_urn_actor_and_the_member_who_acts() {
    let desk = Desk::new().await;
    let (_, post, _) = desk.post("A thread");
    let (mira, acme) = ("urn:li:person:mira", "urn:li:organization:4400");
    for (actor, impersonator) in [(mira, Json::Null), (acme, json!(mira))] {
        let reaction = json!({"root": post, "reactionType": "PRAISE"});
        let (status, key, made) = desk.send(&format!("POST /rest/reactions?actor={}", escaped(actor)), &reaction);
        assert_eq!(status, StatusCode::CREATED, "{made}");
        assert_eq!((&made["created"]["actor"], &made["created"]["impersonator"]), (&json!(actor), &impersonator), "{made}");
        assert_eq!((&made["id"], &made["lastModified"]), (&json!(format!("urn:li:reaction:({actor},{post})")), &made["created"]));
        assert_eq!(desk.send(&format!("GET /rest/reactions/{key}"), &Json::Null).2, made);
        let like = json!({"actor": actor, "object": post});
        let (status, _, made) = desk.send(&format!("POST /rest/socialActions/{}/likes", escaped(&post)), &like);
        assert_eq!(status, StatusCode::CREATED, "{made}");
        assert_eq!((&made["created"]["actor"], &made["agent"]), (&json!(actor), &json!(mira)), "{made}");
        assert_eq!(made["$URN"], format!("urn:li:like:({actor},{post})"));
    }
}

#[tokio::test]
async fn reaction_of_a_kind_that_is_retired_is_refused() {
    let desk = Desk::new().await;
    let reaction = json!({"root": "urn:li:activity:7400000000000000124", "reactionType": "MAYBE"});
    let (status, _, error) = desk.send("POST /rest/reactions?actor=urn%3Ali%3Aperson%3Amira", &reaction);
    assert_eq!(status, StatusCode::BAD_REQUEST, "{error}");
}

#[tokio::test]
async fn comments_and_reactions_are_counted() {
    let desk = Desk::new().await;
    let (_, post, _) = desk.post("A thread");
    let target = escaped(&post);
    let comment = json!({"actor": "urn:li:person:mira", "object": post, "message": {"text": "Well done"}});
    let (status, id, _) = desk.send(&format!("POST /rest/socialActions/{target}/comments"), &comment);
    assert_eq!(status, StatusCode::CREATED);
    let (_, _, read) = desk.send(&format!("GET /rest/socialActions/{target}/comments/{id}"), &Json::Null);
    assert!(
        read["commentUrn"].as_str().is_some_and(|urn| urn.starts_with("urn:li:comment:(") && urn.ends_with(&format!(",{id})"))),
        "{read}"
    );
    let reaction = json!({"root": post, "reactionType": "PRAISE"});
    let (status, key, error) = desk.send("POST /rest/reactions?actor=urn%3Ali%3Aperson%3Amira", &reaction);
    assert_eq!(status, StatusCode::CREATED, "{error}");
    assert_eq!(key, format!("(actor:urn%3Ali%3Aperson%3Amira,entity:{})", post.replace(':', "%3A")));
    let (_, _, metadata) = desk.send(&format!("GET /rest/socialMetadata/{target}"), &Json::Null);
    assert_eq!(metadata["commentSummary"], json!({"count": 1, "topLevelCount": 1}));
    assert_eq!(metadata["reactionSummaries"]["PRAISE"]["count"], 1);
    let (_, _, actions) = desk.send(&format!("GET /rest/socialActions/{target}"), &Json::Null);
    assert_eq!(actions["commentsSummary"]["aggregatedTotalComments"], 1, "{actions}");
    assert_eq!(actions["likesSummary"]["totalLikes"], 1, "{actions}");
}

#[tokio::test]
async fn image_of_a_post_needs_its_bytes() {
    let desk = Desk::new().await;
    let request = json!({"initializeUploadRequest": {"owner": "urn:li:person:mira"}});
    let (_, _, begun) = desk.send("POST /rest/images?action=initializeUpload", &request);
    let image = begun["value"]["image"].as_str().expect("a URN").to_owned();
    let distribution = json!({"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []});
    let post = json!({"author": "urn:li:person:mira", "commentary": "Look", "visibility": "PUBLIC", "distribution": distribution,
        "lifecycleState": "PUBLISHED", "isReshareDisabledByAuthor": false, "content": {"media": {"id": image, "altText": "A kite"}}});
    let (status, _, error) = desk.send("POST /rest/posts", &post);
    assert_eq!((status.as_u16(), &error["code"]), (400, &json!("MEDIA_ASSET_WAITING_UPLOAD")), "{error}");
    let address = begun["value"]["uploadUrl"].as_str().expect("an address");
    let path = address.strip_prefix(&desk.sandbox.base_url()).expect("an address here");
    let (status, _, _) = desk.send(&format!("PUT {path}"), &json!("bytes"));
    assert_eq!(status, StatusCode::CREATED);
    let (_, _, read) = desk.send(&format!("GET /rest/images/{}", escaped(&image)), &Json::Null);
    assert_eq!(read["status"], "AVAILABLE");
    let (status, _, error) = desk.send("POST /rest/posts", &post);
    assert_eq!(status, StatusCode::CREATED, "{error}");
}

#[tokio::test]
async fn member_of_a_token_is_told() {
    let desk = Desk::new().await;
    let (_, _, me) = desk.send("GET /v2/me", &Json::Null);
    assert_eq!((&me["id"], &me["localizedFirstName"]), (&json!("mira"), &json!("Mira")));
    let (_, _, claims) = desk.send("GET /v2/userinfo", &Json::Null);
    assert_eq!((&claims["sub"], &claims["email"]), (&json!("mira"), &json!("mira@example.com")));
    let (_, _, emails) = desk.send("GET /v2/emailAddress?q=members&projection=(elements*(handle~))", &Json::Null);
    assert_eq!(emails["elements"][0]["handle~"]["emailAddress"], "mira@example.com", "{emails}");
    assert_eq!(emails["elements"].as_array().map(Vec::len), Some(1), "{emails}");
    let narrow = Desk { token: desk.sandbox.token(["openid", "profile"]), sandbox: desk.sandbox };
    let (_, _, claims) = narrow.send("GET /v2/userinfo", &Json::Null);
    assert_eq!((&claims["sub"], &claims["email"]), (&json!("mira"), &Json::Null), "the token lacks `email`");
}

#[tokio::test]
async fn video_has_as_many_parts_as_its_size_needs() {
    let desk = Desk::new().await;
    let request = json!({"owner": "urn:li:person:mira", "fileSizeBytes": 4_194_305, "uploadCaptions": false, "uploadThumbnail": true});
    let (_, _, begun) = desk.send("POST /rest/videos?action=initializeUpload", &json!({"initializeUploadRequest": request}));
    let value = &begun["value"];
    let parts = value["uploadInstructions"].as_array().expect("parts");
    let bounds: Vec<_> = parts.iter().map(|part| (part["firstByte"].as_u64(), part["lastByte"].as_u64())).collect();
    assert_eq!(bounds, [(Some(0), Some(4_194_303)), (Some(4_194_304), Some(4_194_304))]);
    assert!(
        parts
            .iter()
            .chain([&json!({"uploadUrl": value["thumbnailUploadUrl"]})])
            .all(|part| { part["uploadUrl"].as_str().is_some_and(|address| address.starts_with(&desk.sandbox.base_url())) })
    );
    assert_eq!(value["captionsUploadUrl"], Json::Null);
}

#[tokio::test]
async fn post_that_is_gone_is_deleted_again() {
    let desk = Desk::new().await;
    let (_, key, _) = desk.post("Soon gone");
    for _ in 0..2 {
        let (status, _, _) = desk.send(&format!("DELETE /rest/posts/{}", escaped(&key)), &Json::Null);
        assert_eq!(status, StatusCode::NO_CONTENT);
        assert_eq!(desk.send(&format!("GET /rest/posts/{}", escaped(&key)), &Json::Null).0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn search_for_roles_finds_those_of_the_caller() {
    let desk = Desk::new().await;
    for (organization, holder) in [(5, "mira"), (6, "tomas")] {
        let urn = format!("urn:li:organization:{organization}");
        let path = format!("(organization:{0},role:ADMINISTRATOR,roleAssignee:urn%3Ali%3Aperson%3A{holder})", escaped(&urn));
        let role =
            json!({"organization": urn, "role": "ADMINISTRATOR", "roleAssignee": format!("urn:li:person:{holder}"), "state": "APPROVED"});
        assert!(desk.sandbox.put(&format!("/rest/organizationAcls/{path}"), role));
    }
    let (_, _, found) = desk.send("GET /rest/organizationAcls?q=roleAssignee", &Json::Null);
    let holders: Vec<&Json> = found["elements"].as_array().expect("a list").iter().map(|one| &one["roleAssignee"]).collect();
    assert!(holders.contains(&&json!("urn:li:person:mira")) && !holders.contains(&&json!("urn:li:person:tomas")), "{found}");
    let (_, _, found) = desk.send("GET /rest/organizationAcls?q=organization&organization=urn%3Ali%3Aorganization%3A6", &Json::Null);
    assert_eq!(found["elements"][0]["roleAssignee"], "urn:li:person:tomas", "administrators see each other");
}

#[tokio::test]
async fn video_of_a_size_that_no_video_has_is_refused() {
    let desk = Desk::new().await;
    for size in [-1, 0, 524_288_001, i64::MAX] {
        let request = json!({"owner": "urn:li:person:mira", "fileSizeBytes": size, "uploadCaptions": false, "uploadThumbnail": false});
        let (status, _, error) = desk.send("POST /rest/videos?action=initializeUpload", &json!({"initializeUploadRequest": request}));
        assert_eq!((status.as_u16(), &error["code"]), (400, &json!("FIELD_INVALID")), "{size}: {error}");
    }
}

#[tokio::test]
async fn batch_with_escaped_keys_as_official_clients_write_them_changes_the_entities() {
    let desk = Desk::new().await;
    let creatives = "/rest/adAccounts/5501/creatives";
    assert!(desk.sandbox.put(&format!("{creatives}/urn%3Ali%3AsponsoredCreative%3A901"), json!({"intendedStatus": "PAUSED"})));
    let patch = json!({"patch": {"$set": {"intendedStatus": "ACTIVE"}}});
    let send = |key: &str| {
        let target = format!("POST {creatives}?ids=List(urn%3Ali%3AsponsoredCreative%3A901)");
        desk.send(&target, &json!({"entities": {key: patch}}))
    };
    for key in ["urn:li:sponsoredCreative:901", "urn%3Ali%3AsponsoredCreative%3A901"] {
        let (status, _, answer) = send(key);
        assert_eq!(
            (status, &answer["results"]["urn:li:sponsoredCreative:901"]["status"]),
            (StatusCode::OK, &json!(204)),
            "{key}: {answer}"
        );
    }
    let (status, _, _) = send("urn%3Ali%3AsponsoredCreative%3A902");
    assert_eq!(status, StatusCode::BAD_REQUEST, "no key of `ids`");
}

#[tokio::test]
async fn search_of_a_data_tap_finds_its_account_by_urn_and_everything_without_criteria() {
    let desk = Desk::new().await;
    assert!(desk.sandbox.put("/rest/adAccounts/50550", json!({"name": "Tapped"})));
    assert!(desk.sandbox.put("/rest/adAccounts/50550/adCampaignGroups/60661", json!({"name": "Autumn"})));
    let search = "search=(id:(values:List(urn%3Ali%3AsponsoredAccount%3A50550)))";
    let (status, _, found) = desk.send(&format!("GET /rest/adAccounts?q=search&count=1&{search}"), &Json::Null);
    let names: Vec<&Json> = found["elements"].as_array().expect("a list").iter().map(|one| &one["name"]).collect();
    assert!(status == StatusCode::OK && names.contains(&&json!("Tapped")), "{found}");
    let (status, _, found) = desk.send("GET /rest/adAccounts/50550/adCampaignGroups?q=search&pageSize=1", &Json::Null);
    assert_eq!((status, &found["elements"][0]["name"]), (StatusCode::OK, &json!("Autumn")), "{found}");
    // The tap numbers its accounts, as the first version of the protocol writes lists.
    let request = Request::get("/rest/adAccountUsers?q=accounts&accounts[0]=urn:li:sponsoredAccount:50550");
    let request = request.header("authorization", format!("Bearer {}", desk.token)).header("linkedin-version", "202607");
    let answer = desk.sandbox.answer(request.body(Vec::new().into()).expect("a request"));
    assert_eq!(answer.status(), StatusCode::OK, "{answer:?}");
}

#[tokio::test]
async fn stamp_names_the_actor_of_the_request() {
    let desk = Desk::new().await;
    let owner = "urn:li:organization:4400";
    let place = json!({"online": {"format": {"external": {"url": "https://example.org/live"}}}});
    let event = json!({"name": {"localized": {"en_US": "Meet"}}, "organizer": owner, "startsAt": 1_796_169_600_000_i64,
        "endsAt": 1_796_173_200_000_i64, "type": place});
    let (status, _, made) = desk.send("POST /rest/events", &event);
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!((&made["created"]["actor"], &made["lastModified"]), (&json!(owner), &made["created"]), "{made}");
}

#[tokio::test]
async fn entity_that_is_not_there_is_told_by_its_address() {
    let desk = Desk::new().await;
    let message = "nothing is at /rest/adAccounts/5/adCampaigns/1";
    let (status, _, error) = desk.send("GET /rest/adAccounts/5/adCampaigns/1", &Json::Null);
    assert_eq!((status, &error["message"]), (StatusCode::NOT_FOUND, &json!(message)), "{error}");
    let (status, _, batch) = desk.send("GET /rest/adAccounts/5/adCampaigns?ids=List(1)", &Json::Null);
    assert_eq!((status, &batch["errors"]["1"]["message"]), (StatusCode::OK, &json!(message)), "{batch}");
}
