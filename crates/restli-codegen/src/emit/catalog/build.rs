//! From the plan to a catalog that owns its texts.

use restli_projection::catalog::{Kind, TypeIndex};
use restli_schema::api::{self, Api, Field, Member, Type, TypeDef, TypeId, TypeKind, UrnId, Visibility};
use restli_schema::sent::Versions;

use super::{Base, OwnedCatalog, OwnedDecoration, OwnedField, OwnedType, Wrapper};
use crate::emit::ty::{TypeSite, item_path, ty};
use crate::format::compact;
use crate::plan::Plan;
use crate::plan::docs::escape;
use crate::plan::model::{FieldPlan, ItemRef, VariantPlan};
use crate::plan::rust_types::RustTypes;

/// The catalog, made from the plan.
pub(crate) fn build(plan: &Plan<'_>) -> OwnedCatalog {
    let api = plan.api;
    let indices = indices(api);
    let named: Vec<ItemRef> = plan.types.iter().map(|planned| planned.item.clone()).collect();
    let urns: Vec<String> = plan.urns.iter().map(|urn| urn.ident.clone()).collect();
    let types = RustTypes { urns: &urns, named: &named };
    let shapes = Shapes { plan, types, indices: &indices };
    let versions = Versions::of(api);
    let mut entries = Vec::new();
    let mut roots = Vec::new();
    for (id, def) in api.type_ids().zip(&api.types) {
        let (Some(position), Some(planned)) = (index_in(&indices, id), plan.types.get(id.index())) else { continue };
        let (kind, mut fields) = match &def.kind {
            TypeKind::Record(record) => {
                roots.push((planned.item.ident.clone(), position));
                let fields = record.fields.iter().zip(planned.fields());
                let fields = fields.map(|(field, planned)| shapes.field(field, planned, versions.never(id, field)));
                (if record.open { Kind::OpenRecord } else { Kind::Record }, fields.collect::<Vec<_>>())
            }
            TypeKind::Union(union) => {
                let fields = union.members.iter().zip(planned.variants()).map(|(member, planned)| shapes.member(member, planned));
                (if union.null { Kind::NullableUnion } else { Kind::Union }, fields.collect())
            }
            _ => continue,
        };
        fields.sort_by(|a, b| a.wire.cmp(&b.wire));
        entries.push(OwnedType {
            name: planned.item.ident.clone(),
            full_name: def.full_name.clone(),
            rust: compact(&item_path(plan, &planned.item, TypeSite::Outside)),
            doc: escape(def.doc.trim()),
            kind,
            fields,
        });
    }
    for resource in &plan.resources {
        if let Some(position) = api[resource.id].entity.and_then(|entity| shapes.position(entity)) {
            let name = &resource.item.ident;
            if !roots.iter().any(|(taken, _)| taken == name) {
                roots.push((name.clone(), position));
            }
        }
    }
    roots.sort();
    roots.dedup_by(|later, earlier| later.0 == earlier.0);
    OwnedCatalog { types: entries, roots, indices }
}

/// The catalog position of each type that has members; those beyond what an index can say are left out.
fn indices(api: &Api) -> Vec<Option<TypeIndex>> {
    let mut positions = 0..=TypeIndex::MAX;
    let has_members = |def: &TypeDef| matches!(def.kind, TypeKind::Record(_) | TypeKind::Union(_));
    api.types.iter().map(|def| if has_members(def) { positions.next() } else { None }).collect()
}

pub(super) fn index_in(indices: &[Option<TypeIndex>], id: TypeId) -> Option<TypeIndex> {
    indices.get(id.index()).copied().flatten()
}

/// Turns the fields of the schema into those of the catalog.
struct Shapes<'p> {
    plan: &'p Plan<'p>,
    types: RustTypes<'p>,
    indices: &'p [Option<TypeIndex>],
}

