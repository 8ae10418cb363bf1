//! Permissions that a method requires, and those of fields that are sent or asked for.

use restli_core::permission::grant_words;
use restli_core::projection::{Name, Projection};
use restli_core::{Json, ResourceMethod as M};
use restli_schema::api::{Api, Method, PermissionId, Requirement, Situation, Type, TypeId, TypeKind};

use crate::auth::Grant;
use crate::refusal::{Input, Refusal, code, error_for};
use crate::route::Call;

/// Returns whether a grant has a permission.
pub(crate) fn has(api: &Api, grant: Option<&Grant>, id: PermissionId) -> bool {
    grant.is_some_and(|grant| grant.scopes.contains(&api[id].name.wire))
}

/// Refuses a token that lacks the permissions of a method.
pub(super) fn check(api: &Api, method: &Method, grant: Option<&Grant>) -> Result<(), Refusal> {
    if method.requirement.is_met_by(&|id| has(api, grant, *id)) {
        return Ok(());
    }
    let message = format!("the method requires {}", lacking(api, &method.requirement, grant));
    Err(Refusal::of(api, Some(method), Situation::PermissionMissing, message))
}

/// The permission of a grant by which a method may be called, in words: `a and b`. `None` for a method that needs none.
pub(super) fn used(api: &Api, method: &Method, grant: Option<&Grant>) -> Option<String> {
    let mut requirement = &method.requirement;
    while let Requirement::AnyOf(parts) = requirement {
        requirement = parts.iter().find(|part| part.is_met_by(&|id| has(api, grant, *id)))?;
    }
    requirement.is_checked().then(|| requirement.words(&|id| api[*id].name.wire.clone()))
}

/// A requirement with what the token has of it, and the way to the rest.
pub(super) fn lacking(api: &Api, requirement: &Requirement, grant: Option<&Grant>) -> String {
    let wanted = requirement.words(&|id| format!("`{}`", api[*id].name.wire));
    let scopes: Vec<&str> = grant.into_iter().flat_map(|grant| &grant.scopes).map(String::as_str).collect();
    let has = if scopes.is_empty() { "no scopes".to_owned() } else { scopes.join(", ") };
    let ways = requirement.permissions().into_iter().filter(|id| !self::has(api, grant, *id)).filter_map(|id| {
        let permission = &api[id];
        let others: Vec<&str> = permission.replaced_by.iter().map(|id| api[*id].name.wire.as_str()).collect();
        let words = grant_words(permission.product.as_deref(), permission.approval, permission.retired.as_deref(), &others);
        (!words.is_empty()).then(|| format!("; `{}`: {}", permission.name.wire, words.join(", ")))
    });
    format!("{wanted}, and the token has {has}{}", ways.collect::<String>())
}

/// A field with a permission of its own, by its path.
struct Guarded<'a> {
    path: Vec<String>,
    requirement: &'a Requirement,
}

/// Refuses fields in a body for which the token lacks a permission.
pub(super) fn check_body(api: &Api, call: &Call<'_>, grant: Option<&Grant>, body: &Json) -> Result<(), Refusal> {
    let mut found = Vec::new();
    for (value, ty) in sent(call, body) {
        guarded(api, value, &ty, &mut Vec::new(), &mut found);
    }
    refuse(api, call.method, grant, &found, "the body")
}

/// The values in a body, with their types.
fn sent<'b>(call: &Call<'_>, body: &'b Json) -> Vec<(&'b Json, Type)> {
    let method = call.method;
    if method.kind == M::Action {
        return method.params.iter().filter_map(|param| Some((body.get(&param.name.wire)?, param.ty.clone()))).collect();
    }
    let Some(entity) = call.resource.entity.map(Type::Named) else { return Vec::new() };
    let patch = |one: &'b Json| one.get("patch").unwrap_or(one);
    let each = |many: Option<&'b Json>| -> Vec<&'b Json> {
        match many {
            Some(Json::Array(items)) => items.iter().collect(),
            Some(Json::Object(entries)) => entries.values().collect(),
            _ => Vec::new(),
        }
    };
    let values = match method.kind {
        M::Create | M::Update => vec![body],
        M::PartialUpdate => vec![patch(body)],
        M::BatchCreate => each(body.get("elements")),
        M::BatchUpdate => each(body.get("entities")),
        M::BatchPartialUpdate => each(body.get("entities")).into_iter().map(patch).collect(),
        M::Action | M::Get | M::BatchGet | M::GetAll | M::Finder | M::BatchFinder | M::Delete | M::BatchDelete => Vec::new(),
    };
    values.into_iter().map(|value| (value, entity.clone())).collect()
}

