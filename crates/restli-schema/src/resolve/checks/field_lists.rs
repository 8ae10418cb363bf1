//! Lists of fields: `read_only`, `create_only` and `required`.

use std::collections::BTreeMap;

use crate::api::{Field, Type, TypeDef, TypeId, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::help::Help;
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::resolve::state::tables::Tables;
use crate::resolve::types::defaults::checked;
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// The list of fields that create sends, each of which may hold paths that it does not send.
const REQUIRED: &str = "required";

/// Reads `read_only`, `create_only` and `required` of a resource.
pub(crate) fn read(tables: &Tables<'_>, types: &Types, problems: &mut Diagnostics, draft: &mut ResourceDraft<'_>) {
    let Some(entity) = draft.resource.entity else { return };
    let read_only = paths(types, problems, draft.node, "read_only", entity);
    let create_only = paths(types, problems, draft.node, "create_only", entity);
    let mut required: Vec<(String, Span)> = Vec::new();
    let mut initial = Vec::new();
    for item in draft.node.get("required").map_or(&[][..], Node::items) {
        let pair = item.entries().first();
        let Some((wanted, span)) = pair.map(|(key, _)| (key.text.as_str(), key.span)).or_else(|| Some((item.text()?, item.span))) else {
            continue;
        };
        if let Some(nested) = pair.and_then(|(_, value)| nested(types, entity, wanted, value.text()?)) {
            let message = format!("`{wanted}` is a path, and fields of the entity itself stand here");
            problems.error(rules::UNKNOWN_FIELD, span, message, Help::write(nested).of_entry());
            continue;
        }
        let Some(field) = field(types, problems, entity, wanted, span) else { continue };
        let (name, ty) = (field.name.wire.clone(), field.ty.clone());
        if let Some((_, value)) = pair {
            initial.push((name.clone(), checked(tables, types, problems, value, &ty)));
        }
        required.push((name, span));
    }
    let written: usize =
        ["read_only", "create_only", REQUIRED].iter().filter_map(|list| draft.node.get(list)).map(|list| list.items().len()).sum();
    draft.known.listed = written == read_only.len() + create_only.len() + required.len();
    let names = |list: &[(String, Span)]| list.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    draft.resource.read_only = names(&read_only);
    draft.resource.create_only = names(&create_only);
    draft.resource.required = names(&required);
    draft.resource.initial = initial;
    apart(problems, &[("read_only", &read_only), ("create_only", &create_only)]);
    apart(problems, &[("read_only", &read_only), (REQUIRED, &required)]);
}

/// The value of a path below a field of the entity, as a value of that field: `a: {b: 1}` for `a.b` and `1`.
fn nested(types: &Types, entity: TypeId, path: &str, value: &str) -> Option<String> {
    let (first, inner) = path.split_once(['.', '/'])?;
    let TypeKind::Record(record) = &types.get(entity)?.kind else { return None };
    record.fields.iter().find(|field| field.name.wire == first)?;
    let inner = inner.rsplit(['.', '/']).fold(value.to_owned(), |value, name| format!("{{{name}: {value}}}"));
    Some(format!("{first}: {inner}"))
}

/// Paths of fields in the notation of `docs/formats.md §1.8`: field names joined with `/`, `*` for the items of an array or map.
fn paths(types: &Types, problems: &mut Diagnostics, node: &Node, key: &str, entity: TypeId) -> Vec<(String, Span)> {
    let mut all = Vec::new();
    for item in node.get(key).map_or(&[][..], Node::items) {
        let Some(written) = item.text() else { continue };
        let path = written.strip_prefix('/').unwrap_or(written);
        let shift = written.len() - path.len();
        if reached(types, problems, item, path, shift, Type::Named(entity)).is_some() {
            all.push((path.to_owned(), item.span));
        }
    }
    all
}

/// The type that a path in the text of a node leads to, from a type on; `shift` is the place of the path in the text. Reports a path that
/// leads to nothing.
pub(crate) fn reached(types: &Types, problems: &mut Diagnostics, item: &Node, path: &str, shift: usize, from: Type) -> Option<Type> {
    let mut ty = from;
    let mut at = shift;
    for segment in path.split('/') {
        let span = item.part(at, segment.len());
        at += segment.len() + 1;
        let next = match types.behind(&ty) {
            // What follows a gap is not known either.
            Type::Any if types.is_gap(&ty, problems) => return Some(Type::Any),
            Type::Array(inner) | Type::Map(_, inner) if segment == "*" => Some(*inner),
            Type::Named(id) => match types.get(id).map(|def| &def.kind) {
                Some(TypeKind::Union(union)) => union.of_key(segment).map(|member| member.ty.clone()),
                Some(TypeKind::Record(_)) if is_dotted(types, item, segment, &ty) => {
                    let whole = path.replacen(segment, &segment.replace('.', "/"), 1);
                    let message = format!("there is no field `{segment}`");
                    problems.error(rules::UNKNOWN_FIELD, span, message, Help::written("a path has slashes here: write", whole).of_text());
                    return None;
                }
                Some(TypeKind::Record(_)) => match field(types, problems, id, segment, span) {
                    Some(field) => Some(field.ty.clone()),
                    None if types.lacking.contains(&id) => return Some(Type::Any),
                    None => return None,
                },
                _ => None,
            },
            _ => None,
        };
        let Some(next) = next else {
            let found = types.describe(&ty);
            let usual =
                "a path goes through records by the names of fields, through arrays and maps by `*`, through unions by their members";
            let help = members(types, &ty).and_then(|members| suggest::advice(segment, members.iter().map(String::as_str)));
            let help = help.unwrap_or_else(|| usual.into());
            problems.error(rules::UNKNOWN_FIELD, span, format!("there is no `{segment}` here: this is {found}"), help);
            return None;
        };
        ty = next;
    }
    Some(ty)
}

/// The names of a union's members.
fn members(types: &Types, ty: &Type) -> Option<Vec<String>> {
    let Type::Named(id) = types.behind(ty) else { return None };
    let TypeKind::Union(union) = &types.get(id)?.kind else { return None };
    Some(union.members.iter().map(|member| member.name.wire.clone()).collect())
}

/// Returns whether a part of a path is no field, but a path in the notation of `actor`: names joined with dots.
fn is_dotted(types: &Types, item: &Node, part: &str, from: &Type) -> bool {
    let mut discarded = Diagnostics::default();
    let mut leads = |path: &str| part.contains('.') && reached(types, &mut discarded, item, path, 0, from.clone()).is_some();
    let is_field =
        |def: &TypeDef| matches!(&def.kind, TypeKind::Record(record) if record.fields.iter().any(|field| field.name.wire == part));
    let known = types.behind(from).named().and_then(|id| types.get(id)).is_some_and(is_field);
    let dotted = !known && leads(&part.replace('.', "/"));
    discarded.finish(()).is_ok() && dotted
}

/// The field of a record; reports one that does not exist.
fn field<'t>(types: &'t Types, problems: &mut Diagnostics, record: TypeId, wanted: &str, span: Span) -> Option<&'t Field> {
    let def = types.defs.get(record.index())?;
    let TypeKind::Record(declared) = &def.kind else { return None };
    let Some(position) = declared.fields.iter().position(|field| field.name.wire == wanted) else {
        let names = declared.fields.iter().map(|field| field.name.wire.as_str());
        // A field that is not known may be meant, if none of the others is.
        if types.lacking.contains(&record) && restli_core::suggest::nearest(wanted, names.clone()).is_none() {
            return None;
        }
        let is_path = wanted.contains('/') && declared.fields.iter().any(|field| wanted.split('/').next() == Some(&*field.name.wire));
        let help = if wanted == "*" {
            "a record is named without a sign for what it holds: remove `/*`".into()
        } else if is_path {
            "a path leads nowhere here: name a field of the entity itself; in the record of a field, `?` says what may be absent".into()
        } else if let Some((name, value)) = wanted.split_once('=').filter(|(name, _)| names.clone().any(|one| one == name.trim())) {
            Help::write(format!("{}: {}", name.trim(), value.trim()))
        } else {
            suggest::advice(wanted, names).unwrap_or_else(|| format!("name a field of `{}`", def.name.wire).into())
        };
        let message = format!("`{}` has no field `{wanted}`", def.name.wire);
        problems.push(Diagnostic::error(rules::UNKNOWN_FIELD, span, message).also(def.name.span, "declared here").help(help));
        return None;
    };
    declared.fields.get(position)
}

