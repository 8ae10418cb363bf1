//! The samples of LinkedIn's documentation (`schema/linkedin/samples`) beside the schema: each request has the verb, path and parameters of
//! its operation, and each answer has declared fields alone.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]

mod bodies;
mod requests;
mod sample;

use restli_codegen::plan;

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
