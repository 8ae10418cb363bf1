//! One type for several selections: the values of a map, or the types that one URN expands to.
//!
//! | One | Other | Merged |
//! |---|---|---|
//! | `(id,name)` of `A` | `(id,url)` of `A` | `(id,name,url)`, all optional |
//! | array of `x` | array of `y` | array of `x` and `y` merged |
//! | selections of different types | | any JSON value |

use crate::catalog::{Catalog, Kind};
use crate::checked::{Member, Selection, Value};

use super::members::{all_and, name_apart};

/// The common type of several selections. All members are optional; a member that differs between them is merged in turn.
pub(super) fn merge<'c>(catalog: &Catalog<'c>, selections: Vec<Selection<'c>>) -> Selection<'c> {
    let mut merged = Selection { of: Vec::new(), members: Vec::new(), rest: false };
    for selection in selections.into_iter().map(all_optional) {
        merged.of.extend(selection.of);
        merged.rest |= selection.rest;
        for member in selection.members {
            let earlier: Option<&mut Member<'_>> = merged.members.iter_mut().find(|earlier| earlier.wire == member.wire);
            match earlier {
                None => merged.members.push(member),
                Some(earlier) if *earlier == member => {}
                Some(earlier) => {
                    let value = std::mem::replace(&mut earlier.value, Value::Json);
                    earlier.value = common(catalog, value, member.value);
                }
            }
        }
    }
    merged.of.dedup();
    name_apart(&mut merged);
    merged
}

/// The common type of two values.
pub(super) fn common<'c>(catalog: &Catalog<'c>, one: Value<'c>, other: Value<'c>) -> Value<'c> {
    match (spelt_out(catalog, one), spelt_out(catalog, other)) {
        (one, other) if one == other => one,
        (Value::Selected(one), Value::Selected(other)) if one.of == other.of && !(embeds(&one) || embeds(&other)) => {
            Value::Selected(merge(catalog, vec![one, other]))
        }
        (Value::Array(one), Value::Array(other)) => Value::Array(Box::new(common(catalog, *one, *other))),
        (Value::Map(key, one), Value::Map(same, other)) if key == same => Value::Map(key, Box::new(common(catalog, *one, *other))),
        _ => Value::Json,
    }
}

/// A whole type as a selection of all its members; any other value unchanged.
fn spelt_out<'c>(catalog: &Catalog<'c>, value: Value<'c>) -> Value<'c> {
    let Value::Whole(name) = value else { return value };
    let Some(entry) = catalog.get(name) else { return value };
    Value::Selected(Selection { of: vec![name], members: all_and(entry, Vec::new()), rest: entry.kind == Kind::OpenRecord })
}

/// The selection with every member optional, as for a record that may come as `{}`.
pub(super) fn all_optional(mut selection: Selection<'_>) -> Selection<'_> {
    for member in &mut selection.members {
        (member.optional, member.default) = (true, None);
    }
    selection
}

/// Checks that a selection embeds another projection.
pub(super) fn embeds(selection: &Selection<'_>) -> bool {
    selection.members.iter().any(|member| matches!(member.value, Value::Embedded(_)) && member.wire.is_empty())
}