/// Reports paths that stand in two lists, twice in one list, or below another path that is not sent.
fn apart(problems: &mut Diagnostics, lists: &[(&str, &[(String, Span)])]) {
    let mut seen: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    let all = || lists.iter().flat_map(|(list, paths)| paths.iter().map(move |(path, span)| (*list, path.as_str(), *span)));
    for (list, path, span) in all() {
        let Some((other, at)) = seen.get(path).copied() else {
            seen.insert(path, (list, span));
            continue;
        };
        let (message, help) = if other == list {
            (format!("`{path}` stands twice in `{list}`"), "remove one")
        } else {
            (format!("`{path}` stands in `{other}` and in `{list}`"), "keep it in one of the lists: they exclude each other")
        };
        problems.push(Diagnostic::error(rules::FIELD_LISTS, span, message).also(at, "listed here").help(help));
    }
    for (_, path, span) in all().filter(|(list, ..)| *list != REQUIRED) {
        let mut above = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        let Some((above, (_, at))) = above.find_map(|above| Some((above, *seen.get(above).filter(|(list, _)| *list != REQUIRED)?))) else {
            continue;
        };
        let message = format!("`{path}` lies below `{above}`, which is listed");
        problems.push(Diagnostic::error(rules::FIELD_LISTS, span, message).also(at, "listed here").help("remove one of them"));
    }
}
