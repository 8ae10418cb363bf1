//! Paths of fields in `readOnly` and `createOnly` (`docs/formats.md §1.8`, `§2.6`).

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostic;
use restli_schema::source::Span;

use crate::check::{flattened_fields, member_key};
use crate::json::{Node, Value};
use crate::model::{Kind, Resource, Ty, TyKind};
use crate::problems::Problems;
use crate::resolve::{Model, Resolved};
use crate::rules;

/// Drops paths that lead to no field, are duplicates, or lie below another path.
pub(super) fn check(resource: &mut Resource, model: &Model, problems: &mut Problems) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let entity = resource.entity.clone();
    for list in [&mut resource.read_only, &mut resource.create_only] {
        list.retain_mut(|node| {
            let Some(path) = node.text().map(|path| path.trim_start_matches('/').to_owned()) else {
                node.expected("value", "a list of paths", problems);
                return false;
            };
            let kept = if let Some(entity) = &entity {
                leads(node, &path, entity, model, problems)
            } else {
                problems.error(
                    rules::FIELD_PATH,
                    node.span,
                    "there are no fields here: the resource has no record",
                    "remove the path; it was left out",
                );
                false
            };
            if kept {
                seen.entry(path.clone()).or_insert(node.span);
            }
            node.value = Value::Text(path);
            kept
        });
    }
    let mut taken: Vec<String> = Vec::new();
    for list in [&mut resource.read_only, &mut resource.create_only] {
        list.retain(|node| {
            let path = node.text().unwrap_or_default();
            let above = path.match_indices('/').filter_map(|(at, _)| path.get(..at)).find_map(|above| seen.get(above));
            let twice = taken.iter().any(|other| other == path);
            let first = if twice { seen.get(path) } else { above };
            let Some(first) = first else {
                taken.push(path.to_owned());
                return true;
            };
            let message = if twice { format!("`{path}` is listed twice") } else { format!("`{path}` lies below a path that is listed") };
            let problem = Diagnostic::error(rules::FIELD_PATH, node.span, message).also(*first, "this one");
            problems.push(problem.help("remove one of them; this one was left out"));
            false
        });
    }
}

/// Returns whether a path leads to a field; reports a path that does not.
fn leads(node: &Node, path: &str, entity: &Ty, model: &Model, problems: &mut Problems) -> bool {
    let mut ty = entity.clone();
    for segment in path.split('/') {
        let next = match model.behind(&ty) {
            Resolved::Named(id, def) => match &def.kind {
                Kind::Record(_) => {
                    let fields = flattened_fields(model, id);
                    let found = fields.iter().find(|field| field.name == segment).map(|field| field.ty.clone());
                    found.ok_or_else(|| {
                        let near = restli_core::suggest::nearest(segment, fields.iter().map(|field| field.name.as_str()));
                        near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default()
                    })
                }
                _ => Err(String::new()),
            },
            Resolved::Other(other) => match &other.kind {
                TyKind::Array(inner) | TyKind::Map(inner) if segment == "*" => Ok((**inner).clone()),
                TyKind::Union(members) => {
                    let key =
                        |member: &&crate::model::Member| member.alias.clone().unwrap_or_else(|| member_key(&member.ty, model)) == segment;
                    members.iter().find(key).map(|member| member.ty.clone()).ok_or_else(String::new)
                }
                // The type was reported already.
                TyKind::Name(_) | TyKind::Wrong => return true,
                _ => Err(String::new()),
            },
        };
        match next {
            Ok(next) => ty = next,
            Err(near) => {
                let help = format!("{near}a path goes through records by fields, through arrays and maps by `*`; it was left out");
                problems.error(rules::FIELD_PATH, node.span, format!("`{path}` leads nowhere: there is no `{segment}`"), help);
                return false;
            }
        }
    }
    true
}
