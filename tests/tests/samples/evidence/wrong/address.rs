//! Addresses and headers with one thing wrong.

use restli_core::ResourceMethod as M;
use restli_core::url::{self, Context};
use restli_schema::api::{Key, Paging, Param, ProjectionStyle, Situation};
use restli_schema::requests::has_second_syntax;
use restli_schema::url_text;
use serde_json::Value as Json;

use super::request::Wrong;
use super::values::{self, Flaw};
use crate::evidence::sent::Sent;
use crate::evidence::subject::Subject;

/// Requests whose path or query must be refused.
pub(super) fn of(subject: &Subject<'_>, sent: &Sent) -> Vec<Wrong> {
    let (api, method) = (subject.api, subject.method);
    let (mut wrong, mut of_keys) = (Vec::new(), Vec::new());
    let mut add = |situation, name: String, sent: Sent| wrong.push(Wrong::new(subject, situation, name, sent));
    if let Some(name) = method.kind.name_parameter() {
        add(Situation::NoMethod, format!("{name} without a meaning"), sent.with_param(name, "noSuchName"));
    }
    add(Situation::Protocol, "verb without a meaning".to_owned(), Sent { verb: http::Method::PATCH, ..sent.clone() });
    add(Situation::Protocol, "X-RestLi-Method of another method".to_owned(), sent.with_header("x-restli-method", "no_such_method"));
    add(Situation::ParamUnknown, "unknown parameter".to_owned(), sent.with_param("noSuchParameter", "1"));
    add(Situation::ParamInvalid, "unknown alternative key".to_owned(), sent.with_param("altkey", "noSuchKey"));
    if method.addresses_entity()
        && let Some(key) = &subject.resource.key
    {
        let (above, own) = sent.path.rsplit_once('/').unwrap_or_default();
        for (name, key) in wrong_keys(subject, key, &url_text::key(own)) {
            add(Situation::ParamInvalid, format!("key in the path: {name}"), sent.with_path(format!("{above}/{key}")));
        }
    }
    let is_second = sent.headers.get("x-restli-protocol-version").is_some_and(|version| version == "2.0.0");
    if method.kind.has_ids() && is_second {
        if let Some(key) = &subject.resource.key {
            let own = sent.param("ids").map(url_text::value).and_then(|ids| ids.get(0).cloned()).unwrap_or_default();
            for (name, key) in wrong_keys(subject, key, &own) {
                let body = sent.json().get("entities").and_then(Json::as_object).map(|entities| entities.values().cloned().collect());
                let wrong = sent.with_param("ids", &format!("List({key})"));
                let body: Option<Vec<Json>> = body;
                let wrong = match body {
                    Some(values) => {
                        wrong.with_json(&serde_json::json!({"entities": {restli_core::key::to_body(&url_text::value(&key)): values[0]}}))
                    }
                    None => wrong,
                };
                let wrong = Wrong::new(subject, Situation::ParamInvalid, format!("key of a batch: {name}"), wrong);
                of_keys.push(Wrong { is_of_key: !matches!(subject.resource.key, Some(Key::Simple(_))), ..wrong });
            }
        }
        add(Situation::ParamInvalid, "keys of a batch without a list".to_owned(), sent.with_param("ids", "1"));
        if let (Some(most), None) = (method.max_batch, method.kind.sends_entity().then_some(()))
            && !method.kind.sends_patch()
        {
            let own = sent.param("ids").map(url_text::value).and_then(|ids| ids.get(0).cloned()).unwrap_or_default();
            let keys: Vec<String> = (0..=most).map(|index| url::to_string(&values::variant(&own, index), Context::Query)).collect();
            add(Situation::BatchTooLarge, "too many keys".to_owned(), sent.with_param("ids", &format!("List({})", keys.join(","))));
        }
    }
    if method.kind != M::Action {
        let is_sent = |param: &&Param| sent.param(&param.name.wire).is_some();
        for param in method.params.iter().filter(is_sent) {
            let name = &param.name.wire;
            if param.is_required() {
                add(Situation::ParamMissing, format!("without the parameter {name}"), sent.without_param(name));
            }
            if !is_second {
                continue;
            }
            let mut twice = sent.clone();
            twice.query.extend(sent.query.iter().find(|(own, _)| own == name).cloned());
            add(Situation::ParamInvalid, format!("parameter {name} twice"), twice);
            let value = sent.param(name).map(url_text::value).unwrap_or_default();
            for flaw in values::of_param(api, param, &value) {
                let text = url::to_string(&flaw.value, Context::Query);
                add(Situation::ParamInvalid, format!("parameter {name}{}", flaw.name), sent.with_param(name, &text));
            }
        }
    }
    for (name, value) in sizes(method.paging.as_ref()) {
        add(Situation::ParamInvalid, format!("{name}={value}"), sent.with_param(&name, &value));
    }
    if method.returns_entities() && method.kind != M::BatchFinder {
        let text = match method.projection {
            ProjectionStyle::Restli | ProjectionStyle::Flat => ("fields", ":("),
            ProjectionStyle::Decorated => ("projection", "(("),
            ProjectionStyle::None => ("fields", "id"),
        };
        add(Situation::ProjectionInvalid, "wrong projection".to_owned(), sent.with_param(text.0, text.1));
    }
    wrong.extend(of_keys);
    wrong
}

