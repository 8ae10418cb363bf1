//! Events in the memory of a program. Bounded in number and in time.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use restli_core::Time;

use super::store::{EventState, EventStore};
use crate::store::StoreFuture;

/// Events that are kept unless [`MemoryEvents::new`] says otherwise.
const ENTRIES: usize = 10_000;

/// The events that were seen, in the memory of this program. Clones share them.
#[derive(Clone)]
pub struct MemoryEvents {
    entries: usize,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    known: BTreeMap<String, Known>,
    /// The numbers of the events in the order in which they were last changed.
    order: BTreeMap<u64, String>,
    next: u64,
}

/// The state of an event, and its end.
struct Known {
    number: u64,
    /// The one who is at work on it; `None` if it was accepted.
    holder: Option<String>,
    until: Time,
}

impl MemoryEvents {
    /// A store of so many events at most. Beyond it the oldest are forgotten, and would be taken again.
    #[must_use]
    pub fn new(entries: usize) -> Self {
        Self { entries: entries.max(1), kept: Arc::default() }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// [`EventStore::claim`], at once.
    pub(super) fn claim_now(&self, ids: &[String], holder: &str, until: Time, now: Time) -> Vec<Option<EventState>> {
        let mut kept = self.kept();
        kept.forget_before(now);
        let states: Vec<_> = ids.iter().map(|id| kept.known.get(id).and_then(|known| known.state(holder, now))).collect();
        if !states.contains(&Some(EventState::Claimed)) {
            for (id, _) in ids.iter().zip(&states).filter(|(_, state)| state.is_none()) {
                kept.put(id, Some(holder.to_owned()), until);
            }
        }
        kept.forget_beyond(self.entries);
        states
    }

    /// [`EventStore::accept`], at once.
    pub(super) fn accept_now(&self, ids: &[String], until: Time) {
        let mut kept = self.kept();
        for id in ids {
            kept.put(id, None, until);
        }
        kept.forget_beyond(self.entries);
    }

    /// [`EventStore::release`], at once.
    pub(super) fn release_now(&self, ids: &[String], holder: &str) {
        let mut kept = self.kept();
        for id in ids {
            if kept.known.get(id).is_some_and(|known| known.holder.as_deref() == Some(holder)) {
                kept.forget(id);
            }
        }
    }
}

impl Default for MemoryEvents {
    fn default() -> Self {
        Self::new(ENTRIES)
    }
}

impl fmt::Debug for MemoryEvents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("MemoryEvents").field("entries", &self.entries).finish_non_exhaustive()
    }
}

impl EventStore for MemoryEvents {
    fn claim<'a>(&'a self, ids: &'a [String], holder: &'a str, until: Time, now: Time) -> StoreFuture<'a, Vec<Option<EventState>>> {
        Box::pin(async move { Ok(self.claim_now(ids, holder, until, now)) })
    }

    fn accept<'a>(&'a self, ids: &'a [String], until: Time, _: Time) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            self.accept_now(ids, until);
            Ok(())
        })
    }

    fn release<'a>(&'a self, ids: &'a [String], holder: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            self.release_now(ids, holder);
            Ok(())
        })
    }
}

impl Known {
    /// The state of the event for somebody who claims it.
    fn state(&self, holder: &str, now: Time) -> Option<EventState> {
        match &self.holder {
            _ if self.until < now => None,
            None => Some(EventState::Accepted),
            Some(own) if own == holder => None,
            Some(_) => Some(EventState::Claimed),
        }
    }
}

impl Kept {
    fn put(&mut self, id: &str, holder: Option<String>, until: Time) {
        self.forget(id);
        let number = self.next;
        self.next += 1;
        self.known.insert(id.to_owned(), Known { number, holder, until });
        self.order.insert(number, id.to_owned());
    }

    fn forget(&mut self, id: &str) {
        if let Some(known) = self.known.remove(id) {
            self.order.remove(&known.number);
        }
    }

    /// Forgets the oldest events as long as their time is over. One of a later time may stand before others; the limit of all is then left.
    fn forget_before(&mut self, now: Time) {
        while let Some(entry) = self.order.first_entry().filter(|entry| self.known.get(entry.get()).is_none_or(|known| known.until < now)) {
            self.known.remove(&entry.remove());
        }
    }

    fn forget_beyond(&mut self, entries: usize) {
        while self.order.len() > entries {
            let Some((_, id)) = self.order.pop_first() else { return };
            self.known.remove(&id);
        }
    }
}

#[cfg(test)]
mod tests {
    use restli_core::Time;

    use super::MemoryEvents;
    use crate::webhook::EventState;

    /// Claims and accepts an event at a second; it is kept for ten. Returns its state before.
    fn accept(events: &MemoryEvents, id: u8, second: i64) -> Option<EventState> {
        let (ids, at) = ([id.to_string()], |second: i64| Time::from_millis(second * 1000));
        let state = events.claim_now(&ids, "me", at(second + 10), at(second)).remove(0);
        events.accept_now(&ids, at(second + 10));
        state
    }

    fn sizes(events: &MemoryEvents) -> (usize, usize) {
        let kept = events.kept();
        (kept.known.len(), kept.order.len())
    }

    #[test]
    fn events_whose_time_is_over_are_forgotten() {
        let events = MemoryEvents::new(100);
        assert_eq!(accept(&events, 1, 0), None);
        assert_eq!(accept(&events, 1, 10), Some(EventState::Accepted));
        assert_eq!(accept(&events, 2, 21), None);
        assert_eq!(sizes(&events), (1, 1));
    }

    #[test]
    fn events_beyond_the_limit_are_forgotten_oldest_first() {
        let events = MemoryEvents::new(2);
        for id in 1..=3 {
            accept(&events, id, 0);
        }
        assert_eq!([3, 2].map(|id| accept(&events, id, 1)), [Some(EventState::Accepted); 2]);
        assert_eq!(accept(&events, 1, 1), None);
        assert_eq!(sizes(&events), (2, 2));
    }
}
