//! Steps of work, counted in tests only: a limit of steps holds on a machine of any speed.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Counts steps whose number must not outgrow the input: events of the parser, entries searched for a key, types looked up, fields
/// copied, problems reported.
#[inline]
#[cfg_attr(not(test), allow(unused_variables, clippy::missing_const_for_fn, reason = "nothing is counted outside tests"))]
pub(crate) fn steps(count: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + count as u64);
}

/// Returns the steps of this thread so far, and begins anew.
#[cfg(test)]
pub(crate) fn take() -> u64 {
    STEPS.take()
}
