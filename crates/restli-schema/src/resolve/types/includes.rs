//! The pass that copies the fields of included records into the including record.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Field, Type, TypeId, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::state::arena::Types;
use crate::rules;
use crate::source::Span;
use crate::work;

/// Flattens every record: included fields first, then its own.
pub(crate) fn flatten(types: &mut Types, problems: &mut Diagnostics) {
    targets(types, problems);
    let ids: Vec<TypeId> = (0..crate::source::saturate(types.defs.len())).map(TypeId).collect();
    let mut state = BTreeMap::new();
    for id in ids {
        visit(types, problems, id, 0, &mut state);
    }
}

/// Resolves typerefs in includes, and drops includes that are not records.
fn targets(types: &mut Types, problems: &mut Diagnostics) {
    let written: Vec<((TypeId, TypeId), Span)> = types.includes.iter().map(|(ids, span)| (*ids, *span)).collect();
    for ((holder, included), span) in written {
        let target = match types.behind(&Type::Named(included)) {
            Type::Named(id) if matches!(types.get(id).map(|def| &def.kind), Some(TypeKind::Record(_))) => Some(id),
            other => {
                let found = types.describe(&other);
                let name = types.get(included).map(|def| def.name.wire.clone()).unwrap_or_default();
                problems.error(rules::INCLUDE_TARGET, span, format!("`{name}` is {found} and cannot be included"), "include records only");
                None
            }
        };
        let Some(TypeKind::Record(record)) = types.defs.get_mut(holder.index()).map(|def| &mut def.kind) else { continue };
        if let Some(target) = target {
            for one in record.includes.iter_mut().filter(|one| **one == included) {
                *one = target;
            }
            types.includes.insert((holder, target), span);
        } else {
            record.includes.retain(|one| *one != included);
            types.lacking.insert(holder);
        }
    }
}

/// The deepest nesting of includes.
const MAX_DEPTH: usize = 32;

/// The progress of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// The record is flattened; its includes are nested this deep.
    Done(usize),
}

/// Flattens a record and returns the depth of its includes.
fn visit(types: &mut Types, problems: &mut Diagnostics, id: TypeId, above: usize, state: &mut BTreeMap<TypeId, State>) -> usize {
    if let Some(State::Done(depth)) = state.get(&id) {
        return *depth;
    }
    let Some(TypeKind::Record(record)) = types.get(id).map(|def| &def.kind) else { return 0 };
    let includes = record.includes.clone();
    let own = record.fields.clone();
    state.insert(id, State::Open);
    let mut flat = Flat::default();
    let mut depth = 0;
    for included in includes {
        if state.get(&included) == Some(&State::Open) {
            cycle(types, problems, id, included);
            continue;
        }
        let below = if above < MAX_DEPTH { visit(types, problems, included, above + 1, state) } else { MAX_DEPTH };
        if above + below >= MAX_DEPTH {
            too_deep(types, problems, id, included);
            continue;
        }
        depth = depth.max(below + 1);
        if types.lacking.contains(&included) {
            types.lacking.insert(id);
        }
        if let Some(TypeKind::Record(record)) = types.get(included).map(|def| &def.kind) {
            for field in &record.fields {
                flat.add(Field { included_from: Some(included), ..field.clone() });
            }
        }
    }
    for field in own {
        flat.add(field);
    }
    let mut told = BTreeSet::new();
    for (first, second) in &flat.twice {
        match shared(types, first, second) {
            Some(twice) if told.insert(twice) => included_twice(types, problems, id, twice),
            Some(_) => {}
            None => repeated(types, problems, id, first, second),
        }
    }
    if let Some(TypeKind::Record(record)) = types.defs.get_mut(id.index()).map(|def| &mut def.kind) {
        record.fields = flat.fields;
    }
    state.insert(id, State::Done(depth));
    depth
}

/// The fields of a flattened record, each name once.
#[derive(Default)]
struct Flat {
    fields: Vec<Field>,
    places: BTreeMap<String, usize>,
    /// Pairs of fields with the same name: the first and the later one.
    twice: Vec<(Field, Field)>,
}

