//! Copies the fields of included records in.

use std::collections::BTreeMap;

use super::context::Context;
use crate::api::{Field, Type, TypeId, TypeKind};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::source::Span;

/// Flattens every record: fields of includes first, then its own.
pub(super) fn flatten(cx: &mut Context<'_>) {
    targets(cx);
    let ids: Vec<TypeId> = (0..crate::source::saturate(cx.types.len())).map(TypeId).collect();
    let mut state = BTreeMap::new();
    for id in ids {
        visit(cx, id, 0, &mut state);
    }
}

/// Looks through typerefs, and drops what is no record.
fn targets(cx: &mut Context<'_>) {
    let written: Vec<((TypeId, TypeId), Span)> = cx.includes.iter().map(|(ids, span)| (*ids, *span)).collect();
    for ((holder, included), span) in written {
        let target = match cx.behind(&Type::Named(included)) {
            Type::Named(id) if matches!(cx.type_def(id).map(|def| &def.kind), Some(TypeKind::Record(_))) => Some(id),
            other => {
                let found = cx.describe(&other);
                let name = cx.type_def(included).map(|def| def.name.wire.clone()).unwrap_or_default();
                cx.error(rules::INCLUDE_TARGET, span, format!("`{name}` is {found} and cannot be included"), "include records only");
                None
            }
        };
        let Some(TypeKind::Record(record)) = cx.types.get_mut(holder.index()).map(|def| &mut def.kind) else { continue };
        match target {
            Some(target) => {
                for one in record.includes.iter_mut().filter(|one| **one == included) {
                    *one = target;
                }
                cx.includes.insert((holder, target), span);
            }
            None => record.includes.retain(|one| *one != included),
        }
    }
}

/// Includes are this deep at most.
const MAX_DEPTH: usize = 32;

/// How far a record is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// With so many records included one through the other.
    Done(usize),
}

/// Flattens a record and gives how deep its includes are.
fn visit(cx: &mut Context<'_>, id: TypeId, above: usize, state: &mut BTreeMap<TypeId, State>) -> usize {
    if let Some(State::Done(depth)) = state.get(&id) {
        return *depth;
    }
    let Some(TypeKind::Record(record)) = cx.type_def(id).map(|def| &def.kind) else { return 0 };
    let includes = record.includes.clone();
    let own = record.fields.clone();
    state.insert(id, State::Open);
    let mut flat = Flat::default();
    let mut depth = 0;
    for included in includes {
        if state.get(&included) == Some(&State::Open) {
            cycle(cx, id, included);
            continue;
        }
        let below = if above < MAX_DEPTH { visit(cx, included, above + 1, state) } else { MAX_DEPTH };
        if above + below >= MAX_DEPTH {
            too_deep(cx, id, included);
            continue;
        }
        depth = depth.max(below + 1);
        if let Some(TypeKind::Record(record)) = cx.type_def(included).map(|def| &def.kind) {
            for field in &record.fields {
                flat.add(Field { included_from: Some(included), ..field.clone() });
            }
        }
    }
    for field in own {
        flat.add(field);
    }
    for (first, second) in &flat.twice {
        repeated(cx, id, first, second);
    }
    if let Some(TypeKind::Record(record)) = cx.types.get_mut(id.index()).map(|def| &mut def.kind) {
        record.fields = flat.fields;
    }
    state.insert(id, State::Done(depth));
    depth
}

/// The fields of a record, each name once.
#[derive(Default)]
struct Flat {
    fields: Vec<Field>,
    places: BTreeMap<String, usize>,
    /// What stood there first, and what stands there again.
    twice: Vec<(Field, Field)>,
}

impl Flat {
    fn add(&mut self, field: Field) {
        if let Some(first) = self.places.get(&field.name.wire).and_then(|place| self.fields.get(*place)) {
            self.twice.push((first.clone(), field));
        } else {
            self.places.insert(field.name.wire.clone(), self.fields.len());
            self.fields.push(field);
        }
    }
}

fn too_deep(cx: &mut Context<'_>, holder: TypeId, included: TypeId) {
    let span = cx.includes.get(&(holder, included)).copied().unwrap_or_default();
    let message = format!("records are included one through the other more than {MAX_DEPTH} times");
    cx.error(rules::TOO_BIG, span, message, "write the fields out, or make one of the records a field");
}

fn cycle(cx: &mut Context<'_>, holder: TypeId, included: TypeId) {
    let span = cx.includes.get(&(holder, included)).copied().unwrap_or_default();
    let (Some(inner), Some(outer)) = (cx.type_def(included), cx.type_def(holder)) else { return };
    let message = if holder == included {
        format!("`{}` includes itself", inner.name.wire)
    } else {
        format!("`{}` includes `{}`, which includes it", outer.name.wire, inner.name.wire)
    };
    cx.problems.push(
        Diagnostic::error(rules::INCLUDE_CYCLE, span, message)
            .also(inner.name.span, "declared here")
            .help("remove one `with`, or make it a field"),
    );
}

/// Reports a field that stands in a record twice.
fn repeated(cx: &mut Context<'_>, id: TypeId, first: &Field, second: &Field) {
    let Some(def) = cx.type_def(id) else { return };
    let origin = |field: &Field| match field.included_from.and_then(|id| cx.type_def(id)) {
        Some(include) => format!("from `{}`", include.name.wire),
        None => "here".to_owned(),
    };
    let by_include = [second, first].iter().find_map(|one| cx.includes.get(&(id, one.included_from?))).copied();
    let span = by_include.unwrap_or(second.name.span);
    let message = format!("`{}` has the field `{}` twice", def.name.wire, second.name.wire);
    let mut problem = Diagnostic::error(rules::REPEATED_FIELD, span, message)
        .also(first.name.span, origin(first))
        .help("a field stands once in a record, those of includes counted: remove or rename one");
    if span != second.name.span && first.name.span != second.name.span {
        problem = problem.also(second.name.span, origin(second));
    }
    cx.problems.push(problem);
}
