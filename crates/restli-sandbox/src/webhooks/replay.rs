//! Deliveries made once more.

use super::book::again;
use crate::locks::lock;
use crate::state::State;

/// Sends the body of a delivery again, and returns the number of the new delivery; `None` if there is no such delivery, or
/// its address is blocked.
pub(crate) fn replay(state: &State, number: u64) -> Option<u64> {
    let mut book = lock(&state.webhooks.book);
    let (draft, now) = (again(book.delivery(number)?), state.clock.now());
    book.ready(&draft.address, "", now)?;
    let new = book.add(draft, now);
    drop(book);
    state.webhooks.ring();
    Some(new)
}
