//! Keys of URNs: the part after the entity type.

use std::fmt::Write;

use super::Urn;
use super::untyped::{self, Parts};
use crate::data::Data;

/// The key of a URN type: nothing, text, a number, a URN, or a tuple of these.
pub trait UrnKey {
    /// True if the id of a URN can be read as a key of the type.
    fn fits(id: &str) -> bool
    where
        Self: Sized;

    /// Reads the id of a URN; `None` if it does not fit.
    fn read(id: &str) -> Option<Self>
    where
        Self: Sized;

    /// A key without content, from which data is read.
    fn empty() -> Self
    where
        Self: Sized;

    /// Appends the id.
    fn write(&self, out: &mut String);

    /// Appends the form of ids, as in `{number}`.
    fn form(out: &mut String)
    where
        Self: Sized;

    /// False for the id of a URN that is to be sent if it has another number of parts, or is a whole URN where text is due.
    fn has_form(_id: &str) -> bool
    where
        Self: Sized,
    {
        true
    }

    /// False for a part of the id of a URN that is to be sent if it is a URN of the due type with a wrong id of its own.
    fn has_form_as_part(_id: &str) -> bool
    where
        Self: Sized,
    {
        true
    }

    /// True for the key of a bare URN, which has neither id nor the colon before it.
    fn is_none(&self) -> bool {
        false
    }
}

/// Conversion into the key of a URN.
///
/// A number converts into `i64` only, so that a literal of any length needs no suffix. Text converts from everything that
/// `String` is made from, a URN from everything that a URN of the type is made from, and a tuple part by part.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key of this URN type",
    label = "expected a key that converts into `{Key}`",
    note = "numeric keys are `i64`: convert other integers with `i64::from` or `i64::try_from`",
    note = "keys of text take a number as text: `id.to_string()`"
)]
pub trait IntoUrnKey<Key> {
    /// Converts into the key.
    fn into_urn_key(self) -> Key;
}

impl IntoUrnKey<Self> for () {
    fn into_urn_key(self) -> Self {}
}

impl IntoUrnKey<Self> for i64 {
    fn into_urn_key(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: Into<String>> IntoUrnKey<String> for T {
    fn into_urn_key(self) -> String {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Into<Urn>> IntoUrnKey<Urn> for T {
    fn into_urn_key(self) -> Urn {
        self.into()
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
    fn form(_: &mut String) {}
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
    fn form(out: &mut String) {
        out.push_str("{text}");
    }
    fn has_form(id: &str) -> bool {
        !id.starts_with("urn:")
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
    fn form(out: &mut String) {
        out.push_str("{number}");
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
    fn form(out: &mut String) {
        out.push_str("{urn}");
    }
}

macro_rules! tuples {
    ($($($name:ident $from:ident)*;)*) => {$(
        impl<$($name, $from: IntoUrnKey<$name>),*> IntoUrnKey<($($name,)*)> for ($($from,)*) {
            fn into_urn_key(self) -> ($($name,)*) {
                #[allow(non_snake_case, reason = "the names of the types serve twice")]
                let ($($from,)*) = self;
                ($($from.into_urn_key(),)*)
            }
        }

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
            fn form(out: &mut String) {
                let mut sign = '(';
                for part in [$($name::form),*] {
                    out.push(sign);
                    part(out);
                    sign = ',';
                }
                out.push(')');
            }
            fn has_form(id: &str) -> bool {
                let mut parts = Parts::of(id);
                $(parts.next().is_some_and($name::has_form_as_part) &&)* parts.next().is_none()
            }
        }
    )*};
}

tuples! {
    A FromA B FromB;
    A FromA B FromB C FromC;
    A FromA B FromB C FromC D FromD;
    A FromA B FromB C FromC D FromD E FromE;
    A FromA B FromB C FromC D FromD E FromE F FromF;
}
