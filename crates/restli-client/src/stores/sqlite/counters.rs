//! The home of counters in a file of SQLite.

use std::time::Duration;

use restli_core::Time;
use rusqlite::{Connection, OptionalExtension as _, Row, TransactionBehavior, params};

use super::SqliteStore;
use crate::quotas::{Count, Counter, CounterStore, Taken};
use crate::store::StoreFuture;

/// The time for which a window that has ended is kept: the clocks of programs differ.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

const KEPT_COUNT: &str = "SELECT used, ends FROM counters WHERE key = ?1";

impl CounterStore for SqliteStore {
    fn take<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, Taken> {
        let counters = counters.to_vec();
        self.work(move |place| place.with(|connection| take(connection, &counters, now)))
    }

    fn give_back<'a>(&'a self, counters: &'a [Counter], taken: &'a [Count]) -> StoreFuture<'a, ()> {
        let taken: Vec<(String, Count)> = counters.iter().map(|counter| counter.key.clone()).zip(taken.iter().copied()).collect();
        let change = "UPDATE counters SET used = used - 1 WHERE key = ?1 AND ends = ?2 AND used > 0";
        self.work(move |place| {
            place.with(|connection| {
                let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                for (key, count) in &taken {
                    step.execute(change, params![key, count.end.as_millis()])?;
                }
                step.commit()
            })
        })
    }

    fn raise<'a>(&'a self, counter: &'a Counter, told: Count, now: Time) -> StoreFuture<'a, ()> {
        let counter = counter.clone();
        self.work(move |place| place.with(|connection| raise(connection, &counter, told, now)))
    }

    fn peek<'a>(&'a self, key: &'a str, now: Time) -> StoreFuture<'a, Option<Count>> {
        let key = key.to_owned();
        self.work(move |place| {
            let kept = place.with(|connection| connection.query_row(KEPT_COUNT, [&key], count).optional())?;
            Ok(kept.filter(|count| count.is_open(now)))
        })
    }
}

fn take(connection: &mut Connection, counters: &[Counter], now: Time) -> rusqlite::Result<Taken> {
    let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let kept = counters.iter().map(|counter| step.query_row(KEPT_COUNT, [&counter.key], count).optional());
    let kept = kept.collect::<rusqlite::Result<Vec<_>>>()?;
    // A window begins: a moment to look for those that nobody will count on again.
    if counters.iter().zip(&kept).any(|(counter, kept)| kept.is_none_or(|count| !counter.holds(count, now))) {
        let past = now.as_millis().saturating_sub(i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX));
        step.execute("DELETE FROM counters WHERE ends <= ?1", [past])?;
    }
    let taken = Taken::of(counters, kept, now);
    if taken.granted {
        for (counter, count) in counters.iter().zip(&taken.counts) {
            put(&step, &counter.key, *count)?;
        }
    }
    step.commit()?;
    Ok(taken)
}

fn raise(connection: &mut Connection, counter: &Counter, told: Count, now: Time) -> rusqlite::Result<()> {
    let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let kept = step.query_row(KEPT_COUNT, [&counter.key], count).optional()?;
    if let Some(raised) = counter.raised(kept, told, now) {
        put(&step, &counter.key, raised)?;
    }
    step.commit()
}

fn put(step: &Connection, key: &str, count: Count) -> rusqlite::Result<()> {
    let put = "INSERT OR REPLACE INTO counters (key, used, ends) VALUES (?1, ?2, ?3)";
    step.execute(put, params![key, number(count.used), count.end.as_millis()]).map(|_| ())
}

/// A count of a row.
fn count(row: &Row<'_>) -> rusqlite::Result<Count> {
    let used = u64::try_from(row.get::<_, i64>(0)?).unwrap_or_default();
    Ok(Count::new(used, Time::from_millis(row.get(1)?)))
}

/// A count as SQLite keeps it.
fn number(used: u64) -> i64 {
    i64::try_from(used).unwrap_or(i64::MAX)
}
