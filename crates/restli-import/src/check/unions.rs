//! Members of unions (`docs/formats.md §1.5`).

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostic;
use restli_schema::language::is_wire_name;
use restli_schema::source::Span;

use crate::model::{Member, Ty, TyKind};
use crate::names::{is_identifier, short};
use crate::problems::Problems;
use crate::resolve::{Model, Resolved};
use crate::rules;

/// The alias that Rest.li reserves.
const RESERVED: &str = "fieldDiscriminator";

/// Checks all unions, and drops members that cannot be distinguished from others.
pub(super) fn check(model: &mut Model, problems: &mut Problems) {
    let ids: Vec<usize> = (0..model.defs.len()).collect();
    for id in ids {
        let Some(mut def) = model.defs.get(id).cloned() else { continue };
        for ty in def.types_mut() {
            look(ty, model, problems);
        }
        if let Some(place) = model.defs.get_mut(id) {
            *place = def;
        }
    }
    let mut resources = std::mem::take(&mut model.resources);
    for resource in &mut resources {
        resource.types_mut(&mut |ty, _| look(ty, model, problems));
    }
    model.resources = resources;
}

fn look(ty: &mut Ty, model: &Model, problems: &mut Problems) {
    match &mut ty.kind {
        TyKind::Array(inner) | TyKind::Map(inner) => look(inner, model, problems),
        TyKind::Union(members) => {
            // A union among the members is left out.
            for member in members.iter_mut().filter(|member| !matches!(member.ty.kind, TyKind::Union(_))) {
                look(&mut member.ty, model, problems);
            }
            let any = |members: &[Member]| members.iter().any(|member| !matches!(member.ty.kind, TyKind::Null));
            if !any(members) {
                problems.error(rules::UNION, ty.span, "the union has no members", "list their types; until then it is `any`");
            }
            apart(members, model, problems);
            if !any(members) {
                ty.kind = TyKind::Wrong;
            }
        }
        TyKind::Primitive(_) | TyKind::Null | TyKind::Name(_) | TyKind::Wrong => {}
    }
}

fn apart(members: &mut Vec<Member>, model: &Model, problems: &mut Problems) {
    let aliased = members.iter().any(|member| member.alias.is_some());
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    members.retain_mut(|member| {
        let null = matches!(member.ty.kind, TyKind::Null);
        if union_inside(&member.ty, model) {
            let help = "list its members here, or put it into a record; the member was left out";
            problems.error(rules::UNION, member.span, "a union is not a member of a union", help);
            return false;
        }
        if null && member.alias.take().is_some() {
            problems.error(rules::UNION, member.span, "`null` has no alias", "remove the alias");
        }
        if aliased && !null && member.alias.is_none() {
            let key = key(&member.ty, model);
            let message = format!("the member `{key}` has no alias, and others have one");
            problems.error(rules::UNION, member.span, message, format!("give it an alias; until then it has the alias `{key}`"));
            member.alias = Some(key);
        }
        if let Some(alias) = &member.alias
            && (alias == RESERVED || !is_identifier(alias) && !alias.contains('.') || !is_wire_name(alias))
        {
            problems.error(
                rules::UNION,
                member.span,
                format!("`{alias}` cannot be an alias"),
                "choose another one; the member was left out",
            );
            return false;
        }
        if !aliased && !null && is_unknown(&member.ty, model) {
            // The unknown type was reported; without it the member has no key.
            problems.left_out("members of unions whose type is not known", member.span);
            return false;
        }
        let key = member.alias.clone().unwrap_or_else(|| if null { "null".to_owned() } else { key(&member.ty, model) });
        // Avro would confuse members without aliases that differ only in their namespaces.
        let told = if aliased { key.clone() } else { short(&key).to_owned() };
        if let Some(first) = seen.get(&told) {
            let message = format!("two members have the key `{told}`");
            problems.push(
                Diagnostic::error(rules::UNION, member.span, message)
                    .also(*first, "first")
                    .help("give every member an alias; the second was left out"),
            );
            return false;
        }
        seen.insert(told, member.span);
        true
    });
}

fn union_inside(ty: &Ty, model: &Model) -> bool {
    matches!(model.behind(ty), Resolved::Other(Ty { kind: TyKind::Union(_), .. }))
}

fn is_unknown(ty: &Ty, model: &Model) -> bool {
    matches!(model.behind(ty), Resolved::Other(Ty { kind: TyKind::Name(_) | TyKind::Wrong, .. }))
}

/// The key on the wire of a member without alias.
pub(crate) fn key(ty: &Ty, model: &Model) -> String {
    match model.behind(ty) {
        Resolved::Named(_, def) => def.full.clone(),
        Resolved::Other(other) => match &other.kind {
            TyKind::Primitive("bool") => "boolean".to_owned(),
            TyKind::Primitive(name) => (*name).to_owned(),
            TyKind::Array(_) => "array".to_owned(),
            TyKind::Map(_) => "map".to_owned(),
            TyKind::Null => "null".to_owned(),
            TyKind::Name(name) => name.candidates.first().cloned().unwrap_or_default(),
            TyKind::Union(_) | TyKind::Wrong => "any".to_owned(),
        },
    }
}
