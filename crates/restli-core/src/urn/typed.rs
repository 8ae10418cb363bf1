//! A URN of one type.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use super::untyped::{self, MAX_LENGTH, Parts, pieces};
use super::{IntoUrnKey, Urn, UrnError, UrnKey};
use crate::data::{Data, DataMut, DataRef, DecodeError, FromText};

/// A URN type: namespace, entity type, and the Rust type of the key. Implemented by types that hold no data.
pub trait UrnType {
    /// The namespace, the second part of a URN, as in `li`.
    const NAMESPACE: &'static str;
    /// The entity type, the third part of a URN, as in `person`.
    const ENTITY: &'static str;
    /// The most characters of a URN of the type that is sent.
    const LONGEST: usize = MAX_LENGTH;
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
/// assert_eq!(urn.key(), Some(7_400_000_000_000_000_123));
/// assert!("urn:li:person:5".parse::<TypedUrn<Organization>>().is_err());
/// ```
pub struct TypedUrn<K: UrnType> {
    text: Box<str>,
    kind: PhantomData<fn() -> K>,
}

impl<K: UrnType> TypedUrn<K> {
    /// The URN of a key: an `i64` for a numeric key, `&str` or `String` for text. Text may also be the whole URN.
    ///
    /// Text that is no key, such as an empty one, makes a URN that no request sends: the request ends with an error that names it.
    pub fn new(key: impl IntoUrnKey<K::Key>) -> Self {
        Self::checked(text(K::NAMESPACE, K::ENTITY, &key.into_urn_key()))
    }

    /// The form of the URNs of this type, as in `urn:li:person:…`.
    pub fn form() -> String {
        form(K::NAMESPACE, K::ENTITY, K::Key::empty().is_none())
    }

    /// The key of the URN; `None` if an answer held text that is no URN of the type, which is kept (`docs/reading.md`).
    pub fn key(&self) -> Option<K::Key> {
        id_of(&self.text, K::NAMESPACE, K::ENTITY).and_then(K::Key::read)
    }

    /// The URN as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The URN of a text; `None` if the text is no URN of this type. Unlike `parse` it makes no error, for whoever tries several types.
    pub fn of_text(text: &str) -> Option<Self> {
        known::<K>(text).map(Self::checked)
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

/// The text of a URN of the type, in its long form; `None` for other text.
fn known<K: UrnType>(text: &str) -> Option<Box<str>> {
    if fits::<K>(text) {
        return Some(text.into());
    }
    long_form(text, K::NAMESPACE).filter(|long| fits::<K>(long)).map(Box::from)
}

/// The text of a URN of the type, in its long form.
fn read<K: UrnType>(text: &str) -> Result<Box<str>, UrnError> {
    known::<K>(text).ok_or_else(|| match id_of(text, K::NAMESPACE, K::ENTITY) {
        Some(id) => untyped::check_id(text, id).err().unwrap_or_else(wrong_id::<K>),
        None => refused(K::NAMESPACE, K::ENTITY, K::Key::empty().is_none()),
    })
}

#[cold]
fn wrong_id<K: UrnType>() -> UrnError {
    let mut form = String::new();
    whole_form::<K>(&mut form);
    UrnError::of_id(&form)
}

/// Appends the form of the URNs of a type with that of their ids.
fn whole_form<K: UrnType>(out: &mut String) {
    out.extend(["urn:", K::NAMESPACE, ":", K::ENTITY]);
    if !K::Key::empty().is_none() {
        out.push(':');
        K::Key::form(out);
    }
}

/// Checks a URN in the place of a URN of the type. Answers may have held one of another type, which is sent back as it came.
fn check_sent<K: UrnType>(text: &str) -> Result<(), DecodeError> {
    untyped::check_sent(text)?;
    let what = match id_of(text, K::NAMESPACE, K::ENTITY) {
        Some(_) if text.len() > K::LONGEST && text.chars().count() > K::LONGEST => {
            format!("not a URN, because it has more than {} characters", K::LONGEST)
        }
        Some(id) if !K::Key::has_form(id) => wrong_id::<K>().message().to_owned(),
        _ => return Ok(()),
    };
    Err(DecodeError::new(what, ""))
}

/// The URN with `urn:` and the namespace before the parts of its key that begin with an entity type: webhooks shorten
/// `urn:li:comment:(urn:li:activity:1,2)` to `urn:li:comment:(activity:1,2)`. `None` if no part is short.
fn long_form(text: &str, namespace: &str) -> Option<String> {
    let (.., id) = pieces(text)?;
    let start = text.strip_suffix(id).filter(|_| id.starts_with('('))?;
    let mut short = false;
    let mut parts = Vec::new();
    for part in Parts::of(id) {
        let of_a_type = part.split_once(':').is_some_and(|(entity, _)| entity != "urn" && !entity.contains('('));
        short |= of_a_type;
        parts.push(if of_a_type { format!("urn:{namespace}:{part}") } else { part.to_owned() });
    }
    short.then(|| format!("{start}({})", parts.join(",")))
}

fn form(namespace: &str, entity: &str, bare: bool) -> String {
    format!("urn:{namespace}:{entity}{}", if bare { "" } else { ":…" })
}

#[cold]
fn refused(namespace: &str, entity: &str, bare: bool) -> UrnError {
    UrnError::new(format!("expected `{}`", form(namespace, entity, bare)))
}

impl<K: UrnType> FromStr for TypedUrn<K> {
    type Err = UrnError;

    fn from_str(text: &str) -> Result<Self, UrnError> {
        read::<K>(text).map(Self::checked)
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
        if fits::<K>(urn.as_str()) { Ok(Self::checked(urn.into_text())) } else { urn.as_str().parse() }
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
        DataRef::Checked(&self.text, check_sent::<K>)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::Text(self)
    }
}

impl<K: UrnType> FromText for TypedUrn<K> {
    fn set_text(&mut self, text: &str) -> Result<(), String> {
        self.text = read::<K>(text).map_err(|error| error.message().to_owned())?;
        Ok(())
    }
    fn keep_text(&mut self, text: &str) -> bool {
        self.text = text.into();
        true
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
    fn form(out: &mut String) {
        whole_form::<K>(out);
    }
    fn has_form(id: &str) -> bool {
        id_of(id, K::NAMESPACE, K::ENTITY).is_none_or(|id| K::Key::has_form(id) && !Parts::of(id).any(str::is_empty))
    }
    fn has_form_as_part(id: &str) -> bool {
        Self::has_form(id)
    }
}
