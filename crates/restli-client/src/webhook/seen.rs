//! The events that were seen, so that one that comes again is known. Bounded in number and in time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use restli_core::Time;

/// The digest of what tells an event from all others.
pub(super) type Key = [u8; 32];

/// The state of an event that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Somebody is at work on it.
    Claimed,
    /// Accepted before.
    Accepted,
}

/// Events in the memory of this process.
pub(super) struct Seen {
    entries: usize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// The number of each event, and its state.
    known: BTreeMap<Key, (u64, State)>,
    /// The events in the order in which they came, each with the time until which it is kept.
    order: BTreeMap<u64, (Time, Key)>,
    next: u64,
}

impl Seen {
    /// A memory of so many events at most.
    pub(super) fn new(entries: usize) -> Self {
        Self { entries: entries.max(1), kept: Mutex::default() }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Claims the events that are not known, all in one step; returns the states of those that are. If somebody is at work on one of them,
    /// nothing is claimed.
    pub(super) fn claim(self: &Arc<Self>, keys: &[Option<Key>], now: Time, until: Time) -> (Vec<Option<State>>, Claim) {
        let mut kept = self.kept();
        while kept.order.first_key_value().is_some_and(|(_, (until, _))| *until < now) {
            kept.forget_first();
        }
        let states: Vec<_> = keys.iter().map(|key| key.and_then(|key| kept.known.get(&key)).map(|(_, state)| *state)).collect();
        let mut claimed = Vec::new();
        if !states.contains(&Some(State::Claimed)) {
            for key in keys.iter().zip(&states).filter(|(_, state)| state.is_none()).filter_map(|(key, _)| *key) {
                // An event may stand twice in one body.
                if !kept.known.contains_key(&key) {
                    let number = kept.next;
                    kept.next += 1;
                    kept.known.insert(key, (number, State::Claimed));
                    kept.order.insert(number, (until, key));
                    claimed.push(key);
                }
            }
        }
        while kept.order.len() > self.entries {
            kept.forget_first();
        }
        drop(kept);
        (states, Claim { seen: Arc::clone(self), keys: claimed })
    }
}

impl Kept {
    fn forget_first(&mut self) {
        if let Some((_, (_, key))) = self.order.pop_first() {
            self.known.remove(&key);
        }
    }
}

/// Events that somebody is at work on. Dropped without [`keep`](Self::keep) they are forgotten, so that the next attempt is taken.
pub(super) struct Claim {
    seen: Arc<Seen>,
    keys: Vec<Key>,
}

impl Claim {
    /// Marks the events as accepted.
    pub(super) fn keep(mut self) {
        let mut kept = self.seen.kept();
        for key in std::mem::take(&mut self.keys) {
            if let Some((_, state)) = kept.known.get_mut(&key) {
                *state = State::Accepted;
            }
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if self.keys.is_empty() {
            return;
        }
        let mut kept = self.seen.kept();
        for key in &self.keys {
            if let Some((number, _)) = kept.known.remove(key) {
                kept.order.remove(&number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use restli_core::Time;

    use super::{Key, Seen, State};

    /// An event that nothing tells from others for 0, else one of that key.
    fn key(byte: u8) -> Option<Key> {
        (byte > 0).then_some([byte; 32])
    }

    /// Claims and accepts events at a second; each is kept for ten. Returns their states before.
    fn accept(seen: &Arc<Seen>, keys: &[Option<Key>], second: i64) -> Vec<Option<State>> {
        let at = |second: i64| Time::from_millis(second * 1000);
        let (states, claim) = seen.claim(keys, at(second), at(second + 10));
        claim.keep();
        states
    }

    fn sizes(seen: &Seen) -> (usize, usize) {
        let kept = seen.kept();
        (kept.known.len(), kept.order.len())
    }

    #[test]
    fn event_that_was_accepted_is_known_until_its_time_is_over() {
        let seen = Arc::new(Seen::new(100));
        assert_eq!(accept(&seen, &[key(1), key(0)], 0), [None, None]);
        assert_eq!(accept(&seen, &[key(1), key(0)], 10), [Some(State::Accepted), None]);
        assert_eq!(accept(&seen, &[key(1)], 11), [None]);
    }

    #[test]
    fn events_beyond_the_limit_are_forgotten_oldest_first() {
        let seen = Arc::new(Seen::new(2));
        for byte in 1..=3 {
            accept(&seen, &[key(byte)], 0);
        }
        assert_eq!(accept(&seen, &[key(3), key(2)], 1), [Some(State::Accepted); 2]);
        assert_eq!(accept(&seen, &[key(1)], 1), [None]);
        assert_eq!(sizes(&seen), (2, 2));
    }

    #[test]
    fn claim_that_is_dropped_lets_the_next_one_have_the_event() {
        let seen = Arc::new(Seen::new(100));
        let now = Time::from_millis(0);
        let (_, claim) = seen.claim(&[key(1), key(1)], now, now);
        assert_eq!(seen.claim(&[key(1), key(2)], now, now).0, [Some(State::Claimed), None]);
        assert_eq!(sizes(&seen), (1, 1), "beside an event that somebody is at work on, none is claimed");
        drop(claim);
        assert_eq!(seen.claim(&[key(1)], now, now).0, [None]);
        assert_eq!(sizes(&seen), (0, 0));
    }
}
