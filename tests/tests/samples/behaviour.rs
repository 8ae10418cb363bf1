//! The table of behaviours (`crates/linkedin-client/behaviour.json`) beside the runtime: its facts are those of each operation's static
//! description, and the client does what it says.

use std::collections::BTreeMap;
use std::time::Duration;

use linkedin::content::{Images, Videos};
use linkedin::http::Method;
use linkedin::testing::{Answer, Script};
use linkedin::ugc::Assets;
use linkedin::upload::{AssetKind, upload_asset, upload_image, upload_video};
use linkedin::urns::PersonUrn;
use linkedin::{ApiError, CallInfo, Error, NoParams, Operation, Request, Retry, Source, TransportError, TransportKind, Unchecked, api};
use restli_client::__fuzz::is_sent_again;
use restli_client::{Call, Paging, Requirement};
use restli_testing::{Act, Server, TOKEN, json, response};
use serde_json::{Value, json};

use crate::typed::operations;

/// The objects of the table by id.
fn table() -> BTreeMap<String, Value> {
    let text = std::fs::read_to_string(restli_testing::workspace().join("crates/linkedin-client/behaviour.json")).expect("the table");
    let table: Value = serde_json::from_str(&text).expect("JSON");
    let listed = table["operations"].as_array().expect("operations");
    let all: BTreeMap<String, Value> = listed.iter().map(|one| (one["id"].as_str().expect("an id").to_owned(), one.clone())).collect();
    assert_eq!((all.len(), table["api"].as_str()), (listed.len(), Some("linkedin")));
    all
}

/// The failures after which the client sends a call of an operation again, found by asking it about every one.
fn sent_again_after(operation: &'static Operation) -> Vec<Value> {
    let lost = |kind| Error::Transport(Box::new(TransportError::of_kind(CallInfo::of(operation), kind)));
    let refused = |status: u16| {
        let response = linkedin::http::Response::builder().status(status).body("".into()).expect("a response");
        Error::Api(Box::new(ApiError::of_response(&api::API, CallInfo::of(operation), response)))
    };
    let again = |error: &Error| is_sent_again(&CallInfo::of(operation), error);
    let mut found: Vec<Value> = Vec::new();
    found.extend(again(&lost(TransportKind::Connect)).then(|| "no connection".into()));
    found.extend(again(&lost(TransportKind::Broken)).then(|| "lost answer".into()));
    found.extend((300..600).filter(|status| again(&refused(*status))).map(Value::from));
    found
}

/// The object of the table, made from the static description.
fn described(operation: &'static Operation) -> Value {
    let mut object = json!({
        "id": operation.id,
        "method": operation.method.wire_name(),
        "request": format!("{} {}{}", operation.method.http_verb(), operation.base.path, operation.path),
        "repeatable": match (operation.method.is_idempotent(), operation.is_repeatable()) {
            (true, _) => "by method",
            (false, true) => "by schema",
            (false, false) => "no",
        },
        "sent_again_after": sent_again_after(operation),
    });
    let mut put = |name: &str, value: Value| object[name] = value;
    if !operation.quotas.is_empty() {
        put("quotas", operation.quotas.iter().map(|quota| quota.name).collect());
    }
    let numbers = [("since", operation.since), ("until", operation.until), ("max_batch", operation.max_batch)];
    numbers.into_iter().filter_map(|(name, number)| Some((name, number?))).for_each(|(name, number)| put(name, number.into()));
    operation.base.versions.into_iter().for_each(|family| put("versions", family.name.into()));
    operation.look.into_iter().for_each(|shown_by| put("look", json!({"operation": shown_by})));
    operation.media.into_iter().for_each(|rule| put("media", rule.name.into()));
    let sizes = |mut paging: Value, default: Option<u32>, max: Option<u32>| {
        let given = [("default", default), ("max", max)].into_iter().filter_map(|(name, size)| Some((name, size?)));
        given.for_each(|(name, size)| paging[name] = size.into());
        paging
    };
    match operation.paging {
        Paging::StartCount { default, max } => put("paging", sizes(json!({"style": "start_count"}), default, max)),
        Paging::Token { token_param, size_param, token_field, default, max } => {
            let paging = json!({"style": "token", "token_param": token_param, "size_param": size_param, "token_field": token_field});
            put("paging", sizes(paging, default, max));
        }
        _ => {}
    }
    // A requirement that nobody knows is not checked, so the static description has none.
    if operation.permissions != Requirement::Public {
        put("permissions", operation.permissions.to_string().into());
    }
    object
}

