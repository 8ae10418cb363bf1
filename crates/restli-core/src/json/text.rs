//! JSON strings: their ends and their escapes.

use std::borrow::Cow;

/// The reason for which a string cannot be read, and the position of the byte at fault.
pub(super) struct Flaw {
    pub(super) at: usize,
    pub(super) message: &'static str,
}

/// The string whose opening quote ends at `start`, and the position behind its closing quote.
#[inline]
pub(super) fn string(text: &str, start: usize) -> Result<(Cow<'_, str>, usize), Flaw> {
    let end = plain_end(text, start);
    let plain = text.get(start..end).unwrap_or_default();
    match text.as_bytes().get(end) {
        Some(b'"') => Ok((Cow::Borrowed(plain), end + 1)),
        _ => escaped(text, start, end).map(|(text, end)| (Cow::Owned(text), end)),
    }
}

/// Finds the end of a string, behind its closing quote, without allocating the string; `at` is inside it.
pub(super) fn end_of_string(text: &str, at: usize) -> Result<usize, Flaw> {
    let mut at = plain_end(text, at);
    loop {
        match text.as_bytes().get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at = plain_end(text, escape(text, at)?.1),
            _ => return Err(flaw(text, at)),
        }
    }
}

/// Reads a string with escapes, the first of them at `at`.
#[cold]
fn escaped(text: &str, start: usize, mut at: usize) -> Result<(String, usize), Flaw> {
    let end = end_of_string(text, at)?;
    let mut value = String::with_capacity(end - start);
    value.push_str(text.get(start..at).unwrap_or_default());
    while at + 1 < end {
        let (c, start) = escape(text, at)?;
        value.push(c);
        at = plain_end(text, start);
        value.push_str(text.get(start..at).unwrap_or_default());
    }
    Ok((value, end))
}

#[cold]
fn flaw(text: &str, at: usize) -> Flaw {
    let message = if at < text.len() { "a control character in a string must be escaped" } else { "a string does not end" };
    Flaw { at, message }
}

/// The character of the escape at `at`, and the position behind the escape.
fn escape(text: &str, at: usize) -> Result<(char, usize), Flaw> {
    let c = match text.as_bytes().get(at + 1) {
        Some(&c @ (b'"' | b'\\' | b'/')) => char::from(c),
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(text, at),
        _ => return Err(Flaw { at, message: "no such escape" }),
    };
    Ok((c, at + 2))
}

/// `\uXXXX`, or two of them for a character above U+FFFF. Half of such a pair, left by a server that cut a text in the middle, becomes
/// U+FFFD, so that one bad character does not cost the page.
fn unicode(text: &str, at: usize) -> Result<(char, usize), Flaw> {
    let first = code_unit(text, at)?;
    let end = at + 6;
    if (0xD800..0xDC00).contains(&first)
        && text.get(end..end + 2) == Some("\\u")
        && let second @ 0xDC00..0xE000 = code_unit(text, end)?
    {
        let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return Ok((char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), end + 6));
    }
    Ok((char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), end))
}

fn code_unit(text: &str, at: usize) -> Result<u32, Flaw> {
    let digits = text.get(at + 2..at + 6).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    digits
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .ok_or(Flaw { at, message: "\\u must be followed by four hexadecimal digits" })
}

/// The first byte from `start` on that is a quote, a backslash or a control character; the end if there is none.
#[inline]
fn plain_end(text: &str, start: usize) -> usize {
    start + plain_length(text.as_bytes().get(start..).unwrap_or_default())
}

/// Counts the bytes before the first quote, backslash or control character.
#[inline]
pub(super) fn plain_length(text: &[u8]) -> usize {
    /// The number of 8-byte words checked before the search in larger blocks, because most strings are short.
    const FEW: usize = 3;
    let (words, _) = text.as_chunks::<8>();
    for (index, word) in words.iter().take(FEW).enumerate() {
        let special = specials(u64::from_le_bytes(*word));
        if special != 0 {
            return index * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let looked_at = words.len().min(FEW) * 8;
    looked_at + long_plain_length(text.get(looked_at..).unwrap_or_default())
}

/// Counts as `plain_length`: one search for the end, then one for a control character before it, each of them by vector instructions.
#[inline(never)]
fn long_plain_length(text: &[u8]) -> usize {
    let end = memchr::memchr2(b'"', b'\\', text).unwrap_or(text.len());
    let before = text.get(..end).unwrap_or_default();
    let least = before.iter().fold(u8::MAX, |least, &byte| least.min(byte));
    if least >= 0x20 { end } else { before.iter().position(|&byte| byte < 0x20).unwrap_or(end) }
}

/// Checks eight bytes at once: the lowest bit set stands in the first byte that is a quote, a backslash or a control character. (Bits above
/// it may be wrong, because a subtraction borrows from the next byte.)
#[inline]
const fn specials(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES << 7;
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quote | backslash) & HIGH
}

/// Returns `true` if two names are equal. Names are short, so that a call of the C library's function would cost more than the
/// comparison: eight bytes are compared at a time, the last of them perhaps twice.
#[inline]
pub(crate) fn same_name(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(end), Some(other_end)) => {
            let mut pairs = one.as_chunks::<8>().0.iter().zip(other.as_chunks::<8>().0);
            end == other_end && pairs.all(|(one, other)| one == other)
        }
        _ => match (one.first_chunk::<4>(), other.first_chunk::<4>()) {
            (Some(start), Some(other_start)) => start == other_start && one.last_chunk::<4>() == other.last_chunk::<4>(),
            _ => one.iter().eq(other),
        },
    }
}
