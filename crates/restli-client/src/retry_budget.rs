//! The budget of repetitions that all calls of a client share: in an outage, a client must not send a multiple of its calls.

use std::sync::atomic::{AtomicU32, Ordering};

/// Price of a repetition, in units of the budget. A call that succeeds earns one.
const PRICE: u32 = 10;

/// A full budget: ten repetitions. A client starts with it.
const FULL: u32 = 10 * PRICE;

/// A token bucket. Successful calls fill it, so that an outage, in which nothing succeeds, costs at most ten requests more than there are
/// calls, and one repetition in ten calls is paid for at all times.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    units: AtomicU32,
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self { units: AtomicU32::new(FULL) }
    }
}

impl RetryBudget {
    /// Notes a call that succeeded.
    pub(crate) fn earn(&self) {
        if self.units.load(Ordering::Relaxed) < FULL {
            self.change(|units| Some((units + 1).min(FULL)));
        }
    }

    /// Pays for a repetition; returns `false` if the budget does not suffice.
    pub(crate) fn spend(&self) -> bool {
        self.change(|units| units.checked_sub(PRICE))
    }

    fn change(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        self.units.fetch_update(Ordering::Relaxed, Ordering::Relaxed, change).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::RetryBudget;

    #[test]
    fn budget_of_an_outage_is_ten_repetitions() {
        let budget = RetryBudget::default();
        assert_eq!((0..1000).filter(|_| budget.spend()).count(), 10);
    }

    #[test]
    fn budget_grows_by_a_tenth_of_the_successes_up_to_its_limit() {
        let budget = RetryBudget::default();
        while budget.spend() {}
        (0..25).for_each(|_| budget.earn());
        assert_eq!((0..1000).filter(|_| budget.spend()).count(), 2);
        (0..10_000).for_each(|_| budget.earn());
        assert_eq!((0..1000).filter(|_| budget.spend()).count(), 10);
    }
}
