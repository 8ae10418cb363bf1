//! Cycles of types: typerefs to themselves, and records that require themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::api::{Member, Type, TypeId, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::state::arena::{MAX_CHAIN, Types};
use crate::rules;

/// Reports typerefs that reach themselves without a record in between, and cuts the cycle, so that later passes terminate.
pub(crate) fn names(types: &mut Types, problems: &mut Diagnostics) {
    let search = Search {
        next: &alias_edges,
        rule: rules::TYPE_CYCLE,
        verb: "stands for",
        help: "put a record in between, or let one of them stand for something else",
        longest: MAX_CHAIN,
    };
    for id in circles(types, problems, &search) {
        if let Some(def) = types.defs.get_mut(id.index()) {
            def.kind = TypeKind::Typeref(Type::Any);
        }
    }
}

/// Reports records that hold themselves in a field that is always there, or in the default of one, and unions whose members all lead back.
/// Defaults must be checked.
pub(crate) fn records(types: &Types, problems: &mut Diagnostics) {
    let endless = endless_unions(types);
    let next = |types: &Types, id: TypeId| if endless.contains(&id) { members(types, id) } else { held_always(types, id) };
    let search = Search {
        next: &next,
        rule: rules::SELF_REQUIRED,
        verb: "needs",
        help: "such a value has no end: make one of the fields optional and without a default, or an array",
        longest: usize::MAX,
    };
    circles(types, problems, &search);
}

struct Search<'s> {
    next: &'s dyn Fn(&Types, TypeId) -> Vec<TypeId>,
    rule: &'static str,
    verb: &'static str,
    help: &'static str,
    /// The longest allowed path; a longer one is reported and cut.
    longest: usize,
}

/// A type on the current search path.
struct Step {
    id: TypeId,
    /// The edges not yet followed.
    edges: Vec<TypeId>,
    /// The longest path from this type found so far.
    depth: usize,
}

/// Walks the edges depth first, with an explicit stack; an edge back into the current path closes a cycle. Returns a type of
/// each cycle, and of each path that is too long.
fn circles(types: &Types, problems: &mut Diagnostics, search: &Search<'_>) -> Vec<TypeId> {
    // The longest path from each finished type; `None` while the type is on the current path.
    let mut seen: BTreeMap<TypeId, Option<usize>> = BTreeMap::new();
    let mut found: Vec<Vec<TypeId>> = Vec::new();
    let mut cut: Vec<TypeId> = Vec::new();
    for start in (0..crate::source::saturate(types.defs.len())).map(TypeId) {
        if seen.contains_key(&start) {
            continue;
        }
        seen.insert(start, None);
        let mut path = vec![Step { id: start, edges: (search.next)(types, start), depth: 0 }];
        while let Some(step) = path.last_mut() {
            let Some(next) = step.edges.pop() else {
                let (id, mut depth) = (step.id, step.depth + 1);
                path.pop();
                if depth > search.longest {
                    too_long(types, problems, search, id);
                    cut.push(id);
                    depth = 0;
                }
                seen.insert(id, Some(depth));
                if let Some(above) = path.last_mut() {
                    above.depth = above.depth.max(depth);
                }
                continue;
            };
            match seen.get(&next) {
                Some(Some(depth)) => step.depth = step.depth.max(*depth),
                Some(None) => {
                    found.push(path.iter().map(|step| step.id).skip_while(|id| *id != next).collect());
                    cut.push(next);
                }
                None => {
                    seen.insert(next, None);
                    path.push(Step { id: next, edges: (search.next)(types, next), depth: 0 });
                }
            }
        }
    }
    for circle in found {
        report(types, problems, search, &circle);
    }
    cut
}

fn too_long(types: &Types, problems: &mut Diagnostics, search: &Search<'_>, id: TypeId) {
    let Some(span) = types.get(id).map(|def| def.name.span) else { return };
    let message = format!("this type is a name for a name for a name, more than {} times", search.longest);
    problems.error(search.rule, span, message, "let the names stand for the type itself");
}

/// The most types of a cycle that a message names.
const SHOWN: usize = 6;

/// The advice for a cycle through a union.
const UNION: &str = "such a value has no end: give the union a member that does not lead back, or make one of the fields optional";