#[test]
fn table_of_behaviours_says_of_each_operation_what_the_client_does() {
    let mut table = table();
    for operation in operations::ALL {
        let mut listed = table.remove(operation.id).unwrap_or_else(|| panic!("{} is not in the table", operation.id));
        if operation.permissions == Requirement::Public {
            listed.as_object_mut().and_then(|listed| listed.remove("permissions")).expect("permissions");
        }
        if let Some(shown_by) = operation.look {
            assert!(operations::ALL.iter().any(|shows| shows.id == shown_by && shows.is_repeatable()), "{}: {shown_by}", operation.id);
            // The parameters of that operation that take fields of the entity are for people.
            listed["look"].as_object_mut().and_then(|look| look.remove("by")).expect("by");
        }
        listed.as_object_mut().and_then(|listed| listed.remove("upload"));
        assert_eq!(described(operation), listed, "{}", operation.id);
    }
    assert!(table.is_empty(), "no operations: {:?}", table.keys());
}

/// A call of an operation, of which only the address matters.
fn call(client: &linkedin::Client, operation: &'static Operation) -> Request<Value, NoParams, Unchecked> {
    let mut call = Call::new(client.runtime(), operation);
    let mut rest = operation.path;
    while let Some((name, after)) = rest.split_once('{').and_then(|(_, rest)| rest.split_once('}')) {
        call = call.key(name, &1_i64);
        rest = after;
    }
    call.request()
}

/// A client that sends a version which has the operation.
fn client(url: &str, operation: &Operation) -> linkedin::Client {
    let policy = Retry::standard().pauses(Duration::ZERO, Duration::ZERO);
    let builder = linkedin::Client::builder().token(TOKEN).base_url(url).retry(policy);
    let has = |number: u32| operation.since.is_none_or(|since| number >= since) && operation.until.is_none_or(|until| number < until);
    let versions = operation.base.versions.filter(|family| !has(family.pinned));
    let version = versions.and_then(|family| Some((family.name, family.released.iter().rev().find(|one| has(one.number))?.number)));
    version.into_iter().fold(builder, |builder, (family, number)| builder.version(family, number)).build().expect("a client")
}

/// One operation of each method, and each action that the schema calls repeatable, over connections that fail.
#[tokio::test]
async fn table_of_behaviours_holds_over_connections_that_fail() {
    let table = table();
    let mut seen: Vec<(&str, bool)> = Vec::new();
    for operation in operations::ALL {
        let kind = (operation.method.wire_name(), operation.is_repeatable());
        if seen.contains(&kind) {
            continue;
        }
        seen.push(kind);
        let listed = table[operation.id]["sent_again_after"].as_array().expect("a list");
        let faults = [("lost answer".into(), Act::Mute)].into_iter();
        let statuses = [404_u16, 408, 429, 500, 503].map(|status| (Value::from(status), Act::Answer(response(status, &[], ""))));
        let faults: Vec<(Value, Act)> = faults.chain(statuses).collect();
        let good = Act::Answer(json(200, r#"{"value":1}"#));
        let again = |fault: &Value| usize::from(listed.contains(fault));
        let script: Vec<Act> =
            faults.iter().flat_map(|(fault, act)| std::iter::once(act.clone()).chain(vec![good.clone(); again(fault)])).collect();
        let server = Server::acting(script).expect("a port");
        let client = client(server.url(), operation);
        let mut sent = 0;
        for (fault, _) in &faults {
            let end = call(&client, operation).await;
            sent += 1 + again(fault);
            assert_eq!(server.received().len(), sent, "{} after {fault}: {end:?}", operation.id);
            assert_eq!(end.is_ok(), again(fault) == 1, "{} after {fault}: {end:?}", operation.id);
        }
    }
    assert_eq!(seen.len(), 15, "{seen:?}");
}

/// A PNG of one pixel: signature and header.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// The steps of an upload by the table, in so many parts.
fn way<'t>(table: &'t BTreeMap<String, Value>, id: &str, parts: usize) -> &'t Value {
    let ways = table[id]["upload"].as_array().expect("the ways of an upload");
    ways.iter().find(|way| way["in_parts"] == (parts > 1)).expect("a way")
}

/// The requests of an upload by the table: the operation that begins it, its bytes, the operation that ends it, and a look at the state.
fn steps_of(id: &str, parts: usize) -> Vec<String> {
    let table = table();
    let upload = way(&table, id, parts);
    let bytes = std::iter::repeat_n("bytes", parts);
    let others = [upload["finish"].as_str(), upload["wait"]["operation"].as_str()].into_iter().flatten();
    std::iter::once(id).chain(bytes).chain(others).map(str::to_owned).collect()
}

/// The requests of an upload in their order: operations, and bytes.
fn sent(script: &Script) -> Vec<String> {
    script.calls().iter().map(|called| called.operation.map_or("bytes", |operation| operation.id).to_owned()).collect()
}