/// Sizes of pages that there are not.
fn sizes(paging: Option<&Paging>) -> Vec<(String, String)> {
    let (names, size, max) = match paging {
        Some(Paging::StartCount { max, .. }) => (vec!["start", "count"], "count", *max),
        Some(Paging::Token { size_param, max, .. }) => (vec![size_param.as_str()], size_param.as_str(), *max),
        None => return Vec::new(),
    };
    let wrong = names.into_iter().flat_map(|name| ["-1", "many"].map(|value| (name.to_owned(), value.to_owned())));
    wrong.chain(max.map(|max| (size.to_owned(), (u64::from(max) + 1).to_string()))).collect()
}

/// Keys that are none of the resource, as texts of an address.
fn wrong_keys(subject: &Subject<'_>, key: &Key, own: &Json) -> Vec<(String, String)> {
    let text = |flaw: Flaw| (flaw.name.trim().to_owned(), url::to_string(&flaw.value, Context::Query));
    match key {
        Key::Simple(param) => values::in_url(subject.api, &param.ty, own).into_iter().map(text).collect(),
        Key::Compound { parts, .. } => {
            let mut less = own.clone();
            less.as_object_mut().and_then(|members| members.remove(&parts.last()?.name.wire));
            vec![("without a part".to_owned(), url::to_string(&less, Context::Query))]
        }
        Key::Complex { .. } => vec![("text".to_owned(), "x".to_owned())],
    }
}

/// Requests whose headers must be refused.
pub(super) fn of_headers(subject: &Subject<'_>, sent: &Sent) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut add = |situation, name: &str, sent: Sent| wrong.push(Wrong::new(subject, situation, name, sent));
    let header = "x-restli-protocol-version";
    add(Situation::Protocol, "protocol version 9.0.0", sent.with_header(header, "9.0.0"));
    if !subject.resource.unstructured {
        add(Situation::NotAcceptable, "caller who takes HTML alone", sent.with_header("accept", "text/html"));
    }
    let query: Vec<String> = sent.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    if has_second_syntax(&sent.path, &query.join("&")) {
        add(Situation::Protocol, "syntax of protocol version 2.0.0 without the header", sent.with_header(header, ""));
    }
    let Some(family) = subject.api[subject.resource.base].versions.map(|id| &subject.api[id]) else { return wrong };
    let header: &'static str = String::leak(family.header.to_ascii_lowercase());
    add(Situation::VersionMissing, "no version", sent.with_header(header, ""));
    add(Situation::VersionDead, "version that was never released", sent.with_header(header, "209901"));
    add(Situation::VersionDead, "text for a version", sent.with_header(header, "latest"));
    wrong
}
