//! The final order of types: each declared type is followed by the types that the resolver named inside it.

use std::collections::BTreeMap;

use crate::api::{Api, Key, ProductId, Type, TypeId, TypeKind};

/// The sort key of a type: its product, the declared type that holds it, its original position.
type Rank = (Option<ProductId>, u32, u32);

/// Sorts the types of an API. `holders` gives, for each type that the resolver named, the type that holds it.
pub(super) fn sort(api: &mut Api, holders: &BTreeMap<TypeId, Option<TypeId>>) {
    let mut ranked: Vec<(Rank, TypeId)> = api.type_ids().map(|id| (rank(api, holders, id), id)).collect();
    ranked.sort();
    let mut moved = vec![TypeId(0); ranked.len()];
    for ((_, old), new) in ranked.iter().zip(0..) {
        if let Some(place) = moved.get_mut(old.index()) {
            *place = TypeId(new);
        }
    }
    let mut types: Vec<_> = std::mem::take(&mut api.types).into_iter().enumerate().collect();
    types.sort_by_key(|(old, _)| moved.get(*old).copied());
    api.types = types.into_iter().map(|(_, def)| def).collect();
    renumber(api, &|id: &mut TypeId| *id = moved.get(id.index()).copied().unwrap_or(*id));
}

fn rank(api: &Api, holders: &BTreeMap<TypeId, Option<TypeId>>, id: TypeId) -> Rank {
    let mut root = Some(id);
    while let Some(holder) = root.and_then(|root| holders.get(&root)) {
        root = *holder;
    }
    let product = api.types.get(id.index()).and_then(|def| def.product);
    (product, root.map_or(u32::MAX, |root| root.0), id.0)
}

fn renumber(api: &mut Api, moved: &impl Fn(&mut TypeId)) {
    for def in &mut api.types {
        match &mut def.kind {
            TypeKind::Record(record) => {
                record.includes.iter_mut().for_each(moved);
                for field in &mut record.fields {
                    within(&mut field.ty, moved);
                    field.included_from.iter_mut().for_each(moved);
                    field.decorates.iter_mut().for_each(|decoration| moved(&mut decoration.target));
                }
            }
            TypeKind::Union(union) => union.members.iter_mut().for_each(|member| within(&mut member.ty, moved)),
            TypeKind::Typeref(target) => within(target, moved),
            TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => {}
        }
    }
    api.events.iter_mut().for_each(|event| moved(&mut event.body));
    for resource in &mut api.resources {
        resource.entity.iter_mut().for_each(moved);
        match &mut resource.key {
            Some(Key::Simple(param)) => within(&mut param.ty, moved),
            Some(Key::Compound { parts, .. }) => parts.iter_mut().for_each(|part| within(&mut part.ty, moved)),
            Some(Key::Complex { record, params, .. }) => std::iter::once(record).chain(params).for_each(moved),
            None => {}
        }
        resource.alt_keys.iter_mut().for_each(|key| within(&mut key.ty, moved));
        for method in &mut resource.methods {
            method.params.iter_mut().for_each(|param| within(&mut param.ty, moved));
            method.returns.iter_mut().for_each(|result| within(&mut result.ty, moved));
            method.metadata.iter_mut().for_each(moved);
        }
    }
}

fn within(ty: &mut Type, moved: &impl Fn(&mut TypeId)) {
    match ty {
        Type::Named(id) => moved(id),
        Type::Array(item) => within(item, moved),
        Type::Map(key, value) => {
            within(key, moved);
            within(value, moved);
        }
        Type::Bool
        | Type::Int
        | Type::Long
        | Type::Float
        | Type::Double
        | Type::String
        | Type::Bytes
        | Type::Any
        | Type::Urn
        | Type::UrnOf(_) => {}
    }
}
