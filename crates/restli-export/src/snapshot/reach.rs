//! The types that a resource reaches: types that it uses, and their fields, items and members.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Key, Member, ResourceId, Type, TypeId, TypeKind, UrnId, UrnPart};

use super::names::{Named, Names, is_bare_union};

/// The types reached so far.
#[derive(Debug)]
pub(super) struct Reached<'a> {
    api: &'a Api,
    names: &'a Names,
    all: BTreeSet<Named>,
    inline: BTreeSet<TypeId>,
}

/// Collects the types that resources reach.
pub(super) fn reach<'a>(api: &'a Api, names: &'a Names, resources: &[ResourceId]) -> Reached<'a> {
    let mut reached = Reached { api, names, all: BTreeSet::new(), inline: BTreeSet::new() };
    for id in resources {
        reached.resource(*id);
    }
    reached
}

impl Reached<'_> {
    /// The types with an entry in `models`, sorted by full name.
    pub(super) fn sorted(&self) -> Vec<Named> {
        let mut all: Vec<Named> = self.all.iter().copied().collect();
        all.sort_by_key(|named| self.names.full(self.api, *named));
        all
    }

    /// The reached types of the API, including anonymous unions.
    pub(super) fn types(&self) -> impl Iterator<Item = TypeId> {
        let named = self.all.iter().filter_map(|named| if let Named::Type(id) = named { Some(*id) } else { None });
        named.chain(self.inline.iter().copied())
    }

    fn resource(&mut self, id: ResourceId) {
        let api = self.api;
        let resource = &api[id];
        if let Some(entity) = resource.entity {
            self.named(Named::Type(entity));
        }
        match &resource.key {
            Some(Key::Simple(param)) => self.ty(&param.ty),
            Some(Key::Compound { parts, .. }) => parts.iter().for_each(|part| self.ty(&part.ty)),
            Some(Key::Complex { record, params, .. }) => {
                self.named(Named::Type(*record));
                self.named(params.map_or(self.names.empty(), Named::Type));
            }
            None => {}
        }
        resource.alt_keys.iter().for_each(|key| self.ty(&key.ty));
        for method in &resource.methods {
            method.params.iter().for_each(|param| self.ty(&param.ty));
            method.returns.iter().for_each(|result| self.ty(&result.ty));
            method.metadata.iter().for_each(|id| self.named(Named::Type(*id)));
        }
    }

    fn ty(&mut self, ty: &Type) {
        match ty {
            Type::Array(inner) | Type::Map(_, inner) => self.ty(inner),
            Type::Any => self.named(Named::Any),
            Type::Urn => self.named(self.names.any_urn()),
            Type::UrnOf(id) => self.named(self.names.urn(*id)),
            Type::Named(id) if is_bare_union(self.api, *id) => self.named(Named::Any),
            Type::Named(id) if self.names.is_inline(*id) => {
                if self.inline.insert(*id) {
                    self.kind(*id);
                }
            }
            Type::Named(id) => self.named(Named::Type(*id)),
            Type::Int | Type::Long | Type::Float | Type::Double | Type::Bool | Type::String | Type::Bytes => {}
        }
    }

    fn named(&mut self, named: Named) {
        if !self.all.insert(named) {
            return;
        }
        match named {
            Named::Type(id) => self.kind(id),
            Named::Urn(id) => self.urn(id),
            Named::AnyUrn | Named::Any | Named::Empty => {}
        }
    }

    fn kind(&mut self, id: TypeId) {
        let api = self.api;
        match &api[id].kind {
            TypeKind::Record(record) => {
                record.includes.iter().for_each(|include| self.named(Named::Type(*include)));
                let own = record.fields.iter().filter(|field| field.included_from.is_none());
                own.for_each(|field| self.ty(&field.ty));
            }
            TypeKind::Union(union) => union.members.iter().for_each(|Member { ty, .. }| self.ty(ty)),
            // A typeref that represents a URN type also reaches the types of the URN's key parts.
            TypeKind::Typeref(Type::UrnOf(urn)) if self.names.urn(*urn) == Named::Type(id) => self.urn(*urn),
            TypeKind::Typeref(target) => self.ty(target),
            TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => {}
        }
    }

    fn urn(&mut self, id: UrnId) {
        let api = self.api;
        for part in &api[id].key {
            if let UrnPart::Urn(ids) = part
                && let [only] = ids.as_slice()
            {
                self.named(self.names.urn(*only));
            }
        }
    }
}
