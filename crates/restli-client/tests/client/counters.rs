//! The contract of every home of counters.

use std::sync::Arc;

use restli_client::{Count, Counter, CounterStore, MemoryCounters, Taken, Time};

/// The time so many seconds after the beginning of the tests.
fn at(second: i64) -> Time {
    Time::from_millis(1_000_000_000_000 + second * 1000)
}

/// A counter of five, whose window would end at the second.
fn five(key: &str, end: i64) -> Counter {
    Counter::new(key, 5, at(end))
}

async fn used(store: &impl CounterStore, key: &str, second: i64) -> Option<u64> {
    store.peek(key, at(second)).await.unwrap().map(|count| count.used)
}

/// The contract, for a store that holds nothing yet.
pub(crate) async fn keeps_the_contract(store: impl CounterStore) {
    counts_up_to_the_limit(&store).await;
    counts_on_all_or_none(&store).await;
    learns_from_the_server(&store).await;
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
    let (small, large) = (Counter::new("small", 1, at(60)), Counter::new("large", 9, at(600)));
    let both = [small.clone(), large.clone()];
    assert!(store.take(&both, at(0)).await.unwrap().granted);
    let full = store.take(&both, at(1)).await.unwrap();
    assert_eq!(full, Taken::new(false, vec![Count::new(1, at(60)), Count::new(1, at(600))]));
    assert_eq!(used(store, "large", 1).await, Some(1));
    store.give_back(&both, at(2)).await.unwrap();
    assert_eq!((used(store, "small", 2).await, used(store, "large", 2).await), (Some(0), Some(0)));
    // Nothing is given back to a window that has ended, nor below zero.
    store.give_back(&both, at(2)).await.unwrap();
    assert_eq!(used(store, "large", 2).await, Some(0));
    assert!(store.take(&both, at(3)).await.unwrap().granted);
    store.give_back(&both, at(100)).await.unwrap();
    assert_eq!((used(store, "small", 100).await, used(store, "large", 100).await), (None, Some(0)));
    assert!(store.take(&[], at(0)).await.unwrap().granted);
}

async fn learns_from_the_server(store: &impl CounterStore) {
    store.raise("told", Count::new(4, at(60)), at(0)).await.unwrap();
    assert!(store.take(&[five("told", 99)], at(1)).await.unwrap().granted);
    // A lower count changes the end of the window alone.
    store.raise("told", Count::new(2, at(50)), at(2)).await.unwrap();
    assert_eq!(store.peek("told", at(2)).await.unwrap(), Some(Count::new(5, at(50))));
    assert!(!store.take(&[five("told", 99)], at(49)).await.unwrap().granted);
    store.raise("told", Count::new(1, at(90)), at(51)).await.unwrap();
    assert_eq!(store.peek("told", at(51)).await.unwrap(), Some(Count::new(1, at(90))));
}

async fn never_grants_too_many(store: impl CounterStore) {
    let store = Arc::new(store);
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let counters = [Counter::new("app", 500, at(60)), Counter::new("member", 1000, at(60))];
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
