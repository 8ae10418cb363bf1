//! Evidence and samples that are missing.

use restli_core::Day;
use restli_schema::api::{Api, Evidence, Name, SampleContent, SampleOf};
use restli_schema::client_names::method_id;

use super::finding::{Finding, finding};

pub(super) fn missing(api: &Api, _: Day, found: &mut Vec<Finding>) {
    const RULE: &str = "missing-evidence";
    const HELP: &str = "add `source:` and `verified: docs`, `live` or `assumed`";
    let is_missing = |evidence: &Evidence| evidence.source.is_none() || evidence.verified.is_none();
    let mut look = |what: &str, name: &Name, evidence: &Evidence| {
        if is_missing(evidence) {
            found.push(finding(
                RULE,
                name.wire.clone(),
                name.span,
                format!("nothing says where the {what} `{}` comes from", name.wire),
                HELP,
            ));
        }
    };
    api.permissions().iter().for_each(|one| look("permission", &one.name, &one.evidence));
    api.quotas().iter().for_each(|one| look("quota", &one.name, &one.evidence));
    api.errors().iter().for_each(|one| look("error", &one.name, &one.evidence));
    for family in api.families() {
        for version in family.released.iter().filter(|version| version.sunset.is_some() && is_missing(&version.evidence)) {
            let place = format!("{} {}", family.name.wire, version.text());
            found.push(finding(
                RULE,
                place.clone(),
                family.name.span,
                format!("nothing says where the end of version `{place}` comes from"),
                HELP,
            ));
        }
    }
    for resource in api.resources() {
        for (index, method) in
            resource.methods.iter().enumerate().filter(|(_, method)| is_missing(&method.evidence) && is_missing(&resource.evidence))
        {
            let id = method_id(api, resource, index);
            found.push(finding(RULE, id.clone(), method.span, format!("nothing says where the operation `{id}` comes from"), HELP));
        }
    }
}

pub(super) fn unsampled(api: &Api, _: Day, found: &mut Vec<Finding>) {
    let has = |of: SampleOf| api.samples().iter().any(|sample| sample.of == of && matches!(sample.content, SampleContent::Request(_)));
    for (id, resource) in api.resource_ids().zip(api.resources()) {
        for (index, method) in resource.methods.iter().enumerate().filter(|(index, _)| !has(SampleOf::Operation(id, *index))) {
            let name = method_id(api, resource, index);
            let help = format!("add `samples/{}/{name}_request.txt`", api[resource.product].name.wire);
            found.push(finding(
                "missing-sample",
                name.clone(),
                method.span,
                format!("the operation `{name}` has no sample of its request"),
                &help,
            ));
        }
    }
}
