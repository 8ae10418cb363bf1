//! A URN of one type.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use super::untyped::{self, pieces};
use super::{IntoUrnKey, Urn, UrnError, UrnKey};
use crate::data::{Data, DataMut, DataRef, FromText};

/// A URN type: namespace, entity type, and the Rust type of the key. Implemented by types that hold no data.
pub trait UrnType {
    /// The namespace, the second part of a URN, as in `li`.
    const NAMESPACE: &'static str;
    /// The entity type, the third part of a URN, as in `person`.
    const ENTITY: &'static str;
    /// The key, which is the rest of a URN.
    type Key: UrnKey;
}

/// A URN of the type `K`.
///
/// ```
/// use restli_core::urn::{TypedUrn, UrnType};
///
/// #[derive(Debug)]
/// enum Organization {}
/// impl UrnType for Organization {
///     const NAMESPACE: &'static str = "li";
///     const ENTITY: &'static str = "organization";
///     type Key = i64;
/// }
///
/// let urn = TypedUrn::<Organization>::new(7_400_000_000_000_000_123);
/// assert_eq!(urn.as_str(), "urn:li:organization:7400000000000000123");
/// assert_eq!(urn.key(), 7_400_000_000_000_000_123);
/// assert!("urn:li:person:5".parse::<TypedUrn<Organization>>().is_err());
/// ```
pub struct TypedUrn<K: UrnType> {
    text: Box<str>,
    kind: PhantomData<fn() -> K>,
}

impl<K: UrnType> TypedUrn<K> {
    /// The URN of a key: an `i64` for a numeric key, `&str` or `String` for text. Text may also be the whole URN.
    pub fn new(key: impl IntoUrnKey<K::Key>) -> Self {
        Self::checked(text(K::NAMESPACE, K::ENTITY, &key.into_urn_key()))
    }

    /// The key of the URN.
    pub fn key(&self) -> K::Key {
        let id = pieces(&self.text).unwrap_or_default().2;
        K::Key::read(id).unwrap_or_else(K::Key::empty)
    }

    /// The URN as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn checked(text: Box<str>) -> Self {
        Self { text, kind: PhantomData }
    }
}

fn text(namespace: &str, entity: &str, key: &dyn UrnKey) -> Box<str> {
    let mut text = format!("urn:{namespace}:{entity}:");
    let prefix = text.len();
    key.write(&mut text);
    if text.len() == prefix && key.is_none() {
        text.pop();
    }
    // The key was a whole URN.
    let (start, id) = text.split_at_checked(prefix).unwrap_or_default();
    if id.starts_with(start) && !start.is_empty() { id.into() } else { text.into() }
}

/// True if the text is a URN of the type.
fn fits<K: UrnType>(text: &str) -> bool {
    id_of(text, K::NAMESPACE, K::ENTITY).is_some_and(|id| K::Key::fits(id) && untyped::check_id(text, id).is_ok())
}

/// The id of a URN of the given type, empty for a bare URN; `None` for other text.
fn id_of<'a>(text: &'a str, namespace: &str, entity: &str) -> Option<&'a str> {
    let rest = text.strip_prefix("urn:")?.strip_prefix(namespace)?.strip_prefix(':')?.strip_prefix(entity)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(':') }
}

fn check<K: UrnType>(text: &str) -> Result<(), UrnError> {
    if fits::<K>(text) { Ok(()) } else { Err(refused(K::NAMESPACE, K::ENTITY, K::Key::empty().is_none())) }
}

#[cold]
fn refused(namespace: &str, entity: &str, bare: bool) -> UrnError {
    UrnError::new(format!("expected `urn:{namespace}:{entity}{}`", if bare { "" } else { ":…" }))
}

impl<K: UrnType> FromStr for TypedUrn<K> {
    type Err = UrnError;

    fn from_str(text: &str) -> Result<Self, UrnError> {
        check::<K>(text)?;
        Ok(Self::checked(text.into()))
    }
}

impl<K: UrnType> TryFrom<&str> for TypedUrn<K> {
    type Error = UrnError;

    fn try_from(text: &str) -> Result<Self, UrnError> {
        text.parse()
    }
}

impl<K: UrnType> TryFrom<Urn> for TypedUrn<K> {
    type Error = UrnError;

    fn try_from(urn: Urn) -> Result<Self, UrnError> {
        check::<K>(urn.as_str())?;
        Ok(Self::checked(urn.into_text()))
    }
}

impl<K: UrnType> From<TypedUrn<K>> for Urn {
    fn from(urn: TypedUrn<K>) -> Self {
        Self::checked(urn.text)
    }
}

impl<K: UrnType> From<&TypedUrn<K>> for Urn {
    fn from(urn: &TypedUrn<K>) -> Self {
        Self::checked(urn.text.clone())
    }
}

impl<K: UrnType> From<&Self> for TypedUrn<K> {
    fn from(urn: &Self) -> Self {
        urn.clone()
    }
}

impl<K: UrnType> Data for TypedUrn<K> {
    fn empty() -> Self {
        Self::checked(Box::default())
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Text(&self.text)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::Text(self)
    }
}

impl<K: UrnType> FromText for TypedUrn<K> {
    fn set_text(&mut self, text: &str) -> Result<(), String> {
        check::<K>(text).map_err(|error| error.message().to_owned())?;
        self.text = text.into();
        Ok(())
    }
}

impl<K: UrnType> AsRef<str> for TypedUrn<K> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<K: UrnType> fmt::Display for TypedUrn<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// Writes the URN without quotes.
impl<K: UrnType> fmt::Debug for TypedUrn<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<K: UrnType> Clone for TypedUrn<K> {
    fn clone(&self) -> Self {
        Self::checked(self.text.clone())
    }
}

impl<K: UrnType> PartialEq for TypedUrn<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<K: UrnType> Eq for TypedUrn<K> {}

impl<K: UrnType> PartialOrd for TypedUrn<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K: UrnType> Ord for TypedUrn<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<K: UrnType> Hash for TypedUrn<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

crate::__serde!(TypedUrn<K: UrnType>);

impl<T: Into<TypedUrn<K>>, K: UrnType> IntoUrnKey<TypedUrn<K>> for T {
    fn into_urn_key(self) -> TypedUrn<K> {
        self.into()
    }
}

impl<K: UrnType> UrnKey for TypedUrn<K> {
    fn fits(id: &str) -> bool {
        fits::<K>(id)
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
