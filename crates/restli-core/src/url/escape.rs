//! Strings and their escapes (`docs/protocol.md §3.2`).

use std::borrow::Cow;

/// The place of URL data in a request, which decides the octets that are escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// A segment of a path.
    Path,
    /// A value or name of a query.
    Query,
    /// The reduced form of headers and bodies: only what URL data itself needs is escaped.
    Reduced,
}

impl Context {
    const fn bit(self) -> u8 {
        match self {
            Self::Path => 1,
            Self::Query => 2,
            Self::Reduced => 4,
        }
    }
}

/// The bit of an octet that ends a string when it is read.
pub(super) const STRUCTURE: u8 = 8;

/// The bit of `%`.
pub(super) const PERCENT: u8 = 16;

/// Per octet: a bit for each context that escapes it, [`STRUCTURE`] and [`PERCENT`].
static TABLE: [u8; 256] = table();

const fn table() -> [u8; 256] {
    let mut table = [0; 256];
    let mut octet = 0;
    while octet <= u8::MAX as usize {
        #[allow(clippy::cast_possible_truncation, reason = "it is at most 255")]
        let b = octet as u8;
        let plain = b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
        let path = matches!(b, b'!' | b'$' | b'&' | b'*' | b'+' | b'=' | b'@');
        let query = matches!(b, b'!' | b'$' | b'*' | b';' | b'@' | b'/' | b'?');
        let structure = matches!(b, b'(' | b')' | b',' | b':');
        let reserved = structure || matches!(b, b'%' | b'\'');
        let mut bits = 0;
        if !(plain || path) {
            bits |= Context::Path.bit();
        }
        if !(plain || query) {
            bits |= Context::Query.bit();
        }
        if reserved {
            bits |= Context::Reduced.bit();
        }
        if structure {
            bits |= STRUCTURE;
        }
        if b == b'%' {
            bits |= PERCENT;
        }
        #[allow(clippy::indexing_slicing, reason = "it is at most 255, and checked at compile time")]
        {
            table[octet] = bits;
        }
        octet += 1;
    }
    table
}

/// Per octet its escape, `%3A`.
const ESCAPES: [[u8; 3]; 256] = escapes();

#[allow(clippy::indexing_slicing, reason = "checked at compile time")]
const fn escapes() -> [[u8; 3]; 256] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut escapes = [[b'%'; 3]; 256];
    let mut octet = 0;
    while octet < escapes.len() {
        escapes[octet][1] = DIGITS[octet >> 4];
        escapes[octet][2] = DIGITS[octet & 15];
        octet += 1;
    }
    escapes
}

/// Per octet its escape, as text.
static ESCAPE_TEXTS: [&str; 256] = escape_texts();

#[allow(clippy::indexing_slicing, reason = "checked at compile time")]
const fn escape_texts() -> [&'static str; 256] {
    let mut texts = [""; 256];
    let mut octet = 0;
    while octet < texts.len() {
        if let Ok(text) = std::str::from_utf8(&ESCAPES[octet]) {
            texts[octet] = text;
        }
        octet += 1;
    }
    texts
}

#[inline]
fn bits(octet: u8) -> u8 {
    TABLE.get(usize::from(octet)).copied().unwrap_or(0)
}

/// Returns `true` if the context escapes the octet.
pub(crate) fn is_escaped(octet: u8, context: Context) -> bool {
    bits(octet) & context.bit() != 0
}

/// Returns a string as it stands in URL data; the empty one is two quotes.
///
/// ```
/// use restli_core::url::{Context, encode_str};
///
/// assert_eq!(encode_str("urn:li:person:a b", Context::Path), "urn%3Ali%3Aperson%3Aa%20b");
/// ```
pub fn encode_str(text: &str, context: Context) -> String {
    let mut out = String::new();
    write_str(text, context, &mut out);
    out
}

/// Writes a string; the empty one is two quotes.
pub(super) fn write_str(text: &str, context: Context, out: &mut String) {
    if text.is_empty() {
        out.push_str("''");
    } else {
        escape(text, context, out);
    }
}

/// Writes characters that the context escapes as `%XX`, octet by octet of their UTF-8, and all others unchanged.
pub(super) fn escape(text: &str, context: Context, out: &mut String) {
    let bit = context.bit();
    let mut start = 0;
    for (at, &octet) in text.as_bytes().iter().enumerate() {
        if bits(octet) & bit != 0 {
            // Between the octets of an escaped character, `get` returns `None` or an empty text.
            if let Some(plain) = text.get(start..at) {
                out.push_str(plain);
            }
            out.push_str(ESCAPE_TEXTS.get(usize::from(octet)).copied().unwrap_or_default());
            start = at + 1;
        }
    }
    out.push_str(text.get(start..).unwrap_or_default());
}

/// Returns `true` if the context escapes nothing in the text.
pub(super) fn is_plain(text: &str, context: Context) -> bool {
    text.bytes().fold(0, |all, octet| all | bits(octet)) & context.bit() == 0
}

/// Counts the octets before the first that has one of the wanted bits.
#[inline]
pub(super) fn run(octets: &[u8], wanted: u8) -> usize {
    octets.iter().position(|&octet| bits(octet) & wanted != 0).unwrap_or(octets.len())
}

/// Undoes escapes; octets that are no UTF-8 become U+FFFD. `None` for a `%` without two hexadecimal digits.
pub fn percent_decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut octets = Vec::new();
    decode_into(text, &mut octets)?;
    Some(Cow::Owned(to_text(&octets).into_owned()))
}

/// Replaces the content of `octets` by the octets of a text with its escapes undone.
pub(super) fn decode_into(text: &str, octets: &mut Vec<u8>) -> Option<()> {
    octets.clear();
    octets.reserve(text.len());
    let mut rest = text.as_bytes();
    loop {
        let (plain, escape) = rest.split_at_checked(run(rest, PERCENT))?;
        octets.extend_from_slice(plain);
        match escape {
            [] => return Some(()),
            [_, high, low, after @ ..] => {
                octets.push(digit(*high)? << 4 | digit(*low)?);
                rest = after;
            }
            _ => return None,
        }
    }
}

/// Octets as text; octets that are no UTF-8 become U+FFFD.
pub(super) fn to_text(octets: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(octets).map_or_else(|_| String::from_utf8_lossy(octets), Cow::Borrowed)
}

fn digit(octet: u8) -> Option<u8> {
    match octet {
        b'0'..=b'9' => Some(octet - b'0'),
        b'A'..=b'F' => Some(octet - b'A' + 10),
        b'a'..=b'f' => Some(octet - b'a' + 10),
        _ => None,
    }
}
