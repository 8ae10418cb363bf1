//! The names that an API declares, for editors to offer.

use super::shape::NameOf;
use crate::api::{Api, Name, PRIMITIVES, TypeDef, TypeKind};

/// The declared names of a kind, in the order of the API.
pub(super) fn of(api: &Api, kind: NameOf) -> Vec<String> {
    match kind {
        NameOf::Base => on_the_wire(api.bases().iter().map(|one| &one.name)),
        NameOf::Error => on_the_wire(api.errors().iter().map(|one| &one.name)),
        NameOf::Media => on_the_wire(api.media().iter().map(|one| &one.name)),
        NameOf::Permission => on_the_wire(api.permissions().iter().map(|one| &one.name)),
        NameOf::Quota => on_the_wire(api.quotas().iter().map(|one| &one.name)),
        NameOf::Record => declared(api, |def| matches!(def.kind, TypeKind::Record(_))),
        NameOf::Role => on_the_wire(api.roles().iter().map(|one| &one.name)),
        NameOf::Urn => on_the_wire(api.urns().iter().map(|one| &one.name)),
        NameOf::VersionFamily => on_the_wire(api.families().iter().map(|one| &one.name)),
    }
}

/// Texts of types: the primitive ones, and the URN types and types that an API declares.
pub(super) fn types(api: Option<&Api>) -> Vec<String> {
    let primitives = PRIMITIVES.iter().map(|(name, _)| (*name).to_owned()).chain(["urn".to_owned()]);
    let urns = api.into_iter().flat_map(|api| of(api, NameOf::Urn)).map(|name| format!("urn:{name}"));
    primitives.chain(urns).chain(api.into_iter().flat_map(|api| declared(api, |_| true))).collect()
}

fn on_the_wire<'a>(names: impl Iterator<Item = &'a Name>) -> Vec<String> {
    names.map(|name| name.wire.clone()).collect()
}

/// The names of the types that are declared in a table of types, sorted: as any file may write them, with the product where there are
/// several.
fn declared(api: &Api, wanted: impl Fn(&TypeDef) -> bool) -> Vec<String> {
    let all = || api.types().iter().filter(|def| !def.synthetic);
    let name = |def: &TypeDef| match def.product {
        Some(product) if all().any(|other| other.name.wire == def.name.wire && other.product != def.product) => {
            format!("{}.{}", api[product].name.wire, def.name.wire)
        }
        _ => def.name.wire.clone(),
    };
    let mut names: Vec<String> = all().filter(|def| wanted(def)).map(name).collect();
    names.sort();
    names
}
