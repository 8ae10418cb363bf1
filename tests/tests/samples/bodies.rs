//! The fields of an answer beside the declared types.

use restli_schema::api::{Api, ResourceMethod as M, SampleContent, Type};
use restli_schema::undeclared;
use serde_json::Value;

use crate::sample::Sample;

/// The places of members that no declared type has; `None` for a sample that is no answer with a body.
pub(crate) fn undeclared(api: &Api, sample: &Sample<'_>) -> Option<Vec<String>> {
    let SampleContent::Answer(answer) = sample.content else { return None };
    let body: Value = serde_json::from_str(&answer.body).ok()?;
    let mut found = Vec::new();
    let mut look = |value: Option<&Value>, ty: &Type, place: &str| {
        if let Some(value) = value {
            undeclared::undeclared(api, value, ty, place, &mut found);
        }
    };
    let entity = api[sample.resource].entity.map_or(Type::Any, Type::Named);
    let entities = Type::Array(Box::new(entity.clone()));
    match sample.method.kind {
        M::Get | M::Create | M::Update | M::PartialUpdate => look(Some(&body), &entity, ""),
        M::BatchGet => look(body.get("results"), &Type::Map(Box::new(Type::String), Box::new(entity)), "results"),
        M::GetAll | M::Finder => {
            look(body.get("elements"), &entities, "elements");
            look(body.get("metadata"), &sample.method.metadata.map_or(Type::Any, Type::Named), "metadata");
        }
        M::BatchFinder => {
            for page in body.get("elements").and_then(Value::as_array).into_iter().flatten() {
                look(page.get("elements"), &entities, "elements.elements");
            }
        }
        M::Action => look(body.get("value"), &sample.method.returns.as_ref().map_or(Type::Any, |result| result.ty.clone()), "value"),
        M::BatchCreate | M::BatchUpdate | M::BatchPartialUpdate | M::Delete | M::BatchDelete => {}
    }
    Some(found.into_iter().map(|place| format!("{}: {place}", sample.name)).collect())
}
