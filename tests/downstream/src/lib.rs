//! Code of a user, through the front door only, in a crate that calls `linkedin` by another name and takes no warnings.
//!
//! One module for each macro of the client, and one for doubles in tests.

#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused_qualifications, rust_2018_idioms)]

pub mod doubles;
pub mod permissions;
pub mod projections;
