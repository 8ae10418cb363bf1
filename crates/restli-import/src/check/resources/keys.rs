//! The check of keys, which a path must be able to carry (`docs/formats.md §1.7`, `§2.3`).

use std::collections::BTreeSet;

use restli_schema::api;
use restli_schema::language::is_wire_name;

use super::facts::record;
use crate::model::{Body, Kind, Param, Resource, Ty, TyKind};
use crate::problems::Problems;
use crate::resolve::{Model, Resolved};
use crate::rules;

/// The placeholder name of the key in paths; `above` are the names of the keys above it.
pub(super) fn name(resource: &Resource, above: &[String]) -> Option<String> {
    match &resource.body {
        Body::Collection(key) => Some(key.name.clone()),
        Body::Association { .. } => Some(api::Key::default_name(&resource.name, |name| above.iter().any(|taken| taken == name))),
        Body::Simple | Body::Actions => None,
    }
}

/// Checks the keys of a resource; returns whether the resource has the keys that its kind needs.
pub(super) fn check(resource: &mut Resource, above: &[String], model: &Model, problems: &mut Problems) -> bool {
    let span = resource.span;
    match &mut resource.body {
        Body::Collection(key) => {
            let wanted = key.name.clone();
            let mut free = std::iter::once(wanted.clone()).chain((2..).map(|number: u32| format!("{}Id{number}", resource.name)));
            // A path could not tell two keys of one name apart. The name may change, since it is only seen by people.
            key.name = free.find(|name| is_wire_name(name) && !above.contains(name)).unwrap_or(wanted.clone());
            if key.name != wanted {
                let message = format!("the key `{wanted}` has no name that tells it from the keys above it");
                problems.warning(rules::RESOURCE, key.ty.span, message, format!("it is `{}` in the YAML", key.name));
            }
            let complex = record(&key.ty, model).is_some();
            if !complex {
                carried(&mut key.ty, &key.name, model, problems);
            }
            if let Some(params) = key.params.take_if(|params| !complex || record(params, model).is_none()) {
                let message = "the parameters of a key are a record beside a key that is a record";
                problems.error(rules::RESOURCE, params.span, message, "remove `params`; they were left out");
                problems.left_out("parameters of keys", params.span);
            }
        }
        Body::Association { parts, .. } => {
            distinct(parts, "key parts", problems);
            for part in parts.iter_mut() {
                simple(part, model, problems);
            }
            if parts.is_empty() {
                let message = format!("the key of the association `{}` has no parts", resource.name);
                problems.error(rules::RESOURCE, span, message, "add a part, or make it a simple resource; it was left out");
                return false;
            }
        }
        Body::Simple | Body::Actions => resource.alt_keys.clear(),
    }
    distinct(&mut resource.alt_keys, "alternative keys", problems);
    for key in &mut resource.alt_keys {
        simple(key, model, problems);
    }
    true
}

/// Drops parts whose name is missing or already used.
fn distinct(parts: &mut Vec<Param>, what: &str, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    parts.retain(|part| {
        let fits = is_wire_name(&part.name) && seen.insert(part.name.clone());
        if !fits {
            let message = format!("`{}` does not tell this from other {what}", part.name);
            problems.error(rules::REPEATED_FIELD, part.span, message, "give it a name of its own; it was left out");
            problems.left_out(what, part.span);
        }
        fits
    });
}

/// Checks a part of a key, or an alternative key, which is one required value.
fn simple(part: &mut Param, model: &Model, problems: &mut Problems) {
    part.optional = false;
    part.default = None;
    if record(&part.ty, model).is_some() {
        wrong(&mut part.ty, &part.name, problems);
    } else {
        carried(&mut part.ty, &part.name, model, problems);
    }
}

/// Reports a key whose type is not a single text or number.
fn carried(ty: &mut Ty, name: &str, model: &Model, problems: &mut Problems) {
    let fits = match model.behind(ty) {
        Resolved::Named(_, def) => !matches!(def.kind, Kind::Record(_)),
        Resolved::Other(other) => matches!(other.kind, TyKind::Primitive(_)),
    };
    if !fits {
        wrong(ty, name, problems);
    }
}

fn wrong(ty: &mut Ty, name: &str, problems: &mut Problems) {
    // An invalid or unknown type was reported already.
    if !matches!(ty.kind, TyKind::Wrong) {
        let help = "a key is a primitive, an enum, a name of those, or for a collection a record; until then it is a `string`";
        problems.error(rules::RESOURCE, ty.span, format!("the key `{name}` is of a type that no path can carry"), help);
    }
    ty.kind = TyKind::Primitive("string");
}
