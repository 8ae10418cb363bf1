//! Equality of any two values.

use super::{Data, DataRef};

/// Returns `true` if two values are equal. As with `f64`, NaN does not equal itself.
#[allow(clippy::float_cmp, reason = "it is `==` for values that hold floats")]
pub fn eq(one: &dyn Data, other: &dyn Data) -> bool {
    match (one.data(), other.data()) {
        (DataRef::Absent, DataRef::Absent) | (DataRef::Null, DataRef::Null) => true,
        (DataRef::Bool(a), DataRef::Bool(b)) => a == b,
        (DataRef::Int(a), DataRef::Int(b)) => a == b,
        (DataRef::Long(a), DataRef::Long(b)) => a == b,
        (DataRef::Float(a), DataRef::Float(b)) => a == b,
        (DataRef::Double(a), DataRef::Double(b)) => a == b,
        (DataRef::Text(a), DataRef::Text(b)) | (DataRef::Checked(a, _), DataRef::Checked(b, _)) => a == b,
        (DataRef::Bytes(a), DataRef::Bytes(b)) => a == b,
        (DataRef::Json(a), DataRef::Json(b)) | (DataRef::NoMember(a), DataRef::NoMember(b)) => a == b,
        (DataRef::Array(a), DataRef::Array(b)) => a.count() == b.count() && (0..a.count()).all(|index| both(a.item(index), b.item(index))),
        (DataRef::Map(a), DataRef::Map(b)) => {
            let mut left = Vec::with_capacity(a.count());
            a.each(&mut |key, value| left.push((key, value)));
            let (mut left, mut equal) = (left.into_iter(), a.count() == b.count());
            b.each(&mut |key, value| equal = equal && left.next().is_some_and(|(k, v)| k == key && eq(v, value)));
            equal
        }
        (DataRef::Record(a), DataRef::Record(b)) => {
            let (left, right) = (a.all(), b.all());
            a.table().name == b.table().name
                && left.len() == right.len()
                && a.other() == b.other()
                && left.into_iter().zip(right).all(|(left, right)| eq(left, right))
        }
        (DataRef::Member(a, x), DataRef::Member(b, y)) => a == b && eq(x, y),
        (DataRef::ComplexKey(a, x), DataRef::ComplexKey(b, y)) => eq(a, b) && both(x, y),
        _ => false,
    }
}

fn both(one: Option<&dyn Data>, other: Option<&dyn Data>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => eq(one, other),
        (None, None) => true,
        _ => false,
    }
}
