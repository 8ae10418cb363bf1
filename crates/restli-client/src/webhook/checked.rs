//! A call whose signature, app and age are right, before it is known whether it came before.

use std::collections::BTreeSet;

use restli_core::data::{DecodeError, Unread};
use restli_core::{Time, UnknownMember};

use super::body::Body;
use super::info::{EventInfo, Scheme};
use super::refusal::Refusal;
use super::store::EventState;

/// A call whose signature, app and age are right.
pub(super) struct Checked<'b, E: 'static> {
    pub(super) body: &'b [u8],
    pub(super) read: Body,
    /// The kind of the event; `None` if the scheme does not have it.
    pub(super) info: Option<&'static EventInfo<E>>,
    /// The time of the check.
    pub(super) now: Time,
    /// The time until which the events are remembered.
    pub(super) until: Time,
}

impl<E> Checked<'_, E> {
    /// The ids of the events that something tells from others, each once.
    pub(super) fn ids(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        self.all_ids().into_iter().flatten().filter(|id| seen.insert(id.clone())).collect()
    }

    fn all_ids(&self) -> Vec<Option<String>> {
        self.info.map(|info| self.read.ids(info)).unwrap_or_default()
    }

    /// The event with what did not come before, by the states of its [`ids`](Self::ids).
    pub(super) fn event(self, scheme: &Scheme<E>, states: &[Option<EventState>]) -> Result<(E, Unread), Refusal> {
        let Some(info) = self.info else {
            let unknown = UnknownMember { key: Some(self.read.name), value: self.read.json };
            return Ok(((scheme.unrecognized)(unknown), Unread::default()));
        };
        if states.contains(&Some(EventState::Claimed)) {
            return Err(Refusal::InProgress);
        }
        let ids = self.ids().into_iter().enumerate();
        let mut new: BTreeSet<String> = ids.filter(|(place, _)| states.get(*place).is_none_or(Option::is_none)).map(|(_, id)| id).collect();
        // The first event of an id is taken, and another one in the same body is its repetition.
        let new: Vec<bool> = self.all_ids().iter().map(|id| id.as_ref().is_none_or(|id| new.remove(id))).collect();
        let (event, unread) = match (new.contains(&true), new.contains(&false)) {
            (false, true) => return Err(Refusal::Replayed),
            (true, true) => (info.read)(self.read.without(info, &new).as_bytes()),
            (_, false) => (info.read)(self.body),
        }
        .map_err(unreadable)?;
        if let Some(first) = unread.problems().first() {
            let first = first.clone().without_excerpt();
            tracing::warn!(event = info.name, count = unread.count(), %first, "values of an event could not be read");
        }
        Ok((event, unread))
    }
}

/// The refusal of a body that is none of an event.
pub(super) fn unreadable(error: DecodeError) -> Refusal {
    Refusal::Unreadable(Box::new(error.without_excerpt()))
}
