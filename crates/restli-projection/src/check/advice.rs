//! The help line of a problem: the nearest name, the path of a name, or the right syntax.

use std::collections::{BTreeSet, VecDeque};

use restli_core::projection::Projection;

use super::checker::Owner;
use crate::akin::akin;
use crate::catalog::{Base, Catalog, Decoration, FieldEntry, Ty, TypeEntry, TypeName};
use crate::suggest;

/// The number of steps within which a field is searched for.
const FAR: usize = 3;

/// The length in octets beyond which a selection is shown as `(..)`.
const LONG: usize = 60;

/// Help for a name that a type does not have, the first of these that applies:
///
/// | Case | Help |
/// |---|---|
/// | the type of a union's member | the member's alias |
/// | a slip of an existing name | that name |
/// | a name of the envelope (`docs/protocol.md §8`) | the projection speaks of one entity |
/// | a field of a type within reach | the path to it |
/// | few names exist | those names |
/// | few names share a word | those names, and the Rust type |
/// | anything else | the Rust type, which lists its fields |
pub(super) fn unknown(catalog: &Catalog<'_>, entry: &TypeEntry<'_>, name: &str) -> Option<String> {
    let names = || entry.askable().map(|field| field.wire);
    if let Some(alias) = alias(catalog, entry, name) {
        return Some(format!("on the wire that member is called `{alias}`"));
    }
    if let Some(near) = near(catalog, entry, name) {
        return Some(format!("did you mean `{near}`?"));
    }
    let envelope = format!("the envelope around each `{}` comes by itself:", entry.name);
    match name.split('.').next().unwrap_or_default() {
        name @ ("elements" | "results") => return Some(format!("{envelope} write what belongs inside `{name}*(..)`")),
        name @ ("paging" | "metadata") => return Some(format!("{envelope} leave `{name}` out")),
        _ => {}
    }
    if let Some((owner, path)) = elsewhere(catalog, entry, |_, field| (field.wire == name).then(|| name.to_owned())) {
        return Some(format!("`{name}` is on `{owner}`: write `{path}`"));
    }
    if let Some(list) = suggest::short_list(names()) {
        return Some(format!("`{}` has {list}", entry.name));
    }
    // Names that share a word may mean something else: the list of all stands beside them.
    let listed = entry.rust.strip_prefix("$crate::").map(|path| format!("what it has is listed at `{path}`"));
    match (suggest::short_list(akin(name, names())), listed) {
        (Some(akin), Some(listed)) => Some(format!("`{}` has {akin}; {listed}", entry.name)),
        (Some(akin), None) => Some(format!("`{}` has {akin}", entry.name)),
        (None, listed) => listed,
    }
}

/// The name of which another one is a slip, unless it is the type of a union's member.
pub(super) fn near<'a>(catalog: &Catalog<'a>, entry: &TypeEntry<'a>, name: &str) -> Option<&'a str> {
    let near = restli_core::suggest::nearest(name, entry.askable().map(|field| field.wire));
    near.filter(|_| alias(catalog, entry, name).is_none())
}

/// The alias of the union member whose type has the given name, full or short.
fn alias<'a>(catalog: &Catalog<'a>, entry: &TypeEntry<'a>, name: &str) -> Option<&'a str> {
    let is_type = |field: &&FieldEntry<'_>| {
        let Ty { wrappers: [], base: Base::Named(of), .. } = field.ty else { return false };
        catalog.get(of).is_some_and(|target| target.full_name == name || target.name == name)
    };
    entry.fields.iter().filter(|_| entry.is_union()).find(is_type).map(|field| field.wire)
}

/// Help for a field that cannot be expanded: fields beside it that can, or within it. One of another record expands something else.
pub(super) fn decorated_nearby(catalog: &Catalog<'_>, Owner { entry, field }: Owner<'_>) -> String {
    let here = entry.fields.iter().filter(|field| !field.decorations.is_empty());
    let here: Vec<String> = here.flat_map(|field| field.decorations.iter().map(|target| way(field, target))).collect();
    if let Some(list) = suggest::short_list(here.iter().map(String::as_str)) {
        return format!("what `{}` expands: {list}", entry.name);
    }
    if matches!(field.ty.base, Base::Leaf(rust) if rust.ends_with("Urn")) {
        return "read what the URN names with a call of its own".to_owned();
    }
    let expands = |field: &FieldEntry<'_>| field.decorations.first().map(|target| way(field, target));
    let within = steps(field).into_iter().find_map(|(step, to)| {
        let inner = catalog.get(to)?;
        let (owner, path) = match inner.askable().find_map(expands) {
            Some(path) => (inner.name.to_owned(), path),
            None => elsewhere(catalog, inner, |_, field| expands(field))?,
        };
        Some(format!("the nearest that expands is on `{owner}`: `{step}({path})`"))
    });
    within.unwrap_or_else(|| format!("leave out the `~`: `{}` holds no URN", field.wire))
}

/// The text of an expansion: `image~:streams`.
pub(super) fn way(field: &FieldEntry<'_>, target: &Decoration<'_>) -> String {
    let each = if field.ty.wrappers.is_empty() { "" } else { "*" };
    let urn = target.urn.filter(|_| field.decorations.len() > 1).unwrap_or_default();
    let finder = target.finder.map(|finder| format!(":{finder}")).unwrap_or_default();
    format!("{}{each}~{urn}{finder}", field.wire)
}

/// Help for a selection inside a value without fields; `name` is that of the field, or the key of a map that holds the value.
pub(super) fn scalar(field: &FieldEntry<'_>, name: &str, select: Option<&Projection>) -> String {
    match (field.decorations.first(), select) {
        (Some(target), Some(select)) if target.collection => {
            format!("to expand the URN, write `{}(elements*{})`", way(field, target), selected(select))
        }
        (Some(target), Some(select)) => format!("to expand the URN, write `{}{}`", way(field, target), selected(select)),
        _ => format!("write `{name}`"),
    }
}

/// A selection in parentheses, as written; `(..)` if it is long.
pub(super) fn selected(select: &Projection) -> String {
    let text = select.to_decorated().or_else(|_| select.to_mask().map(|mask| format!("({mask})")));
    text.ok().filter(|text| text.len() <= LONG).unwrap_or_else(|| "(..)".to_owned())
}

/// The nearest place below a type for which `found` returns a text: the name of its type, and the path that ends in the text.
fn elsewhere(
    catalog: &Catalog<'_>,
    start: &TypeEntry<'_>,
    found: impl Fn(&TypeEntry<'_>, &FieldEntry<'_>) -> Option<String>,
) -> Option<(String, String)> {
    let mut seen: BTreeSet<TypeName<'_>> = BTreeSet::new();
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
            for (step, to) in steps(field) {
                if seen.insert(to)
                    && let Some(next) = catalog.get(to)
                {
                    queue.push_back((next, [path.as_slice(), &[step]].concat()));
                }
            }
        }
    }
    None
}

/// The types that a field leads to, each with the text of the step.
fn steps<'a>(field: &FieldEntry<'a>) -> Vec<(String, TypeName<'a>)> {
    match field.ty.base {
        Base::Named(to) => return vec![(format!("{}{}", field.wire, "*".repeat(field.ty.wrappers.len())), to)],
        Base::Any | Base::Leaf(_) => {}
    }
    let inside = |target: &Decoration<'_>| if target.collection { "(elements*" } else { "" };
    field.decorations.iter().map(|target| (format!("{}{}", way(field, target), inside(target)), target.target)).collect()
}
