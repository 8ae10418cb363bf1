//! Texts in which some characters carry meaning: the first of them that nothing escapes is told, since plain text ends there for its readers.

use restli_client::Json;
use restli_schema::api::{Api, ResourceMethod as M, TextFormat, Type, TypeKind};
use restli_schema::operations::Operation;

/// The places in a body where a text of a format has a character that carries meaning, each with what to do. A body that does not fit has none.
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

/// The entities in a body, and what a patch sets in them; of a batch those in its list, or by key.
fn sent(kind: M, body: &Json) -> Vec<&Json> {
    let all: Vec<&Json> = if matches!(kind, M::BatchCreate | M::BatchUpdate | M::BatchPartialUpdate) {
        let batch = body.get("elements").or_else(|| body.get("entities")).unwrap_or(body);
        batch.as_array().into_iter().flatten().chain(batch.as_object().into_iter().flat_map(|members| members.values())).collect()
    } else {
        vec![body]
    };
    all.into_iter().map(|one| one.pointer("/patch/$set").or_else(|| one.get("$set")).unwrap_or(one)).collect()
}

fn walk(api: &Api, ty: &Type, json: &Json, path: &str, found: &mut Vec<String>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match (ty, json) {
        (Type::Array(item), Json::Array(items)) => items.iter().for_each(|one| walk(api, item, one, path, found)),
        (Type::Map(_, item), Json::Object(members)) => members.iter().for_each(|(name, one)| walk(api, item, one, &below(name), found)),
        (Type::Named(id), _) => match (&api[*id].kind, json) {
            (TypeKind::Typeref(target), _) => walk(api, target, json, path, found),
            (TypeKind::Record(record), Json::Object(members)) => {
                let fields = record.fields.iter().filter_map(|field| Some((field, members.get(&field.name.wire)?)));
                fields.for_each(|(field, one)| walk(api, &field.ty, one, &below(&field.name.wire), found));
            }
            (TypeKind::Union(union), Json::Object(members)) => {
                let known = union.members.iter().filter_map(|member| Some((member, members.get(member.key())?)));
                known.for_each(|(member, one)| walk(api, &member.ty, one, &below(member.key()), found));
            }
            (TypeKind::Text(format), Json::String(text)) => found.extend(meaning(format, text).map(|character| {
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

/// The first character that carries meaning.
fn meaning(format: &TextFormat, text: &str) -> Option<char> {
    let is_reserved = |c: char| c == format.escape || format.reserved.contains(c);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_escape = c == format.escape && chars.next_if(|next| is_reserved(*next)).is_some();
        if !is_escape && c != format.escape && is_reserved(c) {
            return Some(c);
        }
    }
    None
}
