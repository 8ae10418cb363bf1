//! Keys of entities in bodies, headers and answers (`docs/protocol.md §3.6`); in paths and queries, keys are URL data.

use crate::data::{Data, DataMut, DataRef, DecodeError};
use crate::url::{self, Context};
use crate::urn::Urn;

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
    fn reset(&mut self) {
        *self = Self::empty();
    }
}

/// The key as a member name of a JSON body or as a header value: simple keys raw, others in reduced form.
pub fn to_body(key: &dyn Data) -> String {
    let mut out = String::with_capacity(url::room(key));
    if !url::simple(key.data(), &mut out) {
        url::write(key, Context::Reduced, &mut out);
    }
    out
}

/// The key as a member name of an answer: as [`to_body`], but without `$params`.
pub fn to_answer(key: &dyn Data) -> String {
    match key.data() {
        DataRef::ComplexKey(key, _) => to_body(key),
        _ => to_body(key),
    }
}

/// Reads a key from a member name of a JSON body or from a header value: simple keys raw, others in reduced form. A key that fits only
/// after percent-decoding is decoded, because some senders escape simple keys; a record whose strings nobody escaped is read by the names of
/// its fields, if these leave no doubt. A URN of another type is kept (`docs/reading.md`).
///
/// # Errors
/// Text that is no key of the type.
pub fn from_body<K: Data>(text: &str) -> Result<K, DecodeError> {
    let mut key = K::empty();
    read_body(text, &mut key)?;
    Ok(key)
}

/// Reads the key of a created entity. Whether a sender escaped a simple key shows at the end of `location`, which holds the same key and is
/// always escaped; without it, text that is a URN only after percent-decoding is decoded.
///
/// # Errors
/// Text that is no key of the type.
pub(crate) fn of_created<K: Data>(text: &str, location: Option<&str>) -> Result<K, DecodeError> {
    let key = from_body::<K>(text)?;
    let (raw, mut decoded) = (to_body(&key), K::empty());
    let other = if text == "''" { Some("".into()) } else { url::percent_decode(text).filter(|other| other != text) };
    let Some(other) = other.filter(|_| is_simple(&mut decoded)) else { return Ok(key) };
    if url::from_text(&mut decoded, &other).is_err() {
        return Ok(key);
    }
    let at_end = location.and_then(from_path::<K>).map(|key| to_body(&key));
    let is_escaped = match at_end {
        Some(end) if end == raw => false,
        Some(end) if end == other => true,
        _ => other.parse::<Urn>().is_ok(),
    };
    Ok(if is_escaped { decoded } else { key })
}

/// Reads a key from the last segment of a path; `None` if the segment is no key of the type.
pub(crate) fn from_path<K: Data>(path: &str) -> Option<K> {
    let path = path.split_once(['?', '#']).map_or(path, |(path, _)| path);
    let segment = path.rsplit('/').next().filter(|segment| !segment.is_empty())?;
    let mut key = K::empty();
    if url::read(segment, &mut key).is_ok() {
        return Some(key);
    }
    // Some servers do not escape a URN there.
    let urn = url::percent_decode(segment).filter(|text| text.parse::<Urn>().is_ok())?;
    let mut key = K::empty();
    url::from_text(&mut key, &urn).ok().map(|()| key)
}

fn read_body(text: &str, key: &mut dyn Data) -> Result<(), DecodeError> {
    let simple = is_simple(key);
    let read = |text: &str, key: &mut dyn Data| if simple { url::from_text(key, text) } else { url::read(text, key) };
    let error = match read(text, key) {
        Ok(()) => return Ok(()),
        Err(error) => error,
    };
    let decoded = url::percent_decode(text);
    if decoded.as_ref().is_some_and(|decoded| decoded != text && read(decoded, key).is_ok()) {
        return Ok(());
    }
    if !simple && url::read_unescaped(text, key) {
        return Ok(());
    }
    let urn = decoded.as_deref().filter(|decoded| decoded.parse::<Urn>().is_ok());
    match key.data_mut() {
        DataMut::Text(key) => key.keep_text(urn.unwrap_or(text)).then_some(()).ok_or(error),
        _ => Err(error),
    }
}

/// Returns `true` for a key that is one piece of text.
fn is_simple(key: &mut dyn Data) -> bool {
    !matches!(key.data_mut(), DataMut::Record(_) | DataMut::Map(_) | DataMut::Union(_) | DataMut::Bare(_) | DataMut::Array(_))
}

/// The names that a requested key may have in an answer, best first: the form of the protocol, and reduced form, in which
/// some servers write simple keys.
pub(crate) fn names_in_answer(key: &dyn Data) -> [String; 2] {
    [to_answer(key), url::to_string(key, Context::Reduced)]
}
