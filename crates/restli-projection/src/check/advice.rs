//! Ways out, for messages.

use std::collections::{BTreeSet, VecDeque};

use restli_core::projection::{Name, Projection};

use crate::catalog::{Catalog, Decoration, FieldEntry, Ty, TypeEntry, TypeIndex};
use crate::suggest;

/// How far away a field is looked for.
const FAR: usize = 3;

/// Names of the envelope around what a projection is of (`PROTOCOL.md §8`).
const ENVELOPE: &[&str] = &["elements", "results", "paging", "metadata"];

/// For a name that a type does not have: the nearest one, else where it is, else what there is.
pub(super) fn unknown(catalog: &Catalog<'_>, entry: &TypeEntry<'_>, name: &str) -> Option<String> {
    let names = || entry.fields.iter().map(|field| field.wire);
    if let Some(near) = suggest::nearest(name, names()) {
        return Some(format!("did you mean `{near}`?"));
    }
    if ENVELOPE.contains(&name) {
        return Some(format!("the envelope around each `{}` comes by itself: write what belongs inside `{name}*(..)`", entry.name));
    }
    if let Some((owner, path)) = elsewhere(catalog, entry, |_, field| (field.wire == name).then(|| name.to_owned())) {
        return Some(format!("`{name}` is on `{owner}`: write `{path}`"));
    }
    suggest::short_list(names()).map(|list| format!("`{}` has {list}", entry.name))
}

/// For a field that cannot be expanded: those nearby that can.
pub(super) fn decorated_nearby(catalog: &Catalog<'_>, entry: &TypeEntry<'_>) -> Option<String> {
    let here = entry.fields.iter().filter(|field| !field.decorations.is_empty());
    let here: Vec<String> = here.flat_map(|field| field.decorations.iter().map(|offer| way(field, offer))).collect();
    if let Some(list) = suggest::short_list(here.iter().map(String::as_str)) {
        return Some(format!("what `{}` expands: {list}", entry.name));
    }
    let (owner, path) = elsewhere(catalog, entry, |_, field| field.decorations.first().map(|offer| way(field, offer)))?;
    Some(format!("the nearest that expands is on `{owner}`: `{path}`"))
}

/// How an expansion is written: `image~:streams`.
pub(super) fn way(field: &FieldEntry<'_>, offer: &Decoration<'_>) -> String {
    let each = if matches!(field.ty, Ty::Array(_) | Ty::Map(_)) { "*" } else { "" };
    let urn = offer.urn.filter(|_| field.decorations.len() > 1).unwrap_or_default();
    let finder = offer.finder.map(|finder| format!(":{finder}")).unwrap_or_default();
    format!("{}{each}~{urn}{finder}", field.wire)
}

/// For something selected inside a value without fields.
pub(super) fn scalar(field: &FieldEntry<'_>, select: Option<&Projection>) -> String {
    match (field.decorations.first(), select) {
        (Some(offer), Some(select)) => format!("to expand the URN, write `{}({})`", way(field, offer), names(select)),
        _ => format!("write `{}`", field.wire),
    }
}

/// What is selected, in short.
pub(super) fn names(select: &Projection) -> String {
    let plain: Option<Vec<&str>> = select
        .items
        .iter()
        .map(|item| match &item.name {
            Name::Is(name) if super::is_bare(item) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    match plain {
        Some(names) if (1..=4).contains(&names.len()) => names.join(","),
        _ => "..".to_owned(),
    }
}

/// The nearest place below a type where something is found: the type that has it, and how to write it.
fn elsewhere(
    catalog: &Catalog<'_>,
    start: &TypeEntry<'_>,
    found: impl Fn(&TypeEntry<'_>, &FieldEntry<'_>) -> Option<String>,
) -> Option<(String, String)> {
    let mut seen: BTreeSet<TypeIndex> = BTreeSet::new();
    let mut queue: VecDeque<(&TypeEntry<'_>, Vec<String>)> = VecDeque::from([(start, Vec::new())]);
    while let Some((entry, path)) = queue.pop_front() {
        for field in entry.fields {
            if let Some(text) = found(entry, field).filter(|_| !path.is_empty()) {
                let open = path.join("(");
                return Some((entry.name.to_owned(), format!("{open}({text}{}", ")".repeat(path.len()))));
            }
        }
        if path.len() == FAR {
            continue;
        }
        for field in entry.fields {
            for (step, index) in steps(field) {
                if seen.insert(index)
                    && let Some(next) = catalog.get(index)
                {
                    queue.push_back((next, [path.as_slice(), &[step]].concat()));
                }
            }
        }
    }
    None
}

/// Where a field leads, and how that is written.
fn steps(field: &FieldEntry<'_>) -> Vec<(String, TypeIndex)> {
    let mut step = field.wire.to_owned();
    let mut ty = field.ty;
    loop {
        match ty {
            Ty::Array(inner) | Ty::Map(inner) => {
                step.push('*');
                ty = *inner;
            }
            Ty::Named(index) => return vec![(step, index)],
            Ty::Any | Ty::Leaf(_) => break,
        }
    }
    field.decorations.iter().map(|offer| (way(field, offer), offer.target)).collect()
}
