//! Extensions under `x:`, restored to the places where an import found them, and deprecations.

use restli_schema::api::{Extensions, NO_REASON, Type};
use serde_json::Value;

use crate::json::{Json, Object};

/// Names under `x:` whose values other code restores.
const ELSEWHERE: &[&str] =
    &["annotations", "generatedFrom", "identifier", "includesLast", "maxBatchEnforced", "nameless", "namespace", OF_TYPE];

/// The name under `x:` of the properties of an anonymous array, map or union.
const OF_TYPE: &str = "typeProperties";

/// The short name of the URN validator, in any namespace.
pub(super) const VALIDATOR: &str = "TypedUrnValidator";

/// The value under a name in `x:`.
pub(super) fn get<'k>(extensions: &'k Extensions, name: &str) -> Option<&'k Value> {
    extensions.x.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The text under a name in `x:`.
pub(super) fn text<'k>(extensions: &'k Extensions, name: &str) -> Option<&'k str> {
    get(extensions, name).and_then(Value::as_str)
}

/// Returns whether the value under a name in `x:` is `true`.
pub(super) fn flag(extensions: &Extensions, name: &str) -> bool {
    get(extensions, name) == Some(&Value::Bool(true))
}

/// Adds the annotations kept under `x:`.
pub(super) fn annotations(extensions: &Extensions, object: &mut Object) {
    for (name, value) in get(extensions, "annotations").and_then(Value::as_object).into_iter().flatten() {
        object.fill(name, value.into());
    }
}

/// Adds the members kept under `x:` that stand in the object itself; existing members are not replaced.
pub(super) fn members(extensions: &Extensions, object: &mut Object) {
    for (name, value) in extensions.x.iter().filter(|(name, _)| !ELSEWHERE.contains(&name.as_str())) {
        object.fill(name, value.into());
    }
}

/// Adds the kept properties of an array or map to its written type; returns `false` if they have no place.
pub(super) fn of_type(extensions: &Extensions, ty: &Type, written: &mut Json) -> bool {
    let Some(properties) = get(extensions, OF_TYPE).and_then(Value::as_object) else { return true };
    let (Type::Array(_) | Type::Map(..), Json::Object(object)) = (ty, written) else { return false };
    for (name, value) in properties {
        object.fill(name, value.into());
    }
    true
}

/// Adds validators: first the imported ones, then the generated one.
pub(super) fn validate(extensions: &Extensions, made: Option<Object>, object: &mut Object) {
    let written = extensions.validate.as_ref().map(Json::from);
    let has_its_own = extensions.validate.as_ref().and_then(Value::as_object).is_some_and(|all| all.keys().any(|key| is_of_urns(key)));
    object.set_some("validate", written);
    if let Some(made) = made.filter(|_| !has_its_own) {
        object.fill("validate", made.into());
    }
}

/// Returns whether a key names the URN validator.
fn is_of_urns(key: &str) -> bool {
    key.rsplit('.').next() == Some(VALIDATOR)
}

/// A deprecation as an annotation of a restspec: its reason, if there is one (`docs/formats.md §2.6`).
pub(super) fn deprecation(reason: &str) -> Object {
    if reason == NO_REASON { Object::default() } else { Object::of("doc", reason) }
}

/// A deprecation as a property of a schema: its reason, or `true`.
pub(super) fn deprecated(reason: &str) -> Json {
    if reason == NO_REASON { true.into() } else { reason.into() }
}
