//! Plans of the declared types: names, modules, fields and variants.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Field, Key, Member, Requirement, Symbol, Type, TypeDef, TypeId, TypeKind, UrnId};
use restli_schema::constructors;
use restli_schema::rust_names::{self, Names};

use super::docs;
use super::model::{FieldPlan, Gate, ItemRef, Module, PassBy, RustType, Shape, TypePlan, VariantPlan};
use super::permits;
use super::rust_types::RustTypes;
use super::shared;

/// Names every type, so that later plans can refer to any type.
pub(crate) fn names(api: &Api) -> Vec<ItemRef> {
    let item = |def: &TypeDef| ItemRef {
        module: def.product.map_or(Module::Shared, Module::Product),
        ident: rust_names::type_name(&def.name),
        pass_by: pass_by(api, &def.kind),
    };
    api.types().iter().map(item).collect()
}

fn pass_by(api: &Api, kind: &TypeKind) -> PassBy {
    match kind {
        TypeKind::UrnChoice(_) | TypeKind::Typeref(Type::Urn | Type::UrnOf(_)) => PassBy::Urn,
        TypeKind::Time | TypeKind::Typeref(Type::String) => PassBy::Into,
        TypeKind::Text(_) => PassBy::Text,
        TypeKind::Enum(_) | TypeKind::Typeref(Type::Bool | Type::Int | Type::Long | Type::Float | Type::Double) => PassBy::Value,
        TypeKind::Typeref(Type::Named(target)) => pass_by(api, &api[*target].kind),
        TypeKind::Typeref(Type::Bytes | Type::Any | Type::Array(_) | Type::Map(..))
        | TypeKind::Record(_)
        | TypeKind::Union(_)
        | TypeKind::Fixed(_) => PassBy::Ref,
    }
}

/// Plans every type.
pub(crate) fn plan(api: &Api, types: &RustTypes<'_>, boxed: &BTreeSet<(TypeId, TypeId)>, inputs: &BTreeSet<TypeId>) -> Vec<TypePlan> {
    let planner = Planner { api, types, boxed, inputs, map_keys: &map_keys(api) };
    let all = api.type_ids().zip(api.types()).zip(types.named).zip(shared::gates(api, types.named));
    all.map(|(((id, def), item), gate)| planner.plan(id, def, item, gate)).collect()
}

struct Planner<'a> {
    api: &'a Api,
    types: &'a RustTypes<'a>,
    boxed: &'a BTreeSet<(TypeId, TypeId)>,
    inputs: &'a BTreeSet<TypeId>,
    map_keys: &'a BTreeSet<TypeId>,
}

