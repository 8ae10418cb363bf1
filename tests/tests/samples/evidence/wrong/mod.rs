//! Requests of an operation with one thing wrong, made from its schema.

mod access;
mod address;
mod bodies;
mod request;
mod values;

use super::sent::Sent;
use super::subject::{Bench, Subject};
pub(super) use access::token;
pub(super) use request::{Wrong, status};

/// All that can be wrong with a request: its token, address, headers and body.
pub(super) fn of(subject: &Subject<'_>, bench: &Bench, sent: &Sent) -> Vec<Wrong> {
    let parts =
        [access::of(subject, bench, sent), address::of(subject, sent), address::of_headers(subject, sent), bodies::of(subject, sent)];
    parts.into_iter().flatten().collect()
}
