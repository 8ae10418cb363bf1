//! The decision whose turn it is in a queue, and who leaves it when more wait than may.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Priority, Queue};

/// So many turns that a priority is passed over are followed by one of its own.
const PASSES: u32 = 7;

/// The calls that take turns with each other: of one priority, and with the same quotas.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct LaneName {
    priority: Priority,
    group: Arc<str>,
}

/// The place of a call in the queue.
#[derive(Clone, Debug)]
pub(super) struct Place {
    lane: LaneName,
    /// Calls that came earlier have smaller numbers.
    pub(super) number: u64,
}

/// The calls of a lane by their numbers.
#[derive(Debug, Default)]
struct Lane {
    /// The turns that the queue had given at the last one of this lane, or when it came.
    since: u64,
    ready: BTreeSet<u64>,
    /// Calls that wait for a quota.
    aside: BTreeSet<u64>,
}

impl Lane {
    fn len(&self) -> usize {
        self.ready.len() + self.aside.len()
    }

    /// The call that came last.
    fn last(&self) -> Option<u64> {
        self.ready.last().max(self.aside.last()).copied()
    }
}

/// The slots of a queue, and the calls that wait.
#[derive(Debug)]
pub(super) struct Turns {
    limits: Queue,
    in_flight: usize,
    lanes: BTreeMap<LaneName, Lane>,
    /// The turns of others for which calls of a priority had to wait.
    passed: BTreeMap<Priority, u32>,
    arrived: u64,
    given: u64,
}

impl Turns {
    pub(super) fn new(limits: Queue) -> Self {
        Self { limits, in_flight: 0, lanes: BTreeMap::new(), passed: BTreeMap::new(), arrived: 0, given: 0 }
    }

    /// Lets a call join the queue.
    pub(super) fn join(&mut self, priority: Priority, group: Arc<str>) -> Place {
        self.arrived += 1;
        let place = Place { lane: LaneName { priority, group }, number: self.arrived };
        self.lane(&place).ready.insert(place.number);
        place
    }

    /// Takes the slot from a call that waits for a quota.
    pub(super) fn stand_aside(&mut self, place: &Place) {
        self.end();
        self.lane(place).aside.insert(place.number);
    }

    /// Lets a call that has waited for a quota wait for its turn, among those that came when it did.
    pub(super) fn come_back(&mut self, place: &Place) {
        let lane = self.lane(place);
        lane.aside.remove(&place.number);
        lane.ready.insert(place.number);
    }

    /// Ends a call that has a slot.
    pub(super) fn end(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    /// Takes a call out that waits.
    pub(super) fn leave(&mut self, place: &Place) {
        self.remove(&place.lane, place.number);
    }

    /// Gives a free slot to the call whose turn it is: of the priority that is due, in the lane whose last turn is longest ago, the first.
    pub(super) fn next(&mut self) -> Option<u64> {
        if self.in_flight >= self.limits.concurrency {
            return None;
        }
        let due = self.due()?;
        let lanes = self.lanes.iter().filter(|(name, _)| name.priority == due);
        let firsts = lanes.filter_map(|(name, lane)| Some((lane.since, *lane.ready.first()?, name)));
        let (_, number, name) = firsts.min()?;
        let name = name.clone();
        self.given += 1;
        self.in_flight += 1;
        for priority in self.ready().into_iter().filter(|priority| *priority > due) {
            *self.passed.entry(priority).or_default() += 1;
        }
        self.passed.remove(&due);
        if let Some(lane) = self.lanes.get_mut(&name) {
            lane.since = self.given;
        }
        self.remove(&name, number);
        Some(number)
    }

    /// Takes out a call where more wait than may: of the lowest priority, in the lane with the most calls, the last.
    pub(super) fn surplus(&mut self) -> Option<u64> {
        if self.lanes.values().map(Lane::len).sum::<usize>() <= self.limits.waiting {
            return None;
        }
        let lowest = self.lanes.keys().next_back()?.priority;
        let lanes = self.lanes.iter().filter(|(name, _)| name.priority == lowest);
        let (_, number, name) = lanes.filter_map(|(name, lane)| Some((lane.len(), lane.last()?, name))).max()?;
        let name = name.clone();
        self.remove(&name, number);
        Some(number)
    }

    /// The highest priority with a call that is ready, but for one that was passed over often enough.
    fn due(&self) -> Option<Priority> {
        let ready = self.ready();
        let is_starved = |priority: &&Priority| self.passed.get(priority).is_some_and(|passed| *passed >= PASSES);
        ready.iter().find(is_starved).or_else(|| ready.first()).copied()
    }

    /// The priorities of the calls that are ready.
    fn ready(&self) -> BTreeSet<Priority> {
        self.lanes.iter().filter(|(_, lane)| !lane.ready.is_empty()).map(|(name, _)| name.priority).collect()
    }

    /// The lane of a place; a new one has its turn after those that are there.
    fn lane(&mut self, place: &Place) -> &mut Lane {
        let since = self.given;
        self.lanes.entry(place.lane.clone()).or_insert_with(|| Lane { since, ..Lane::default() })
    }

    fn remove(&mut self, name: &LaneName, number: u64) {
        let Some(lane) = self.lanes.get_mut(name) else { return };
        lane.ready.remove(&number);
        lane.aside.remove(&number);
        if lane.len() == 0 {
            self.lanes.remove(name);
        }
    }
}

#[cfg(test)]
mod tests;
