//! Documentation that is missing.

use restli_core::Day;
use restli_schema::api::{Api, Name, TypeKind};
use restli_schema::client_names::{full_name, method_id};
use restli_schema::source::Span;

use super::finding::{Finding, finding};

const RULE: &str = "undocumented";
const HELP: &str = "add `doc:` with a sentence of your own";

pub(super) fn missing(api: &Api, _: Day, found: &mut Vec<Finding>) {
    let mut look = |what: &str, place: String, span: Span, doc: &str| {
        if doc.trim().is_empty() {
            found.push(finding(RULE, place.clone(), span, format!("the {what} `{place}` has no documentation"), HELP));
        }
    };
    let mut named = |what: &str, name: &Name, doc: &str| look(what, name.wire.clone(), name.span, doc);
    api.products().iter().for_each(|one| named("product", &one.name, &one.doc));
    api.permissions().iter().for_each(|one| named("permission", &one.name, &one.doc));
    api.quotas().iter().for_each(|one| named("quota", &one.name, &one.doc));
    api.roles().iter().for_each(|one| named("role", &one.name, &one.doc));
    for def in api.types().iter().filter(|def| !def.synthetic) {
        named("type", &def.name, &def.doc);
    }
    for resource in api.resources() {
        look("resource", full_name(api, resource), resource.name.span, &resource.doc);
        for (index, method) in resource.methods.iter().enumerate() {
            let id = method_id(api, resource, index);
            look("operation", id.clone(), method.span, &method.doc);
            for param in &method.params {
                look("parameter", format!("{id}.{}", param.name.wire), param.name.span, &param.doc);
            }
        }
    }
    for def in api.types() {
        let TypeKind::Record(record) = &def.kind else { continue };
        for field in record.fields.iter().filter(|field| field.included_from.is_none()) {
            look("field", format!("{}.{}", def.name.wire, field.name.wire), field.name.span, &field.doc);
        }
    }
}
