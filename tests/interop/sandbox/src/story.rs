//! Calls that build on each other: what is created is read, changed, deleted and missed; long queries travel in the body.

use anyhow::Result;
use restli_core::Json;
use serde_json::json;

use crate::desk;
use crate::driver::Driver;
use crate::kept::Outcomes;

/// Makes the calls with a client, and keeps what came of each.
pub(crate) fn tell(client: &str, program: &[String], outcomes: &mut Outcomes) -> Result<()> {
    let sandbox = desk::documented()?;
    let token = sandbox.token_for_all();
    let narrow = sandbox.token(["openid"]);
    let mut driver = Driver::start(&sandbox, client, program)?;
    let mut created = String::new();
    for mut step in steps() {
        let name = step["name"].as_str().unwrap_or_default().to_owned();
        let shown = step["shown"].take();
        step["token"] = Json::from(if step["narrow"].take() == true { narrow.as_str() } else { token.as_str() });
        let step: Json = serde_json::from_str(&step.to_string().replace("CREATED", &created))?;
        let (told, exchange) = driver.call(&step)?;
        let id = told.answer.get("createdEntityId").or_else(|| told.answer.get("entity_id")).and_then(Json::as_str);
        if let Some(id) = id {
            created = restli_core::url::percent_decode(id).map_or_else(|| id.to_owned(), std::borrow::Cow::into_owned);
        }
        let mut text = exchange.map_or_else(
            || "nothing sent".to_owned(),
            |exchange| {
                let tunnel = if exchange.tunnelled { ", query in the body" } else { "" };
                let rule = exchange.refused_by.map(|rule| format!(" {rule}")).unwrap_or_default();
                format!("{}{rule}{tunnel}", exchange.status.as_u16())
            },
        );
        for pointer in shown.as_array().into_iter().flatten().filter_map(Json::as_str) {
            let data = if client == "js" { told.answer.get("data") } else { Some(&told.answer) };
            let pointer = if client == "js" { pointer.strip_prefix("/entity").unwrap_or(pointer) } else { pointer };
            let found = data.and_then(|data| data.pointer(pointer)).cloned().unwrap_or_default();
            let found = match &found {
                Json::Object(members) => format!("{} entries", members.len()),
                Json::Array(items) => format!("{} items", items.len()),
                value => value.to_string(),
            };
            text = format!("{text}; {found}");
        }
        outcomes.story.entry(name).or_default().insert(client.to_owned(), text);
    }
    Ok(())
}

/// The steps: cases as `tests/interop/src/case.rs` describes them. `CREATED` stands for the last id, `shown` has pointers into the answer.
fn steps() -> Vec<Json> {
    let version = "202607";
    let post = json!({"author": "urn:li:person:mira", "commentary": "A story", "visibility": "PUBLIC", "lifecycleState": "PUBLISHED",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "isReshareDisabledByAuthor": false});
    let one = |name: &str, method: &str, rest: Json| {
        let mut step = json!({"name": name, "method": method, "path": "/posts/{id}", "keys": {"id": "CREATED"}, "version": version});
        if let (Some(step), Json::Object(rest)) = (step.as_object_mut(), rest) {
            step.extend(rest);
        }
        step
    };
    let comments: Vec<String> =
        (10..70).map(|number| format!("urn:li:comment:(urn:li:activity:7400000000000000001,74000000000000000{number})")).collect();
    vec![
        one("01 a post is created", "create", json!({"path": "/posts", "keys": {}, "entity": post})),
        one("02 it is read", "get", json!({"shown": ["/entity/commentary"]})),
        one("03 it is changed", "partial_update", json!({"set": {"commentary": "Another story"}})),
        one("04 the change is seen", "get", json!({"shown": ["/entity/commentary"], "query": {"fields": "id,commentary"}})),
        one(
            "05 its author has it",
            "finder",
            json!({"path": "/posts", "keys": {}, "finder": "author",
            "query": {"author": "urn:li:person:mira"}, "shown": ["/elements/0/commentary", "/paging/total"]}),
        ),
        one(
            "06 the same post is a duplicate",
            "create",
            json!({"path": "/posts", "keys": {},
            "entity": {"author": "urn:li:person:mira", "commentary": "Another story", "visibility": "PUBLIC", "lifecycleState": "PUBLISHED",
                "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
                "isReshareDisabledByAuthor": false}}),
        ),
        one(
            "07 a batch tells found and missing",
            "batch_get",
            json!({"path": "/posts", "keys": {}, "ids": ["CREATED", "urn:li:share:1"],
            "shown": ["/results", "/statuses"]}),
        ),
        one(
            "08 a long batch travels in the body",
            "batch_get",
            json!({"path": "/socialMetadata", "keys": {}, "ids": comments,
            "shown": ["/results", "/errors"]}),
        ),
        one(
            "09 a long finder travels in the body",
            "finder",
            json!({"path": "/adAccounts", "keys": {}, "finder": "search",
            "query": {"search": {"reference": {"values": (0..150).map(|number| format!("urn:li:organization:{number}")).collect::<Vec<_>>()}}},
            "shown": ["/elements"]}),
        ),
        one("10 the post is deleted", "delete", json!({})),
        one("11 it is missing", "get", json!({})),
        one(
            "12 a like of the unversioned API is created",
            "create",
            json!({"path": "/socialActions/{id}/likes", "version": null,
            "entity": {"actor": "urn:li:person:mira", "object": "CREATED"}}),
        ),
        one(
            "13 an upload is begun",
            "action",
            json!({"path": "/images", "keys": {}, "action": "initializeUpload",
            "params": {"initializeUploadRequest": {"owner": "urn:li:person:mira"}}}),
        ),
        json!({"name": "14 the member of the token", "method": "get", "path": "/userinfo", "shown": ["/entity/sub"]}),
        json!({"name": "15 a projection with decoration", "method": "get", "path": "/me",
            "query": {"projection": "(id,firstName,profilePicture(displayImage~:playableStreams))"}, "shown": ["/entity/id"]}),
        one("16 a token without permission", "get", json!({"narrow": true})),
        one("17 a version that has ended", "get", json!({"version": "202301"})),
        one("18 an unknown finder", "finder", json!({"path": "/posts", "keys": {}, "finder": "mood"})),
        one("19 a field that is none", "create", json!({"path": "/posts", "keys": {}, "entity": {"auther": "urn:li:person:mira"}})),
    ]
}
