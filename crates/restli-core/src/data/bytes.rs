//! Octets: on the wire one character U+0000 to U+00FF per byte, not base64 (`docs/protocol.md §4`).

use std::fmt;

use super::{Data, DataMut, DataRef, FromText};

/// The type `bytes`: any number of octets.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bytes(pub Vec<u8>);

/// A type `fixed`: exactly `N` octets.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fixed<const N: usize>(pub [u8; N]);

/// The octets as the text that stands on the wire.
pub fn to_latin1(octets: &[u8]) -> String {
    octets.iter().map(|&octet| char::from(octet)).collect()
}

/// The octets of a text from the wire.
fn from_latin1(text: &str) -> Result<Vec<u8>, String> {
    let octet = |c: char| u8::try_from(c).map_err(|_| format!("not bytes, because {c:?} is above U+00FF"));
    text.chars().map(octet).collect()
}

impl Data for Bytes {
    fn empty() -> Self {
        Self::default()
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Bytes(&self.0)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::Text(self)
    }
}

impl FromText for Bytes {
    fn set_text(&mut self, text: &str) -> Result<(), String> {
        self.0 = from_latin1(text)?;
        Ok(())
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(octets: Vec<u8>) -> Self {
        Self(octets)
    }
}

impl From<&[u8]> for Bytes {
    fn from(octets: &[u8]) -> Self {
        Self(octets.to_vec())
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_debug(&self.0, f)
    }
}

impl<const N: usize> Data for Fixed<N> {
    fn empty() -> Self {
        Self([0; N])
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Bytes(&self.0)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::Text(self)
    }
}

impl<const N: usize> FromText for Fixed<N> {
    fn set_text(&mut self, text: &str) -> Result<(), String> {
        let octets = from_latin1(text)?;
        self.0 = octets.as_slice().try_into().map_err(|_| format!("not {N} bytes but {}", octets.len()))?;
        Ok(())
    }
}

impl<const N: usize> Default for Fixed<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> From<[u8; N]> for Fixed<N> {
    fn from(octets: [u8; N]) -> Self {
        Self(octets)
    }
}

impl<const N: usize> AsRef<[u8]> for Fixed<N> {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl<const N: usize> fmt::Debug for Fixed<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_debug(&self.0, f)
    }
}

/// Octets as a byte string literal.
pub(super) fn fmt_debug(octets: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "b\"{}\"", octets.escape_ascii())
}
