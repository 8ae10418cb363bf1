//! The members of a selection that no item describes by itself.

use std::collections::BTreeSet;

use restli_core::projection::Item;

use super::{Many, decorate};
use crate::catalog::{Catalog, FieldEntry, Kind, Sent, Ty, TypeEntry};
use crate::checked::{Member, Selection, Value};
use crate::embed;

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

/// What another projection brings. It has no name on the wire: its fields stand among those around it.
pub(super) fn embedded_member<'c>(item: &Item, number: usize, names: &[String]) -> Member<'c> {
    let name = names.get(number).map_or("", String::as_str);
    Member {
        at: item.at + embed::MARK.len(),
        wire: String::new(),
        rust: snake(name),
        doc: format!("What `{name}` asks for."),
        permit: None,
        deprecated: None,
        default: None,
        optional: false,
        value: Value::Embedded(number),
    }
}

/// `LocalizedNames` to `localized_names`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.trim_start_matches("r#").chars() {
        if letter.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// One type for what is asked of several values of a map. What is not asked of each of them may be absent.
pub(super) fn common<'c>(catalog: &Catalog<'c>, one: Value<'c>, other: Value<'c>) -> Value<'c> {
    match (selected(catalog, one), selected(catalog, other)) {
        (one, other) if one == other => one,
        (Value::Selected(one), Value::Selected(other)) if one.of == other.of && !(embeds(&one) || embeds(&other)) => {
            Value::Selected(decorate::merge(catalog, vec![one, other]))
        }
        (Value::Array(one), Value::Array(other)) => Value::Array(Box::new(common(catalog, *one, *other))),
        (Value::Map(one), Value::Map(other)) => Value::Map(Box::new(common(catalog, *one, *other))),
        _ => Value::Json,
    }
}

/// A whole type as a selection of all that it has.
fn selected<'c>(catalog: &Catalog<'c>, value: Value<'c>) -> Value<'c> {
    let Value::Whole(index) = value else { return value };
    let Some(entry) = catalog.get(index) else { return value };
    Value::Selected(Selection { of: vec![index], members: all_and(entry, Vec::new()), rest: entry.kind == Kind::OpenRecord })
}

pub(super) fn embeds(selection: &Selection<'_>) -> bool {
    selection.members.iter().any(|member| matches!(member.value, Value::Embedded(_)) && member.wire.is_empty())
}

/// All that `*` brings of a type in the catalog's order, with what was named taking the place of the whole.
pub(super) fn all_and<'c>(entry: &TypeEntry<'c>, mut named: Vec<Member<'c>>) -> Vec<Member<'c>> {
    let mut members = Vec::new();
    for field in entry.fields {
        let wire = field.wire;
        let own: Vec<_> = named.extract_if(.., |member| member.wire.trim_end_matches(['~', '!']) == wire).collect();
        if own.is_empty() && field.sent == Sent::Asked {
            members.push(whole_member(field));
        }
        members.extend(own);
    }
    members.extend(named);
    members
}

/// Gives each member a Rust name of its own, once per wire name. What the schema named keeps its name if it can; what
/// stands beside it gives way.
pub(super) fn name_apart(selection: &mut Selection<'_>) {
    let mut wires = BTreeSet::new();
    selection.members.retain(|member| member.wire.is_empty() || wires.insert(member.wire.clone()));
    // Embedded records stand last in the table.
    selection.members.sort_by_key(|member| member.wire.is_empty());
    let mut taken = BTreeSet::new();
    if selection.rest {
        taken.insert("other".to_owned());
    }
    let (beside, own): (Vec<_>, Vec<_>) = selection
        .members
        .iter_mut()
        .partition(|member| member.wire.is_empty() || member.wire.starts_with('$') || member.wire.ends_with(['~', '!']));
    for member in own.into_iter().chain(beside) {
        while !taken.insert(member.rust.clone()) {
            member.rust.push('_');
        }
    }
}
