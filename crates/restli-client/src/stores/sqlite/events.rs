//! The home of the events of webhooks in a file of SQLite.

use restli_core::Time;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use super::SqliteStore;
use crate::store::StoreFuture;
use crate::webhook::{EventState, EventStore};

/// An event has no holder once it is accepted.
const PUT: &str = "INSERT OR REPLACE INTO events (id, holder, ends) VALUES (?1, ?2, ?3)";

impl EventStore for SqliteStore {
    fn claim<'a>(&'a self, ids: &'a [String], holder: &'a str, until: Time, now: Time) -> StoreFuture<'a, Vec<Option<EventState>>> {
        let (ids, holder) = (ids.to_vec(), holder.to_owned());
        self.work(move |place| place.with(|connection| claim(connection, &ids, &holder, until, now)))
    }

    fn accept<'a>(&'a self, ids: &'a [String], until: Time, _: Time) -> StoreFuture<'a, ()> {
        let ids = ids.to_vec();
        self.work(move |place| {
            place.with(|connection| {
                let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                for id in &ids {
                    step.execute(PUT, params![id, None::<String>, until.as_millis()])?;
                }
                step.commit()
            })
        })
    }

    fn release<'a>(&'a self, ids: &'a [String], holder: &'a str) -> StoreFuture<'a, ()> {
        let (ids, holder) = (ids.to_vec(), holder.to_owned());
        self.work(move |place| {
            place.with(|connection| {
                let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                for id in &ids {
                    step.execute("DELETE FROM events WHERE id = ?1 AND holder = ?2", [id, &holder])?;
                }
                step.commit()
            })
        })
    }
}

fn claim(connection: &mut Connection, ids: &[String], holder: &str, until: Time, now: Time) -> rusqlite::Result<Vec<Option<EventState>>> {
    let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    step.execute("DELETE FROM events WHERE ends < ?1", [now.as_millis()])?;
    let holder_of = |id| step.query_row("SELECT holder FROM events WHERE id = ?1", [id], |row| row.get::<_, Option<String>>(0)).optional();
    let state = |kept: Option<Option<String>>| match kept {
        None => None,
        Some(None) => Some(EventState::Accepted),
        Some(Some(own)) if own == holder => None,
        Some(Some(_)) => Some(EventState::Claimed),
    };
    let states = ids.iter().map(|id| holder_of(id).map(state)).collect::<rusqlite::Result<Vec<_>>>()?;
    if !states.contains(&Some(EventState::Claimed)) {
        for (id, _) in ids.iter().zip(&states).filter(|(_, state)| state.is_none()) {
            step.execute(PUT, params![id, holder, until.as_millis()])?;
        }
    }
    step.commit()?;
    Ok(states)
}
