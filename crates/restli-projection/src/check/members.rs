//! The members of a selection that no item describes by itself.

use std::collections::BTreeSet;

use super::Many;
use crate::catalog::{FieldEntry, Ty, TypeEntry};
use crate::checked::{Member, Selection, Value};

/// A type with all it has.
pub(super) fn whole(ty: Ty<'_>) -> Value<'_> {
    match ty {
        Ty::Any => Value::Json,
        Ty::Leaf(rust) => Value::Leaf(rust),
        Ty::Named(index) => Value::Whole(index),
        Ty::Array(item) => Many::Array.of(whole(*item)),
        Ty::Map(value) => Many::Map.of(whole(*value)),
    }
}

pub(super) fn whole_member<'c>(field: &FieldEntry<'c>) -> Member<'c> {
    Member {
        at: 0,
        wire: field.wire.to_owned(),
        rust: field.rust.to_owned(),
        doc: field.doc.to_owned(),
        permit: None,
        deprecated: field.deprecated,
        default: field.default,
        optional: field.optional,
        value: whole(field.ty),
    }
}

pub(super) fn own_urn<'c>(at: usize) -> Member<'c> {
    Member {
        at,
        wire: "$URN".to_owned(),
        rust: "urn".to_owned(),
        doc: "The URN of the record itself.".to_owned(),
        permit: None,
        deprecated: None,
        default: None,
        optional: true,
        value: Value::Urn,
    }
}

/// All that a type has in the catalog's order, with what was named taking the place of the whole.
pub(super) fn all_and<'c>(entry: &TypeEntry<'c>, mut named: Vec<Member<'c>>) -> Vec<Member<'c>> {
    let mut members = Vec::new();
    for field in entry.fields {
        let wire = field.wire;
        let own: Vec<_> = named.extract_if(.., |member| member.wire.trim_end_matches(['~', '!']) == wire).collect();
        if own.is_empty() {
            members.push(whole_member(field));
        } else {
            members.extend(own);
        }
    }
    members.extend(named);
    members
}

/// Gives each member a Rust name of its own, once per wire name. What the schema named keeps its name if it can; what
/// stands beside it gives way.
pub(super) fn name_apart(selection: &mut Selection<'_>) {
    let mut wires = BTreeSet::new();
    selection.members.retain(|member| wires.insert(member.wire.clone()));
    let mut taken = BTreeSet::new();
    if selection.rest {
        taken.insert("other".to_owned());
    }
    let (beside, own): (Vec<_>, Vec<_>) =
        selection.members.iter_mut().partition(|member| member.wire.starts_with('$') || member.wire.ends_with(['~', '!']));
    for member in own.into_iter().chain(beside) {
        while !taken.insert(member.rust.clone()) {
            member.rust.push('_');
        }
    }
}
