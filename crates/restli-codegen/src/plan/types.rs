//! Types: their Rust names, modules, fields and variants.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Evidence, Field, ProductId, Type, TypeId, TypeKind, UrnId};

use super::docs;
use super::names::{self, Scope};
use super::products::Scopes;

/// Where an item lives in the client crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Module {
    /// `crate::types`: what `api.yaml` declares.
    Shared,
    /// `crate::urns`.
    Urns,
    /// A product's module.
    Product(ProductId),
}

/// A generated item: module and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRef {
    /// Its module.
    pub module: Module,
    /// Its name there.
    pub ident: String,
    /// How callers give one.
    pub given: Given,
}

/// How callers give a generated item to a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Given {
    /// As anything that turns into it: text, any URN, a choice between URN types.
    Into,
    /// By value: symbols.
    Value,
    /// By reference.
    Ref,
}

/// A Rust type, final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `String`
    String,
    /// The runtime's byte string.
    Bytes,
    /// Any JSON value.
    Json,
    /// Any URN.
    Urn,
    /// A generated item.
    Item(ItemRef),
    /// `Option<…>`
    Option(Box<RustType>),
    /// `Vec<…>`
    Vec(Box<RustType>),
    /// `BTreeMap<String, …>`
    Map(Box<RustType>),
    /// `Box<…>`
    Boxed(Box<RustType>),
    /// A complex key: record and parameters.
    ComplexKey(Box<RustType>, Box<RustType>),
    /// Bytes of any kind with their media type.
    Content,
}

impl RustType {
    /// Other types turn into it, so that callers may give those: `&str` for text, a URN of one type for any URN.
    #[must_use]
    pub fn takes_into(&self) -> bool {
        match self {
            RustType::String | RustType::Urn => true,
            RustType::Item(item) => item.given == Given::Into,
            _ => false,
        }
    }

    /// The type without `Option` and `Box` around it.
    #[must_use]
    pub fn bare(&self) -> &RustType {
        match self {
            RustType::Option(inner) | RustType::Boxed(inner) => inner.bare(),
            other => other,
        }
    }
}

/// A named type's plan.
#[derive(Debug)]
pub struct TypePlan {
    /// Its module and name.
    pub item: ItemRef,
    /// Paragraphs of its documentation.
    pub docs: Vec<String>,
    /// Why it should not be used.
    pub deprecated: Option<String>,
    /// Callers build it: it gets a constructor and setters.
    pub sent: bool,
    /// Fields of a record.
    pub fields: Vec<FieldPlan>,
    /// Variants of an enum, union or URN choice.
    pub variants: Vec<VariantPlan>,
    /// The type that a typeref stands for.
    pub target: Option<RustType>,
}

/// A field's plan.
#[derive(Clone, Debug)]
pub struct FieldPlan {
    /// Name on the wire.
    pub wire: String,
    /// Rust name.
    pub ident: String,
    /// Rust type, `Option` and `Box` included.
    pub ty: RustType,
    /// Reading fails without it.
    pub required: bool,
    /// The value when absent, as JSON.
    pub default: Option<serde_json::Value>,
    /// Paragraphs of its documentation.
    pub docs: Vec<String>,
    /// Why it should not be used.
    pub deprecated: Option<String>,
    /// The trait of scopes that permit seeing it, if it needs a permission.
    pub permit: Option<String>,
}

/// A variant's plan.
#[derive(Clone, Debug)]
pub struct VariantPlan {
    /// Symbol, member key or URN type on the wire.
    pub wire: String,
    /// Rust name.
    pub ident: String,
    /// What it holds, for unions and URN choices.
    pub ty: Option<RustType>,
    /// Paragraphs of its documentation.
    pub docs: Vec<String>,
    /// Why it should not be used.
    pub deprecated: Option<String>,
}

/// Names every type, before anything refers to one.
pub(crate) fn names(api: &Api, scopes: &mut Scopes) -> Vec<ItemRef> {
    (api.types.iter())
        .map(|def| {
            let module = def.product.map_or(Module::Shared, Module::Product);
            let ident = scopes.of(module).claim(&names::type_name(&def.name));
            ItemRef { module, ident, given: given(api, &def.kind) }
        })
        .collect()
}

fn given(api: &Api, kind: &TypeKind) -> Given {
    match kind {
        TypeKind::UrnChoice(_) | TypeKind::Text(_) | TypeKind::Typeref(Type::String | Type::Urn) => Given::Into,
        TypeKind::Enum(_) | TypeKind::Typeref(Type::Bool | Type::Int | Type::Long | Type::Float | Type::Double) => Given::Value,
        TypeKind::Typeref(Type::Named(target)) => given(api, &api[*target].kind),
        TypeKind::Typeref(_) | TypeKind::Record(_) | TypeKind::Union(_) | TypeKind::Fixed(_) => Given::Ref,
    }
}

