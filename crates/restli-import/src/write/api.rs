//! `api.yaml`: the base, URN types, errors.

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostic;

use crate::model::{Resource, ServiceError};
use crate::problems::Problems;
use crate::resolve::Model;
use crate::rules;
use crate::urns::Urns;
use crate::yaml::{Entries, Yaml, push, push_table};

use super::writer::with_x;

/// Returns the content of `api.yaml`.
pub(super) fn api(name: &str, url: &str, urns: &Urns, errors: Entries) -> Entries {
    let mut entries = Entries::new();
    push(&mut entries, "api", Yaml::text(name));
    let base = Yaml::Map(vec![("url".to_owned(), Yaml::text(url)), ("projection".to_owned(), Yaml::text("restli"))]);
    push_table(&mut entries, "bases", vec![("main".to_owned(), base)]);
    push_table(&mut entries, "urns", urns.table.clone());
    push_table(&mut entries, "errors", errors);
    entries
}

/// The error catalogue: every code that some resource or method declares.
pub(super) fn errors(model: &Model, problems: &mut Problems) -> Entries {
    let mut found: BTreeMap<&str, &ServiceError> = BTreeMap::new();
    for error in model.resources.iter().flat_map(all) {
        let first = *found.entry(&error.code).or_insert(error);
        if first.status != error.status {
            let message = format!("the error `{}` has the status {} here and {} elsewhere", error.code, error.status, first.status);
            let problem = Diagnostic::error(rules::ERROR_CODE, error.span, message).also(first.span, "elsewhere");
            problems.push(problem.help("give one of them another code; the first counts"));
        } else if first.message != error.message {
            let problem =
                Diagnostic::warning(rules::ERROR_CODE, error.span, format!("the error `{}` has another message elsewhere", error.code));
            problems.push(problem.also(first.span, "elsewhere").help("the first counts"));
        }
    }
    for (key, _) in found.values().flat_map(|error| &error.extra) {
        problems.kept("members of errors", key.span);
    }
    let entry = |(code, error): (&str, &ServiceError)| {
        let mut entry = vec![("status".to_owned(), Yaml::Plain(error.status.to_string()))];
        if !error.message.trim().is_empty() {
            push(&mut entry, "cause", Yaml::doc(&error.message));
        }
        let x: Entries = error.extra.iter().map(|(key, value)| (key.text.clone(), Yaml::json(value))).collect();
        with_x(&mut entry, x);
        (code.to_owned(), Yaml::Map(entry))
    };
    found.into_iter().map(entry).collect()
}

/// The errors of a resource, its methods and its descendants.
fn all(resource: &Resource) -> Vec<&ServiceError> {
    let own = resource.errors.iter().flatten();
    let methods = resource.methods.iter().flat_map(|method| method.errors.iter().flatten());
    own.chain(methods).chain(resource.subs.iter().flat_map(all)).collect()
}