impl Flat {
    fn add(&mut self, field: Field) {
        work::steps(1);
        if let Some(first) = self.places.get(&field.name.wire).and_then(|place| self.fields.get(*place)) {
            self.twice.push((first.clone(), field));
        } else {
            self.places.insert(field.name.wire.clone(), self.fields.len());
            self.fields.push(field);
        }
    }
}

fn too_deep(types: &Types, problems: &mut Diagnostics, holder: TypeId, included: TypeId) {
    let span = types.includes.get(&(holder, included)).copied().unwrap_or_default();
    let message = format!("records are included one through the other more than {MAX_DEPTH} times");
    problems.error(rules::TOO_BIG, span, message, "write the fields out, or make one of the records a field");
}

fn cycle(types: &Types, problems: &mut Diagnostics, holder: TypeId, included: TypeId) {
    let span = types.includes.get(&(holder, included)).copied().unwrap_or_default();
    let (Some(inner), Some(outer)) = (types.get(included), types.get(holder)) else { return };
    let message = if holder == included {
        format!("`{}` includes itself", inner.name.wire)
    } else {
        format!("`{}` includes `{}`, which includes it", outer.name.wire, inner.name.wire)
    };
    problems.push(
        Diagnostic::error(rules::INCLUDE_CYCLE, span, message)
            .also(inner.name.span, "declared here")
            .help("remove one `with`, or make it a field"),
    );
}

/// A record that is included on two ways: by way of the first and of the second.
type Twice = (TypeId, TypeId, TypeId);

/// The record that both fields are declared in, if they are one field.
fn shared(types: &Types, first: &Field, second: &Field) -> Option<Twice> {
    let same = first.name.span == second.name.span;
    let (one, other) = (first.included_from.filter(|_| same)?, second.included_from?);
    let mut owner = one;
    for _ in 0..=MAX_DEPTH {
        let Some(TypeKind::Record(record)) = types.get(owner).map(|def| &def.kind) else { return None };
        let Some(from) = record.fields.iter().find(|field| field.name.span == first.name.span)?.included_from else { break };
        owner = from;
    }
    Some((one, other, owner))
}

/// Reports a record whose fields come twice.
fn included_twice(types: &Types, problems: &mut Diagnostics, holder: TypeId, (one, other, owner): Twice) {
    let (Some(first), Some(second), Some(included)) = (types.get(one), types.get(other), types.get(owner)) else { return };
    let place = |id: TypeId| types.includes.get(&(holder, id)).copied().unwrap_or_default();
    let name = &included.name.wire;
    let message = match [first, second].into_iter().find(|def| def.full_name != included.full_name) {
        Some(through) if one == owner || other == owner => format!("`{}` includes `{name}` already", through.name.wire),
        _ => format!("`{}` and `{}` both include `{name}`", first.name.wire, second.name.wire),
    };
    let problem = Diagnostic::error(rules::REPEATED_FIELD, place(other), message).also(place(one), "its fields come from here, too");
    problems.push(problem.help("a field stands once in a record, those of includes counted: remove one of the two"));
}

/// Reports a field that a record has twice.
fn repeated(types: &Types, problems: &mut Diagnostics, id: TypeId, first: &Field, second: &Field) {
    let Some(def) = types.get(id) else { return };
    let origin = |field: &Field| match field.included_from.and_then(|id| types.get(id)) {
        Some(include) => format!("from `{}`", include.name.wire),
        None => "here".to_owned(),
    };
    let by_include = [second, first].iter().find_map(|one| types.includes.get(&(id, one.included_from?))).copied();
    let span = by_include.unwrap_or(second.name.span);
    let message = format!("`{}` has the field `{}` twice", def.name.wire, second.name.wire);
    let mut problem = Diagnostic::error(rules::REPEATED_FIELD, span, message)
        .also(first.name.span, origin(first))
        .help("a field stands once in a record, those of includes counted: remove or rename one");
    if span != second.name.span && first.name.span != second.name.span {
        problem = problem.also(second.name.span, origin(second));
    }
    problems.push(problem);
}
