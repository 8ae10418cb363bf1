//! Conversion of schema types to Rust types.

use restli_schema::api::{Type, TypeId};

use super::model::{ItemRef, Module, PassBy, RustType};

/// Turns schema types into Rust types.
pub(crate) struct RustTypes<'a> {
    pub(crate) urns: &'a [String],
    pub(crate) named: &'a [ItemRef],
}

impl RustTypes<'_> {
    /// The Rust type of a schema type.
    pub(crate) fn rust(&self, ty: &Type) -> RustType {
        match ty {
            Type::Bool => RustType::Bool,
            Type::Int => RustType::I32,
            Type::Long => RustType::I64,
            Type::Float => RustType::F32,
            Type::Double => RustType::F64,
            Type::String => RustType::String,
            Type::Bytes => RustType::Bytes,
            Type::Any => RustType::Json,
            Type::Urn => RustType::Urn,
            Type::UrnOf(id) => RustType::Item(ItemRef {
                module: Module::Urns,
                ident: self.urns.get(id.index()).cloned().unwrap_or_default(),
                pass_by: PassBy::Ref,
            }),
            Type::Named(id) => self.item(*id).cloned().map_or(RustType::Json, RustType::Item),
            Type::Array(item) => RustType::Vec(Box::new(self.rust(item))),
            Type::Map(key, value) => RustType::Map(Box::new(self.rust(key)), Box::new(self.rust(value))),
        }
    }

    /// The item of a named type.
    pub(crate) fn item(&self, id: TypeId) -> Option<&ItemRef> {
        self.named.get(id.index())
    }
}
