//! A URN of any type.

use std::fmt;
use std::str::FromStr;

use crate::data::{Data, DataMut, DataRef, DecodeError, FromText};

/// Length limit of a URN in octets. It only bounds memory: an API has a lower one, [`UrnType::LONGEST`](super::UrnType::LONGEST).
pub const MAX_LENGTH: usize = 2048;

/// A URN of any type, `urn:li:person:abC` or `urn:li:like:(urn:li:person:1,urn:li:activity:9)`.
///
/// Text of an answer that is no URN is kept as it came: namespace, type and id of it are empty (`docs/reading.md`).
///
/// ```
/// use restli_core::urn::Urn;
///
/// let urn: Urn = "urn:li:like:(urn:li:person:1,urn:li:activity:9)".parse()?;
/// assert_eq!((urn.namespace(), urn.entity_type()), ("li", "like"));
/// assert_eq!(urn.parts().collect::<Vec<_>>(), ["urn:li:person:1", "urn:li:activity:9"]);
/// # Ok::<(), restli_core::urn::UrnError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Urn(Box<str>);

impl Urn {
    /// The URN as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The namespace, the second part of the URN, as in `li`.
    pub fn namespace(&self) -> &str {
        self.pieces().0
    }

    /// The entity type, the third part of the URN, as in `person`.
    pub fn entity_type(&self) -> &str {
        self.pieces().1
    }

    /// The rest of the URN after the entity type; a tuple has its parentheses. Empty for a bare URN, which ends with its entity type.
    pub fn id(&self) -> &str {
        self.pieces().2
    }

    /// The parts of a tuple; of any other id, the id itself.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        Parts::of(self.id())
    }

    fn pieces(&self) -> (&str, &str, &str) {
        pieces(&self.0).unwrap_or_default()
    }
}

/// Namespace, entity type and id; the id may be missing.
pub(super) fn pieces(text: &str) -> Option<(&str, &str, &str)> {
    let (namespace, rest) = text.strip_prefix("urn:")?.split_once(':')?;
    let (entity, id) = rest.split_once(':').unwrap_or((rest, ""));
    Some((namespace, entity, id))
}

/// Checks that a text is a URN.
pub(super) fn check(text: &str) -> Result<(), UrnError> {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    match pieces(text) {
        Some((namespace, entity, id)) if is_name(namespace) && is_name(entity) => check_id(text, id),
        _ => Err(UrnError::new("not a URN, which starts with `urn:namespace:type:`")),
    }
}

/// Checks the id of a URN, and the length of the whole. The beginning of the text has been checked.
pub(super) fn check_id(text: &str, id: &str) -> Result<(), UrnError> {
    let flaw = |message: &str| Err(UrnError::new(message));
    match () {
        () if text.len() > MAX_LENGTH => flaw("not a URN, because it is too long"),
        () if id.is_empty() && text.ends_with(':') => flaw("not a URN, because the id is empty"),
        () if id.bytes().any(|b| b.is_ascii_control()) => flaw("not a URN, because it has a control character"),
        () if id.starts_with('(') && !is_tuple(id) => flaw("not a URN, because its parentheses do not match"),
        () => Ok(()),
    }
}

/// Checks a URN of any type that is to be sent: its id, and each part of a tuple, has content and no blanks.
pub(crate) fn check_sent(text: &str) -> Result<(), DecodeError> {
    let flaw = |what: &str| Err(DecodeError::new(what, ""));
    check(text).or_else(|error| flaw(error.message()))?;
    let (.., id) = pieces(text).unwrap_or_default();
    let is_plain = id.bytes().all(|byte| byte.is_ascii_graphic());
    if !is_plain && id.chars().any(|c| c.is_whitespace() || c.is_control()) {
        flaw("not a URN, because it has a blank")
    } else if Parts::of(id).any(str::is_empty) {
        flaw("not a URN, because a part of its key is empty")
    } else {
        Ok(())
    }
}

/// True if the first parenthesis is closed by the last character.
fn is_tuple(id: &str) -> bool {
    let mut depth = 0_usize;
    for (at, b) in id.bytes().enumerate() {
        match b {
            b'(' => depth += 1,
            b')' if depth == 1 => return at + 1 == id.len(),
            b')' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Iterator over the parts of a tuple, split at the commas outside all inner parentheses; any other id is one part.
pub(super) struct Parts<'a> {
    rest: Option<&'a str>,
    tuple: bool,
}

impl<'a> Parts<'a> {
    pub(super) fn of(id: &'a str) -> Self {
        match id.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            Some(inner) => Self { rest: Some(inner), tuple: true },
            None => Self { rest: Some(id).filter(|id| !id.is_empty()), tuple: false },
        }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest.take()?;
        if !self.tuple {
            return Some(rest);
        }
        let mut depth = 0_usize;
        for (at, b) in rest.bytes().enumerate() {
            match b {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                b',' if depth == 0 => {
                    self.rest = rest.get(at + 1..);
                    return rest.get(..at);
                }
                _ => {}
            }
        }
        Some(rest)
    }
}

impl FromStr for Urn {
    type Err = UrnError;

    fn from_str(text: &str) -> Result<Self, UrnError> {
        check(text)?;
        Ok(Self(text.into()))
    }
}

impl TryFrom<&str> for Urn {
    type Error = UrnError;

    fn try_from(text: &str) -> Result<Self, UrnError> {
        text.parse()
    }
}

impl From<&Self> for Urn {
    fn from(urn: &Self) -> Self {
        urn.clone()
    }
}

impl Urn {
    /// The URN of a text that has been checked.
    pub(super) fn checked(text: Box<str>) -> Self {
        Self(text)
    }

    pub(super) fn into_text(self) -> Box<str> {
        self.0
    }
}

impl Data for Urn {
    fn empty() -> Self {
        Self(Box::default())
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Checked(&self.0, check_sent)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::Text(self)
    }
}

impl FromText for Urn {
    fn set_text(&mut self, text: &str) -> Result<(), String> {
        *self = text.parse().map_err(|error: UrnError| error.message)?;
        Ok(())
    }
    fn keep_text(&mut self, text: &str) -> bool {
        self.0 = text.into();
        true
    }
}

impl AsRef<str> for Urn {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Writes the URN without quotes.
impl fmt::Debug for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

crate::__serde!(Urn);

/// Text that is no URN, a URN of another type, or one whose id does not fit the type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrnError {
    message: String,
    of_id: bool,
}

impl UrnError {
    #[cold]
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), of_id: false }
    }

    /// The error for a URN of the right type whose id does not fit; `form` is the form of the type.
    #[cold]
    pub(super) fn of_id(form: &str) -> Self {
        Self { message: format!("wrong id, expected `{form}`"), of_id: true }
    }

    /// True for a URN of the right type whose id does not fit.
    pub(super) fn is_of_id(&self) -> bool {
        self.of_id
    }

    /// The problem, without the text of the URN.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for UrnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for UrnError {}
