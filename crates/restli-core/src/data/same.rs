//! Whether two values are the same.

use super::{Slot, View};

/// Whether two values hold the same; as with `f64`, NaN is not the same as itself.
#[allow(clippy::float_cmp, reason = "it is `==` for values that hold floats")]
pub fn same(one: &dyn Slot, other: &dyn Slot) -> bool {
    match (one.view(), other.view()) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Bool(a), View::Bool(b)) => a == b,
        (View::Int(a), View::Int(b)) => a == b,
        (View::Long(a), View::Long(b)) => a == b,
        (View::Float(a), View::Float(b)) => a == b,
        (View::Double(a), View::Double(b)) => a == b,
        (View::Text(a), View::Text(b)) => a == b,
        (View::Bytes(a), View::Bytes(b)) => a == b,
        (View::Json(a), View::Json(b)) => a == b,
        (View::Array(a), View::Array(b)) => a.count() == b.count() && (0..a.count()).all(|index| both(a.item(index), b.item(index))),
        (View::Map(a), View::Map(b)) => {
            let mut left = Vec::with_capacity(a.count());
            a.each(&mut |key, value| left.push((key, value)));
            let (mut left, mut equal) = (left.into_iter(), a.count() == b.count());
            b.each(&mut |key, value| equal = equal && left.next().is_some_and(|(k, v)| k == key && same(v, value)));
            equal
        }
        (View::Record(a), View::Record(b)) => {
            let (left, right) = (a.all(), b.all());
            a.table().name == b.table().name
                && left.len() == right.len()
                && a.other() == b.other()
                && left.into_iter().zip(right).all(|(left, right)| same(left, right))
        }
        (View::Member(a, x), View::Member(b, y)) => a == b && same(x, y),
        (View::ComplexKey(a, x), View::ComplexKey(b, y)) => same(a, b) && both(x, y),
        _ => false,
    }
}

fn both(one: Option<&dyn Slot>, other: Option<&dyn Slot>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        (None, None) => true,
        _ => false,
    }
}
