//! An `OpenAPI` operation from a method of a resource.

use restli_schema::api::{Citation, Method, ResourceId};

use super::context::Context;
use super::{answers, params, security};
use crate::extra::Extra;
use crate::json::Object;
use crate::notes::Notes;
use crate::places;
use crate::schemas::described;

/// Makes the operation of a method.
pub(super) fn operation(context: Context<'_>, id: ResourceId, method: &Method, operation_id: &str, notes: &mut Notes) -> Object {
    let api = context.api;
    let resource = &api[id];
    let place = places::method(api, id, method);
    let mut object = Object::of("operationId", operation_id).with("tags", vec![api[resource.product].name.wire.as_str()]);
    let retired = method.retired.as_deref().or(resource.retired.as_deref());
    let instead = method.replaced_by.as_deref().or(resource.replaced_by.as_deref());
    let retired = retired.map(|since| {
        let instead = instead.map(|other| format!(" Use {other} instead.")).unwrap_or_default();
        // The value is a date or a sentence.
        let since_word = if since.starts_with(|one: char| one.is_ascii_digit()) { "since " } else { "" };
        format!("{since_word}{}.{instead}", since.trim_end_matches('.'))
    });
    let deprecated = retired.or_else(|| method.deprecated.clone()).or_else(|| resource.deprecated.clone());
    object
        .set_text("description", &described(if method.doc.trim().is_empty() { &resource.doc } else { &method.doc }, deprecated.as_deref()));
    if deprecated.is_some() {
        object.set("deprecated", true);
    }
    object.set("security", security::security(api, &method.requirement));
    object.set_full("parameters", params::params(context, id, method, notes));
    object.set_some("requestBody", answers::body(context, id, method));
    object.set("responses", answers::responses(context, resource, method));
    if let Some(cited) = api.citation(&method.evidence).filter(Citation::is_page) {
        object.set("externalDocs", Object::of("description", cited.title).with("url", cited.address));
    }
    let mut own = Extra::new(notes, place.as_str());
    own.put("method", "names of the methods of Rest.li", Some(method.kind.wire_name()));
    own.method(api, resource, method);
    own.evidence(api, &method.evidence);
    own.projection(method, None);
    own.put("paging", "paging", method.paging.as_ref().map(crate::extra::paging));
    own.put("max_batch", "the most keys in one batch", method.max_batch);
    if method.sends_entity() {
        let listed = |list: &[String]| Some(list.to_vec()).filter(|list| !list.is_empty());
        own.put("read_only", "fields that the client must not send", listed(&resource.read_only));
        own.put("create_only", "fields that only create may send", listed(&resource.create_only));
    }
    object.extend_x(own.finish());
    object
}
