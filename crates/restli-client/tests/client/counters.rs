//! The contract of every home of counters.

use std::sync::Arc;
use std::time::Duration;

use restli_client::{Count, Counter, CounterStore, MemoryCounters, Taken, Time};

/// The time so many seconds after the beginning of the tests.
fn at(second: i64) -> Time {
    Time::from_millis(1_000_000_000_000 + second * 1000)
}

const MINUTE: Duration = Duration::from_secs(60);

/// A counter of five in a minute, whose window would end at the second.
fn five(key: &str, end: i64) -> Counter {
    Counter::new(key, 5, MINUTE, at(end))
}

/// A counter of five in an hour, whose window would end at the second.
fn hourly(key: &str, end: i64) -> Counter {
    Counter::new(key, 5, MINUTE * 60, at(end))
}

async fn used(store: &impl CounterStore, key: &str, second: i64) -> Option<u64> {
    store.peek(key, at(second)).await.unwrap().map(|count| count.used)
}

/// The contract, for a store that holds nothing yet.
pub(crate) async fn keeps_the_contract(store: impl CounterStore) {
    counts_up_to_the_limit(&store).await;
    counts_on_all_or_none(&store).await;
    gives_back_to_the_window_that_was_taken_from(&store).await;
    learns_from_the_server(&store).await;
    ignores_lessons_of_earlier_windows(&store).await;
    begins_anew_where_a_clock_was_wrong(&store).await;
    never_grants_too_many(store).await;
}

async fn counts_up_to_the_limit(store: &impl CounterStore) {
    assert_eq!(used(store, "one", 0).await, None);
    for count in 1..=5 {
        // The end of the open window stays.
        let taken = store.take(&[five("one", 60 + count)], at(count)).await.unwrap();
        assert_eq!(taken, Taken::new(true, vec![Count::new(count.unsigned_abs(), at(61))]));
    }
    let full = Taken::new(false, vec![Count::new(5, at(61))]);
    assert_eq!(store.take(&[five("one", 99)], at(60)).await.unwrap(), full);
    assert_eq!(store.peek("one", at(60)).await.unwrap(), Some(Count::new(5, at(61))));
    // A window that ends at a time is over at that time.
    assert_eq!(used(store, "one", 61).await, None);
    let anew = Taken::new(true, vec![Count::new(1, at(99))]);
    assert_eq!(store.take(&[five("one", 99)], at(61)).await.unwrap(), anew);
}

async fn counts_on_all_or_none(store: &impl CounterStore) {
    let (small, large) = (Counter::new("small", 1, MINUTE, at(60)), Counter::new("large", 9, MINUTE * 10, at(600)));
    let both = [small.clone(), large.clone()];
    let taken = store.take(&both, at(0)).await.unwrap();
    assert!(taken.granted);
    let full = store.take(&both, at(1)).await.unwrap();
    assert_eq!(full, Taken::new(false, vec![Count::new(1, at(60)), Count::new(1, at(600))]));
    assert_eq!(used(store, "large", 1).await, Some(1));
    // Nothing is given back below zero.
    for _ in 0..2 {
        store.give_back(&both, &taken.counts).await.unwrap();
        assert_eq!((used(store, "small", 2).await, used(store, "large", 2).await), (Some(0), Some(0)));
    }
    assert!(store.take(&[], at(0)).await.unwrap().granted);
}

async fn gives_back_to_the_window_that_was_taken_from(store: &impl CounterStore) {
    let (before, after) = ([five("lent", 60), hourly("lent_longer", 3600)], [five("lent", 120), hourly("lent_longer", 3600)]);
    let taken = store.take(&before, at(59)).await.unwrap();
    assert!(store.take(&after, at(60)).await.unwrap().granted);
    store.give_back(&before, &taken.counts).await.unwrap();
    assert_eq!((used(store, "lent", 60).await, used(store, "lent_longer", 60).await), (Some(1), Some(1)));
}

async fn learns_from_the_server(store: &impl CounterStore) {
    store.raise(&five("told", 60), Count::new(4, at(60)), at(0)).await.unwrap();
    assert!(store.take(&[five("told", 99)], at(1)).await.unwrap().granted);
    // A lower count changes nothing, and an earlier end does not shorten the window.
    store.raise(&five("told", 99), Count::new(2, at(50)), at(2)).await.unwrap();
    assert_eq!(store.peek("told", at(2)).await.unwrap(), Some(Count::new(5, at(60))));
    store.raise(&five("told", 99), Count::new(6, at(65)), at(3)).await.unwrap();
    assert_eq!(store.peek("told", at(3)).await.unwrap(), Some(Count::new(6, at(65))));
    store.raise(&five("told", 125), Count::new(1, at(125)), at(65)).await.unwrap();
    assert_eq!(store.peek("told", at(65)).await.unwrap(), Some(Count::new(1, at(125))));
}

async fn ignores_lessons_of_earlier_windows(store: &impl CounterStore) {
    let counter = hourly("late", 7200);
    assert!(store.take(std::slice::from_ref(&counter), at(3600)).await.unwrap().granted);
    // The window has ended by the clock of whoever tells, or by that of whoever began the next one.
    for now in [3601, 3599] {
        store.raise(&counter, Count::new(5, at(3600)), at(now)).await.unwrap();
        assert_eq!(store.peek("late", at(3602)).await.unwrap(), Some(Count::new(1, at(7200))), "{now}");
    }
    store.raise(&hourly("never", 7200), Count::new(5, at(3600)), at(3600)).await.unwrap();
    assert_eq!(used(store, "never", 0).await, None);
}

async fn begins_anew_where_a_clock_was_wrong(store: &impl CounterStore) {
    // A clock that is ahead by less than a minute is nothing unusual.
    assert!(store.take(&[five("ahead", 119)], at(59)).await.unwrap().granted);
    let taken = store.take(&[five("ahead", 60)], at(0)).await.unwrap();
    assert_eq!(taken.counts, [Count::new(2, at(119))]);
    let day = 86_400;
    let wrong = five("wrong", day + 60);
    assert!(store.take(&[wrong], at(day)).await.unwrap().granted);
    let taken = store.take(&[five("wrong", 60)], at(0)).await.unwrap();
    assert_eq!(taken, Taken::new(true, vec![Count::new(1, at(60))]));
    store.raise(&five("told_wrong", day), Count::new(5, at(day + 60)), at(day)).await.unwrap();
    store.raise(&five("told_wrong", 60), Count::new(2, at(60)), at(0)).await.unwrap();
    assert_eq!(store.peek("told_wrong", at(0)).await.unwrap(), Some(Count::new(2, at(60))));
}

async fn never_grants_too_many(store: impl CounterStore) {
    let store = Arc::new(store);
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let counters = [Counter::new("app", 500, MINUTE, at(60)), Counter::new("member", 1000, MINUTE, at(60))];
                let mut granted = 0;
                for _ in 0..100 {
                    granted += usize::from(store.take(&counters, at(0)).await.unwrap().granted);
                }
                granted
            })
        })
        .collect();
    let mut granted = 0;
    for task in tasks {
        granted += task.await.unwrap();
    }
    assert_eq!(granted, 500);
    assert_eq!((used(&*store, "app", 1).await, used(&*store, "member", 1).await), (Some(500), Some(500)));
}

#[tokio::test(flavor = "multi_thread")]
async fn counters_in_memory_keep_the_contract() {
    keeps_the_contract(MemoryCounters::new()).await;
}
