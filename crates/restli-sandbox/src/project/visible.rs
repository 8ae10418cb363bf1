//! The fields that an answer shows: not those that are hidden, that the version lacks, or that only a projection asks for.

use restli_core::Json;
use restli_core::projection::{Name, Projection};
use restli_schema::api::{Field, PermissionId, Record, Type, TypeKind, Visibility};

use super::scene::Scene;
use crate::gates::permission;

/// The part of a value that a request can see. `mask` is the selection at this level, if there is one.
pub(super) fn part(scene: Scene<'_>, value: Json, ty: &Type, mask: Option<&Projection>) -> Json {
    match (ty, value) {
        (Type::Named(id), value) => match &scene.api[*id].kind {
            TypeKind::Record(record) => fields(scene, value, record, mask),
            TypeKind::Typeref(target) => part(scene, value, target, mask),
            TypeKind::Union(union) if !union.bare => {
                let Json::Object(members) = value else { return value };
                let shown = members.into_iter().map(|(name, value)| {
                    let member = union.members.iter().find(|member| member.name.wire == name);
                    let value = member.map_or(value.clone(), |member| part(scene, value, &member.ty, below(mask, &name)));
                    (name, value)
                });
                Json::Object(shown.collect())
            }
            _ => value,
        },
        (Type::Array(item), Json::Array(items)) => {
            Json::Array(items.into_iter().map(|one| part(scene, one, item, below(mask, "*"))).collect())
        }
        (Type::Map(_, inner), Json::Object(entries)) => {
            let shown = entries.into_iter().map(|(name, value)| {
                let value = part(scene, value, inner, below(mask, &name));
                (name, value)
            });
            Json::Object(shown.collect())
        }
        (_, value) => value,
    }
}

/// Puts back the fields that are sent whatever a mask selects, in the records that it leaves.
pub(super) fn keep(scene: Scene<'_>, whole: &Json, ty: &Type, left: &mut Json) {
    let Type::Named(id) = ty else { return };
    let record = match &scene.api[*id].kind {
        TypeKind::Record(record) => record,
        TypeKind::Typeref(target) => return keep(scene, whole, target, left),
        _ => return,
    };
    let Some(members) = left.as_object_mut() else { return };
    for field in &record.fields {
        let name = &field.name.wire;
        match (whole.get(name), members.get_mut(name)) {
            (Some(value), Some(left)) => keep(scene, value, &field.ty, left),
            (Some(value), None) if field.visibility == Visibility::Always => {
                members.insert(name.clone(), value.clone());
            }
            _ => {}
        }
    }
}

fn fields(scene: Scene<'_>, value: Json, record: &Record, mask: Option<&Projection>) -> Json {
    let Json::Object(members) = value else { return value };
    let shown = members.into_iter().filter_map(|(name, value)| {
        let Some(field) = record.fields.iter().find(|field| field.name.wire == name) else { return Some((name, value)) };
        if !is_shown(scene, field, mask) {
            return None;
        }
        let value = part(scene, value, &field.ty, below(mask, &name));
        Some((name, value))
    });
    Json::Object(shown.collect())
}

fn is_shown(scene: Scene<'_>, field: &Field, mask: Option<&Projection>) -> bool {
    let is_asked_for = match field.visibility {
        Visibility::Hidden => false,
        Visibility::OnRequest => mask.is_some_and(|mask| item(mask, &field.name.wire).is_some()),
        Visibility::Always | Visibility::Normal => true,
    };
    let lives = |version| field.since.is_none_or(|since| since <= version) && field.until.is_none_or(|until| version < until);
    let is_granted = |id: &PermissionId| permission::has(scene.api, scene.caller.grant.as_ref(), *id);
    let is_permitted = field.requirement.as_ref().is_none_or(|needed| needed.is_met_by(&is_granted));
    is_asked_for && scene.caller.version.is_none_or(lives) && is_permitted
}

fn item<'m>(mask: &'m Projection, name: &str) -> Option<&'m restli_core::projection::Item> {
    mask.items.iter().find(|item| !item.remove && matches!(&item.name, Name::Is(known) if known == name))
}

/// The selection inside of a member, or of each.
fn below<'m>(mask: Option<&'m Projection>, name: &str) -> Option<&'m Projection> {
    let mask = mask?;
    let each = || mask.items.iter().find(|item| item.name == Name::Each);
    let found = if name == "*" { each() } else { item(mask, name).or_else(each) };
    found.and_then(|item| item.select.as_ref())
}
