//! Bodies of requests and responses.

use std::collections::BTreeMap;

use restli_schema::api::{Method, Resource, ResourceId, ResourceMethod};

use super::context::Context;
use super::entities::{self, Sent};
use crate::json::Object;

/// The media type of bodies.
const JSON: &str = "application/json";
/// The media type of unstructured data.
const OCTETS: &str = "application/octet-stream";

/// Names of schemas that Rest.li defines for every API.
const ERROR: &str = "restli.ErrorResponse";
const PAGING: &str = "restli.CollectionMetadata";
const PATCH: &str = "restli.Patch";

/// The schemas that Rest.li defines for every API.
pub(super) fn shared() -> Object {
    let text = || Object::of("type", "string");
    let whole = || Object::of("type", "integer").with("format", "int32");
    let error = Object::of("status", whole()).with("code", text()).with("serviceErrorCode", whole()).with("message", text());
    let error = Object::of("type", "object").with("description", "What went wrong.").with("properties", error);
    let link = Object::of("type", "object").with("properties", Object::of("rel", text()).with("href", text()).with("type", text()));
    let paging = Object::of("start", whole()).with("count", whole()).with("total", whole());
    let paging = paging.with("links", Object::of("type", "array").with("items", link));
    let paging = Object::of("type", "object").with("description", "Where a page stands among all elements.").with("properties", paging);
    let names = Object::of("type", "array").with("items", text());
    let patch = Object::of("$set", Object::of("type", "object")).with("$delete", names);
    let patch = Object::of("type", "object")
        .with("description", "`$set` holds fields with their new values, `$delete` the names of fields to remove; a field with a record of its own may hold both again.")
        .with("properties", patch)
        .with("additionalProperties", Object::of("$ref", format!("{}{PATCH}", super::context::SCHEMAS)));
    Object::of(PAGING, paging).with(ERROR, error).with(PATCH, patch)
}

/// The body of a request.
pub(super) fn body(context: Context<'_>, id: ResourceId, method: &Method) -> Option<Object> {
    use ResourceMethod as M;
    let resource = &context.api[id];
    let new = || entities::reference(context, id, Sent::New);
    let whole = || entities::reference(context, id, Sent::Whole);
    let patch = || object(Object::of("patch", context.schemas.reference(PATCH)), &["patch"]);
    let schema = match method.kind {
        M::Create | M::Update if resource.unstructured => return Some(content(OCTETS, None).with("required", true)),
        M::Create => new(),
        M::Update => whole(),
        M::BatchCreate => object(Object::of("elements", list(new())), &["elements"]),
        M::PartialUpdate => patch(),
        M::BatchUpdate => object(Object::of("entities", map(whole())), &["entities"]),
        M::BatchPartialUpdate => object(Object::of("entities", map(patch())), &["entities"]),
        M::Action => arguments(context, method),
        M::Get | M::BatchGet | M::GetAll | M::Finder | M::BatchFinder | M::Delete | M::BatchDelete => return None,
    };
    Some(content(JSON, Some(schema)).with("required", true))
}

/// The schema of an action's parameters.
fn arguments(context: Context<'_>, method: &Method) -> Object {
    let mut schema = Object::of("type", "object");
    let needed = method.required_params();
    schema.set_full("required", needed.map(|param| param.name.wire.as_str()).collect::<Vec<_>>());
    let all = method.params.iter().fold(Object::default(), |all, param| {
        let mut schema = entities::param(context, param);
        schema.set_text("description", &crate::schemas::described(&param.doc, param.deprecated.as_deref()));
        schema.set_some("default", param.default.as_ref());
        if param.deprecated.is_some() {
            schema.set("deprecated", true);
        }
        all.with(&param.name.wire, schema)
    });
    schema.set_full("properties", all);
    schema
}

/// All responses: success, the errors that the method lists, and any other error.
pub(super) fn responses(context: Context<'_>, resource: &Resource, method: &Method) -> Object {
    let success = success(context, resource, method);
    let statuses: Vec<u16> = if method.success.is_empty() { vec![usual(method)] } else { method.success.clone() };
    let mut all = statuses.iter().fold(Object::default(), |all, status| {
        // A 204 response has no body.
        let body = if *status == 204 { Object::of("description", "Done.") } else { success.clone() };
        all.with(&status.to_string(), body)
    });
    let mut errors: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for id in &method.errors {
        let error = &context.api[*id];
        let mut text = format!("`{}`: {}", error.name.wire, error.cause.trim());
        if !error.remedy.trim().is_empty() {
            text = format!("{text} {}", error.remedy.trim());
        }
        errors.entry(error.status).or_default().push(text.trim_end_matches([' ', ':']).to_owned());
    }
    let failed = || content(JSON, Some(context.schemas.reference(ERROR)));
    for (status, texts) in errors {
        let mut response = Object::of("description", texts.join("\n\n"));
        response.extend(failed());
        all.set(&status.to_string(), response);
    }
    let mut other = Object::of("description", "An error.");
    other.extend(failed());
    all.with("default", other)
}

