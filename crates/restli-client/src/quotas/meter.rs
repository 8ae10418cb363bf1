//! The meter of a client: its counters, their keys and limits.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use restli_core::Time;

use super::further::Further;
use super::store::{Count, Counter, CounterStore, Taken};
use super::window;
use crate::error::Error;
use crate::error::problem::Problem;
use crate::store::{self, StoreError};
use crate::tables::{ApiInfo, Operation, Quota, QuotaScope};

/// The fate of a call that a quota has no room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    Refuse,
    Wait,
}

/// The counters of a client.
#[derive(Debug)]
pub(crate) struct Meter {
    pub(crate) choice: Choice,
    pub(super) store: Arc<dyn CounterStore>,
    /// The beginning of every key: the API, and the application if it has a name.
    pub(super) prefix: String,
    /// Limits other than those of the schema, by the name of the quota; `None` for one that is not counted.
    pub(super) limits: BTreeMap<&'static str, Option<u64>>,
    /// Quotas that calls count on although the schema does not say so.
    pub(super) further: Vec<Further>,
    /// The times until which the server takes no call, by the key of the counter, although its window is open longer.
    pub(super) holds: Mutex<BTreeMap<String, Time>>,
}

/// A quota with its counter.
#[derive(Clone, Debug)]
pub(crate) struct Metered {
    pub(crate) quota: &'static Quota,
    pub(crate) counter: Counter,
}

impl Meter {
    /// The quotas that calls of an operation count on, each with its counter.
    pub(crate) fn of_operation(&self, operation: &Operation, member: impl Fn() -> String, now: Time) -> Vec<Metered> {
        let further = self.further.iter().filter(|further| further.counts(operation)).map(|further| further.quota);
        self.counters(operation.quotas.iter().copied().chain(further), member, now)
    }

    /// All quotas that are counted, each with its counter.
    pub(super) fn of_api(&self, api: &ApiInfo, member: impl Fn() -> String, now: Time) -> Vec<Metered> {
        let further = self.further.iter().map(|further| further.quota);
        self.counters(api.quotas.iter().copied().chain(further), member, now)
    }

    /// The counters of the app or of the member for quotas, each once.
    fn counters(&self, quotas: impl Iterator<Item = &'static Quota>, member: impl Fn() -> String, now: Time) -> Vec<Metered> {
        let limit = |quota: &Quota| self.limits.get(quota.name).copied().unwrap_or(Some(quota.limit));
        let key = |quota: &Quota| match quota.scope {
            QuotaScope::Member => format!("{}/{}/{}", self.prefix, quota.name, member()),
            _ => format!("{}/{}", self.prefix, quota.name),
        };
        let mut counters: Vec<Metered> = Vec::new();
        for quota in quotas {
            if let Some(limit) = limit(quota).filter(|_| counters.iter().all(|known| known.quota.name != quota.name)) {
                counters.push(Metered { quota, counter: Counter::new(key(quota), limit, window::span(quota), window::end(quota, now)) });
            }
        }
        counters
    }

    pub(crate) async fn take(&self, counters: &[Counter], now: Time) -> Result<Taken, Error> {
        self.store.take(counters, now).await.map_err(|error| broken(&error))
    }

    pub(crate) async fn give_back(&self, counters: &[Counter], taken: &[Count]) -> Result<(), Error> {
        self.store.give_back(counters, taken).await.map_err(|error| broken(&error))
    }

    /// Lets no call through until a time. An earlier one than before comes from an answer that was on its way already.
    pub(crate) fn hold(&self, counter: &Counter, until: Time, now: Time) {
        let mut holds = self.holds.lock().unwrap_or_else(PoisonError::into_inner);
        holds.retain(|_, end| now < *end);
        holds.entry(counter.key.clone()).and_modify(|end| *end = until.max(*end)).or_insert(until);
    }

    /// The time until which no call is let through; `None` if none is held back.
    pub(crate) fn held(&self, counter: &Counter, now: Time) -> Option<Time> {
        let holds = self.holds.lock().unwrap_or_else(PoisonError::into_inner);
        holds.get(&counter.key).copied().filter(|end| counter.holds(Count::new(counter.limit, *end), now))
    }

    pub(crate) async fn raise(&self, counter: &Counter, told: Count, now: Time) -> Result<(), Error> {
        self.store.raise(counter, told, now).await.map_err(|error| broken(&error))
    }

    /// The count of a counter as it stands.
    pub(crate) async fn count(&self, counter: &Counter, now: Time) -> Result<Count, Error> {
        let kept = self.store.peek(&counter.key, now).await.map_err(|error| broken(&error))?;
        Ok(counter.count(kept, now))
    }
}

fn broken(error: &StoreError) -> Error {
    Error::CounterStore(Box::new(Problem::new("counters of quotas", error.to_string(), store::remedy(error))))
}
