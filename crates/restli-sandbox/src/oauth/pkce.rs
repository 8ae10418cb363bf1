//! PKCE, the proof that who exchanges a code has asked for it (RFC 7636). The method `S256` is the only one.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The challenge of a verifier.
pub(super) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()))
}

/// `true` if a text may be a challenge: a SHA-256 in base64url.
pub(super) fn is_challenge(text: &str) -> bool {
    URL_SAFE_NO_PAD.decode(text).is_ok_and(|octets| octets.len() == 32)
}

/// `true` if a text may be a verifier.
pub(super) fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::{challenge, is_challenge, is_verifier};

    #[test]
    fn challenge_of_the_standard_is_met() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(is_verifier(verifier) && is_challenge(&challenge(verifier)));
    }

    #[test]
    fn text_of_another_form_is_neither() {
        assert!(!is_verifier("short") && !is_verifier(&"a".repeat(129)) && !is_verifier(&"ä".repeat(43)) && !is_verifier(&"+".repeat(43)));
        assert!(!is_challenge("plain") && !is_challenge(&"=".repeat(43)));
    }
}
