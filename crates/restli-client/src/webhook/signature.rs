//! Signatures: HMAC-SHA256 in hexadecimal digits.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use sha2::Sha256;

use super::refusal::Refusal;

/// The bytes of a signature.
pub(super) type Signature = [u8; 32];

/// The signature of a call.
pub(super) fn of_call(headers: &HeaderMap, header: &'static str, prefix: &str) -> Result<Signature, Refusal> {
    let mut values = headers.get_all(header).iter();
    let Some(value) = values.next() else { return Err(Refusal::Unsigned { header }) };
    let malformed = |what| Refusal::MalformedSignature { header, what };
    if values.next().is_some() {
        return Err(malformed("stands there twice"));
    }
    let text = value.to_str().map_err(|_| malformed("has bytes that are no text"))?.trim();
    let digits = text.strip_prefix(prefix).unwrap_or(text);
    if digits.len() != 64 {
        return Err(malformed("has not the 64 hexadecimal digits of an HMAC-SHA256"));
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let value = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        *byte = value.ok_or_else(|| malformed("has characters that are no hexadecimal digits"))?;
    }
    Ok(bytes)
}

/// Returns whether a secret makes the signature of some text; the comparison takes the same time wherever they differ.
pub(super) fn fits(secret: &[u8], text: [&[u8]; 2], signature: &Signature) -> bool {
    mac(secret, text).is_some_and(|mac| mac.verify_slice(signature).is_ok())
}

/// The signature of a text, in lower-case digits.
pub(super) fn sign(secret: &[u8], text: &str) -> Option<String> {
    Some(digits(&mac(secret, [text.as_bytes(), &[]])?.finalize().into_bytes()))
}

/// The hexadecimal digits of some bytes, in lower case.
pub(super) fn digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn mac(secret: &[u8], text: [&[u8]; 2]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    for part in text {
        mac.update(part);
    }
    Some(mac)
}
