//! Fields that are never sent: fields that the schema hides, and fields that the pinned version of a family lacks.
//!
//! A type belongs to the version family of every base through whose resources it is reachable.

use std::collections::BTreeSet;

use crate::api::{Api, Base, FamilyId, Field, Method, Resource, TypeDef, TypeId, VersionFamily, Visibility};

/// The families of dated versions that each type belongs to.
#[derive(Clone, Debug)]
pub struct Versions<'a> {
    families: &'a [VersionFamily],
    /// The families of each type, by type id.
    of: Vec<BTreeSet<FamilyId>>,
}

impl<'a> Versions<'a> {
    /// Computes the families of all types of an API.
    #[must_use]
    pub fn of(api: &'a Api) -> Self {
        Self::new(&api.types, &api.families, &api.bases, api.resources.iter())
    }

    pub(crate) fn new<'r>(
        types: &[TypeDef],
        families: &'a [VersionFamily],
        bases: &[Base],
        resources: impl Iterator<Item = &'r Resource>,
    ) -> Self {
        let mut of = vec![BTreeSet::new(); types.len()];
        for resource in resources {
            let Some(family) = bases.get(resource.base.index()).and_then(|base| base.versions) else { continue };
            let mut next: Vec<TypeId> = resource.entity.into_iter().chain(resource.methods.iter().flat_map(results)).collect();
            while let Some(id) = next.pop() {
                if of.get_mut(id.index()).is_some_and(|families| families.insert(family)) {
                    next.extend(types.get(id.index()).into_iter().flat_map(|def| def.kind.references()));
                }
            }
        }
        Self { families, of }
    }

    /// The families of dated versions that a type belongs to.
    #[must_use]
    pub fn families(&self, id: TypeId) -> Vec<FamilyId> {
        self.of.get(id.index()).into_iter().flatten().copied().collect()
    }

    /// The reason that a field is never sent; `None` if it may be sent.
    #[must_use]
    pub fn never(&self, owner: TypeId, field: &Field) -> Option<String> {
        if field.visibility == Visibility::Hidden {
            return Some("it is never sent".to_owned());
        }
        let families = self.of.get(owner.index())?.iter().filter_map(|id| self.families.get(id.index()));
        let mut lacking = None;
        for family in families {
            lacking = Some(lacks(field.since, field.until, family.pinned)?);
        }
        lacking
    }
}

/// The reason that a version lacks what came with one version and went with another; `None` if the version has it.
#[must_use]
pub fn lacks(since: Option<u32>, until: Option<u32>, pinned: u32) -> Option<String> {
    let asks = format!("and this client asks for version {pinned}");
    match (since.filter(|since| *since > pinned), until.filter(|until| *until <= pinned)) {
        (Some(since), _) => Some(format!("it came with version {since}, {asks}")),
        (None, Some(until)) => Some(format!("it went with version {until}, {asks}")),
        (None, None) => None,
    }
}

/// The types that a method returns besides the entities of its resource.
fn results(method: &Method) -> Vec<TypeId> {
    let mut results: Vec<TypeId> = method.metadata.into_iter().collect();
    results.extend(method.returns.as_ref().and_then(|result| result.ty.named()));
    results
}
