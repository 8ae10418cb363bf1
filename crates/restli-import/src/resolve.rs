//! The resolution of names, after all files are read (`docs/formats.md §1.2`).

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostic;
use restli_schema::source::Span;

use crate::model::{Body, Def, DefId, Kind, Name, Record, Resource, Ty, TyKind, TypeUse};
use crate::names::short;
use crate::problems::Problems;
use crate::rules;

/// The empty record: the parameters type of a complex key without parameters (`docs/formats.md §1.7`). Rest.li provides it.
pub(crate) const EMPTY: &str = "com.linkedin.restli.common.EmptyRecord";

/// All types and resources, every name resolved.
#[derive(Debug)]
pub(crate) struct Model {
    /// The types, including repeated declarations, which are not among [`Model::kept`].
    pub(crate) defs: Vec<Def>,
    /// The types in use, one for each full name.
    pub(crate) kept: Vec<DefId>,
    /// Repeated declarations of types: the one in use, and the other.
    pub(crate) again: Vec<(DefId, DefId)>,
    pub(crate) resources: Vec<Resource>,
}

impl Model {
    /// The definition behind an id.
    pub(crate) fn def(&self, id: DefId) -> Option<&Def> {
        self.defs.get(id.0)
    }

    /// The type behind typerefs.
    pub(crate) fn behind<'m>(&'m self, ty: &'m Ty) -> Resolved<'m> {
        let mut ty = ty;
        // A chain is never longer than the number of types; cycles are cut before this function is called.
        for _ in 0..=self.defs.len() {
            let Some((id, def)) = ty.target().and_then(|id| Some((id, self.def(id)?))) else { return Resolved::Other(ty) };
            match &def.kind {
                Kind::Typeref(target) => ty = target,
                _ => return Resolved::Named(id, def),
            }
        }
        Resolved::Other(ty)
    }
}

