//! The least set of permissions that meets some requirements.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Approval, PermissionId, Requirement};

/// A way to meet a requirement: a set of permissions that suffices.
type Way = BTreeSet<PermissionId>;

/// The cost of a set; the least cost is best. In order of weight: number of permissions that new apps cannot get, number of all
/// permissions, effort of approval, and the set itself, so that the schema's order breaks ties.
type Cost = (usize, usize, usize, Way);

/// The set with the least cost, or `None` if every sufficient set has permissions that exclude each other.
pub(super) fn least(api: &Api, needs: &[&Requirement]) -> Option<Vec<PermissionId>> {
    let mut ways: Vec<Vec<Way>> = needs.iter().map(|requirement| ways(requirement)).collect();
    // Requirements with the fewest ways come first, so that the search is short.
    ways.sort_by_key(Vec::len);
    ways.dedup();
    let mut best = None;
    search(api, &ways, &Way::new(), &mut best);
    best.map(|(_, _, _, set)| set.into_iter().collect())
}

fn search(api: &Api, ways: &[Vec<Way>], chosen: &Way, best: &mut Option<Cost>) {
    let cost = cost(api, chosen);
    // A superset never costs less.
    if excluded(api, chosen) || best.as_ref().is_some_and(|best| (cost.0, cost.1) > (best.0, best.1)) {
        return;
    }
    let Some((first, rest)) = ways.split_first() else {
        if best.as_ref().is_none_or(|best| cost < *best) {
            *best = Some(cost);
        }
        return;
    };
    if first.iter().any(|way| way.is_subset(chosen)) {
        return search(api, rest, chosen, best);
    }
    for way in first {
        search(api, rest, &chosen.union(way).copied().collect(), best);
    }
}

/// The smallest ways to meet a requirement.
fn ways(requirement: &Requirement) -> Vec<Way> {
    let mut found: Vec<Way> = requirement.alternatives().into_iter().map(Way::from_iter).collect();
    found.sort();
    found.dedup();
    let all = found.clone();
    found.retain(|way| !all.iter().any(|other| other != way && other.is_subset(way)));
    found
}

fn cost(api: &Api, set: &Way) -> Cost {
    let closed = set.iter().filter(|id| api[**id].retired.is_some() || api[**id].approval == Some(Approval::Closed)).count();
    let effort = set.iter().map(|id| api[*id].approval.unwrap_or(Approval::Review).effort()).sum();
    (closed, set.len(), effort, set.clone())
}

fn excluded(api: &Api, set: &Way) -> bool {
    set.iter().any(|id| api[*id].not_with.iter().flat_map(|conflict| &conflict.scopes).any(|other| set.contains(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api() -> Api {
        let yaml = "
api: shop
namespace: com.example
bases: {main: {url: 'https://api.example.com', path: /v1}}
permissions:
  old: {doc: Old., retired: 2020-01-01, approval: closed}
  read: {doc: Read., approval: review}
  write: {doc: Write., approval: open}
  all: {doc: All., approval: review}
  rival: {doc: Rival., approval: open, not_with: {scopes: [write], reason: One or the other.}}
";
        restli_schema::load_texts([("api.yaml", yaml)]).map_or_else(|report| panic!("{}", report.render(false)), |loaded| loaded.api)
    }

    fn names(api: &Api, needs: &[Requirement]) -> Option<Vec<String>> {
        let needs: Vec<&Requirement> = needs.iter().collect();
        Some(least(api, &needs)?.into_iter().map(|id| api[id].name.wire.clone()).collect())
    }

    #[test]
    fn few_that_one_can_get_and_that_are_easy_to_get() {
        let api = api();
        let id = |name: &str| Requirement::Scope(api_id(&api, name));
        let any = |names: &[&str]| Requirement::AnyOf(names.iter().map(|name| id(name)).collect());
        let cases: &[(&[Requirement], Option<&[&str]>)] = &[
            (&[], Some(&[])),
            (&[Requirement::Public, Requirement::Unknown], Some(&[])),
            (&[any(&["old", "read"])], Some(&["read"])),
            (&[any(&["read", "all"]), any(&["write", "all"])], Some(&["all"])),
            (&[any(&["read", "write"])], Some(&["write"])),
            (&[id("old")], Some(&["old"])),
            (&[any(&["old", "read"]), Requirement::AllOf(vec![id("read"), id("write")])], Some(&["read", "write"])),
            (&[any(&["rival", "read"]), id("write")], Some(&["read", "write"])),
            (&[id("rival"), id("write")], None),
        ];
        for (needs, expected) in cases {
            let expected = expected.map(|names| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
            assert_eq!(names(&api, needs), expected, "{needs:?}");
        }
    }

    fn api_id(api: &Api, name: &str) -> PermissionId {
        let found = api.permission_ids().find(|id| api[*id].name.wire == name);
        found.unwrap_or_else(|| panic!("no permission `{name}`"))
    }
}
