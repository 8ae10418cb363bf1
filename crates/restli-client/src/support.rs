//! Functions that generated code calls. Not part of the public interface: they may change in any release.

use restli_core::data::{Data, DataRef};
use restli_core::{Json, json};

use crate::error::{Error, Problem};

/// The form named `name` of an entity that was read, by way of JSON: the fields that the form lacks are left out.
///
/// # Errors
/// The entity lacks a field that the form always has: a default would be a value that nobody gave.
pub fn form<T: Data>(name: &str, entity: &dyn Data) -> Result<T, Error> {
    let mut form = T::empty();
    fill(name, entity, &mut form)?;
    Ok(form)
}

fn fill(name: &str, entity: &dyn Data, form: &mut dyn Data) -> Result<(), Error> {
    let refused = |why: String| {
        let what = format!("it cannot be made from the entity: {why}");
        Error::request(Problem::new(name, what, format!("make it with `{name}::new`")))
    };
    match lacking(entity, form).as_slice() {
        [] => json::read_into(&sendable(entity), form).map_err(|error| refused(error.without_excerpt().to_string())),
        fields => Err(refused(format!("the entity lacks `{}`", fields.join("`, `")))),
    }
}

/// The entity as JSON, without fields that are unions without a member: servers write them, and no request may.
fn sendable(entity: &dyn Data) -> Vec<u8> {
    let DataRef::Record(record) = entity.data() else { return json::to_vec(entity) };
    let fields = record.table().fields.iter().zip(record.all());
    let empty: Vec<&str> = fields.filter(|(_, value)| matches!(value.data(), DataRef::NoMember(_))).map(|(field, _)| field.wire).collect();
    let mut json = json::to_vec(entity);
    if !empty.is_empty()
        && let Ok(mut members) = serde_json::from_slice::<serde_json::Map<String, Json>>(&json)
    {
        members.retain(|name, _| !empty.contains(&name.as_str()));
        json = Json::Object(members).to_string().into_bytes();
    }
    json
}

/// The fields that the entity lacks and an empty form has.
fn lacking(entity: &dyn Data, form: &dyn Data) -> Vec<&'static str> {
    let (DataRef::Record(entity), DataRef::Record(form)) = (entity.data(), form.data()) else { return Vec::new() };
    let is_there = |value: &dyn Data| !matches!(value.data(), DataRef::Absent);
    let mut lacking: Vec<&str> =
        entity.table().fields.iter().zip(entity.all()).filter(|(_, value)| !is_there(*value)).map(|(field, _)| field.wire).collect();
    let kept: Vec<&str> =
        form.table().fields.iter().zip(form.all()).filter(|(_, value)| is_there(*value)).map(|(field, _)| field.wire).collect();
    lacking.retain(|field| kept.contains(field));
    lacking
}
