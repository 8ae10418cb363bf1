//! The key that signs ID tokens: one of the process, made at its first use, since that takes a while.

use std::sync::OnceLock;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value as Json, json};

use super::reply::Fault;

/// A key for signatures.
struct Key {
    pair: KeyPair,
    /// The thumbprint of the public part (RFC 7638).
    id: String,
    modulus: String,
    exponent: String,
}

fn key() -> Result<&'static Key, Fault> {
    static KEY: OnceLock<Result<Key, Unspecified>> = OnceLock::new();
    KEY.get_or_init(Key::new).as_ref().map_err(|_| Fault::new("server_error", "the key that signs ID tokens cannot be made"))
}

impl Key {
    fn new() -> Result<Self, Unspecified> {
        let pair = KeyPair::generate(KeySize::Rsa2048)?;
        let modulus = URL_SAFE_NO_PAD.encode(pair.public_key().modulus().big_endian_without_leading_zero());
        let exponent = URL_SAFE_NO_PAD.encode(pair.public_key().exponent().big_endian_without_leading_zero());
        let id = URL_SAFE_NO_PAD.encode(digest(&SHA256, format!(r#"{{"e":"{exponent}","kty":"RSA","n":"{modulus}"}}"#).as_bytes()));
        Ok(Self { pair, id, modulus, exponent })
    }
}

/// The set of public keys (RFC 7517).
pub(super) fn public() -> Result<Json, Fault> {
    let key = key()?;
    Ok(json!({"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": key.id, "n": key.modulus, "e": key.exponent}]}))
}

/// A signed token with these claims (RFC 7515).
pub(super) fn sign(claims: &Json) -> Result<String, Fault> {
    let key = key()?;
    let part = |json: &Json| URL_SAFE_NO_PAD.encode(json.to_string());
    let text = format!("{}.{}", part(&json!({"alg": "RS256", "typ": "JWT", "kid": key.id})), part(claims));
    let mut signature = vec![0; key.pair.public_modulus_len()];
    let signed = key.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature);
    signed.map_err(|_| Fault::new("server_error", "the ID token cannot be signed"))?;
    Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
}
