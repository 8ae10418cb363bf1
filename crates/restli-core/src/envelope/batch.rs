//! One outcome per key (`docs/protocol.md §7.1, §7.2`).

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::MAPS;
use super::part_error::{KeyError, PartError, is_failure};
use super::{Outcome, Parts, Projectable, Reply, part};
use crate::data::{Data, DecodeError, Fault, Unread};
use crate::error::ErrorResponse;
use crate::json::{Kind, Reader};
use crate::key;
use crate::printable;
use crate::url::{self, percent_decode};

/// Entities by key. A key that was asked for and has no outcome was not found. `for (key, outcome) in batch` goes through the outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchResult<K, T> {
    /// The outcome of each key in the response, in the order of the keys' text.
    pub entries: Vec<(K, Result<T, KeyError>)>,
    /// Outcomes under keys that could not be read, by their text.
    pub unknown: Vec<(String, Result<T, KeyError>)>,
    /// The error of an `errors` that is no map: failures of keys may be among what was lost. `await` gives it as `Error::Incomplete`.
    pub undecodable: Vec<DecodeError>,
}

impl<K: Data, T> BatchResult<K, T> {
    /// The outcome of a key; `None` if the response has none, so the entity was not found. Parameters of a complex key do not matter
    /// (`docs/protocol.md §3.6`).
    #[must_use]
    pub fn get(&self, key: &K) -> Option<Result<&T, &KeyError>> {
        find(&self.entries, key).map(Result::as_ref)
    }

    /// The entities that came, with their keys.
    pub fn found(&self) -> impl Iterator<Item = (&K, &T)> {
        self.entries.iter().filter_map(|(key, outcome)| Some((key, outcome.as_ref().ok()?)))
    }

    /// Returns the failed keys, with their errors.
    pub fn errors(&self) -> impl Iterator<Item = (&K, &KeyError)> {
        self.entries.iter().filter_map(|(key, outcome)| Some((key, outcome.as_ref().err()?)))
    }
}

impl<K, T> IntoIterator for BatchResult<K, T> {
    type Item = (K, Result<T, KeyError>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

/// The HTTP status of each key of a batch update, partial update or delete.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchStatus<K> {
    /// The outcome of each key in the response, in the order of the keys' text.
    pub entries: Vec<(K, Result<i32, KeyError>)>,
    /// Outcomes under keys that could not be read, by their text.
    pub unknown: Vec<(String, Result<i32, KeyError>)>,
    /// The error of an `errors` that is no map: failures of keys may be among what was lost. `await` gives it as `Error::Incomplete`.
    pub undecodable: Vec<DecodeError>,
}

impl<K: Data> BatchStatus<K> {
    /// The outcome of a key; `None` if the response has none, such as one with status 204, by which all keys were changed.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<Result<i32, &KeyError>> {
        find(&self.entries, key).map(|outcome| outcome.as_ref().copied())
    }

    /// Returns the failed keys, with their errors.
    pub fn errors(&self) -> impl Iterator<Item = (&K, &KeyError)> {
        self.entries.iter().filter_map(|(key, outcome)| Some((key, outcome.as_ref().err()?)))
    }
}

/// Finds the outcome of a key by its text, else by its text percent-decoded, because some servers escape simple keys
/// (`docs/protocol.md §3.6`). The entries are sorted by key text, unless a caller has changed them.
pub(super) fn find<'e, K: Data, V>(entries: &'e [(K, V)], wanted: &K) -> Option<&'e V> {
    let [text, reduced] = key::names_in_answer(wanted);
    let found = entries.binary_search_by(|(key, _)| key::to_answer(key).cmp(&text)).ok();
    let search = || {
        entries.iter().position(|(key, _)| {
            let name = key::to_answer(key);
            name == text || name == reduced || percent_decode(&name).is_some_and(|decoded| decoded == text)
        })
    };
    found.or_else(search).and_then(|index| entries.get(index)).map(|(_, value)| value)
}

/// The error of keys that were sent and have no outcome. A success under a key that could not be read is that of one of them.
pub(super) fn unanswered<K: Data, T>(
    entries: &[(K, Result<T, KeyError>)],
    unknown: &[(String, Result<T, KeyError>)],
    keys: &str,
) -> Option<DecodeError> {
    let mut sent: Vec<K> = Vec::new();
    url::read(&format!("List({keys})"), &mut sent).ok()?;
    let missing: Vec<String> = sent.iter().filter(|key| find(entries, *key).is_none()).map(|key| key::to_answer(key)).collect();
    let unclear = unknown.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    (missing.len() > unclear).then(|| {
        let some = if unclear > 0 { format!("{} of ", missing.len() - unclear) } else { String::new() };
        let mut what = format!("no outcome for {some}{} of the {} keys that were sent", missing.len(), sent.len());
        if let Some((key, Err(error))) = unknown.iter().find(|(_, outcome)| outcome.is_err()) {
            what = format!("{what}, and under `{}`: {error}", printable(key));
        }
        DecodeError::of(Fault::Unanswered, what, &missing.join(", ")).in_field("results")
    })
}

