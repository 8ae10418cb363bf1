//! The rows of a report, as a stream.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use restli_client::http::StatusCode;
use restli_client::{CallInfo, DecodeFailure, Error, Problem, Projection};

use super::plan::Plan;
use super::slices::Slice;
use crate::ads_reporting::AdAnalytics;
use crate::core::data::{Data, DecodeError};
use crate::core::{Json, json};
use crate::types::DateRange;

/// The most elements of an answer. There are no pages: one that holds so many may lack others.
const LONGEST: usize = 15_000;

/// The metrics of one value of each pivot in one piece of time.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AdRow<S> {
    /// Piece of time.
    pub date_range: Option<DateRange>,
    /// Value of each pivot, in order: a URN, or a symbol such as `SIZE_11_TO_50`.
    pub pivot_values: Vec<String>,
    /// The metrics. One of 0 may be absent.
    pub metrics: S,
}

/// The rows of a report, by dates. A row that cannot be read is an error between the others; another error ends the stream.
#[must_use = "a stream does nothing until it is polled"]
pub struct AdRows<S> {
    state: State,
    ready: VecDeque<Result<AdRow<S>, Error>>,
}

enum State {
    Refused(Option<Error>),
    Asking(Asking),
}

struct Asking {
    plan: Arc<Plan>,
    /// The slices that are still to be asked for.
    slices: VecDeque<Slice>,
    answer: Option<Pin<Box<dyn Future<Output = Answered> + Send>>>,
}

/// A slice, and its elements; `None` if the answer may lack some.
type Answered = (Slice, Result<Option<Vec<Json>>, Error>);

impl<S> AdRows<S> {
    pub(super) fn new(plan: Result<Plan, Error>) -> Self {
        let state = match plan {
            Ok(plan) => State::Asking(Asking { slices: plan.slices.iter().copied().collect(), plan: Arc::new(plan), answer: None }),
            Err(error) => State::Refused(Some(error)),
        };
        Self { state, ready: VecDeque::new() }
    }
}

// Rows are moved out whole, never pinned.
impl<S> Unpin for AdRows<S> {}

impl<S: Data> Stream for AdRows<S> {
    type Item = Result<AdRow<S>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                return Poll::Ready(Some(row));
            }
            let asking = match &mut self.state {
                State::Refused(error) => return Poll::Ready(error.take().map(Err)),
                State::Asking(asking) => asking,
            };
            let outcome = match ready!(asking.poll(context)) {
                None => return Poll::Ready(None),
                Some((slice, Ok(None))) => asking.cut(slice),
                Some((_, Ok(Some(elements)))) => {
                    self.ready = elements.iter().map(row).collect();
                    continue;
                }
                Some((_, Err(error))) => Err(error),
            };
            if let Err(error) = outcome {
                self.state = State::Refused(None);
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

impl<S> fmt::Debug for AdRows<S> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("AdRows").field("ready", &self.ready.len()).finish_non_exhaustive()
    }
}

impl Asking {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Answered>> {
        if self.answer.is_none() {
            let Some(slice) = self.slices.pop_front() else { return Poll::Ready(None) };
            let plan = Arc::clone(&self.plan);
            self.answer = Some(Box::pin(async move { (slice, plan.elements(slice).await) }));
        }
        let Some(answer) = &mut self.answer else { return Poll::Ready(None) };
        let answered = ready!(answer.as_mut().poll(context));
        self.answer = None;
        Poll::Ready(Some(answered))
    }

    /// Asks for the halves of a slice instead.
    fn cut(&mut self, slice: Slice) -> Result<(), Error> {
        let halves = slice.halves(&self.plan.granularity).ok_or_else(|| {
            let what = format!("the answer for {slice} has the {LONGEST} elements that one can have, so that others may be missing");
            broken(what, "ask for shorter pieces of time, or for fewer entities in each of several reports")
        })?;
        halves.into_iter().rev().for_each(|half| self.slices.push_front(half));
        Ok(())
    }
}

impl Plan {
    /// The elements of a slice, each with the metrics of all calls; `None` if an answer may lack some.
    async fn elements(&self, slice: Slice) -> Result<Option<Vec<Json>>, Error> {
        let mut merged: Vec<Json> = Vec::new();
        let mut places = BTreeMap::new();
        for (number, group) in self.groups.iter().enumerate() {
            let elements = self.call(slice, group).await?;
            if elements.len() >= LONGEST {
                return Ok(None);
            }
            let mut seen = vec![false; merged.len() + elements.len()];
            for element in elements {
                let place = *places.entry(key(&element)).or_insert(merged.len());
                let is_second = seen.get_mut(place).is_some_and(|seen| std::mem::replace(seen, true));
                match merged.get_mut(place) {
                    // A report of one call has nothing to put together.
                    Some(_) if is_second && self.groups.len() == 1 => merged.push(element),
                    Some(_) if is_second => {
                        let what = format!("call {} for {slice} has two elements of one date and one value of each pivot", number + 1);
                        return Err(broken(what, "ask for at most 18 metrics, which are one call"));
                    }
                    Some(row) => join(row, element),
                    None => merged.push(element),
                }
            }
        }
        Ok(Some(merged))
    }

    async fn call(&self, slice: Slice, fields: &Projection) -> Result<Vec<Json>, Error> {
        let params = self.params.clone();
        let analytics = self.client.ad_analytics();
        let call = analytics.find_by_statistics(&self.pivots, self.granularity.clone(), &slice.range()).with(|_| params);
        Ok(call.select_as::<Json>(fields.clone()).await?.elements)
    }
}

/// The fields that tell a row from the others of a report, as text.
fn key(element: &Json) -> String {
    let day = |end: &str| {
        let day = element.get("dateRange").and_then(|range| range.get(end));
        ["year", "month", "day"].map(|part| day.and_then(|day| day.get(part)).and_then(Json::as_i64))
    };
    format!("{:?} {:?} {:?}", day("start"), day("end"), element.get("pivotValues"))
}

/// Adds the fields of an element to those of a row.
fn join(row: &mut Json, element: Json) {
    if let (Some(row), Json::Object(fields)) = (row.as_object_mut(), element) {
        row.extend(fields);
    }
}

fn row<S: Data>(element: &Json) -> Result<AdRow<S>, Error> {
    let read = || {
        let field = |name| element.get(name).unwrap_or(&Json::Null);
        let date_range = field_of(field("dateRange")).map_err(|error| error.in_field("dateRange"))?;
        let pivot_values: Option<Vec<String>> = field_of(field("pivotValues")).map_err(|error| error.in_field("pivotValues"))?;
        let metrics = json::from_slice(&json::to_vec(element))?;
        Ok(AdRow { date_range, pivot_values: pivot_values.unwrap_or_default(), metrics })
    };
    read().map_err(|error| {
        let call = CallInfo::of(AdAnalytics::FIND_BY_STATISTICS);
        Error::Decode(Box::new(DecodeFailure::new(call, StatusCode::OK, error)))
    })
}

fn field_of<T: Data>(value: &Json) -> Result<Option<T>, DecodeError> {
    if value.is_null() { Ok(None) } else { json::from_slice(&json::to_vec(value)).map(Some) }
}

fn broken(what: String, remedy: &str) -> Error {
    Error::Paging(Box::new(Problem::new("AdReport", what, remedy)))
}
