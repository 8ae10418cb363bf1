//! Bounds of the arguments of generated functions, each with words for who passes something else.

use restli_core::Time;

/// Lists of `T`: arrays, vectors and iterators, by value. An `Option` is one of them, which is empty if it is `None`: of an empty batch the log
/// has a warning.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of `{T}`",
    label = "expected a list with `{T}` in each place",
    note = "a list of one is `[one]`; that of a reference holds references, and `.iter().copied()` or `.iter().cloned()` the values"
)]
pub trait List<T>: IntoIterator<Item = T> {}

#[diagnostic::do_not_recommend]
impl<T, I: IntoIterator<Item = T>> List<T> for I {}

/// Lists of values that become a `T`, such as keys: arrays, vectors and iterators. An `Option` is one of them, as for [`List`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of `{T}`",
    label = "expected a list with `{T}`, or what converts into it, in each place",
    note = "a list of one is `[one]`",
    note = "text becomes a URN when it is parsed, `text.parse::<OneUrn>()?`, an id by the constructor of its URN type, and parts a key by its `new`",
    note = "an `Option`, such as the `id` of what was created, may hold no key: `if let Some(id) = created.id {{ .. }}`"
)]
pub trait IntoList<T> {
    /// The values in their order.
    fn items(self) -> impl Iterator<Item = T>;
}

#[diagnostic::do_not_recommend]
impl<T, I: IntoIterator<Item: Into<T>>> IntoList<T> for I {
    fn items(self) -> impl Iterator<Item = T> {
        self.into_iter().map(Into::into)
    }
}

/// Lists of pairs of what becomes a key, and a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of pairs of `{K}` and `{V}`",
    label = "expected a list with `({K}, {V})` in each place",
    note = "a list of one is `[(key, value)]`",
    note = "text becomes a URN when it is parsed, `text.parse::<OneUrn>()?`, an id by the constructor of its URN type, and parts a key by its `new`"
)]
pub trait IntoPairs<K, V> {
    /// The pairs in their order.
    fn pairs(self) -> impl Iterator<Item = (K, V)>;
}

#[diagnostic::do_not_recommend]
impl<K, V, Q: Into<K>, I: IntoIterator<Item = (Q, V)>> IntoPairs<K, V> for I {
    fn pairs(self) -> impl Iterator<Item = (K, V)> {
        self.into_iter().map(|(key, value)| (key.into(), value))
    }
}

/// Values that become a key of several parts: the key, or a reference to it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `{T}`",
    label = "expected `{T}`, or a reference to one",
    note = "the key is made of its parts: `{T}::new(..)`",
    note = "an `Option`, such as the `id` of what was created, may hold no key: `if let Some(id) = created.id {{ .. }}`"
)]
pub trait IntoKey<T>: Into<T> {}

#[diagnostic::do_not_recommend]
impl<T, U: Into<T>> IntoKey<T> for U {}

/// Values that become a point in time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no point in time",
    label = "expected a `Time`, or a `SystemTime`",
    note = "milliseconds since 1970-01-01 00:00 UTC become one: `Time::from_millis(1_760_000_000_000)`; text is read by a library for dates first"
)]
pub trait IntoTime: Into<Time> {}

#[diagnostic::do_not_recommend]
impl<U: Into<Time>> IntoTime for U {}
