//! The answers that a client keeps, within bounds.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use tokio::time::Instant;

use super::Cache;
use super::key::{Fingerprint, Fingerprints, Key};

/// An answer as it was received.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The time at which it came, or at which the server last said that it holds.
    pub(crate) since: Instant,
    /// The time for which it holds.
    pub(crate) life: Duration,
}

impl Answer {
    fn size(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        self.body.len() + headers + size_of::<Self>()
    }
}

/// The answers of a client. Those that were not asked for the longest make room for others.
pub(crate) struct Kept {
    pub(crate) limits: Cache,
    pub(crate) fingerprints: Fingerprints,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    entries: BTreeMap<Arc<Key>, Entry>,
    /// Keys by the turn in which they were last asked for.
    turns: BTreeMap<u64, Arc<Key>>,
    turn: u64,
    bytes: usize,
    /// The number of calls so far that may have changed something.
    changes: u64,
}

struct Entry {
    answer: Answer,
    turn: u64,
    size: usize,
}

impl State {
    fn remove(&mut self, key: &Key) {
        if let Some(entry) = self.entries.remove(key) {
            self.turns.remove(&entry.turn);
            self.bytes -= entry.size;
        }
    }
}

impl Kept {
    pub(crate) fn new(limits: Cache) -> Self {
        Self { limits, fingerprints: Fingerprints::default(), state: Mutex::default() }
    }

    /// The answer to a request, if it is kept, and the number of changes so far.
    pub(crate) fn get(&self, key: &Key) -> (Option<Answer>, u64) {
        let mut state = self.state();
        let State { entries, turns, turn, changes, .. } = &mut *state;
        let answer = entries.get_mut(key).and_then(|entry| {
            let key = turns.remove(&entry.turn)?;
            *turn += 1;
            entry.turn = *turn;
            turns.insert(*turn, key);
            Some(entry.answer.clone())
        });
        (answer, *changes)
    }

    /// Keeps an answer, unless something may have changed since the request was looked up.
    pub(crate) fn put(&self, key: Key, answer: Answer, changes: u64) {
        let size = key.size() + answer.size();
        let mut state = self.state();
        state.remove(&key);
        if state.changes != changes || size > self.limits.bytes || self.limits.entries == 0 {
            return;
        }
        while state.entries.len() >= self.limits.entries || state.bytes + size > self.limits.bytes {
            let Some((_, oldest)) = state.turns.pop_first() else { break };
            state.remove(&oldest);
        }
        state.turn += 1;
        let (turn, key) = (state.turn, Arc::new(key));
        state.turns.insert(turn, Arc::clone(&key));
        state.bytes += size;
        state.entries.insert(key, Entry { answer, turn, size });
    }

    /// Forgets all answers to a token, since a call of it may have changed what they say.
    pub(crate) fn forget(&self, token: Fingerprint) {
        let mut state = self.state();
        state.changes += 1;
        let keys: Vec<Arc<Key>> = state.entries.keys().filter(|key| key.token == token).cloned().collect();
        for key in &keys {
            state.remove(key);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Kept").field("limits", &self.limits).field("bytes", &self.state().bytes).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    fn key(kept: &Kept, path: &str) -> Key {
        Key::new("things.get", kept.fingerprints.of(None), &Method::GET, path, &HeaderMap::new(), &Bytes::new())
    }

    fn answer(length: usize) -> Answer {
        let body = Bytes::from(vec![b'x'; length]);
        Answer { status: StatusCode::OK, headers: HeaderMap::new(), body, since: Instant::now(), life: Duration::from_secs(60) }
    }

    fn is_kept(kept: &Kept, path: &str) -> bool {
        kept.get(&key(kept, path)).0.is_some()
    }

    #[test]
    fn answer_that_was_not_asked_for_the_longest_makes_room() {
        let kept = Kept::new(Cache::of_age(Duration::from_secs(60)).entries(2));
        for path in ["/a", "/b"] {
            kept.put(key(&kept, path), answer(1), 0);
        }
        assert!(is_kept(&kept, "/a"));
        kept.put(key(&kept, "/c"), answer(1), 0);
        assert_eq!(["/a", "/b", "/c"].map(|path| is_kept(&kept, path)), [true, false, true]);
    }

    #[test]
    fn bytes_of_all_answers_stay_within_the_limit() {
        let limit = 10_000;
        let kept = Kept::new(Cache::of_age(Duration::from_secs(60)).bytes(limit));
        for number in 0..1000_usize {
            kept.put(key(&kept, &format!("/{}", number % 40)), answer(number * 37 % 5000), 0);
            let state = kept.state();
            let sizes: usize = state.entries.values().map(|entry| entry.size).sum();
            assert!(state.bytes == sizes && sizes <= limit, "{sizes}, {}", state.bytes);
            assert_eq!(state.entries.len(), state.turns.len());
        }
        kept.put(key(&kept, "/large"), answer(limit), 0);
        assert!(!is_kept(&kept, "/large"));
    }

    #[test]
    fn answer_to_a_request_before_a_change_is_not_kept() {
        let kept = Kept::new(Cache::of_age(Duration::from_secs(60)));
        let (_, changes) = kept.get(&key(&kept, "/a"));
        kept.forget(kept.fingerprints.of(None));
        kept.put(key(&kept, "/a"), answer(1), changes);
        assert!(!is_kept(&kept, "/a"));
    }
}
