//! The members of a result type: whole fields, `$URN`, embedded projections, and all the fields that `*` stands for.

use std::collections::BTreeSet;

use restli_core::projection::Item;

use crate::catalog::{Base, FieldEntry, Layer, Presence, Ty, TypeEntry};
use crate::checked::{Member, Selection, Value};
use crate::embed::{self, Embedded};

/// The value of a field without a selection.
pub(super) fn whole(ty: Ty<'_>) -> Value<'_> {
    match (ty.unwrapped(), ty.base) {
        (Some((layer, inner)), _) => wrapped(layer, whole(inner)),
        (None, Base::Any) => Value::Json,
        (None, Base::Leaf(rust)) => Value::Leaf(rust),
        (None, Base::Named(name)) => Value::Whole(name),
    }
}

/// An array or a map of values.
pub(super) fn wrapped<'c>(layer: Layer<'c>, value: Value<'c>) -> Value<'c> {
    match layer {
        Layer::Array => Value::Array(Box::new(value)),
        Layer::Map(key) => Value::Map(key, Box::new(value)),
    }
}

/// The member of a field without a selection.
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

/// A member that is no field of the schema.
pub(super) fn made(at: usize, wire: String, rust: String, doc: String, value: Value<'_>) -> Member<'_> {
    Member { at, wire, rust, doc, permit: None, deprecated: None, default: None, optional: true, value }
}

/// The member `$URN`.
pub(super) fn own_urn<'c>(at: usize) -> Member<'c> {
    made(at, "$URN".to_owned(), "urn".to_owned(), "The URN of the record itself.".to_owned(), Value::Urn)
}

/// The member that holds an embedded projection. Its wire name is empty, because its fields stand among the fields around it on the wire.
pub(super) fn embedded_member<'c>(item: &Item, number: usize, names: &[Embedded]) -> Member<'c> {
    let name = names.get(number).map_or("", |embedded| &embedded.name);
    let (at, doc) = (item.at + embed::MARK.len(), format!("Selected fields of `{name}`."));
    Member { optional: false, ..made(at, String::new(), snake(name), doc, Value::Embedded(number)) }
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

/// The members of `(*, named..)`: all fields that `*` stands for, in the catalog's order, each replaced by the named members of the
/// same field.
pub(super) fn all_and<'c>(entry: &TypeEntry<'c>, mut named: Vec<Member<'c>>) -> Vec<Member<'c>> {
    let mut members = Vec::new();
    for field in entry.fields {
        let wire = field.wire;
        let own: Vec<_> = named.extract_if(.., |member| member.wire.trim_end_matches(['~', '!']) == wire).collect();
        if own.is_empty() && field.presence == Presence::Selected {
            members.push(whole_member(field));
        }
        members.extend(own);
    }
    members.extend(named);
    members
}

/// Removes members that repeat a wire name, and makes the Rust names distinct: names from the schema stay if possible, and names made here
/// (`image_decorated`, `urn`) get a `_` appended.
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
