//! The functions of a client as pages for readers show them.

use restli_schema::api::SampleRequest;

use crate::emit::method::head;
use crate::emit::usage;
use crate::format::{FormatError, item};
use crate::output::CrateNames;
use crate::parallel;
use crate::plan::model::{Example, MethodPlan, ResourcePlan};
use crate::plan::{Plan, examples};

/// A function of the handle of a resource.
#[derive(Clone, Debug)]
pub struct Function {
    /// The signature, without the scopes that permit the call: `pub fn get(&self, id: i64) -> Request<things::Thing>`.
    pub signature: String,
    /// Statements that call the function with `client` in scope, as in the documentation of the client.
    pub example: Option<String>,
    /// The example leaves out parts of the sample that it is made from.
    pub is_shortened: bool,
    /// The request that the values of the example make: that of the sample, whole; `None` for a function by an alternative key.
    pub request: Option<SampleRequest>,
}

/// The functions of every resource, in the order of [`Plan::resources`] and [`ResourcePlan::methods`]. `front_door` is the crate that examples
/// name in place of the client, if there is one.
///
/// # Errors
/// [`FormatError`] if a signature is not Rust: a defect of the generator.
pub fn functions(plan: &Plan<'_>, front_door: Option<&str>) -> Result<Vec<Vec<Function>>, FormatError> {
    let crates = CrateNames::of(plan.name(), front_door);
    let work: Vec<(&ResourcePlan, Vec<Option<SampleRequest>>)> = plan.resources.iter().zip(examples::requests(plan)).collect();
    parallel::map(&work, |(resource, requests)| {
        let made =
            resource.methods.iter().zip(requests).map(|(method, request)| function(plan, &crates, resource, method, request.as_ref()));
        made.collect::<Result<Vec<_>, _>>()
    })
}

fn function(
    plan: &Plan<'_>,
    crates: &CrateNames,
    resource: &ResourcePlan,
    method: &MethodPlan,
    request: Option<&SampleRequest>,
) -> Result<Function, FormatError> {
    let text = item(head(plan, method))?;
    let signature = text.trim_end().trim_end_matches("{}").trim_end().to_owned();
    let is_shortened = matches!(&method.example, Some(Example::Call(call)) if call.shortened() != *call);
    Ok(Function { signature, is_shortened, example: usage::shown(plan, crates, resource, method), request: request.cloned() })
}
