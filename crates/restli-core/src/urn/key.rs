//! What stands after the entity type of a URN.

use std::fmt::Write;

use super::typed;
use super::untyped::{self, Parts};
use super::{TypedUrn, Urn, UrnType};
use crate::data::Data;

/// The key of a URN type: nothing, text, a number, a URN, or a tuple of these.
pub trait UrnKey {
    /// The id of a URN can be read as such a key.
    fn fits(id: &str) -> bool
    where
        Self: Sized;

    /// Reads the id of a URN; `None` if it does not fit.
    fn read(id: &str) -> Option<Self>
    where
        Self: Sized;

    /// The key of a URN that is not there yet.
    fn empty() -> Self
    where
        Self: Sized;

    /// Appends the id.
    fn write(&self, out: &mut String);

    /// There is no id at all, and no colon before it.
    fn is_none(&self) -> bool {
        false
    }
}

impl UrnKey for () {
    fn fits(id: &str) -> bool {
        id.is_empty()
    }
    fn read(id: &str) -> Option<Self> {
        id.is_empty().then_some(())
    }
    fn empty() -> Self {}
    fn write(&self, _: &mut String) {}
    fn is_none(&self) -> bool {
        true
    }
}

impl UrnKey for String {
    fn fits(id: &str) -> bool {
        !id.is_empty()
    }
    fn read(id: &str) -> Option<Self> {
        (!id.is_empty()).then(|| id.to_owned())
    }
    fn empty() -> Self {
        Self::new()
    }
    fn write(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl UrnKey for i64 {
    fn fits(id: &str) -> bool {
        Self::read(id).is_some()
    }
    fn read(id: &str) -> Option<Self> {
        id.parse().ok().filter(|_| !id.starts_with('+'))
    }
    fn empty() -> Self {
        0
    }
    fn write(&self, out: &mut String) {
        // Writing to a String cannot fail.
        let _ = write!(out, "{self}");
    }
}

impl UrnKey for Urn {
    fn fits(id: &str) -> bool {
        untyped::check(id).is_ok()
    }
    fn read(id: &str) -> Option<Self> {
        id.parse().ok()
    }
    fn empty() -> Self {
        Data::empty()
    }
    fn write(&self, out: &mut String) {
        out.push_str(self.as_str());
    }
}

impl<K: UrnType> UrnKey for TypedUrn<K> {
    fn fits(id: &str) -> bool {
        typed::fits::<K>(id)
    }
    fn read(id: &str) -> Option<Self> {
        id.parse().ok()
    }
    fn empty() -> Self {
        Data::empty()
    }
    fn write(&self, out: &mut String) {
        out.push_str(self.as_str());
    }
}

macro_rules! tuples {
    ($($($name:ident)*;)*) => {$(
        impl<$($name: UrnKey),*> UrnKey for ($($name,)*) {
            fn fits(id: &str) -> bool {
                let mut parts = Parts::of(id);
                $(parts.next().is_some_and($name::fits) &&)* parts.next().is_none()
            }
            fn read(id: &str) -> Option<Self> {
                let mut parts = Parts::of(id);
                let key = ($($name::read(parts.next()?)?,)*);
                parts.next().is_none().then_some(key)
            }
            fn empty() -> Self {
                ($($name::empty(),)*)
            }
            fn write(&self, out: &mut String) {
                #[allow(non_snake_case, reason = "the names of the types serve twice")]
                let ($($name,)*) = self;
                let parts: &[&dyn UrnKey] = &[$($name),*];
                let mut sign = '(';
                for part in parts {
                    out.push(sign);
                    part.write(out);
                    sign = ',';
                }
                out.push(')');
            }
        }
    )*};
}

tuples! {
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
}
