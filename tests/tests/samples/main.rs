//! The samples of LinkedIn's documentation (`tests/samples`) beside the schema: each request has the verb, path and parameters of its operation,
//! and each answer has declared fields alone.
//!
//! A file is named after its operation: `<operation>[-<variant>]_request.txt` and `<operation>[-<variant>]_response.json`.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]

mod bodies;
mod requests;

use std::path::PathBuf;

use restli_codegen::{Plan, plan};
use restli_schema::api::{Api, Method, ResourceId};
use restli_testing::workspace;

/// A sample and the operation that it belongs to.
struct Sample<'a> {
    name: String,
    text: String,
    resource: ResourceId,
    method: &'a Method,
    /// The verb, and the path below the host with keys as `{name}`.
    verb: &'static str,
    path: String,
}

fn linkedin() -> Api {
    let folder = workspace().join("schema/linkedin");
    restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api
}

/// The files whose names end in some way.
fn files(end: &str) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(workspace().join("tests/samples")).expect("samples");
    let mut all: Vec<PathBuf> = folders
        .flat_map(|folder| std::fs::read_dir(folder.expect("a folder").path()).expect("a folder"))
        .map(|file| file.expect("a file").path())
        .filter(|path| path.to_string_lossy().ends_with(end))
        .collect();
    all.sort();
    all
}

/// The samples whose names end in some way.
fn samples<'a>(api: &'a Api, plan: &Plan<'_>, end: &str) -> Vec<Sample<'a>> {
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let stem = name.strip_suffix(end).expect("the end");
        let id = stem.split('-').next().unwrap_or(stem);
        let found = plan.resources.iter().find_map(|planned| {
            let method = planned.methods.iter().find(|method| method.id == id)?;
            let operation = planned.operations.iter().find(|operation| operation.id == id)?;
            Some((planned.id, method.index, operation))
        });
        let Some((resource, index, operation)) = found else { panic!("{name}: there is no operation `{id}`") };
        let text = std::fs::read_to_string(&path).expect("a sample");
        let path = format!("{}{}", api[api[resource].base].path, operation.path);
        Sample { name, text, resource, method: &api[resource].methods[index], verb: operation.kind.http_verb(), path }
    };
    files(end).into_iter().map(read).collect()
}

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
