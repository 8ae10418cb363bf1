//! The example in the documentation of each function: a call with the values of a sample, else with believable ones.

mod believable;
mod call;
mod context;
mod made;
mod record;
mod request;
mod selection;
mod urn;
mod value;

use std::collections::BTreeMap;

use restli_core::Json;
use restli_schema::api::{Api, ProjectionStyle, Sample, SampleContent, SampleOf, SampleRequest, TypeKind, Visibility};
use restli_schema::url_text::parameters;

use super::model::{CallPlan, Example, MethodPlan, Plan, ResourcePlan, SampleCall};
use believable::Maker;
use call::Inputs;
use context::{Definitions, Unfit, Writer};
use request::Values;

/// Fills in the calls of the samples, and the example of every function.
pub(super) fn fill(plan: &mut Plan<'_>) {
    let known = Definitions::of(plan);
    let samples = samples(plan, &known);
    let shown = |id: &str| best(&samples, id).and_then(|sample| sample.call.as_ref().ok()).cloned();
    let api = plan.api;
    let called = |resource: &ResourcePlan, method: &MethodPlan| {
        let call = shown(&method.id).or_else(|| believable(&known, method))?;
        projected(plan, resource, method, call).map(Example::Call)
    };
    let example = |resource: &ResourcePlan, method: &MethodPlan| {
        written(api, resource, method).map(Example::Written).or_else(|| called(resource, method))
    };
    let of_resource = |resource: &ResourcePlan| resource.methods.iter().map(|method| example(resource, method)).collect();
    let all: Vec<Vec<_>> = plan.resources.iter().map(of_resource).collect();
    for (resource, examples) in plan.resources.iter_mut().zip(all) {
        for (method, example) in resource.methods.iter_mut().zip(examples) {
            method.example = example;
        }
    }
    plan.samples = samples;
}

/// The sample whose call stands for a function: one that can be called, and best the one that has no variant.
fn best<'s>(samples: &'s [SampleCall], id: &str) -> Option<&'s SampleCall> {
    samples.iter().filter(|sample| sample.operation == id).min_by_key(|sample| (sample.call.is_err(), sample.name != id))
}

/// The request of every function by the main key, in the order of resources and functions: that of the sample in its example, else one with
/// believable values.
pub(crate) fn requests(plan: &Plan<'_>) -> Vec<Vec<Option<SampleRequest>>> {
    let known = Definitions::of(plan);
    let sampled: BTreeMap<&str, &SampleRequest> = plan.api.samples().iter().filter_map(sampled_request).collect();
    let request = |resource: &ResourcePlan, method: &MethodPlan| match best(&plan.samples, &method.id) {
        Some(shown) => sampled.get(shown.name.as_str()).map(|request| (*request).clone()),
        None => believable_request(plan, &known, resource, method),
    };
    let of_resource = |resource: &ResourcePlan| resource.methods.iter().map(|method| request(resource, method)).collect();
    plan.resources.iter().map(of_resource).collect()
}

fn sampled_request(sample: &Sample) -> Option<(&str, &SampleRequest)> {
    if let SampleContent::Request(request) = &sample.content { Some((&sample.name, request)) } else { None }
}

fn believable_request(plan: &Plan<'_>, known: &Definitions<'_>, resource: &ResourcePlan, method: &MethodPlan) -> Option<SampleRequest> {
    let maker = Maker::new(known);
    let arguments = method.arguments.iter().map(|argument| maker.argument(argument)).collect();
    let mut inputs = Inputs { arguments, ..Inputs::default() };
    if let Some(field) = needed_field(plan, resource, method) {
        let declared = plan.api[resource.id].methods.get(method.index)?;
        let (name, text) = if declared.projection == ProjectionStyle::Decorated {
            ("projection", format!("({field})"))
        } else {
            ("fields", field.to_owned())
        };
        inputs.projection = Some((name, text));
    }
    made::request(plan.api, &plan.api[resource.id], method, &inputs)
}

