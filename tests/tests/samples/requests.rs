//! The request line of a sample beside the operation.

use restli_schema::api::{Api, Key, ResourceMethod, SampleContent, SampleRequest};

use crate::sample::Sample;

/// Parameters of the protocol, and of LinkedIn's paging and projections.
const PROTOCOL: &[&str] = &[
    "q",
    "bq",
    "action",
    "ids",
    "fields",
    "projection",
    "start",
    "count",
    "metadataFields",
    "pagingFields",
    "pageToken",
    "pageSize",
    "altkey",
];

/// Compares verb, path and names of parameters; `None` for a sample that is no request.
pub(crate) fn check(api: &Api, sample: &Sample<'_>) -> Option<Result<(), String>> {
    let SampleContent::Request(request) = sample.content else { return None };
    Some(compare(api, sample, request))
}

fn compare(api: &Api, sample: &Sample<'_>, request: &SampleRequest) -> Result<(), String> {
    let wrong = |what: String| Err(format!("{}: {what}", sample.name));
    if request.verb != sample.verb && request.header("X-HTTP-Method-Override").is_none() {
        return wrong(format!("{} where the operation has {}", request.verb, sample.verb));
    }
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let (told, declared): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), sample.path.split('/').collect());
    let keys = usize::from(matches!(api[sample.resource].key, Some(Key::Compound { .. })) && told.len() > declared.len());
    let same = |(told, declared): (&&str, &&str)| declared.starts_with('{') || told == declared;
    if told.len() != declared.len() + keys || !told.iter().zip(&declared).all(same) {
        return wrong(format!("{path} where the operation has {}", sample.path));
    }
    let named = sample.method.kind.name_parameter();
    for (name, value) in query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, ""))) {
        if Some(name) == named && value != sample.method.name.wire {
            return wrong(format!("`{name}={value}` where the operation has `{}`", sample.method.name.wire));
        }
        let known = sample.method.params.iter().map(|param| param.name.wire.as_str()).chain(sample.method.keys.iter().map(String::as_str));
        // Parameters of old pages are indexed: `ids[0]`.
        let name = name.split(['[', '.']).next().unwrap_or(name);
        if sample.method.kind != ResourceMethod::Action && !PROTOCOL.contains(&name) && !known.into_iter().any(|known| known == name) {
            return wrong(format!("the operation has no parameter `{name}`"));
        }
    }
    Ok(())
}
