//! Signatures: HMAC-SHA256 in lower-case hexadecimal digits.

use std::fmt::Write as _;

use aws_lc_rs::hmac::{self, Context, Key};

/// The signature of a text in parts.
pub(super) fn sign(secret: &str, parts: [&str; 2]) -> String {
    let mut context = Context::with_key(&Key::new(hmac::HMAC_SHA256, secret.as_bytes()));
    for part in parts {
        context.update(part.as_bytes());
    }
    context.sign().as_ref().iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// JSON with escapes in place of characters beyond ASCII.
pub(super) fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for one in json.chars() {
        if one.is_ascii() {
            out.push(one);
        } else {
            for unit in one.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, sign};

    #[test]
    fn signature_is_that_of_the_documentation() {
        let body = r#"{"type":"LEAD_ACTION","leadGenFormResponse":"urn:li:leadGenFormResponse:0f3c-1","leadAction":"CREATED","occurredAt":1750000000000}"#;
        let digits = sign("EXAMPLEclientSecret01", ["hmacsha256=", body]);
        assert_eq!(digits, "c954f4a6f9621c436112913ff3a3eeb001dfdec4a3e8aa3edd3340d7619c27ac");
        let digits = sign("EXAMPLEclientSecret01", ["", "2f1c7a54-0b9d-4c3e-9a51-6d0e8f7b1c22"]);
        assert_eq!(digits, "803e252a0c69daf3c73a3fe95fa7c21838d3ace331fde020533ff2dac94addea");
    }

    #[test]
    fn characters_beyond_ascii_are_escaped() {
        assert_eq!(escaped("\"ü😀a\""), r#""\u00fc\ud83d\ude00a""#);
    }
}