/// The default status of success.
fn usual(method: &Method) -> u16 {
    use ResourceMethod as M;
    match method.kind {
        M::Create => 201,
        M::PartialUpdate if method.returns_entity => 200,
        M::Update | M::PartialUpdate | M::Delete => 204,
        M::Get
        | M::BatchGet
        | M::GetAll
        | M::Finder
        | M::BatchFinder
        | M::BatchCreate
        | M::BatchUpdate
        | M::BatchPartialUpdate
        | M::BatchDelete
        | M::Action => 200,
    }
}

fn success(context: Context<'_>, resource: &Resource, method: &Method) -> Object {
    use ResourceMethod as M;
    let described = |text: &str| Object::of("description", text);
    let json = |text: &str, schema: Object| {
        let mut response = described(text);
        response.extend(content(JSON, Some(schema)));
        response
    };
    let entity = || entity(context, resource);
    let status = || Object::of("type", "integer").with("format", "int32");
    let error = || context.schemas.reference(ERROR);
    let per_key = |result: Object| Object::of("results", map(result)).with("errors", map(error()));
    let done = || {
        let mut result = Object::of("status", status());
        if method.returns_entity {
            result.set("entity", entity());
        }
        object(result, &["status"])
    };
    match method.kind {
        M::Get if resource.unstructured => {
            let mut response = described("The data.");
            response.extend(content(OCTETS, None));
            response
        }
        M::Get => json("The entity.", entity()),
        M::BatchGet => json("Entities by key.", object(per_key(entity()).with("statuses", map(status())), &["results"])),
        M::GetAll | M::Finder => json("A page.", page(context, resource, method)),
        M::BatchFinder => {
            let mut one = page(context, resource, method);
            one.set("description", "What one criterion finds, or an error in its place.");
            json("A page for each criterion.", object(Object::of("elements", list(one)), &["elements"]))
        }
        M::Create => {
            let mut response = if method.returns_entity { json("Created.", entity()) } else { described("Created.") };
            if !method.keyless {
                let id = described("The key of the new entity.").with("schema", Object::of("type", "string"));
                response.set("headers", Object::of("X-RestLi-Id", id));
            }
            response
        }
        M::BatchCreate => {
            let mut one = Object::of("status", status());
            if !method.keyless {
                one.set("id", Object::of("type", "string"));
            }
            one.set("error", error());
            if method.returns_entity {
                one.set("entity", entity());
            }
            json("A result for each element, in order.", object(Object::of("elements", list(object(one, &["status"]))), &["elements"]))
        }
        M::PartialUpdate if method.returns_entity => json("Changed.", entity()),
        M::Update | M::PartialUpdate | M::Delete => described("Done."),
        M::BatchUpdate | M::BatchPartialUpdate | M::BatchDelete => json("Results by key.", object(per_key(done()), &["results"])),
        M::Action => match &method.returns {
            Some(result) => {
                let required: &[&str] = if result.optional { &[] } else { &["value"] };
                json("The result.", object(Object::of("value", context.schemas.ty(&result.ty)), required))
            }
            None => described("Done."),
        },
    }
}

/// A page of a collection.
fn page(context: Context<'_>, resource: &Resource, method: &Method) -> Object {
    let mut properties = Object::of("elements", list(entity(context, resource)));
    properties.set("paging", context.schemas.reference(PAGING));
    properties.set_some("metadata", method.metadata.map(|id| context.schemas.of(id)));
    object(properties, &["elements"])
}

fn entity(context: Context<'_>, resource: &Resource) -> Object {
    resource.entity.map_or_else(Object::default, |id| context.schemas.of(id))
}

fn list(items: Object) -> Object {
    Object::of("type", "array").with("items", items)
}

fn map(values: Object) -> Object {
    Object::of("type", "object").with("additionalProperties", values)
}

fn object(properties: Object, required: &[&str]) -> Object {
    Object::of("type", "object").with("required", required.to_vec()).with("properties", properties)
}

/// A `content` object with one media type.
fn content(media: &str, schema: Option<Object>) -> Object {
    Object::of("content", Object::of(media, schema.map_or_else(Object::default, |schema| Object::of("schema", schema))))
}