/// The errors among outcomes by key.
pub(super) fn of_keys<K, T>(
    entries: &mut [(K, Result<T, KeyError>)],
    unknown: &mut [(String, Result<T, KeyError>)],
    each: &mut dyn FnMut(PartError<'_>),
) {
    let known = entries.iter_mut().map(|(_, outcome)| outcome);
    let outcomes = known.chain(unknown.iter_mut().map(|(_, outcome)| outcome));
    outcomes.filter_map(|outcome| outcome.as_mut().err()).for_each(|error| each(error.part()));
}

/// The errors among outcomes by place.
pub(super) fn of_items<T>(items: &mut [Result<T, KeyError>], each: &mut dyn FnMut(PartError<'_>)) {
    items.iter_mut().filter_map(|outcome| outcome.as_mut().err()).for_each(|error| each(error.part()));
}

impl<K: Data, T: Data> Outcome for BatchResult<K, T> {
    fn vacant() -> Self {
        Self { entries: Vec::new(), unknown: Vec::new(), undecodable: Vec::new() }
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        let (maps, undecodable) = Maps::read(reply, unread, |reader| part::outcome(reader, Ok))?;
        let (entries, unknown) = sorted(maps.outcomes());
        *self = Self { entries, unknown, undecodable };
        Ok(())
    }

    fn parts(&mut self) -> Option<&mut dyn Parts> {
        Some(self)
    }
}

impl<K: Data, T: Data> Parts for BatchResult<K, T> {
    fn each_lost(&self, each: &mut dyn FnMut(&DecodeError)) {
        self.undecodable.iter().for_each(each);
    }

    fn each_error(&mut self, each: &mut dyn FnMut(PartError<'_>)) {
        of_keys(&mut self.entries, &mut self.unknown, each);
        self.undecodable.iter_mut().for_each(|error| each(PartError::Undecodable(error)));
    }
}

impl<K: Data, T: Data> Projectable for BatchResult<K, T> {
    type Entity = T;
    type With<E: Data> = BatchResult<K, E>;
}

impl<K: Data> Outcome for BatchStatus<K> {
    fn vacant() -> Self {
        Self { entries: Vec::new(), unknown: Vec::new(), undecodable: Vec::new() }
    }

    fn fill(&mut self, reply: &Reply<'_>, unread: &mut Unread) -> Result<(), DecodeError> {
        if reply.is_empty() {
            return Ok(());
        }
        let (maps, undecodable) = Maps::read(reply, unread, |reader| part::change(reader, UpdateStatus::outcome))?;
        let (entries, unknown) = maps.changes(Ok);
        *self = Self { entries, unknown, undecodable };
        Ok(())
    }

    fn parts(&mut self) -> Option<&mut dyn Parts> {
        Some(self)
    }
}

impl<K: Data> Parts for BatchStatus<K> {
    fn each_lost(&self, each: &mut dyn FnMut(&DecodeError)) {
        self.undecodable.iter().for_each(each);
    }

    /// An answer with status 204 has no keys, and speaks for all of them.
    fn unanswered(&self, status: u16, keys: &str) -> Option<DecodeError> {
        if status == 204 { None } else { unanswered(&self.entries, &self.unknown, keys) }
    }

    fn each_error(&mut self, each: &mut dyn FnMut(PartError<'_>)) {
        of_keys(&mut self.entries, &mut self.unknown, each);
        self.undecodable.iter_mut().for_each(|error| each(PartError::Undecodable(error)));
    }
}

/// One result of a batch update; other members are ignored.
#[derive(Clone)]
struct UpdateStatus {
    status: i32,
    error: Option<ErrorResponse>,
}

crate::record! {
    UpdateStatus = "com.linkedin.restli.common.UpdateStatus" {
        status: "status" required,
        error: "error",
    }
}

impl UpdateStatus {
    /// The status of success; `results` can hold failures too (`docs/protocol.md §7.2`).
    fn outcome(self) -> Result<i32, KeyError> {
        match self.error {
            None if !is_failure(self.status) => Ok(self.status),
            error => Err(KeyError::failed(Some(self.status), error)),
        }
    }
}

/// The three maps of a batch response. Any of them may be missing or partial.
pub(super) struct Maps<T> {
    results: BTreeMap<String, Result<T, KeyError>>,
    statuses: BTreeMap<String, i32>,
    errors: BTreeMap<String, ErrorResponse>,
}

impl<T> Maps<T> {
    /// Reads the maps; `outcome` reads that of each result. Beside the maps stands the error of an `errors` that is no map.
    pub(super) fn read(
        reply: &Reply<'_>,
        unread: &mut Unread,
        outcome: impl Fn(&mut Reader<'_>) -> Result<Result<T, KeyError>, DecodeError>,
    ) -> Result<(Self, Vec<DecodeError>), DecodeError> {
        let mut undecodable = Vec::new();
        let mut maps = Self { results: BTreeMap::new(), statuses: BTreeMap::new(), errors: BTreeMap::new() };
        reply.envelope(&MAPS, unread, &mut |reader, name| {
            let is_empty = match reader.kind() {
                Kind::Null => true,
                // Some servers write an empty map as an empty list.
                Kind::Array => reader.clone().skip()?.split_whitespace().collect::<String>() == "[]",
                _ => false,
            };
            if is_empty {
                return Ok(());
            }
            if name != "results" && reader.kind() != Kind::Object {
                let misfit = DecodeError::new("not a map", reader.skip()?);
                if name == "errors" {
                    undecodable.push(misfit.clone().in_field(name));
                }
                reader.note(misfit);
                return Ok(());
            }
            match name {
                "results" => reader.object(&mut |reader, key| {
                    let result = outcome(reader)?;
                    let result = result.map_err(|error| error.at(|error| error.in_field(key).in_field("results")));
                    maps.results.insert(key.to_owned(), result);
                    Ok(())
                }),
                "statuses" => reader.object(&mut |reader, key| {
                    if let Some(status) = reader.read_or_leave_out()? {
                        maps.statuses.insert(key.to_owned(), status);
                    }
                    Ok(())
                }),
                "errors" => {
                    let mut errors = BTreeMap::new();
                    reader.read(&mut errors)?;
                    maps.errors.extend(errors);
                    Ok(())
                }
                _ => Ok(()),
            }
        })?;
        if maps.results.is_empty() && maps.statuses.is_empty() && maps.errors.is_empty() {
            reply.check_failure()?;
        }
        Ok((maps, undecodable))
    }

    /// The outcomes of changes, of which a status of success is one although it stands alone.
    pub(super) fn changes<K: Data>(self, alone: impl Fn(i32) -> Result<T, KeyError>) -> Sorted<K, T> {
        let is_alone = |(key, status): &(&String, &i32)| !is_failure(**status) && !self.results.contains_key(*key);
        let statuses: BTreeMap<String, i32> = self.statuses.iter().filter(is_alone).map(|(key, status)| (key.clone(), *status)).collect();
        let (mut entries, mut unknown) = sorted(self.outcomes());
        let (more, more_unknown) = sorted(statuses.into_iter().map(|(key, status)| {
            let outcome = alone(status).map_err(|error| error.at(|error| error.in_field(&key).in_field("statuses")));
            (key, outcome)
        }));
        let more: Vec<_> = more.into_iter().filter(|(key, _)| find(&entries, key).is_none()).collect();
        if !more.is_empty() {
            entries.extend(more);
            entries.sort_by_cached_key(|(key, _)| key::to_answer(key));
        }
        let more_unknown: Vec<_> = more_unknown.into_iter().filter(|(text, _)| unknown.iter().all(|(known, _)| known != text)).collect();
        unknown.extend(more_unknown);
        (entries, unknown)
    }

    /// One outcome per key. An error or a failure status wins over a result; a status alone counts only if it is a failure.
    fn outcomes(mut self) -> impl Iterator<Item = (String, Result<T, KeyError>)> {
        for (key, status) in &self.statuses {
            if is_failure(*status) {
                self.errors.entry(key.clone()).or_insert_with(ErrorResponse::empty);
            }
        }
        let Self { results: mut all, statuses, errors } = self;
        let failed = errors.into_iter().map(|(key, error)| {
            let status = statuses.get(&key).copied();
            (key, Err(KeyError::failed(status, Some(error))))
        });
        all.extend(failed);
        all.into_iter()
    }
}

/// Outcomes by key, and outcomes by the text of a key that could not be read.
pub(super) type Sorted<K, V> = (Vec<(K, Result<V, KeyError>)>, Vec<(String, Result<V, KeyError>)>);

/// Sorts outcomes by key; outcomes with an unreadable key are kept apart, under the key's text (`docs/protocol.md §3.6`). A key that failed
/// in one spelling has failed in all.
fn sorted<K: Data, V>(outcomes: impl Iterator<Item = (String, Result<V, KeyError>)>) -> Sorted<K, V> {
    let (mut entries, mut unknown) = (Vec::new(), Vec::new());
    for (text, outcome) in outcomes {
        match key::from_body(&text) {
            Ok(key) => entries.push((key, outcome)),
            Err(_) => unknown.push((text, outcome)),
        }
    }
    entries.sort_by_cached_key(|(key, _)| key::to_answer(key));
    let has_failed = |outcome: &Result<V, KeyError>| matches!(outcome, Err(KeyError::Failed { .. }));
    let failed: BTreeSet<String> = entries.iter().filter(|(_, outcome)| has_failed(outcome)).map(|(key, _)| key::to_answer(key)).collect();
    if !failed.is_empty() {
        entries.retain(|(key, outcome)| has_failed(outcome) || !failed.contains(&key::to_answer(key)));
    }
    (entries, unknown)
}