/// Finds the fields in a value that have permissions of their own. Instructions of patches lead on in the same record.
fn guarded<'a>(api: &'a Api, value: &Json, ty: &Type, path: &mut Vec<String>, found: &mut Vec<Guarded<'a>>) {
    match (ty, value) {
        (Type::Array(item), Json::Array(items)) => items.iter().for_each(|one| guarded(api, one, item, path, found)),
        (Type::Map(_, item), Json::Object(entries)) => entries.values().for_each(|one| guarded(api, one, item, path, found)),
        (Type::Named(id), _) => match (&api[*id].kind, value) {
            (TypeKind::Typeref(target), _) => guarded(api, value, target, path, found),
            (TypeKind::Record(record), Json::Object(members)) => {
                for (name, one) in members {
                    match (record.fields.iter().find(|field| field.name.wire == *name), one) {
                        (Some(field), _) => {
                            path.push(name.clone());
                            found.extend(field.requirement.iter().map(|requirement| Guarded { path: path.clone(), requirement }));
                            guarded(api, one, &field.ty, path, found);
                            path.pop();
                        }
                        (None, Json::Object(_)) if name == "$set" => guarded(api, one, ty, path, found),
                        (None, Json::Array(names)) if name == "$delete" => {
                            let deleted = names.iter().filter_map(Json::as_str).map(|name| (name.to_owned(), Json::Null)).collect();
                            guarded(api, &Json::Object(deleted), ty, path, found);
                        }
                        (None, _) => {}
                    }
                }
            }
            (TypeKind::Union(union), Json::Object(members)) => {
                for (name, one) in members {
                    if let Some(member) = union.members.iter().find(|member| member.name.wire == *name) {
                        path.push(name.clone());
                        guarded(api, one, &member.ty, path, found);
                        path.pop();
                    }
                }
            }
            _ => {}
        },
        _ => {}
    }
}

/// Refuses fields in a projection for which the token lacks a permission.
pub(super) fn check_projection(
    api: &Api,
    method: &Method,
    grant: Option<&Grant>,
    record: TypeId,
    projection: &Projection,
) -> Result<(), Refusal> {
    let mut found = Vec::new();
    projected(api, &Type::Named(record), projection, &mut Vec::new(), &mut found);
    refuse(api, method, grant, &found, "the projection")
}

fn projected<'a>(api: &'a Api, ty: &Type, projection: &Projection, path: &mut Vec<String>, found: &mut Vec<Guarded<'a>>) {
    for item in projection.items.iter().filter(|item| !item.remove) {
        let (field, inner) = match (ty, &item.name) {
            (Type::Array(inner), Name::Each) | (Type::Map(_, inner), _) => (None, Some(&**inner)),
            (Type::Array(inner), Name::Is(_)) => return projected(api, inner, projection, path, found),
            (Type::Named(id), Name::Is(name)) => match &api[*id].kind {
                TypeKind::Typeref(target) => return projected(api, target, projection, path, found),
                TypeKind::Record(record) => {
                    let field = record.fields.iter().find(|field| field.name.wire == *name);
                    (field, field.map(|field| &field.ty))
                }
                TypeKind::Union(union) => (None, union.members.iter().find(|member| member.name.wire == *name).map(|member| &member.ty)),
                _ => (None, None),
            },
            _ => (None, None),
        };
        path.push(item.name.to_string());
        found.extend(field.and_then(|field| field.requirement.as_ref()).map(|requirement| Guarded { path: path.clone(), requirement }));
        if let Some((select, inner)) = item.select.as_ref().zip(inner) {
            projected(api, inner, select, path, found);
        }
        for target in field.into_iter().flat_map(|field| &field.decorates).map(|decoration| Type::Named(decoration.target)) {
            item.decorations.iter().filter_map(|one| one.select.as_ref()).for_each(|one| projected(api, &target, one, path, found));
        }
        path.pop();
    }
}

fn refuse(api: &Api, method: &Method, grant: Option<&Grant>, found: &[Guarded<'_>], part: &str) -> Result<(), Refusal> {
    let lacks = |one: &&Guarded<'_>| !one.requirement.is_met_by(&|id| has(api, grant, *id));
    let lacked: Vec<&Guarded<'_>> = found.iter().filter(lacks).collect();
    let Some(first) = lacked.first() else { return Ok(()) };
    let described = |one: &Guarded<'_>| {
        let lacking = lacking(api, one.requirement, grant);
        format!("`{}` of {part} requires {lacking}", one.path.join("/"))
    };
    let mut refusal = Refusal::of(api, Some(method), Situation::FieldForbidden, described(first));
    let code = error_for(api, Some(method), Situation::FieldForbidden).and_then(code);
    let input = |one: &&Guarded<'_>| Input { path: one.path.join("/"), code: code.clone(), description: described(one) };
    refusal.inputs = lacked.iter().map(input).collect();
    Err(refusal)
}
