//! The samples of LinkedIn's documentation (`tests/samples`) beside the schema: each request has the verb, path and parameters of its operation,
//! and each answer has declared fields alone.
//!
//! A file is named after its operation: `<operation>[-<variant>]_request.txt` and `<operation>[-<variant>]_response.json`.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]

mod bodies;
mod requests;
mod sample;

use restli_codegen::plan;

use sample::{linkedin, samples};

#[test]
fn request_of_the_documentation_has_the_address_and_the_parameters_of_its_operation() {
    let api = linkedin();
    let samples = samples(&api, &plan(&api), "_request.txt");
    assert!(samples.len() > 100, "only {} requests", samples.len());
    let wrong: Vec<String> = samples.iter().filter_map(|sample| requests::check(&api, sample).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn answer_of_the_documentation_has_no_field_that_is_not_declared() {
    let api = linkedin();
    let samples = samples(&api, &plan(&api), "_response.json");
    assert!(samples.len() > 60, "only {} answers", samples.len());
    let wrong: Vec<String> = samples.iter().flat_map(|sample| bodies::undeclared(&api, sample)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
