//! Counters in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use restli_core::Time;

use super::store::{Count, Counter, CounterStore, Taken};
use crate::store::StoreFuture;

/// The number of counters from which on those whose window has ended are looked for and forgotten.
const MANY: usize = 1024;

/// Counters in the memory of this program. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct MemoryCounters {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    counts: BTreeMap<String, Count>,
    /// The number of counters that were open when ended ones were last forgotten.
    open: usize,
}

impl Kept {
    fn get(&self, key: &str) -> Option<Count> {
        self.counts.get(key).copied()
    }

    fn set(&mut self, key: &str, count: Count, now: Time) {
        if let Some(kept) = self.counts.get_mut(key) {
            *kept = count;
            return;
        }
        // Members come and go: their number doubles before all are looked at, so that the work for each is a constant.
        if self.counts.len() >= MANY.max(self.open * 2) {
            self.counts.retain(|_, count| count.is_open(now));
            self.open = self.counts.len();
        }
        self.counts.insert(key.to_owned(), count);
    }
}

impl MemoryCounters {
    /// A store without counters.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CounterStore for MemoryCounters {
    fn take<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, Taken> {
        Box::pin(async move {
            let mut kept = self.kept();
            let taken = Taken::of(counters, counters.iter().map(|counter| kept.get(&counter.key)), now);
            if taken.granted {
                counters.iter().zip(&taken.counts).for_each(|(counter, count)| kept.set(&counter.key, *count, now));
            }
            Ok(taken)
        })
    }

    fn give_back<'a>(&'a self, counters: &'a [Counter], taken: &'a [Count]) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let mut kept = self.kept();
            for (counter, taken) in counters.iter().zip(taken) {
                if let Some(count) = kept.counts.get_mut(&counter.key).filter(|count| count.end == taken.end) {
                    count.used = count.used.saturating_sub(1);
                }
            }
            Ok(())
        })
    }

    fn raise<'a>(&'a self, counter: &'a Counter, told: Count, now: Time) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let mut kept = self.kept();
            if let Some(raised) = counter.raised(kept.get(&counter.key), told, now) {
                kept.set(&counter.key, raised, now);
            }
            Ok(())
        })
    }

    fn peek<'a>(&'a self, key: &'a str, now: Time) -> StoreFuture<'a, Option<Count>> {
        Box::pin(async move { Ok(self.kept().get(key).filter(|count| count.is_open(now))) })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn counters_of_past_windows_are_forgotten() {
        let store = MemoryCounters::new();
        for member in 0..10_000 {
            let now = Time::from_millis(member);
            let counter = Counter::new(member.to_string(), 1, Duration::from_millis(10), Time::from_millis(member + 10));
            assert!(store.take(&[counter], now).await.expect("memory does not fail").granted);
        }
        assert!(store.kept().counts.len() <= MANY, "{}", store.kept().counts.len());
    }
}