impl Shapes<'_> {
    fn field(&self, field: &Field, planned: &FieldPlan, never: Option<String>) -> OwnedField {
        let (base, wrappers) = self.shape(&field.ty);
        let only = only_urn(self.plan.api, &field.ty);
        OwnedField {
            wire: planned.wire.clone(),
            rust: planned.ident.clone(),
            doc: escape(field.doc.trim()),
            base,
            wrappers,
            optional: field.optional,
            default: field.default.as_ref().map(ToString::to_string),
            deprecated: field.deprecated.clone(),
            permit: planned.permit.clone(),
            on_request: field.visibility == Visibility::OnRequest,
            never,
            decorations: field.decorates.iter().filter_map(|decoration| self.decoration(decoration, only)).collect(),
        }
    }

    fn member(&self, member: &Member, planned: &VariantPlan) -> OwnedField {
        let (base, wrappers) = self.shape(&member.ty);
        OwnedField {
            wire: planned.wire.clone(),
            rust: planned.ident.clone(),
            doc: escape(member.doc.trim()),
            base,
            wrappers,
            optional: true,
            default: None,
            deprecated: member.deprecated.clone(),
            permit: None,
            on_request: false,
            never: None,
            decorations: Vec::new(),
        }
    }

    fn decoration(&self, decoration: &api::Decoration, only: Option<UrnId>) -> Option<OwnedDecoration> {
        Some(OwnedDecoration {
            urn: decoration.urn.or(only).map(|urn| self.plan.api[urn].name.wire.clone()),
            finder: decoration.finder.clone(),
            target: self.position(decoration.target)?,
            collection: decoration.collection,
        })
    }

    /// The position of a type, typerefs looked through.
    fn position(&self, mut id: TypeId) -> Option<TypeIndex> {
        while let TypeKind::Typeref(Type::Named(target)) = &self.plan.api[id].kind {
            id = *target;
        }
        index_in(self.indices, id)
    }

    /// What a type is made of, typerefs to something that a projection can go into looked through.
    fn shape(&self, written: &Type) -> (Base, Vec<Wrapper>) {
        let mut wrappers = Vec::new();
        let mut inner = written;
        loop {
            match inner {
                Type::Array(item) => {
                    wrappers.push(Wrapper::Array);
                    inner = item;
                }
                Type::Map(value) => {
                    wrappers.push(Wrapper::Map);
                    inner = value;
                }
                Type::Any => return (Base::Any, wrappers),
                Type::Named(id) => match (&self.plan.api[*id].kind, index_in(self.indices, *id)) {
                    (_, Some(position)) => return (Base::Named(position), wrappers),
                    (TypeKind::Typeref(target), None) if goes_on(self.plan.api, target) => inner = target,
                    _ => break,
                },
                _ => break,
            }
        }
        (Base::Leaf(self.leaf(inner)), wrappers)
    }

    /// A type without members as it is written where nothing is known about the names in scope.
    fn leaf(&self, leaf: &Type) -> String {
        match leaf {
            Type::Bool => "bool".to_owned(),
            Type::Int => "i32".to_owned(),
            Type::Long => "i64".to_owned(),
            Type::Float => "f32".to_owned(),
            Type::Double => "f64".to_owned(),
            Type::String => "::std::string::String".to_owned(),
            _ => compact(&ty(self.plan, &self.types.rust(leaf), TypeSite::Outside)),
        }
    }
}

/// A projection can go into it.
fn goes_on(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Array(_) | Type::Map(_) | Type::Any => true,
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Record(_) | TypeKind::Union(_) => true,
            TypeKind::Typeref(target) => goes_on(api, target),
            _ => false,
        },
        _ => false,
    }
}

/// The one type of URN that a field can hold, itself or in its arrays and maps.
fn only_urn(api: &Api, ty: &Type) -> Option<UrnId> {
    match ty {
        Type::UrnOf(id) => Some(*id),
        Type::Array(inner) | Type::Map(inner) => only_urn(api, inner),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Typeref(target) => only_urn(api, target),
            _ => None,
        },
        _ => None,
    }
}
