//! Texts that nobody guesses by accident.

use std::hash::{BuildHasher as _, RandomState};

/// Another text: 32 letters and digits, by the random keys of the standard library's hash maps.
pub(super) fn text() -> String {
    let part = || RandomState::new().hash_one(0);
    format!("{:016x}{:016x}", part(), part())
}
