//! The order of turns, case by case.

use super::*;

/// A queue whose calls have names.
struct Named {
    turns: Turns,
    places: Vec<(&'static str, Place)>,
}

impl Named {
    fn of(concurrency: usize, waiting: usize) -> Self {
        Self { turns: Turns::new(Queue::of(concurrency).waiting(waiting)), places: Vec::new() }
    }

    fn join(&mut self, name: &'static str, priority: Priority, group: &str) {
        let place = self.turns.join(priority, group.into());
        self.places.push((name, place));
    }

    fn place(&self, name: &str) -> Place {
        self.places.iter().find(|(known, _)| *known == name).map(|(_, place)| place.clone()).expect("a call that has joined")
    }

    fn name(&self, number: u64) -> &'static str {
        self.places.iter().find(|(_, place)| place.number == number).map_or("", |(name, _)| *name)
    }

    /// The calls whose turn it is while one after another ends.
    fn served(&mut self, most: usize) -> Vec<&'static str> {
        let mut served = Vec::new();
        while served.len() < most
            && let Some(number) = self.turns.next()
        {
            served.push(self.name(number));
            self.turns.end();
        }
        served
    }

    fn surplus(&mut self) -> Option<&'static str> {
        let number = self.turns.surplus()?;
        Some(self.name(number))
    }
}

#[test]
fn calls_of_one_group_have_their_turns_as_they_came_and_no_more_than_there_are_slots() {
    let mut queue = Named::of(2, 9);
    for name in ["a", "b", "c", "d"] {
        queue.join(name, Priority::Normal, "daily");
    }
    assert_eq!([queue.turns.next(), queue.turns.next(), queue.turns.next()], [Some(1), Some(2), None]);
    queue.turns.end();
    assert_eq!([queue.turns.next(), queue.turns.next()], [Some(3), None]);
}

#[test]
fn groups_take_turns_however_many_calls_one_of_them_has() {
    let mut queue = Named::of(1, 9);
    for name in ["a1", "a2", "a3"] {
        queue.join(name, Priority::Normal, "a");
    }
    queue.join("b1", Priority::Normal, "b");
    queue.join("c1", Priority::Normal, "c");
    assert_eq!(queue.served(2), ["a1", "b1"]);
    queue.join("b2", Priority::Normal, "b");
    assert_eq!(queue.served(9), ["c1", "a2", "b2", "a3"]);
}

#[test]
fn group_that_comes_anew_again_and_again_does_not_keep_others_waiting() {
    let mut queue = Named::of(1, 9);
    queue.join("a1", Priority::Normal, "a");
    queue.join("a2", Priority::Normal, "a");
    assert_eq!(queue.served(1), ["a1"]);
    let mut others = 0;
    while queue.served(1) != ["a2"] {
        queue.join("b", Priority::Normal, "b");
        others += 1;
        assert!(others < 3, "a2 waits for ever");
    }
}

#[test]
fn higher_priority_goes_first_and_the_lowest_is_not_passed_over_for_ever() {
    let mut queue = Named::of(1, 99);
    for _ in 0..2 {
        queue.join("background", Priority::Background, "daily");
        queue.join("normal", Priority::Normal, "daily");
    }
    for _ in 0..16 {
        queue.join("interactive", Priority::Interactive, "daily");
    }
    let served = queue.served(99);
    let of = |name: &str| served.iter().enumerate().filter(|(_, served)| **served == name).map(|(index, _)| index).collect::<Vec<_>>();
    assert_eq!((of("normal"), of("background")), (vec![7, 16], vec![8, 17]), "{served:?}");
}

#[test]
fn call_that_waits_for_a_quota_leaves_its_slot_and_keeps_its_place() {
    let mut queue = Named::of(1, 9);
    queue.join("a1", Priority::Normal, "a");
    queue.join("a2", Priority::Normal, "a");
    assert_eq!(queue.turns.next(), Some(1));
    queue.turns.stand_aside(&queue.place("a1"));
    queue.join("b1", Priority::Normal, "b");
    assert_eq!(queue.served(9), ["a2", "b1"]);
    queue.join("a3", Priority::Normal, "a");
    queue.turns.come_back(&queue.place("a1"));
    assert_eq!(queue.served(9), ["a1", "a3"]);
}

#[test]
fn full_queue_refuses_the_last_call_of_the_largest_group_of_the_lowest_priority() {
    let mut queue = Named::of(1, 3);
    queue.join("busy", Priority::Normal, "a");
    assert_eq!(queue.turns.next(), Some(1));
    for name in ["a1", "a2", "a3"] {
        queue.join(name, Priority::Normal, "a");
        assert_eq!(queue.surplus(), None);
    }
    queue.join("a4", Priority::Normal, "a");
    assert_eq!(queue.surplus(), Some("a4"));
    queue.join("b1", Priority::Normal, "b");
    assert_eq!(queue.surplus(), Some("a3"));
    queue.join("urgent", Priority::Interactive, "c");
    assert_eq!(queue.surplus(), Some("a2"));
    queue.join("later", Priority::Background, "d");
    assert_eq!((queue.surplus(), queue.surplus()), (Some("later"), None));
    queue.turns.end();
    assert_eq!(queue.served(9), ["urgent", "a1", "b1"]);
}

#[test]
fn calls_that_wait_for_a_quota_count_among_those_that_wait() {
    let mut queue = Named::of(1, 1);
    queue.join("a1", Priority::Normal, "a");
    assert_eq!(queue.turns.next(), Some(1));
    queue.turns.stand_aside(&queue.place("a1"));
    assert_eq!(queue.surplus(), None);
    // A slot is free, so that nobody has to wait.
    queue.join("a2", Priority::Normal, "a");
    assert_eq!((queue.turns.next(), queue.surplus()), (Some(2), None));
    queue.turns.stand_aside(&queue.place("a2"));
    assert_eq!((queue.surplus(), queue.surplus()), (Some("a2"), None));
}

#[test]
fn queue_that_everybody_has_left_keeps_nothing() {
    let mut queue = Named::of(1, 9);
    for (name, group) in [("a", "a"), ("b", "b"), ("c", "c")] {
        queue.join(name, Priority::Background, group);
    }
    assert_eq!(queue.turns.next(), Some(1));
    queue.turns.leave(&queue.place("b"));
    queue.turns.leave(&queue.place("c"));
    queue.turns.end();
    assert!(queue.turns.lanes.is_empty() && queue.turns.in_flight == 0);
}
