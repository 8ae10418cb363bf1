//! Deliveries made once more.

use super::book::again;
use crate::state::{State, lock};

/// Sends the body of a delivery again, and returns the number of the new delivery; `None` if there is no such delivery.
pub(crate) fn replay(state: &State, number: u64) -> Option<u64> {
    let mut book = lock(&state.webhooks.book);
    let draft = again(book.delivery(number)?);
    let new = book.add(draft, state.clock.now());
    drop(book);
    state.webhooks.ring();
    Some(new)
}
