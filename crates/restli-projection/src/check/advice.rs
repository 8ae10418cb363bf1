//! Ways out, for messages.

use std::collections::{BTreeSet, VecDeque};

use restli_core::projection::Projection;

use super::Owner;
use crate::catalog::{Catalog, Decoration, FieldEntry, Ty, TypeEntry, TypeIndex};
use crate::suggest;

/// How far away a field is looked for.
const FAR: usize = 3;

/// A selection of more letters than this is not repeated.
const LONG: usize = 60;

/// For a name that a type does not have: the nearest one, else where it is, else what there is. Names of the envelope are those of
/// `docs/protocol.md §8`.
pub(super) fn unknown(catalog: &Catalog<'_>, entry: &TypeEntry<'_>, name: &str) -> Option<String> {
    let names = || entry.askable().map(|field| field.wire);
    if let Some(alias) = alias(catalog, entry, name) {
        return Some(format!("on the wire that member is called `{alias}`"));
    }
    if let Some(near) = suggest::nearest(name, names()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let envelope = format!("the envelope around each `{}` comes by itself:", entry.name);
    match name {
        "elements" | "results" => return Some(format!("{envelope} write what belongs inside `{name}*(..)`")),
        "paging" | "metadata" => return Some(format!("{envelope} leave `{name}` out")),
        _ => {}
    }
    if let Some((owner, path)) = elsewhere(catalog, entry, |_, field| (field.wire == name).then(|| name.to_owned())) {
        return Some(format!("`{name}` is on `{owner}`: write `{path}`"));
    }
    if let Some(list) = suggest::short_list(names()) {
        return Some(format!("`{}` has {list}", entry.name));
    }
    if let Some(list) = suggest::short_list(suggest::akin(name, names())) {
        return Some(format!("`{}` has {list}", entry.name));
    }
    entry.rust.strip_prefix("$crate::").map(|path| format!("what it has is listed at `{path}`"))
}

/// The alias of a union's member, for who names its type.
fn alias<'a>(catalog: &Catalog<'a>, entry: &TypeEntry<'a>, name: &str) -> Option<&'a str> {
    let is_type = |field: &&FieldEntry<'_>| {
        let Ty::Named(index) = field.ty else { return false };
        catalog.get(index).is_some_and(|target| target.full_name == name || target.name == name)
    };
    entry.fields.iter().filter(|_| entry.is_union()).find(is_type).map(|field| field.wire)
}

/// For a field that cannot be expanded: those nearby that can.
pub(super) fn decorated_nearby(catalog: &Catalog<'_>, Owner { entry, field }: Owner<'_>) -> Option<String> {
    let here = entry.fields.iter().filter(|field| !field.decorations.is_empty());
    let here: Vec<String> = here.flat_map(|field| field.decorations.iter().map(|offer| way(field, offer))).collect();
    if let Some(list) = suggest::short_list(here.iter().map(String::as_str)) {
        return Some(format!("what `{}` expands: {list}", entry.name));
    }
    if let Some((owner, path)) = elsewhere(catalog, entry, |_, field| field.decorations.first().map(|offer| way(field, offer))) {
        return Some(format!("the nearest that expands is on `{owner}`: `{path}`"));
    }
    let urn = matches!(field.ty, Ty::Leaf(rust) if rust.ends_with("Urn"));
    urn.then(|| "read what the URN names with a call of its own".to_owned())
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
        (Some(offer), Some(select)) if offer.collection => {
            format!("to expand the URN, write `{}(elements*{})`", way(field, offer), selected(select))
        }
        (Some(offer), Some(select)) => format!("to expand the URN, write `{}{}`", way(field, offer), selected(select)),
        _ => format!("write `{}`", field.wire),
    }
}

/// What is selected, in parentheses, as it was written; in short if it is long.
pub(super) fn selected(select: &Projection) -> String {
    let text = select.to_decorated().or_else(|_| select.to_mask().map(|mask| format!("({mask})")));
    text.ok().filter(|text| text.len() <= LONG).unwrap_or_else(|| "(..)".to_owned())
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
        for field in entry.askable() {
            if let Some(text) = found(entry, field).filter(|_| !path.is_empty()) {
                let open = path.join("(");
                let depth = 1 + open.matches('(').count();
                return Some((entry.name.to_owned(), format!("{open}({text}{}", ")".repeat(depth))));
            }
        }
        if path.len() == FAR {
            continue;
        }
        for field in entry.askable() {
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
    let inside = |offer: &Decoration<'_>| if offer.collection { "(elements*" } else { "" };
    field.decorations.iter().map(|offer| (format!("{}{}", way(field, offer), inside(offer)), offer.target)).collect()
}