impl Planner<'_> {
    fn plan(&self, id: TypeId, def: &TypeDef, item: &ItemRef, gate: Option<Gate>) -> TypePlan {
        let shape = match &def.kind {
            TypeKind::Record(record) => Shape::Record {
                fields: self.fields(id, def, &record.fields),
                open: record.open,
                built: self.inputs.contains(&id),
                key: is_key(self.api, id),
                parts: constructors::parts_of_record(self.api, id, &item.ident),
            },
            TypeKind::Enum(symbols) => Shape::Enum { symbols: self::symbols(symbols), ordered: self.map_keys.contains(&id) },
            TypeKind::Union(union) => Shape::Union {
                variants: self.members(id, &union.members),
                null: union.null,
                bare: union.bare,
                boxed: self.boxed.iter().any(|(_, held)| *held == id),
            },
            TypeKind::UrnChoice(choice) => Shape::UrnChoice(choice.iter().map(|urn| self.urn(*urn)).collect()),
            TypeKind::Typeref(ty) => Shape::Typeref(self.types.rust(ty)),
            TypeKind::Text(format) => Shape::Text { reserved: format.reserved.clone(), escape: format.escape },
            TypeKind::Time => Shape::Time,
            TypeKind::Fixed(size) => Shape::Fixed(*size),
        };
        TypePlan {
            item: item.clone(),
            full_name: def.full_name.clone(),
            docs: docs::type_def(self.api, def),
            deprecated: def.deprecated.clone(),
            shape,
            gate,
        }
    }

    fn fields(&self, holder: TypeId, record: &TypeDef, fields: &[Field]) -> Vec<FieldPlan> {
        let mut taken = Names::default();
        (fields.iter())
            .map(|field| {
                let ty = self.held(holder, &field.ty);
                let ident = taken.claim(&rust_names::field_name(&field.name));
                FieldPlan {
                    permit: needs(field).then(|| permits::of_field(self.api, record, &ident)),
                    wire: field.name.wire.clone(),
                    ident,
                    ty: if field.optional { RustType::Option(Box::new(ty)) } else { ty },
                    required: !field.optional && field.default.is_none(),
                    default: field.default.clone().filter(|_| !field.optional),
                    or_default: field.default.clone().filter(|_| field.optional),
                    docs: docs::field(self.api, field, &record.evidence),
                    deprecated: field.deprecated.clone(),
                }
            })
            .collect()
    }

    fn members(&self, holder: TypeId, members: &[Member]) -> Vec<VariantPlan> {
        let mut taken = Names::default();
        (members.iter())
            .map(|member| VariantPlan {
                wire: member.key().to_owned(),
                ident: taken.claim(&rust_names::variant_name(&member.name)),
                ty: Some(self.held(holder, &member.ty)),
                docs: docs::member(member),
                deprecated: member.deprecated.clone(),
            })
            .collect()
    }

    fn urn(&self, urn: UrnId) -> VariantPlan {
        let def = &self.api[urn];
        VariantPlan {
            wire: def.name.wire.clone(),
            ident: rust_names::choice_variant_name(&def.name),
            ty: Some(self.types.rust(&Type::UrnOf(urn))),
            docs: docs::urn(def),
            deprecated: None,
        }
    }

    /// The Rust type of a field or member, boxed if the holder would otherwise contain itself.
    fn held(&self, holder: TypeId, ty: &Type) -> RustType {
        let rust = self.types.rust(ty);
        match ty {
            Type::Named(held) if self.boxed.contains(&(holder, *held)) => RustType::Boxed(Box::new(rust)),
            _ => rust,
        }
    }
}

/// The named types that are keys of maps, typerefs resolved.
fn map_keys(api: &Api) -> BTreeSet<TypeId> {
    let mut open: Vec<&Type> = Vec::new();
    for def in api.types() {
        match &def.kind {
            TypeKind::Record(record) => open.extend(record.fields.iter().map(|field| &field.ty)),
            TypeKind::Union(union) => open.extend(union.members.iter().map(|member| &member.ty)),
            TypeKind::Typeref(target) => open.push(target),
            TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => {}
        }
    }
    for method in api.resources().iter().flat_map(|resource| &resource.methods) {
        open.extend(method.params.iter().map(|param| &param.ty).chain(method.returns.as_ref().map(|result| &result.ty)));
    }
    let mut keys = BTreeSet::new();
    while let Some(ty) = open.pop() {
        match ty {
            Type::Array(item) => open.push(item),
            Type::Map(key, value) => {
                open.push(value);
                let mut key = &**key;
                while let Type::Named(id) = key
                    && keys.insert(*id)
                    && let TypeKind::Typeref(target) = &api[*id].kind
                {
                    key = target;
                }
            }
            _ => {}
        }
    }
    keys
}

/// Returns whether a record is the whole key of some resource.
fn is_key(api: &Api, id: TypeId) -> bool {
    api.resources().iter().any(|resource| matches!(&resource.key, Some(Key::Complex { record, params: None, .. }) if *record == id))
}

/// Returns whether a field needs a permission.
fn needs(field: &Field) -> bool {
    field.requirement.as_ref().is_some_and(Requirement::is_checked)
}

fn symbols(symbols: &[Symbol]) -> Vec<VariantPlan> {
    let mut taken = Names::default();
    (symbols.iter())
        .map(|symbol| VariantPlan {
            wire: symbol.name.wire.clone(),
            ident: taken.claim(&rust_names::symbol_name(&symbol.name)),
            ty: None,
            docs: docs::symbol(symbol),
            deprecated: symbol.deprecated.clone(),
        })
        .collect()
}