fn report(types: &Types, problems: &mut Diagnostics, search: &Search<'_>, circle: &[TypeId]) {
    let defs: Vec<_> = circle.iter().filter_map(|id| types.get(*id)).collect();
    let Some((first, rest)) = defs.split_first() else { return };
    let mut message = format!("`{}` {}", first.name.wire, search.verb);
    for def in rest.iter().take(SHOWN) {
        let _ = write!(message, " `{}`, which {}", def.name.wire, search.verb);
    }
    message += match rest.len() {
        0 => " itself",
        1..=SHOWN => " it again",
        _ => " others, and in the end it again",
    };
    let is_union = |id: &TypeId| matches!(types.get(*id).map(|def| &def.kind), Some(TypeKind::Union(_)));
    let help = if search.rule == rules::SELF_REQUIRED && circle.iter().any(is_union) { UNION } else { search.help };
    let mut problem = Diagnostic::error(search.rule, first.name.span, message).help(help);
    for def in rest.iter().take(SHOWN) {
        problem = problem.also(def.name.span, "on the way");
    }
    problems.push(problem);
}

fn alias_edges(types: &Types, id: TypeId) -> Vec<TypeId> {
    let Some(def) = types.get(id) else { return Vec::new() };
    match &def.kind {
        TypeKind::Typeref(_) | TypeKind::Union(_) => def.kind.references(),
        TypeKind::Record(_) | TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => {
            Vec::new()
        }
    }
}

/// The unions of which no value has an end: each member needs the union again.
fn endless_unions(types: &Types) -> BTreeSet<TypeId> {
    let ids = || (0..crate::source::saturate(types.defs.len())).map(TypeId);
    let is_union = |id: &TypeId| matches!(types.get(*id).map(|def| &def.kind), Some(TypeKind::Union(union)) if !union.null);
    // A record waits for all that it holds, a union for one of its members.
    let mut waiting: BTreeMap<TypeId, usize> = BTreeMap::new();
    let mut waited_for: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for id in ids() {
        let union = is_union(&id);
        let held = if union { members(types, id) } else { held_always(types, id) };
        let has_an_end = union && held.len() < members_of(types, id).len();
        waiting.insert(
            id,
            if has_an_end {
                0
            } else if union {
                held.len().min(1)
            } else {
                held.len()
            },
        );
        for other in held {
            waited_for.entry(other).or_default().push(id);
        }
    }
    let mut ended: Vec<TypeId> = ids().filter(|id| waiting.get(id) == Some(&0)).collect();
    while let Some(id) = ended.pop() {
        for other in waited_for.remove(&id).unwrap_or_default() {
            if let Some(count) = waiting.get_mut(&other).filter(|count| **count > 0) {
                *count -= 1;
                if *count == 0 {
                    ended.push(other);
                }
            }
        }
    }
    ids().filter(|id| is_union(id) && waiting.get(id).is_some_and(|count| *count > 0)).collect()
}

fn members_of(types: &Types, id: TypeId) -> &[Member] {
    match types.get(id).map(|def| &def.kind) {
        Some(TypeKind::Union(union)) => &union.members,
        _ => &[],
    }
}

/// The named types of the members of a union.
fn members(types: &Types, id: TypeId) -> Vec<TypeId> {
    members_of(types, id).iter().filter_map(|member| types.behind(&member.ty).named()).collect()
}

fn held_always(types: &Types, id: TypeId) -> Vec<TypeId> {
    let mut held = Vec::new();
    let Some(TypeKind::Record(record)) = types.get(id).map(|def| &def.kind) else { return held };
    for field in record.fields.iter().filter(|field| !field.optional) {
        match (&field.default, types.behind(&field.ty)) {
            (Some(default), ty) => held_in(types, default, &ty, &mut held),
            (None, Type::Named(id)) => held.push(id),
            (None, _) => {}
        }
    }
    held
}

/// Adds the records in a value of a type.
fn held_in(types: &Types, value: &Json, ty: &Type, held: &mut Vec<TypeId>) {
    match (value, types.behind(ty)) {
        (Json::Array(items), Type::Array(ty)) => items.iter().for_each(|item| held_in(types, item, &ty, held)),
        (Json::Object(entries), Type::Map(_, ty)) => entries.values().for_each(|value| held_in(types, value, &ty, held)),
        (value, Type::Named(id)) => match (types.get(id).map(|def| &def.kind), value) {
            (Some(TypeKind::Record(record)), Json::Object(entries)) => {
                held.push(id);
                for field in &record.fields {
                    entries.get(&field.name.wire).into_iter().for_each(|value| held_in(types, value, &field.ty, held));
                }
            }
            (Some(TypeKind::Union(union)), value) if union.bare => {
                union.members.iter().for_each(|member| held_in(types, value, &member.ty, held));
            }
            (Some(TypeKind::Union(union)), Json::Object(entries)) => {
                for member in &union.members {
                    entries.get(&member.name.wire).into_iter().for_each(|value| held_in(types, value, &member.ty, held));
                }
            }
            _ => {}
        },
        _ => {}
    }
}
