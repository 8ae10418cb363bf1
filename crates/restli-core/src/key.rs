//! Keys of entities in bodies, headers and answers (`docs/protocol.md §3.6`); in paths and queries they are URL data.

use crate::data::{Data, DataMut, DataRef, DecodeError};
use crate::url::{self, Context};

/// A complex key: the key record, and parameters, which servers ignore when they compare keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ComplexKey<K, P> {
    /// The record that identifies the entity.
    pub key: K,
    /// The parameters, sent as `$params`; answers do not have them.
    pub params: Option<P>,
}

impl<K, P> From<K> for ComplexKey<K, P> {
    fn from(key: K) -> Self {
        Self { key, params: None }
    }
}

impl<K: Clone, P> From<&K> for ComplexKey<K, P> {
    fn from(key: &K) -> Self {
        key.clone().into()
    }
}

impl<K: Clone, P: Clone> From<&Self> for ComplexKey<K, P> {
    fn from(key: &Self) -> Self {
        key.clone()
    }
}

impl<K: Data, P: Data> Data for ComplexKey<K, P> {
    fn empty() -> Self {
        K::empty().into()
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::ComplexKey(&self.key, self.params.as_ref().map(|params| -> &dyn Data { params }))
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        self.key.data_mut()
    }
}

/// The key as a name in a body or the value of a header: simple keys raw, others in reduced form.
pub fn to_body(key: &dyn Data) -> String {
    let mut out = String::with_capacity(url::room(key));
    if !url::simple(key.data(), &mut out) {
        url::write(key, Context::Reduced, &mut out);
    }
    out
}

/// The key as a name in an answer: as [`to_body`], but without `$params`.
pub fn to_answer(key: &dyn Data) -> String {
    match key.data() {
        DataRef::ComplexKey(key, _) => to_body(key),
        _ => to_body(key),
    }
}

/// Reads a key from a name in a body or the value of a header: simple keys raw, others in reduced form. A key that fits
/// only after percent-decoding is decoded, because some senders escape simple keys.
///
/// # Errors
/// Text that is no key of the type.
pub fn from_body<K: Data>(text: &str) -> Result<K, DecodeError> {
    let mut key = K::empty();
    read_body(text, &mut key)?;
    Ok(key)
}

fn read_body(text: &str, key: &mut dyn Data) -> Result<(), DecodeError> {
    let simple = !matches!(key.data_mut(), DataMut::Record(_) | DataMut::Map(_) | DataMut::Union(_) | DataMut::Array(_));
    let read = |text: &str, key: &mut dyn Data| if simple { url::from_text(key, text) } else { url::read(text, key) };
    let error = match read(text, key) {
        Ok(()) => return Ok(()),
        Err(error) => error,
    };
    match url::percent_decode(text) {
        Some(decoded) if decoded != text => read(&decoded, key).map_err(|_| error),
        _ => Err(error),
    }
}

/// The names that a requested key may have in an answer, best first: the form of the protocol, and reduced form, in which
/// some servers write simple keys.
pub(crate) fn names_in_answer(key: &dyn Data) -> [String; 2] {
    [to_answer(key), url::to_string(key, Context::Reduced)]
}
