//! Extensions under `x:`, put back where an import found them.

use restli_schema::api::{Extensions, Type};
use serde_json::Value;

use crate::json::{Json, Object};

/// Names under which an import keeps what has another place in the files.
const ELSEWHERE: &[&str] =
    &["annotations", "generatedFrom", "identifier", "includesLast", "maxBatchEnforced", "nameless", "namespace", OF_TYPE];

/// The name under which an import keeps the properties of an array, map or union without a name.
const OF_TYPE: &str = "typeProperties";

/// The name of the validator of URNs, whoever owns it.
pub(super) const VALIDATOR: &str = "TypedUrnValidator";

/// The value that is kept under a name.
pub(super) fn get<'k>(extensions: &'k Extensions, name: &str) -> Option<&'k Value> {
    extensions.x.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The text that is kept under a name.
pub(super) fn text<'k>(extensions: &'k Extensions, name: &str) -> Option<&'k str> {
    get(extensions, name).and_then(Value::as_str)
}

/// Returns whether `true` is kept under a name.
pub(super) fn flag(extensions: &Extensions, name: &str) -> bool {
    get(extensions, name) == Some(&Value::Bool(true))
}

/// Adds the annotations of others.
pub(super) fn annotations(extensions: &Extensions, object: &mut Object) {
    for (name, value) in get(extensions, "annotations").and_then(Value::as_object).into_iter().flatten() {
        object.fill(name, value.into());
    }
}

/// Adds everything that stands in the object itself; what is there already counts.
pub(super) fn members(extensions: &Extensions, object: &mut Object) {
    for (name, value) in extensions.x.iter().filter(|(name, _)| !ELSEWHERE.contains(&name.as_str())) {
        object.fill(name, value.into());
    }
}

/// Adds the properties of an array or a map to its type; returns whether there was a place for them.
pub(super) fn of_type(extensions: &Extensions, ty: &Type, written: &mut Json) -> bool {
    let Some(properties) = get(extensions, OF_TYPE).and_then(Value::as_object) else { return true };
    let (Type::Array(_) | Type::Map(_), Json::Object(object)) = (ty, written) else { return false };
    for (name, value) in properties {
        object.fill(name, value.into());
    }
    true
}

/// Adds validators, those of the file before the one that was made for it.
pub(super) fn validate(extensions: &Extensions, made: Option<Object>, object: &mut Object) {
    let written = extensions.validate.as_ref().map(Json::from);
    let has_its_own = extensions.validate.as_ref().and_then(Value::as_object).is_some_and(|all| all.keys().any(|key| is_of_urns(key)));
    object.set_some("validate", written);
    if let Some(made) = made.filter(|_| !has_its_own) {
        object.fill("validate", made.into());
    }
}

/// Returns whether a key names the validator of URNs.
fn is_of_urns(key: &str) -> bool {
    key.rsplit('.').next() == Some(VALIDATOR)
}
