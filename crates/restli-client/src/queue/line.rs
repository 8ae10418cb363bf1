//! The state of a queue: its turns, and the calls that wait to be told of theirs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::turns::{Place, Turns};
use super::{Priority, Queue};

/// The queue of a client.
#[derive(Debug)]
pub(crate) struct Line {
    limits: Queue,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    turns: Turns,
    /// The calls that wait, by their numbers.
    waiting: BTreeMap<u64, oneshot::Sender<Word>>,
}

/// The word that a call waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// The call has a slot.
    Turn,
    /// The queue has no place for the call.
    NoPlace,
}

/// The end of a wait: the queue has no place for the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoPlace;

impl State {
    /// Gives the free slots away, then sends away who has no place.
    fn settle(&mut self) {
        while let Some(number) = self.turns.next() {
            self.tell(number, Word::Turn);
        }
        while let Some(number) = self.turns.surplus() {
            self.tell(number, Word::NoPlace);
        }
    }

    fn tell(&mut self, number: u64, word: Word) {
        if let Some(call) = self.waiting.remove(&number) {
            // A call that is dropped looks for its word under the lock of this state.
            let _ = call.send(word);
        }
    }

    fn wait(&mut self, place: &Place) -> Stand {
        let (sender, word) = oneshot::channel();
        self.waiting.insert(place.number, sender);
        self.settle();
        Stand::Waits(word)
    }
}

impl Line {
    pub(crate) fn new(limits: Queue) -> Self {
        Self { limits, state: Mutex::new(State { turns: Turns::new(limits), waiting: BTreeMap::new() }) }
    }

    /// Lets a call join the queue.
    pub(crate) fn join(self: &Arc<Self>, priority: Priority, group: &str) -> Turn {
        let mut state = self.state();
        let place = state.turns.join(priority, group.into());
        let stand = state.wait(&place);
        drop(state);
        Turn { line: Arc::clone(self), place, stand }
    }

    fn stand_aside(&self, place: &Place) -> Stand {
        let mut state = self.state();
        state.turns.stand_aside(place);
        state.wait(place)
    }

    fn come_back(&self, place: &Place) {
        let mut state = self.state();
        if state.waiting.contains_key(&place.number) {
            state.turns.come_back(place);
            state.settle();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of a call in the queue, or its slot. Whoever drops it leaves the queue.
#[derive(Debug)]
pub(crate) struct Turn {
    line: Arc<Line>,
    place: Place,
    stand: Stand,
}

#[derive(Debug)]
enum Stand {
    Waits(oneshot::Receiver<Word>),
    HasSlot,
    Left,
}

impl Turn {
    pub(crate) fn limits(&self) -> Queue {
        self.line.limits
    }

    /// Waits for a slot.
    pub(crate) async fn come(&mut self) -> Result<(), NoPlace> {
        let Stand::Waits(word) = &mut self.stand else { return Ok(()) };
        match word.await {
            Ok(Word::Turn) => {
                self.stand = Stand::HasSlot;
                Ok(())
            }
            Ok(Word::NoPlace) | Err(_) => {
                self.stand = Stand::Left;
                Err(NoPlace)
            }
        }
    }

    /// Gives the slot to others for a time, after which [`come`](Self::come) waits for another.
    pub(crate) async fn stand_aside(&mut self, time: Duration) -> Result<(), NoPlace> {
        self.stand = self.line.stand_aside(&self.place);
        if timeout(time, self.come()).await.is_ok() {
            // Nobody aside is given a slot.
            return Err(NoPlace);
        }
        self.line.come_back(&self.place);
        Ok(())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut state = self.line.state();
        match &mut self.stand {
            Stand::Waits(word) => {
                if state.waiting.remove(&self.place.number).is_some() {
                    state.turns.leave(&self.place);
                } else if word.try_recv() == Ok(Word::Turn) {
                    state.turns.end();
                }
            }
            Stand::HasSlot => state.turns.end(),
            Stand::Left => {}
        }
        state.settle();
    }
}

#[cfg(test)]
mod tests;
