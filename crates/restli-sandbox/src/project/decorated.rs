//! Decorated projections: fields, and URNs that expand to what they stand for (`docs/protocol.md §5.5`).

use restli_core::Json;
use restli_core::projection::{Decoration, Item, Name, Projection};
use restli_core::urn::Urn;
use restli_schema::api::{self, Type, TypeKind};
use serde_json::{Map, json};

use super::scene::{Scene, Shape};
use super::visible;
use crate::expand;

/// The part of an answer that a projection selects. `ty` is the type of the entities in it.
pub(super) fn part(scene: Scene<'_>, whole: &Projection, body: Json, shape: Shape, ty: &Type) -> Json {
    let envelope = match shape {
        Shape::Entity => return level(scene, whole, body, Some(ty)),
        Shape::Items(member) => (member, Type::Array(Box::new(ty.clone()))),
        Shape::Values(member) => (member, Type::Map(Box::new(Type::String), Box::new(ty.clone()))),
    };
    let type_of = |name: &str| (name == envelope.0).then_some(&envelope.1);
    members(scene, whole, body, &|name| type_of(name).map(|ty| (ty, &[][..])))
}

/// The type of a member, and the decorations of the URN in it.
type Member<'t> = Option<(&'t Type, &'t [api::Decoration])>;

fn level(scene: Scene<'_>, projection: &Projection, value: Json, ty: Option<&Type>) -> Json {
    match value {
        Json::Array(items) => {
            let each = projection.items.iter().find(|item| item.name == Name::Each);
            let item_type = if let Some(Type::Array(item)) = ty { Some(&**item) } else { None };
            let part = |one: Json| match each.and_then(|each| each.select.as_ref()) {
                Some(select) => level(scene, select, one, item_type),
                None => one,
            };
            Json::Array(items.into_iter().map(part).collect())
        }
        Json::Object(_) => members(scene, projection, value, &|name| member_of(scene, ty?, name)),
        scalar => scalar,
    }
}

fn members<'t>(scene: Scene<'_>, projection: &Projection, value: Json, member: &dyn Fn(&str) -> Member<'t>) -> Json {
    let Json::Object(all) = value else { return value };
    let each = projection.items.iter().find(|item| item.name == Name::Each);
    let mut left = Map::new();
    for (name, value) in all {
        let named = projection.items.iter().find(|item| matches!(&item.name, Name::Is(known) if *known == name));
        let Some(item) = named.or(each) else { continue };
        let (ty, decorations) = member(&name).map_or((None, &[][..]), |(ty, decorations)| (Some(ty), decorations));
        expansions(scene, item, &name, &value, decorations, &mut left);
        let value = item.select.as_ref().map_or(value.clone(), |select| level(scene, select, value, ty));
        left.insert(name, value);
    }
    Json::Object(left)
}

/// Puts what a URN stands for beside it. The expansions of a list of URNs are a list.
fn expansions(scene: Scene<'_>, item: &Item, name: &str, value: &Json, declared: &[api::Decoration], into: &mut Map<String, Json>) {
    let inner = item.select.iter().flat_map(|select| &select.items).filter(|inner| inner.name == Name::Each);
    let of_items = inner.flat_map(|inner| &inner.decorations);
    match value {
        Json::String(urn) => {
            for decoration in &item.decorations {
                match expansion(scene, decoration, urn, declared) {
                    Some(Ok(value)) => into.insert(format!("{name}~"), value),
                    Some(Err(error)) => into.insert(format!("{name}!"), error),
                    None => None,
                };
            }
        }
        Json::Array(urns) => {
            for decoration in item.decorations.iter().chain(of_items) {
                let found = urns.iter().filter_map(Json::as_str).filter_map(|urn| expansion(scene, decoration, urn, declared)?.ok());
                into.insert(format!("{name}~"), Json::Array(found.collect()));
            }
        }
        _ => {}
    }
}

/// The expansion of a URN, or the error in its place; `None` if the decoration is not for such URNs.
fn expansion(scene: Scene<'_>, decoration: &Decoration, urn: &str, declared: &[api::Decoration]) -> Option<Result<Json, Json>> {
    let kind = urn.parse::<Urn>().map(|urn| urn.entity_type().to_owned()).unwrap_or_default();
    if decoration.urn.as_ref().is_some_and(|wanted| *wanted != kind) {
        return None;
    }
    let fits = |one: &&api::Decoration| one.finder == decoration.finder && one.urn.is_none_or(|id| scene.api[id].name.wire == kind);
    let Some(target) = declared.iter().find(fits) else {
        return Some(Err(json!({"status": 400, "message": format!("nothing is declared to expand `{urn}`")})));
    };
    let ty = Type::Named(target.target);
    let found = expand::entities(scene.api, scene.store, urn, target.target).into_iter();
    let mut found: Vec<Json> = found.map(|entity| visible::part(scene, entity, &ty, decoration.select.as_ref())).collect();
    if target.collection {
        // Documentation shows whole pages of what no resource serves.
        let shown = found.iter().position(|one| one.get("elements").is_some_and(Json::is_array)).map(|index| found.swap_remove(index));
        let page = shown.unwrap_or_else(|| json!({"elements": found, "paging": {"start": 0, "count": 10, "links": []}}));
        return Some(Ok(decoration
            .select
            .as_ref()
            .map_or(page.clone(), |select| part(scene, select, page, Shape::Items("elements"), &ty))));
    }
    let Some(entity) = found.pop() else {
        return Some(Err(json!({"status": 404, "message": format!("`{urn}` is not there")})));
    };
    Some(Ok(decoration.select.as_ref().map_or(entity.clone(), |select| level(scene, select, entity, Some(&ty)))))
}

/// The type of a member of a value, with the decorations of its field.
fn member_of<'t>(scene: Scene<'t>, ty: &'t Type, name: &str) -> Member<'t> {
    match ty {
        Type::Map(_, value) => Some((value, &[])),
        Type::Named(id) => match &scene.api[*id].kind {
            TypeKind::Record(record) => {
                record.fields.iter().find(|field| field.name.wire == name).map(|field| (&field.ty, field.decorates.as_slice()))
            }
            TypeKind::Union(union) => union.members.iter().find(|member| member.name.wire == name).map(|member| (&member.ty, &[][..])),
            TypeKind::Typeref(target) => member_of(scene, target, name),
            _ => None,
        },
        _ => None,
    }
}