#[tokio::test]
async fn uploads_of_the_front_door_take_the_steps_of_the_table() {
    let table = table();
    let ready = |id: &str| table[id]["upload"][0]["wait"]["ready"][0].as_str().expect("a state").to_owned();
    let value = |json: Value| Answer::status(200).json(json!({ "value": json }));
    let client = |script: &Script| linkedin::Client::builder().token(TOKEN).script(script).build().expect("a client");
    let (owner, limit) = (|| PersonUrn::new("ABC123"), Duration::from_mins(1));

    let (script, id) = (Script::new(), Images::INITIALIZE_UPLOAD.id);
    script
        .on(Images::INITIALIZE_UPLOAD)
        .answer(value(json!({"uploadUrl": "https://www.linkedin.com/dms-uploads/1", "image": "urn:li:image:1"})));
    script.on_address(Method::PUT, "https://www.linkedin.com/dms-uploads").always(201);
    script.on(Images::GET).answer(Answer::status(200).json(json!({"id": "urn:li:image:1", "status": ready(id)})));
    upload_image(&client(&script), owner(), PNG).available_within(limit).await.expect("an image");
    assert_eq!(sent(&script), steps_of(id, 1));

    let (script, id, size) = (Script::new(), Videos::INITIALIZE_UPLOAD.id, 80_000);
    let part =
        |first: usize, last: usize| json!({"uploadUrl": "https://www.linkedin.com/dms-uploads/2", "firstByte": first, "lastByte": last});
    let parts = [part(0, 39_999), part(40_000, size - 1)];
    script.on(Videos::INITIALIZE_UPLOAD).answer(value(json!({"video": "urn:li:video:1", "uploadInstructions": parts, "uploadToken": ""})));
    script.on_address(Method::PUT, "https://www.linkedin.com/dms-uploads").always(Answer::status(200).header("ETag", "1"));
    script.on(Videos::FINALIZE_UPLOAD).answer(200);
    script.on(Videos::GET).answer(Answer::status(200).json(json!({"id": "urn:li:video:1", "status": ready(id)})));
    let mut film = b"\0\0\0\x18ftypmp42\0\0\0\0".to_vec();
    film.resize(size, 0);
    upload_video(&client(&script), owner(), film).available_within(limit).await.expect("a video");
    assert_eq!(sent(&script), steps_of(id, 2));
}

/// The answer of `assets` to the registration of an upload: the end of the path in the table has the address.
fn registered(way: &Value, address: &Value) -> Value {
    let to = way["to"].as_str().expect("a path").strip_prefix("uploadMechanism.").expect("the mechanism");
    let (member, field) = match to.strip_suffix(".partUploadRequests.url") {
        Some(member) => (member, "partUploadRequests"),
        None => (to.strip_suffix(".uploadUrl").expect("an address"), "uploadUrl"),
    };
    let artifact = "urn:li:digitalmediaMediaArtifact:(urn:li:digitalmediaAsset:C6,urn:li:digitalmediaMediaArtifactClass:uploaded-video)";
    let mechanism = json!({member: {field: address}});
    json!({"value": {"asset": "urn:li:digitalmediaAsset:C6", "mediaArtifact": artifact, "uploadMechanism": mechanism}})
}

#[tokio::test]
async fn uploads_of_assets_take_the_steps_of_their_way_in_the_table() {
    const SIZE: u64 = (200 << 20) + 5;
    let (table, id, url) = (table(), Assets::REGISTER_UPLOAD.id, "https://www.linkedin.com/dms-uploads/3");
    let folder = tempfile::tempdir().expect("a folder");
    let film = folder.path().join("film.mp4");
    std::fs::write(&film, b"\0\0\0\x18ftypmp42\0\0\0\0").expect("a film");
    std::fs::File::options().write(true).open(&film).and_then(|film| film.set_len(SIZE)).expect("a large film");
    let part = |first: u64, last: u64| json!({"url": url, "byteRange": {"firstByte": first, "lastByte": last}});
    let parts = json!([part(0, (200 << 20) - 1), part(200 << 20, SIZE - 1)]);
    let cases = [(1, Source::bytes(PNG), AssetKind::Image, json!(url)), (2, Source::file(&film), AssetKind::Video, parts)];
    for (parts, source, kind, address) in cases {
        let way = way(&table, id, parts);
        let script = Script::new();
        script.on(Assets::REGISTER_UPLOAD).answer(Answer::status(200).json(registered(way, &address)));
        script.on_address(Method::PUT, url).always(Answer::status(201).header("ETag", "1"));
        script.on(Assets::COMPLETE_MULTI_PART_UPLOAD).always(200);
        let field: Vec<&str> = way["wait"]["field"].as_str().expect("a field").split('.').collect();
        let state = json!({field[0]: [{field[1]: way["wait"]["ready"][0]}]});
        script.on(Assets::GET).answer(Answer::status(200).json(state));
        let client = linkedin::Client::builder().token(TOKEN).script(&script).build().expect("a client");
        let upload = upload_asset(&client, kind, PersonUrn::new("ABC123"), source);
        upload.available_within(Duration::from_mins(1)).await.expect("an asset");
        assert_eq!(sent(&script), steps_of(id, parts));
    }
}
