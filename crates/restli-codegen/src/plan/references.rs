//! Named types that a type mentions.

use restli_schema::api::{Type, TypeId, TypeKind};

/// The named types that a type's definition mentions.
pub(crate) fn references(kind: &TypeKind) -> Vec<TypeId> {
    match kind {
        TypeKind::Record(record) => record
            .fields
            .iter()
            .flat_map(|field| named(&field.ty).chain(field.decorates.iter().map(|decoration| decoration.target)))
            .collect(),
        TypeKind::Union(union) => union.members.iter().flat_map(|member| named(&member.ty)).collect(),
        TypeKind::Typeref(ty) => named(ty).collect(),
        TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => Vec::new(),
    }
}

/// The named type inside a type, if any.
pub(crate) fn named(ty: &Type) -> impl Iterator<Item = TypeId> + use<> {
    let mut inner = ty;
    loop {
        match inner {
            Type::Array(item) | Type::Map(item) => inner = item,
            Type::Named(id) => return Some(*id).into_iter(),
            Type::Int
            | Type::Long
            | Type::Float
            | Type::Double
            | Type::Bool
            | Type::String
            | Type::Bytes
            | Type::Any
            | Type::Urn
            | Type::UrnOf(_) => return None.into_iter(),
        }
    }
}
