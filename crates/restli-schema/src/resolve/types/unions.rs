//! Members of unions: wire keys of members without aliases, kinds of JSON of members of bare unions, and their distinctness.

use std::collections::BTreeMap;

use crate::api::{JsonKind, Member, Name, Type, TypeId, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::state::arena::Types;
use crate::rules;

/// The alias that Rest.li reserves (`docs/formats.md §1.5`).
const RESERVED_ALIAS: &str = "fieldDiscriminator";

/// Names the members of unions without aliases and checks all unions.
pub(crate) fn check(types: &mut Types, problems: &mut Diagnostics) {
    for id in (0..crate::source::saturate(types.defs.len())).map(TypeId) {
        let Some(TypeKind::Union(union)) = types.get(id).map(|def| &def.kind) else { continue };
        let (mut members, bare) = (union.members.clone(), union.bare);
        let aliased = members.iter().any(|member| !member.name.wire.is_empty());
        for member in &mut members {
            nested(types, problems, member, bare);
            if bare {
                member.kind = kind(types, problems, member);
            }
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
                    if !bare {
                        keyless(types, problems, member);
                    }
                    let key = key(types, member);
                    member.name = Name { wire: key, ..member.name.clone() };
                }
            }
        }
        if bare {
            kinds_apart(problems, &members);
        } else if !aliased {
            apart(problems, &members);
        }
        if let Some(TypeKind::Union(union)) = types.defs.get_mut(id.index()).map(|def| &mut def.kind) {
            union.members = members;
        }
    }
}

/// Reports a member that is a union. Of a bare union, a union with keys is an object as any other.
fn nested(types: &Types, problems: &mut Diagnostics, member: &Member, bare: bool) {
    let clashes = |kind: &TypeKind| matches!(kind, TypeKind::Union(inner) if inner.bare || !bare);
    if let Type::Named(id) = types.behind(&member.ty)
        && let Some(def) = types.get(id).filter(|def| clashes(&def.kind))
    {
        let sort = if bare { "bare union" } else { "union" };
        let message = format!("`{}` is a {sort}, and a {sort} is not a member of a {sort}", def.name.wire);
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
        Type::Map(..) => "map",
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

/// The kind of JSON that a member of a bare union is. `any` is accepted where it stands in for a type with an error.
fn kind(types: &Types, problems: &mut Diagnostics, member: &Member) -> Option<JsonKind> {
    Some(match types.behind(&member.ty) {
        Type::String | Type::Bytes | Type::Urn | Type::UrnOf(_) => JsonKind::Text,
        Type::Int | Type::Long | Type::Float | Type::Double => JsonKind::Number,
        Type::Bool => JsonKind::Bool,
        Type::Array(_) => JsonKind::Array,
        Type::Map(..) => JsonKind::Object,
        Type::Any => {
            if !problems.has_errors() {
                let help = "remove it: a bare union keeps a value that fits none of its members";
                problems.error(rules::UNION_MEMBER, member.name.span, "`any` is JSON of every kind", help);
            }
            return None;
        }
        Type::Named(id) => match &types.get(id)?.kind {
            TypeKind::Record(_) | TypeKind::Union(_) => JsonKind::Object,
            TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => JsonKind::Text,
            TypeKind::Time => JsonKind::Number,
            TypeKind::Typeref(_) => return None,
        },
    })
}

/// Reports members of a bare union that are of one kind of JSON.
fn kinds_apart(problems: &mut Diagnostics, members: &[Member]) {
    let mut seen: BTreeMap<JsonKind, &Member> = BTreeMap::new();
    for (kind, member) in members.iter().filter_map(|member| Some((member.kind?, member))) {
        let Some(first) = seen.insert(kind, member) else { continue };
        let help = match kind {
            JsonKind::Text => "keep the narrower one: an enum keeps symbols that it does not know, and a URN type other text",
            JsonKind::Number => "keep the wider one",
            JsonKind::Bool | JsonKind::Array => "keep one of them",
            JsonKind::Object => "make one record of both, or give each a key: remove `bare`",
        };
        let message = format!("two members of a bare union are {} in JSON", kind.described());
        let problem = Diagnostic::error(rules::UNION_MEMBER, member.name.span, message).also(first.name.span, "the other one");
        problems.push(problem.help(help));
    }
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
