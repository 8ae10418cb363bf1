//! The key of an answer: everything that it may depend on.

use std::fmt;
use std::hash::{BuildHasher as _, RandomState};

use bytes::Bytes;
use http::header::CACHE_CONTROL;
use http::{HeaderMap, Method};
use secrecy::{ExposeSecret, SecretString};

/// The key of an answer: the operation, the request, and the token that asked.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    operation: &'static str,
    pub(super) token: Fingerprint,
    verb: String,
    url: String,
    /// Names and values of the headers in their order, but for those that speak to the cache.
    headers: Vec<u8>,
    body: Bytes,
}

/// A token in 128 bits, from which nobody gets it back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fingerprint(u64, u64);

/// The random keys of fingerprints, which are of no use outside of this client.
#[derive(Default)]
pub(crate) struct Fingerprints(RandomState, RandomState);

impl Fingerprints {
    /// The fingerprint of a token, or of none.
    pub(crate) fn of(&self, token: Option<&SecretString>) -> Fingerprint {
        let token: Option<&str> = token.map(ExposeSecret::expose_secret);
        Fingerprint(self.0.hash_one(token), self.1.hash_one(token))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}{:016x}", self.0, self.1)
    }
}

impl Key {
    pub(crate) fn new(operation: &'static str, token: Fingerprint, verb: &Method, url: &str, headers: &HeaderMap, body: &Bytes) -> Self {
        let mut text = Vec::new();
        for (name, value) in headers.iter().filter(|(name, _)| *name != CACHE_CONTROL) {
            for part in [name.as_str().as_bytes(), value.as_bytes()] {
                text.extend_from_slice(part);
                text.push(b'\n');
            }
        }
        Self { operation, token, verb: verb.to_string(), url: url.to_owned(), headers: text, body: body.clone() }
    }

    /// The bytes that the key takes.
    pub(super) fn size(&self) -> usize {
        self.url.len() + self.headers.len() + self.body.len() + size_of::<Self>()
    }
}
