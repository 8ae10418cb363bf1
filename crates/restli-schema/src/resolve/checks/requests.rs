//! The check that no two methods have the same request.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Method, Resource, ResourceId, ResourceMethod};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::state::draft::ResourceDraft;
use crate::resolve::state::tables::Tables;
use crate::rules;

/// A method by its resource and its place among the resource's methods.
type Place = (ResourceId, usize);

/// The number of further requests from which the methods of two resources are told of as one problem.
const MANY: usize = 3;

/// A request with the header of its base's versions, by which bases of one address are told apart.
type Request = (Option<String>, String);

/// Reports methods with indistinguishable requests, unless no version has both methods. Such methods are told of each other.
pub(crate) fn check(tables: &Tables<'_>, problems: &mut Diagnostics, drafts: &mut [ResourceDraft<'_>]) {
    for ((resource, position), other) in apart(tables, problems, drafts) {
        if let Some(method) = drafts.get_mut(resource.index()).and_then(|draft| draft.resource.methods.get_mut(position)) {
            method.other_versions.push(other);
        }
    }
}

/// Pairs of methods with the same request, of which no version has both.
fn apart(tables: &Tables<'_>, problems: &mut Diagnostics, drafts: &[ResourceDraft<'_>]) -> Vec<(Place, Place)> {
    let mut seen: BTreeMap<Request, Vec<(Place, &Method)>> = BTreeMap::new();
    let mut found: BTreeMap<_, Vec<Diagnostic>> = BTreeMap::new();
    let (mut pairs, mut told, mut pairs_told) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let above = |resource: &Resource| resource.parent.and_then(|id| drafts.get(id.index())).map(|draft| &draft.resource);
    let upwards = |id: ResourceId| std::iter::successors(Some(id), |id| drafts.get(id.index())?.resource.parent);
    let is_difference = |id: &ResourceId| drafts.get(id.index()).is_some_and(|draft| draft.node.get("same_as").is_some());
    let difference = |id| upwards(id).find(is_difference);
    let outermost = |id| upwards(id).last();
    // The path of a resource is unreliable if a key in it is missing.
    let whole = |resource: &Resource| !std::iter::successors(Some(resource), |one| above(one)).any(Resource::lacks_key);
    let resources = drafts.iter().zip((0..).map(ResourceId)).filter(|(draft, _)| draft.known.base);
    for (resource, id) in resources.map(|(draft, id)| (&draft.resource, id)).filter(|(resource, _)| whole(resource)) {
        let Some(base) = tables.bases.get(resource.base.index()) else { continue };
        let family = base.versions.and_then(|id| tables.families.get(id.index()));
        let header = family.map(|family| family.header.to_ascii_lowercase());
        for (method, position) in resource.methods.iter().zip(0..) {
            let url = origin(&base.url);
            let request = request(&format!("{url}{}", base.path), resource, method);
            let others = seen.entry((header.clone(), request.clone())).or_default();
            if let Some(((of, _), other)) = others.iter().find(|(_, other)| overlap(method, other)) {
                let shown = request.replace(&url, "");
                // A resource written as the difference from another one is told of once, with what stands below it.
                let copy =
                    difference(id).filter(|copy| difference(*of) != Some(*copy)).or_else(|| (method.span == other.span).then_some(id));
                let (at, way) = match copy.and_then(|copy| drafts.get(copy.index())) {
                    Some(copy) => (copy.resource.name.span, "another `base:`"),
                    None => (method.span, "another `path:`"),
                };
                let help = format!("remove one, give one resource {way}, or let one end (`until:`) before the other begins (`since:`)");
                // Two methods of one resource are told of once, whatever other bases serve it.
                let is_new = match copy {
                    Some(copy) => told.insert((copy, outermost(*of))),
                    None => pairs_told.insert((method.span, other.span)),
                };
                if is_new {
                    let message = format!("two methods answer to `{shown}`");
                    let problem = Diagnostic::error(rules::REPEATED_URL, at, message).also(other.span, "the other one").help(help);
                    found.entry((outermost(id), outermost(*of))).or_default().push(problem);
                }
            }
            let own = (id, position);
            pairs.extend(others.iter().flat_map(|(other, _)| [(own, *other), (*other, own)]));
            others.push((own, method));
        }
    }
    problems.extend(found.into_iter().flat_map(|((one, other), found)| if one == other { found } else { together(found) }));
    pairs
}

/// The problems of two resources, as one if they are many: the whole resources have the same requests.
fn together(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let others = found.len().saturating_sub(1);
    if others < MANY {
        return found;
    }
    found.truncate(1);
    found.into_iter().map(|first| Diagnostic { message: format!("{}, and so to {others} more requests", first.message), ..first }).collect()
}

/// Scheme and host in the one form that stands for the others: small letters, and no port that the scheme implies.
fn origin(url: &str) -> String {
    let small = url.to_ascii_lowercase();
    let implied = if small.starts_with("https:") { ":443" } else { ":80" };
    small.strip_suffix(implied).unwrap_or(&small).to_owned()
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