/// A type after resolving typerefs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Resolved<'m> {
    /// A record, an enum or a fixed.
    Named(DefId, &'m Def),
    /// Anything else.
    Other(&'m Ty),
}

/// Resolves all names. An undeclared name is reported once and becomes an open record, a string or `any`,
/// depending on its use.
pub(crate) fn resolve(mut defs: Vec<Def>, mut resources: Vec<Resource>, problems: &mut Problems) -> Model {
    let mut index: BTreeMap<String, DefId> = BTreeMap::new();
    let mut kept = Vec::new();
    let mut again = Vec::new();
    for (number, def) in defs.iter().enumerate() {
        let id = DefId(number);
        if let Some(first) = index.get(&def.full) {
            again.push((*first, id));
        } else {
            index.insert(def.full.clone(), id);
            kept.push(id);
        }
    }
    aliases(&defs, &kept, &mut index, problems);
    let mut missing = Missing::default();
    for resource in &mut resources {
        resource.types_mut(&mut |ty, used| place_holder(ty, used, &mut defs, &mut kept, &mut index, &mut missing));
    }
    let mut members = Vec::new();
    defs.iter_mut().flat_map(Def::types_mut).for_each(|ty| plain_members(ty, &mut members));
    for resource in &mut resources {
        resource.types_mut(&mut |ty, _| plain_members(ty, &mut members));
    }
    for (candidates, span) in members {
        if let Some(full) = candidates.first().filter(|_| !candidates.iter().any(|one| index.contains_key(one))) {
            unknown_record(full, span, &mut defs, &mut kept, &mut index, &mut missing);
        }
    }
    for def in &mut defs {
        for ty in def.types_mut() {
            ty.names_mut(&mut |name, span| bind(name, span, &index, &mut missing));
        }
    }
    for resource in &mut resources {
        resource.types_mut(&mut |ty, _| ty.names_mut(&mut |name, span| bind(name, span, &index, &mut missing)));
    }
    missing.report(&index, problems);
    Model { defs, kept, again, resources }
}

fn aliases(defs: &[Def], kept: &[DefId], index: &mut BTreeMap<String, DefId>, problems: &mut Problems) {
    for (id, def) in kept.iter().filter_map(|id| Some((*id, defs.get(id.0)?))) {
        for alias in &def.aliases {
            let Some(other) = index.get(alias).filter(|other| **other != id).and_then(|other| defs.get(other.0)) else {
                index.insert(alias.clone(), id);
                continue;
            };
            let message = format!("the alias `{alias}` of `{}` is taken", def.full);
            let problem = Diagnostic::error(rules::REPEATED_TYPE, def.span, message).also(other.span, "by this type");
            problems.push(problem.help("remove the alias; it was left out"));
        }
    }
}

/// Removes the empty parameters record of complex keys, since the YAML leaves out absent parameters.
pub(crate) fn no_params(resource: &mut Resource) {
    if let Body::Collection(key) = &mut resource.body {
        let empty = |ty: &Ty| matches!(&ty.kind, TyKind::Name(name) if name.candidates.iter().any(|one| one == EMPTY));
        key.params = key.params.take().filter(|ty| !empty(ty));
    }
    resource.subs.iter_mut().for_each(no_params);
}

/// Replaces an undeclared type by a placeholder that fits its use.
fn place_holder(
    ty: &mut Ty,
    used: TypeUse,
    defs: &mut Vec<Def>,
    kept: &mut Vec<DefId>,
    index: &mut BTreeMap<String, DefId>,
    missing: &mut Missing,
) {
    let TyKind::Name(name) = &ty.kind else { return };
    if name.candidates.iter().any(|one| index.contains_key(one)) {
        return;
    }
    let Some(full) = name.candidates.first().cloned() else { return };
    match used {
        TypeUse::Record => unknown_record(&full, ty.span, defs, kept, index, missing),
        TypeUse::Key => {
            missing.note(&full, ty.span, "`string`");
            ty.kind = TyKind::Primitive("string");
        }
        TypeUse::Any => {}
    }
}

/// Declares an open record for an undeclared type.
fn unknown_record(
    full: &str,
    span: Span,
    defs: &mut Vec<Def>,
    kept: &mut Vec<DefId>,
    index: &mut BTreeMap<String, DefId>,
    missing: &mut Missing,
) {
    let id = DefId(defs.len());
    missing.note(full, span, "a record that holds anything");
    defs.push(Def {
        full: full.to_owned(),
        span,
        doc: "A type whose declaration was not imported, or could not be read: nothing is known about it.".to_owned(),
        aliases: Vec::new(),
        props: Vec::new(),
        extra: Vec::new(),
        kind: Kind::Record(Record { open: true, ..Record::default() }),
    });
    kept.push(id);
    index.insert(full.to_owned(), id);
}

/// Collects the union members, at any depth, that are references to named types without an alias.
fn plain_members(ty: &Ty, found: &mut Vec<(Vec<String>, Span)>) {
    match &ty.kind {
        TyKind::Array(inner) | TyKind::Map(inner) => plain_members(inner, found),
        TyKind::Union(members) => {
            for member in members {
                match &member.ty.kind {
                    TyKind::Name(name) if member.alias.is_none() => found.push((name.candidates.clone(), member.ty.span)),
                    _ => plain_members(&member.ty, found),
                }
            }
        }
        TyKind::Primitive(_) | TyKind::Null | TyKind::Name(_) | TyKind::Wrong => {}
    }
}

fn bind(name: &mut Name, span: Span, index: &BTreeMap<String, DefId>, missing: &mut Missing) {
    name.target = name.candidates.iter().find_map(|candidate| index.get(candidate)).copied();
    if name.target.is_none()
        && let Some(wanted) = name.candidates.first()
    {
        missing.note(wanted, span, "`any`");
    }
}

/// The most names that are compared to find the nearest one.
const MOST_COMPARED: usize = 100_000;

/// Undeclared names.
#[derive(Default)]
struct Missing {
    /// For each name: the place of its first use, its substitute, and the number of uses.
    names: BTreeMap<String, (Span, &'static str, usize)>,
}

impl Missing {
    fn note(&mut self, name: &str, span: Span, instead: &'static str) {
        self.names.entry(name.to_owned()).or_insert((span, instead, 0)).2 += 1;
    }

    fn report(self, index: &BTreeMap<String, DefId>, problems: &mut Problems) {
        let known: Vec<&str> = index.keys().map(String::as_str).filter(|name| !self.names.contains_key(*name)).collect();
        let by_short: BTreeMap<&str, &str> = known.iter().map(|full| (short(full), *full)).collect();
        let mut compared = 0;
        for (name, (span, instead, uses)) in &self.names {
            let plural = if *uses == 1 { "" } else { "s" };
            if let Some(place) = problems.place_of_lost(name) {
                let problem = Diagnostic::error(rules::UNKNOWN_TYPE, *span, format!("the declaration of `{name}` could not be read"));
                let help = format!("correct it; until then the type is {instead} ({uses} use{plural})");
                problems.push(problem.also(place, "declared here").help(help));
                continue;
            }
            // The same short name elsewhere is the likeliest candidate; comparing all names is slow.
            let near = by_short.get(short(name)).copied().or_else(|| {
                compared += known.len();
                if compared > MOST_COMPARED { None } else { restli_core::suggest::nearest(name, known.iter().copied()) }
            });
            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            let help = format!("{near}import the file that declares it, too; until then it is {instead} ({uses} use{plural})");
            problems.error(rules::UNKNOWN_TYPE, *span, format!("the type `{name}` is not among the imported files"), help);
        }
    }
}
