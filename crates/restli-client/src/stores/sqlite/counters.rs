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

    fn give_back<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, ()> {
        let counters = counters.to_vec();
        let change = "UPDATE counters SET used = used - 1 WHERE key = ?1 AND ends > ?2 AND used > 0";
        self.work(move |place| {
            place.with(|connection| {
                let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                for counter in &counters {
                    step.execute(change, params![counter.key, now.as_millis()])?;
                }
                step.commit()
            })
        })
    }

    fn raise<'a>(&'a self, key: &'a str, told: Count, now: Time) -> StoreFuture<'a, ()> {
        let key = key.to_owned();
        let change = "INSERT INTO counters (key, used, ends) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET ends = excluded.ends, \
                      used = CASE WHEN counters.ends > ?4 THEN max(counters.used, excluded.used) ELSE excluded.used END";
        self.work(move |place| {
            let values = params![key, number(told.used), told.end.as_millis(), now.as_millis()];
            place.with(|connection| connection.execute(change, values)).map(|_| ())
        })
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
    if kept.iter().any(|kept| kept.is_none_or(|count| !count.is_open(now))) {
        let past = now.as_millis().saturating_sub(i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX));
        step.execute("DELETE FROM counters WHERE ends <= ?1", [past])?;
    }
    let taken = Taken::of(counters, kept, now);
    if taken.granted {
        for (counter, count) in counters.iter().zip(&taken.counts) {
            let put = "INSERT OR REPLACE INTO counters (key, used, ends) VALUES (?1, ?2, ?3)";
            step.execute(put, params![counter.key, number(count.used), count.end.as_millis()])?;
        }
    }
    step.commit()?;
    Ok(taken)
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
