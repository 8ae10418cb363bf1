//! The rows of a report, as a stream.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use restli_client::http::StatusCode;
use restli_client::{CallInfo, DecodeFailure, Error, Page, Problem, Projection, Unread};

use super::plan::{KEY, Plan};
use super::slices::Slice;
use crate::ads_reporting::{AdAnalytics, AdAnalyticsElement};
use crate::core::Json;
use crate::core::data::{Data, DecodeError};
use crate::types::DateRange;
use restli_client::core::json::{self, Reader};

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
    /// The values of the row that could not be read and were left out (`docs/reading.md`).
    pub unread: Unread,
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

/// A slice, and its elements; or the reason for which its answer may lack some.
type Answered = (Slice, Result<Result<Vec<Json>, String>, Error>);

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
                Some((slice, Ok(Err(lacks)))) => asking.cut(slice, &lacks),
                Some((_, Ok(Ok(elements)))) => {
                    self.ready = elements.iter().enumerate().map(row).collect();
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
    fn cut(&mut self, slice: Slice, lacks: &str) -> Result<(), Error> {
        let halves = slice.halves(&self.plan.granularity).ok_or_else(|| {
            let what = format!("the answer for {slice} {lacks}, so that others may be missing");
            broken(what, "ask for shorter pieces of time, or for fewer entities in each of several reports")
        })?;
        halves.into_iter().rev().for_each(|half| self.slices.push_front(half));
        Ok(())
    }
}

impl Plan {
    /// The elements of a slice, each with the metrics of all calls; or the reason for which an answer may lack some.
    async fn elements(&self, slice: Slice) -> Result<Result<Vec<Json>, String>, Error> {
        let mut merged: Vec<Json> = Vec::new();
        let mut places = BTreeMap::new();
        for (number, group) in self.groups.iter().enumerate() {
            let page = self.call(slice, group).await?;
            if let Some(lacks) = lacks(&page) {
                return Ok(Err(lacks));
            }
            let elements = page.elements;
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
        Ok(Ok(merged))
    }

    async fn call(&self, slice: Slice, fields: &Projection) -> Result<Page<Json>, Error> {
        let params = self.params.clone();
        let analytics = self.client.ad_analytics();
        let call = analytics.find_by_statistics(&self.pivots, self.granularity.clone(), &slice.range()).with(|_| params);
        call.select_as::<Json>(fields.clone()).await
    }
}

/// The reason for which an answer may lack elements: it is full, or tells of more itself.
fn lacks(page: &Page<Json>) -> Option<String> {
    let came = page.elements.len();
    let paging = page.paging.as_ref();
    let total = paging.and_then(|paging| usize::try_from(paging.total?).ok()).filter(|total| *total > came);
    match total {
        _ if came >= LONGEST => Some(format!("has the {LONGEST} elements that one can have")),
        Some(total) => Some(format!("has {came} of {total} elements")),
        None => paging.and_then(|paging| paging.next_href()).map(|_| "has a link to a next page".to_owned()),
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

/// Reads an element of a slice as answers are read, once as what tells the row and once as its metrics.
fn row<S: Data>((index, element): (usize, &Json)) -> Result<AdRow<S>, Error> {
    let operation = AdAnalytics::FIND_BY_STATISTICS;
    let read = || {
        let text = json::to_vec(element);
        let (named, of_name): (AdAnalyticsElement, _) = read_as(&text)?;
        let (metrics, of_metrics) = read_as(&text)?;
        // A row of zeros has no metrics: that it declares none of its members is told by all fields.
        let is_key = |problem: &&DecodeError| problem.path().is_empty() || KEY.iter().any(|name| problem.path().starts_with(name));
        let is_metric = |problem: &&DecodeError| !is_key(problem);
        let told = of_name.problems().iter().filter(is_key).chain(of_metrics.problems().iter().filter(is_metric));
        let unread: Unread = told.cloned().collect();
        Ok(AdRow { date_range: named.date_range, pivot_values: named.pivot_values.unwrap_or_default(), metrics, unread })
    };
    let row = read().map_err(|error: DecodeError| {
        let error = error.in_item(index).in_field("rows");
        Error::Decode(Box::new(DecodeFailure::new(CallInfo::of(operation), StatusCode::OK, error)))
    })?;
    if let Some(first) = row.unread.problems().first() {
        let (operation, count) = (operation.id, row.unread.count());
        tracing::warn!(operation, count, row = index, path = first.path(), reason = first.message(), "values of a row could not be read");
    }
    Ok(row)
}

fn read_as<T: Data>(text: &[u8]) -> Result<(T, Unread), DecodeError> {
    let mut value = T::empty();
    let mut reader = Reader::tolerant(text)?;
    reader.read(&mut value)?;
    Ok((value, reader.finish()?))
}

fn broken(what: String, remedy: &str) -> Error {
    Error::Paging(Box::new(Problem::new("AdReport", what, remedy)))
}
