//! Members of unions: wire keys of members without aliases, and their distinctness.

use std::collections::BTreeMap;

use crate::api::{Member, Name, Type, TypeId, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::state::arena::Types;
use crate::rules;

/// The alias that Rest.li reserves (`docs/formats.md §1.5`).
const RESERVED_ALIAS: &str = "fieldDiscriminator";

/// Names the members of unions without aliases and checks all unions.
pub(crate) fn check(types: &mut Types, problems: &mut Diagnostics) {
    for id in (0..crate::source::saturate(types.defs.len())).map(TypeId) {
        let Some(TypeKind::Union(union)) = types.get(id).map(|def| &def.kind) else { continue };
        let mut members = union.members.clone();
        let aliased = members.iter().any(|member| !member.name.wire.is_empty());
        for member in &mut members {
            nested(types, problems, member);
            match aliased {
                true if member.name.wire == RESERVED_ALIAS => {
                    problems.error(
                        rules::UNION_MEMBER,
                        member.name.span,
                        format!("the alias `{RESERVED_ALIAS}` is reserved"),
                        "choose another alias",
                    );
                }
                true => {}
                false => {
                    keyless(types, problems, member);
                    let key = key(types, member);
                    member.name = Name { wire: key, ..member.name.clone() };
                }
            }
        }
        if !aliased {
            apart(problems, &members);
        }
        if let Some(TypeKind::Union(union)) = types.defs.get_mut(id.index()).map(|def| &mut def.kind) {
            union.members = members;
        }
    }
}

fn nested(types: &Types, problems: &mut Diagnostics, member: &Member) {
    if let Type::Named(id) = types.behind(&member.ty)
        && let Some(def) = types.get(id).filter(|def| matches!(def.kind, TypeKind::Union(_)))
    {
        let message = format!("`{}` is a union, and a union is not a member of a union", def.name.wire);
        let problem = Diagnostic::error(rules::UNION_MEMBER, member.name.span, message)
            .also(def.name.span, "declared here")
            .help("list its members here, or put it into a record");
        problems.push(problem);
    }
}

/// Reports a member without alias whose type has no wire key. `any` is accepted where it stands in for a type with an error.
fn keyless(types: &Types, problems: &mut Diagnostics, member: &Member) {
    if types.behind(&member.ty) == Type::Any && !problems.has_errors() {
        let message = "`any` has no key on the wire that would tell it from other members";
        problems.error(rules::UNION_MEMBER, member.name.span, message, "give each member an alias: `union: {alias: T, ...}`");
    }
}

/// The wire key of a member without alias (`docs/protocol.md §4`).
fn key(types: &Types, member: &Member) -> String {
    let primitive = match types.behind(&member.ty) {
        Type::Int => "int",
        Type::Long => "long",
        Type::Float => "float",
        Type::Double => "double",
        Type::Bool => "boolean",
        Type::Bytes => "bytes",
        Type::String | Type::Urn | Type::UrnOf(_) => "string",
        Type::Array(_) => "array",
        Type::Map(_) => "map",
        Type::Any => "any",
        Type::Named(id) => match types.get(id) {
            Some(def) => match &def.kind {
                TypeKind::Text(_) | TypeKind::UrnChoice(_) => "string",
                TypeKind::Time => "long",
                TypeKind::Record(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Typeref(_) | TypeKind::Fixed(_) => {
                    return def.full_name.clone();
                }
            },
            None => "any",
        },
    };
    primitive.to_owned()
}

/// Reports members without aliases that have equal keys, or equal last segments of their keys.
fn apart(problems: &mut Diagnostics, members: &[Member]) {
    let mut seen: BTreeMap<&str, &Member> = BTreeMap::new();
    for member in members {
        let short = member.name.wire.rsplit('.').next().unwrap_or_default();
        if short == "any" {
            continue;
        }
        if let Some(first) = seen.insert(short, member) {
            let message = if first.name.wire == member.name.wire {
                format!("two members have the key `{}` on the wire", member.name.wire)
            } else {
                format!("two members have the short name `{short}`")
            };
            problems.push(
                Diagnostic::error(rules::UNION_MEMBER, member.name.span, message)
                    .also(first.name.span, "the other one")
                    .help("give each member an alias: `union: {alias: T, ...}`"),
            );
        }
    }
}
