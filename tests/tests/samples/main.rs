//! The samples of LinkedIn's documentation (`schema/linkedin/samples`) beside the schema: each request has the verb, path and parameters of
//! its operation, and each answer has declared fields alone. Through the typed client, each request is the same, and no answer loses a field.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]

mod behaviour;
mod bodies;
mod compare;
mod evidence;
mod listed;
mod mutated;
mod proof;
#[allow(dead_code, reason = "a reader per type of result, whether a sample has it or not")]
mod read;
mod requests;
mod sample;
mod sandbox;
#[allow(deprecated, clippy::all, clippy::pedantic, reason = "generated: deprecated operations have samples, too")]
#[rustfmt::skip]
mod typed;

use std::collections::BTreeMap;

use linkedin::{Client, Tunnel};
use restli_codegen::plan;
use restli_core::envelope::Reply;
use restli_schema::api::{SampleAnswer, SampleContent};
use serde_json::Value;

use sample::{linkedin, samples};

#[test]
fn request_of_the_documentation_has_the_address_and_the_parameters_of_its_operation() {
    let api = linkedin();
    let samples = samples(&api, &plan(&api));
    let checked: Vec<Result<(), String>> = samples.iter().filter_map(|sample| requests::check(&api, sample)).collect();
    assert!(checked.len() > 100, "only {} requests", checked.len());
    let wrong: Vec<String> = checked.into_iter().filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn answer_of_the_documentation_has_no_field_that_is_not_declared() {
    let api = linkedin();
    let samples = samples(&api, &plan(&api));
    let checked: Vec<Vec<String>> = samples.iter().filter_map(|sample| bodies::undeclared(&api, sample)).collect();
    assert!(checked.len() > 60, "only {} answers", checked.len());
    let wrong: Vec<String> = checked.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn request_of_the_documentation_is_the_same_through_the_typed_client() {
    let client: Client = Client::builder().token("token").tunnel(Tunnel::Never).build().expect("a client");
    let calls: BTreeMap<_, _> = typed::CALLS.iter().copied().flatten().copied().collect();
    let mut found = Vec::new();
    let api = linkedin();
    for sample in api.samples() {
        let (name, SampleContent::Request(request)) = (&sample.name, &sample.content) else { continue };
        let built = calls.get(name.as_str()).map(|call| call(&client));
        let differences = match built {
            Some(Ok(built)) => compare::request(request, &built),
            Some(Err(error)) => vec![format!("is not built: {error}")],
            None => vec!["there is no typed call".to_owned()],
        };
        found.extend(differences.into_iter().map(|difference| format!("{name}: {difference}")));
    }
    listed::compare("requests", &found);
}

#[test]
fn answer_of_the_documentation_loses_nothing_in_the_typed_client() {
    let readers: BTreeMap<_, _> = typed::ANSWERS.iter().copied().flatten().map(|(name, method, read)| (*name, (*method, *read))).collect();
    let mut found = Vec::new();
    let api = linkedin();
    for sample in api.samples() {
        let payload;
        let answer = match &sample.content {
            SampleContent::Request(_) => continue,
            SampleContent::Answer(answer) => answer,
            SampleContent::Payload(value) => {
                payload = SampleAnswer { status: None, headers: Vec::new(), body: value.to_string() };
                &payload
            }
        };
        let (method, read) = readers.get(sample.name.as_str()).unwrap_or_else(|| panic!("{}: no reader", sample.name));
        let reply = Reply {
            method: *method,
            status: answer.status.unwrap_or(200),
            id: answer.header("X-RestLi-Id"),
            location: answer.header("Location"),
            content_type: Some("application/json"),
            body: answer.body.as_bytes(),
        };
        let told: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        let mut places = Vec::new();
        match read(&reply) {
            Ok(read) => {
                compare::lost(&told, &read.own, "", &mut places);
                if let Some(id) = reply.id.filter(|id| read.own["id"] != **id) {
                    places.push(format!("X-RestLi-Id: {id} is {}", read.own["id"]));
                }
                places.extend(read.left_out.iter().map(|error| format!("is left out: {error}")));
            }
            Err(error) => places.push(format!("is not read: {error}")),
        }
        found.extend(places.into_iter().map(|place| format!("{}: {place}", sample.name)));
    }
    listed::compare("answers", &found);
}
