//! Uploads: addresses that methods hand out as their `upload` says, the bytes that come there, and the states of what is uploaded.

mod begin;
mod ends;
mod finish;
mod media;
pub(crate) mod pending;
mod receive;
mod states;
#[cfg(test)]
mod tests;

pub(crate) use begin::{begin, rename};
pub(crate) use finish::{beginning, finish, last};
pub(crate) use receive::receive;

/// The beginning of the paths that take bytes.
const PLACE: &str = "/_uploads/";
