//! Parts that no living version has.

use restli_core::Day;
use restli_schema::api::{Api, FamilyId};
use restli_schema::client_names::method_id;

use super::finding::{Finding, finding};

pub(super) fn past(api: &Api, today: Day, found: &mut Vec<Finding>) {
    let oldest = |family: FamilyId| {
        let living = api[family].released.iter().filter(|version| version.sunset.is_none_or(|end| !end.has_passed(today)));
        living.map(|version| version.number).min()
    };
    for resource in api.resources() {
        let Some(oldest) = api[resource.base].versions.and_then(oldest) else { continue };
        let is_past = |until: Option<u32>| until.is_some_and(|until| until <= oldest);
        let mut add = |place: String, span, what: &str, until: Option<u32>| {
            let until = until.unwrap_or_default();
            let message = format!("the {what} `{place}` went with version {until}, and {oldest} is the oldest that lives");
            found.push(finding("past-version", place, span, message, "remove it"));
        };
        for (index, method) in resource.methods.iter().enumerate() {
            let id = method_id(api, resource, index);
            if is_past(method.until) {
                add(id.clone(), method.span, "operation", method.until);
            }
            for param in method.params.iter().filter(|param| is_past(param.until)) {
                add(format!("{id}.{}", param.name.wire), param.name.span, "parameter", param.until);
            }
        }
    }
}
