//! Methods, finders, batch finders and actions (`docs/formats.md §2.4`).

use restli_schema::api::{Api, ErrorId, Method, Paging, Param, Requirement, ResourceId};

use super::extensions;
use super::names::Names;
use super::text::{default_text, param_type_text, type_text};
use super::types::EXTRA;
use crate::extra::{self, Extra};
use crate::json::{Json, Object};
use crate::notes::{Disposition, Notes};
use crate::places;

pub(super) fn method(api: &Api, names: &Names, resource: ResourceId, method: &Method, notes: &mut Notes) -> Object {
    let place = places::method(api, resource, method);
    let mut object = Object::default();
    object.set_full("annotations", annotations(api, resource, method, &place, notes));
    object.set_full("serviceErrors", errors(api, method));
    object.set_full("success", method.success.iter().map(|status| u32::from(*status)).collect::<Vec<_>>());
    match method.kind.name_parameter() {
        Some(_) => object.set("name", method.name.wire.as_str()),
        None => object.set("method", method.kind.wire_name()),
    }
    object.set_text("doc", &method.doc);
    let mut params: Vec<Json> = method.params.iter().map(|one| param(api, names, one, &place, notes)).collect();
    if let Some(Paging::Token { token_param, size_param, .. }) = &method.paging {
        for (name, ty) in [(token_param, "string"), (size_param, "int")] {
            params.push(Object::of("name", name.as_str()).with("type", ty).with("optional", true).into());
        }
    }
    object.set_full("parameters", params);
    object.set_some("returns", method.returns.as_ref().map(|result| type_text(api, names, &result.ty)));
    if method.returns.as_ref().is_some_and(|result| result.optional) {
        notes.add(Disposition::Weakened, "results that may be missing, which become results", &place);
    }
    object.set_some("metadata", method.metadata.map(|id| Object::of("type", api[id].full_name.as_str())));
    object.set_full("assocKeys", method.keys.clone());
    if matches!(method.paging, Some(Paging::StartCount { .. })) {
        object.set("pagingSupported", true);
    }
    object.set_some("batchParam", method.batch_param.as_deref());
    let max_batch = method.max_batch.map(|value| {
        let mut size = Object::of("value", value);
        if extensions::flag(&method.extensions, "maxBatchEnforced") {
            size.set("validate", true);
        }
        size
    });
    object.set_some("maxBatchSize", max_batch);
    extensions::members(&method.extensions, &mut object);
    object
}

fn param(api: &Api, names: &Names, param: &Param, place: &str, notes: &mut Notes) -> Json {
    let mut annotations = Object::default();
    annotations.set_some("deprecated", param.deprecated.as_deref().map(extensions::deprecation));
    let mut own = Extra::new(notes, format!("{place}.{}", param.name.wire));
    own.param(param);
    annotations.set_full(EXTRA, own.finish());
    extensions::annotations(&param.extensions, &mut annotations);
    let mut object = Object::default();
    object.set_full("annotations", annotations);
    object.set("name", param.name.wire.as_str());
    object.set("type", param_type_text(api, names, param));
    if param.optional {
        object.set("optional", true);
    }
    object.set_some("default", param.default.as_ref().map(|value| default_text(api, &param.ty, value)));
    object.set_text("doc", &param.doc);
    extensions::members(&param.extensions, &mut object);
    object.into()
}

fn annotations(api: &Api, resource: ResourceId, method: &Method, place: &str, notes: &mut Notes) -> Object {
    let mut object = Object::default();
    object.set_some("deprecated", method.deprecated.as_deref().or(method.retired.as_deref()).map(extensions::deprecation));
    if method.returns_entity {
        object.set("returnEntity", Object::default());
    }
    let mut own = Extra::new(notes, place);
    let requirement = (method.requirement != Requirement::Public).then(|| extra::needed(api, &method.requirement));
    own.put("permissions", "permissions", requirement);
    own.method(api, &api[resource], method);
    own.evidence_beside(api, &method.evidence, &api[resource].evidence);
    own.projection(method, Some(api[api[resource].base].projection));
    let says_more = |paging: &&Paging| !matches!(paging, Paging::StartCount { default: None, max: None });
    own.put("paging", "sizes of pages, and pages by token", method.paging.as_ref().filter(says_more).map(extra::paging));
    object.set_full(EXTRA, own.finish());
    extensions::annotations(&method.extensions, &mut object);
    object
}

/// The errors of the catalogue that the method lists.
fn errors(api: &Api, method: &Method) -> Vec<Object> {
    let error = |id: &ErrorId| {
        let error = &api[*id];
        let mut object = Object::of("status", u32::from(error.status)).with("code", error.name.wire.as_str());
        object.set_text("message", &error.cause);
        extensions::members(&error.extensions, &mut object);
        object
    };
    method.errors.iter().map(error).collect()
}
