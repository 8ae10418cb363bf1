//! The check that no two methods have the same request.

use std::collections::BTreeMap;

use crate::api::{Method, Resource, ResourceMethod};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::state::draft::ResourceDraft;
use crate::resolve::state::tables::Tables;
use crate::rules;

/// Reports methods with indistinguishable requests, unless no version has both methods.
pub(crate) fn check(tables: &Tables<'_>, problems: &mut Diagnostics, drafts: &[ResourceDraft<'_>]) {
    let mut seen: BTreeMap<String, Vec<&Method>> = BTreeMap::new();
    let above = |resource: &Resource| resource.parent.and_then(|id| drafts.get(id.index())).map(|draft| &draft.resource);
    // The path of a resource is unreliable if a key in it is missing.
    let whole = |resource: &&Resource| !std::iter::successors(Some(*resource), |one| above(one)).any(Resource::lacks_key);
    for resource in drafts.iter().map(|draft| &draft.resource).filter(whole) {
        let Some(base) = tables.bases.get(resource.base.index()) else { continue };
        for method in &resource.methods {
            let request = request(&format!("{}{}", base.url, base.path), resource, method);
            let others = seen.entry(request.clone()).or_default();
            if let Some(other) = others.iter().find(|other| overlap(method, other)) {
                let shown = request.replace(&base.url, "");
                problems.push(
                    Diagnostic::error(rules::REPEATED_URL, method.span, format!("two methods answer to `{shown}`"))
                        .also(other.span, "the other one")
                        .help(
                            "remove one, give one resource another `path:`, or let one end (`until:`) before the other begins (`since:`)",
                        ),
                );
            }
            others.push(method);
        }
    }
}

/// The part of a request by which a server finds the method: verb, path, and the discriminating query parameter.
fn request(base: &str, resource: &Resource, method: &Method) -> String {
    use ResourceMethod as M;
    let parts = if method.keys.is_empty() { String::new() } else { format!("/({})", method.keys.join(",")) };
    let mark = match method.kind {
        M::Finder => format!("?q={}", method.name.wire),
        M::BatchFinder => format!("?bq={}", method.name.wire),
        M::Action => format!("?action={}", method.name.wire),
        M::BatchGet | M::BatchUpdate | M::BatchPartialUpdate | M::BatchDelete => "?ids=List(...)".to_owned(),
        // Only the header `X-RestLi-Method` distinguishes the request from CREATE.
        M::BatchCreate => " (batch_create)".to_owned(),
        M::Get | M::GetAll | M::Create | M::Update | M::PartialUpdate | M::Delete => String::new(),
    };
    format!("{} {base}{}{parts}{mark}", method.kind.http_verb(), without_names(&resource.method_path(method)))
}

/// A path template whose placeholders have no names: `/people/{}`.
fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "{" + part.find('}').and_then(|end| part.get(end..)).unwrap_or_default())
}

fn overlap(one: &Method, other: &Method) -> bool {
    let apart = |early: &Method, late: &Method| matches!((early.until, late.since), (Some(end), Some(start)) if end <= start);
    !apart(one, other) && !apart(other, one)
}
