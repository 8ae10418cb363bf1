//! The samples of the schema, each with the operation that it belongs to.

use restli_codegen::Plan;
use restli_schema::api::{Api, Method, ResourceId, SampleContent, SampleOf};
use restli_testing::workspace;

/// A sample and the operation that it belongs to.
pub(crate) struct Sample<'a> {
    pub(crate) name: &'a str,
    pub(crate) content: &'a SampleContent,
    pub(crate) resource: ResourceId,
    pub(crate) method: &'a Method,
    /// The verb, and the path below the host with keys as `{name}`.
    pub(crate) verb: &'static str,
    pub(crate) path: String,
}

pub(crate) fn linkedin() -> Api {
    let folder = workspace().join("schema/linkedin");
    restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api
}

/// The samples of operations.
pub(crate) fn samples<'a>(api: &'a Api, plan: &Plan<'_>) -> Vec<Sample<'a>> {
    let mut samples = Vec::new();
    for sample in api.samples() {
        let SampleOf::Operation(resource, index) = sample.of else { continue };
        let planned = plan.resources.iter().find(|planned| planned.id == resource).expect("a resource");
        let method = planned.methods.iter().find(|method| method.index == index).expect("a method");
        let operation = planned.operations.iter().find(|operation| operation.id == method.id).expect("an operation");
        let path = format!("{}{}", api[api[resource].base].path, operation.path);
        let (verb, method) = (operation.kind.http_verb(), &api[resource].methods[index]);
        samples.push(Sample { name: &sample.name, content: &sample.content, resource, method, verb, path });
    }
    samples
}
