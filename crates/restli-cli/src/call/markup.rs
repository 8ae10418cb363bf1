//! Texts in which some characters carry meaning: the first of them that nothing escapes is told, since plain text ends there for its readers.

use restli_client::Json;
use restli_client::core::escaped_text::characters;
use restli_schema::api::{Api, JsonKind, ResourceMethod as M, TextFormat, Type, TypeKind};
use restli_schema::operations::Operation;
use serde_json::Map;

/// The places in the body of a request where a text of a format has a character that carries meaning, each with what to do. A body that is no JSON
/// has none.
pub(super) fn warnings(operation: Operation<'_>, body: &[u8]) -> Vec<String> {
    let Operation { api, resource, method, .. } = operation;
    let (mut found, body) = (Vec::new(), serde_json::from_slice::<Json>(body).unwrap_or_default());
    if method.kind == M::Action {
        let given = method.params.iter().filter_map(|param| Some((param, body.get(&param.name.wire)?)));
        given.for_each(|(param, value)| walk(api, &param.ty, value, &param.name.wire, &mut found));
    } else if let Some(entity) = resource.entity {
        for one in sent(method.kind, &body) {
            walk(api, &Type::Named(entity), one, "", &mut found);
        }
    }
    found
}

/// The entities in the body of a request, or the patches.
fn sent(kind: M, body: &Json) -> Vec<&Json> {
    let all: Vec<&Json> = match kind {
        M::BatchCreate => body.get("elements").and_then(Json::as_array).into_iter().flatten().collect(),
        M::BatchUpdate | M::BatchPartialUpdate => {
            body.get("entities").and_then(Json::as_object).into_iter().flat_map(Map::values).collect()
        }
        _ => vec![body],
    };
    let is_patch = matches!(kind, M::PartialUpdate | M::BatchPartialUpdate);
    all.into_iter().map(|one| one.get("patch").filter(|_| is_patch).unwrap_or(one)).collect()
}

/// Walks through a value, or through a patch of one, whose `$set` has what it sets in that place.
fn walk(api: &Api, ty: &Type, json: &Json, path: &str, found: &mut Vec<String>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    if let Some(set) = json.get("$set") {
        walk(api, ty, set, path, found);
    }
    match (ty, json) {
        (Type::Array(item), Json::Array(items)) => items.iter().for_each(|one| walk(api, item, one, path, found)),
        (Type::Map(_, item), Json::Object(members)) => members.iter().for_each(|(name, one)| walk(api, item, one, &below(name), found)),
        (Type::Named(id), _) => match (&api[*id].kind, json) {
            (TypeKind::Typeref(target), _) => walk(api, target, json, path, found),
            (TypeKind::Record(record), Json::Object(members)) => {
                let fields = record.fields.iter().filter_map(|field| Some((field, members.get(&field.name.wire)?)));
                fields.for_each(|(field, one)| walk(api, &field.ty, one, &below(&field.name.wire), found));
            }
            (TypeKind::Union(union), _) if union.bare => {
                if let Some(member) = JsonKind::of(json).and_then(|kind| union.of_kind(kind)) {
                    walk(api, &member.ty, json, path, found);
                }
            }
            (TypeKind::Union(union), Json::Object(members)) => {
                let known = members.iter().filter_map(|(key, one)| Some((key, union.of_key(key)?, one)));
                known.for_each(|(key, member, one)| walk(api, &member.ty, one, &below(key), found));
            }
            (TypeKind::Text(format), Json::String(text)) => found.extend(first_with_meaning(format, text).map(|character| {
                let (name, escape) = (&api[*id].name.wire, format.escape);
                format!(
                    "`{path}`: `{character}` carries meaning in `{name}`, and plain text may be cut off there: write `{escape}{character}` \
                     where it stands for itself"
                )
            })),
            _ => {}
        },
        _ => {}
    }
}

fn first_with_meaning(format: &TextFormat, text: &str) -> Option<char> {
    characters(text, &format.reserved, format.escape).find_map(|(character, has_meaning)| has_meaning.then_some(character))
}
