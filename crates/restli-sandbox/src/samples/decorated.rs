//! Entities without their decorations, and the entities that the decorations hold.

use restli_core::Json;
use restli_core::urn::Urn;
use restli_schema::api::{Api, Decoration, Field, Type, TypeId, TypeKind};

/// The expansion of a URN.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expansion {
    pub(crate) urn: String,
    /// The type of the entity, or of the elements.
    pub(crate) target: TypeId,
    /// The finder through which the URN is expanded.
    pub(crate) finder: Option<String>,
    /// The entity, or a collection of elements.
    pub(crate) value: Json,
}

/// Takes the members out of a value that hold expansions (`owner~`) and their failures (`owner!`). Returns the expansions of single URNs.
pub(super) fn undecorate(api: &Api, ty: &Type, value: &mut Json) -> Vec<Expansion> {
    let mut found = Vec::new();
    walk(api, ty, value, &mut found);
    found
}

fn walk(api: &Api, ty: &Type, value: &mut Json, found: &mut Vec<Expansion>) {
    match (ty, value) {
        (Type::Array(item), Json::Array(items)) => items.iter_mut().for_each(|one| walk(api, item, one, found)),
        (Type::Map(_, item), Json::Object(entries)) => entries.values_mut().for_each(|one| walk(api, item, one, found)),
        (Type::Named(id), value) => match (&api[*id].kind, value) {
            (TypeKind::Typeref(target), value) => walk(api, target, value, found),
            (TypeKind::Union(union), Json::Object(members)) if !union.bare => {
                for (name, one) in members {
                    if let Some(member) = union.members.iter().find(|member| member.name.wire == *name) {
                        walk(api, &member.ty, one, found);
                    }
                }
            }
            (TypeKind::Record(record), Json::Object(members)) => {
                for field in &record.fields {
                    let name = &field.name.wire;
                    if let Some(one) = members.get_mut(name) {
                        walk(api, &field.ty, one, found);
                    }
                    let expanded = members.remove(&format!("{name}~"));
                    members.remove(&format!("{name}!"));
                    let urn = members.get(name).and_then(Json::as_str);
                    if let Some((urn, entity)) = urn.zip(expanded).map(|(urn, entity)| (urn.to_owned(), entity)) {
                        expand(api, field, urn, entity, found);
                    }
                }
            }
            _ => {}
        },
        _ => {}
    }
}

/// Adds an expansion with those inside of it.
fn expand(api: &Api, field: &Field, urn: String, mut value: Json, found: &mut Vec<Expansion>) {
    let is_of_type = |decoration: &&Decoration| match (decoration.urn.and_then(|id| api.urns().get(id.index())), urn.parse::<Urn>()) {
        (None, _) => true,
        (Some(def), Ok(urn)) => (def.namespace.as_str(), def.name.wire.as_str()) == (urn.namespace(), urn.entity_type()),
        (Some(_), Err(_)) => false,
    };
    let mut own = field.decorates.iter().filter(is_of_type);
    let is_collection = value.get("elements").is_some_and(Json::is_array);
    let Some(decoration) = own.find(|decoration| decoration.collection == is_collection) else { return };
    if value.as_object().is_none_or(serde_json::Map::is_empty) {
        return;
    }
    let entity = Type::Named(decoration.target);
    match value.get_mut("elements").filter(|_| is_collection) {
        Some(elements) => walk(api, &Type::Array(Box::new(entity)), elements, found),
        None => walk(api, &entity, &mut value, found),
    }
    let expansion = Expansion { urn, target: decoration.target, finder: decoration.finder.clone(), value };
    if !found.contains(&expansion) {
        found.push(expansion);
    }
}