/// A field for the projection of a call that needs one.
fn needed_field<'p>(plan: &'p Plan<'_>, resource: &ResourcePlan, method: &MethodPlan) -> Option<&'p str> {
    let declared = &plan.api[resource.id];
    if !declared.methods.get(method.index)?.projection_required {
        return None;
    }
    let TypeKind::Record(record) = &plan.api[declared.entity?].kind else { return None };
    record.fields.iter().find(|field| field.visibility != Visibility::Hidden).map(|field| field.name.wire.as_str())
}

/// The example that the schema gives a method.
fn written(api: &Api, resource: &ResourcePlan, method: &MethodPlan) -> Option<String> {
    let declared = api[resource.id].methods.get(method.index).filter(|_| method.alt_key.is_none())?;
    declared.example.clone()
}

/// The smallest call of a function.
fn believable(known: &Definitions<'_>, method: &MethodPlan) -> Option<CallPlan> {
    let maker = Maker::new(known);
    let arguments = method.arguments.iter().map(|argument| maker.argument(argument)).collect();
    Writer::new(known).call(method, &Inputs { arguments, ..Inputs::default() }).ok()
}

/// The call with the projection that the service asks for: of one field, if the call has none.
fn projected(plan: &Plan<'_>, resource: &ResourcePlan, method: &MethodPlan, mut call: CallPlan) -> Option<CallPlan> {
    let is_needed = plan.api[resource.id].methods.get(method.index)?.projection_required;
    if call.selection.is_none() && is_needed {
        let field = needed_field(plan, resource, method)?;
        call.selection = Some(selection::of(plan, resource, method, &format!("({field})")).ok()?);
    }
    Some(call)
}

/// The calls of the samples that are requests.
fn samples(plan: &Plan<'_>, known: &Definitions<'_>) -> Vec<SampleCall> {
    plan.api.samples().iter().filter_map(|sample| sample_call(plan, known, sample)).collect()
}

fn sample_call(plan: &Plan<'_>, known: &Definitions<'_>, sample: &Sample) -> Option<SampleCall> {
    let (SampleOf::Operation(id, index), SampleContent::Request(request)) = (sample.of, &sample.content) else { return None };
    let (place, resource) = plan.resources.iter().enumerate().find(|(_, resource)| resource.id == id)?;
    let told = parameters(request.query()).remove("altkey");
    let by = told.as_ref().and_then(Json::as_str);
    let called = |method: &MethodPlan| method.index == index && method.alt_key.as_deref() == by;
    let (position, method) = resource.methods.iter().enumerate().find(|(_, method)| called(method))?;
    let (values, inputs) = inputs(plan.api, resource, method, request)?;
    let mut writer = Writer::new(known);
    let mut call = writer.call(method, &inputs).map_err(|Unfit(why)| why);
    for (name, text) in selection::PARAMETERS.iter().filter_map(|name| Some((name, values.text(name)?))) {
        match (selection::of(plan, resource, method, text), &mut call) {
            (Ok(selection), Ok(call)) => call.selection = Some(selection),
            (Err(why), _) => writer.drop(name, &why),
            (Ok(_), Err(_)) => {}
        }
    }
    let (name, operation) = (sample.name.clone(), method.id.clone());
    Some(SampleCall { name, operation, resource: place, method: position, call, dropped: writer.dropped })
}

/// The values of a request, and the inputs that they are for a call.
fn inputs(api: &Api, resource: &ResourcePlan, method: &MethodPlan, request: &SampleRequest) -> Option<(Values, Inputs)> {
    let declared = api[resource.id].methods.get(method.index)?;
    let main = resource.methods.iter().find(|main| main.index == method.index && main.alt_key.is_none())?;
    let operation = resource.operations.iter().find(|operation| operation.id == main.id)?;
    let base = &api[api[resource.id].base].path;
    let values = Values::read(request, base, operation);
    let inputs = values.inputs(method, declared);
    Some((values, inputs))
}