/// Plans every type.
pub(crate) fn plan(
    api: &Api,
    urns: &[String],
    named: &[ItemRef],
    boxed: &BTreeSet<(TypeId, TypeId)>,
    sent: &BTreeSet<TypeId>,
) -> Vec<TypePlan> {
    let types = Types { urns, named };
    (api.type_ids().zip(&api.types).zip(named))
        .map(|((id, def), item)| {
            let (mut fields, mut variants, mut target) = (Vec::new(), Vec::new(), None);
            match &def.kind {
                TypeKind::Record(record) => fields = types.fields(api, &record.fields, &def.evidence, |held| boxed.contains(&(id, held))),
                TypeKind::Enum(symbols) => {
                    let mut scope = Scope::default();
                    variants = (symbols.iter())
                        .map(|symbol| VariantPlan {
                            wire: symbol.name.wire.clone(),
                            ident: scope.claim(&names::variant_name(&symbol.name)),
                            ty: None,
                            docs: docs::symbol(symbol),
                            deprecated: symbol.deprecated.clone(),
                        })
                        .collect();
                }
                TypeKind::Union(union) => {
                    let mut scope = Scope::default();
                    variants = (union.members.iter())
                        .map(|member| {
                            let ty = types.rust(&member.ty);
                            let held = if let Type::Named(held) = &member.ty { Some(*held) } else { None };
                            let on_cycle = held.is_some_and(|held| boxed.contains(&(id, held)));
                            VariantPlan {
                                wire: member.name.wire.clone(),
                                ident: scope.claim(&names::variant_name(&member.name)),
                                ty: Some(if on_cycle { RustType::Boxed(Box::new(ty)) } else { ty }),
                                docs: docs::member(member),
                                deprecated: member.deprecated.clone(),
                            }
                        })
                        .collect();
                }
                TypeKind::UrnChoice(choice) => {
                    variants = choice.iter().map(|urn| urn_variant(api, &types, *urn)).collect();
                }
                TypeKind::Typeref(ty) => target = Some(types.rust(ty)),
                TypeKind::Text(_) | TypeKind::Fixed(_) => {}
            }
            TypePlan {
                item: item.clone(),
                docs: docs::type_def(api, def),
                deprecated: def.deprecated.clone(),
                sent: sent.contains(&id),
                fields,
                variants,
                target,
            }
        })
        .collect()
}

fn urn_variant(api: &Api, types: &Types<'_>, urn: UrnId) -> VariantPlan {
    let def = &api[urn];
    VariantPlan {
        wire: def.name.wire.clone(),
        ident: names::variant_name(&def.name),
        ty: Some(types.rust(&Type::UrnOf(urn))),
        docs: docs::urn(def),
        deprecated: None,
    }
}

/// Turns schema types into Rust types.
pub(crate) struct Types<'a> {
    pub(crate) urns: &'a [String],
    pub(crate) named: &'a [ItemRef],
}

impl Types<'_> {
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
                given: Given::Ref,
            }),
            Type::Named(id) => self.named.get(id.index()).cloned().map_or(RustType::Json, RustType::Item),
            Type::Array(item) => RustType::Vec(Box::new(self.rust(item))),
            Type::Map(value) => RustType::Map(Box::new(self.rust(value))),
        }
    }

    /// Plans the fields of a record; `on_cycle` tells whether a field of that type must be boxed.
    pub(crate) fn fields(&self, api: &Api, fields: &[Field], evidence: &Evidence, on_cycle: impl Fn(TypeId) -> bool) -> Vec<FieldPlan> {
        let mut scope = Scope::default();
        (fields.iter())
            .map(|field| {
                let mut ty = self.rust(&field.ty);
                if let Type::Named(held) = &field.ty
                    && on_cycle(*held)
                {
                    ty = RustType::Boxed(Box::new(ty));
                }
                if field.optional {
                    ty = RustType::Option(Box::new(ty));
                }
                FieldPlan {
                    permit: None,
                    wire: field.name.wire.clone(),
                    ident: scope.claim(&names::field_name(&field.name)),
                    ty,
                    required: !field.optional && field.default.is_none(),
                    default: field.default.clone(),
                    docs: docs::field(api, field, evidence),
                    deprecated: field.deprecated.clone(),
                }
            })
            .collect()
    }
}
