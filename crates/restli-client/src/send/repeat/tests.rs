//! The loop under a clock that the test moves.

use std::cell::{Cell, RefCell};

use bytes::Bytes;
use restli_core::ResourceMethod;
use tokio::time::timeout_at;

use super::*;
use crate::error::ApiError;
use crate::tables::{ApiInfo, Base, Operation};

static API: ApiInfo = ApiInfo::new("shop").with_quota_remaining_header("x-left").with_quota_reset_header("x-reset");
static BASE: Base = Base::new("base", "https://shop.example", "/rest");
static GET: Operation = Operation::new("things.get", ResourceMethod::Get, &BASE, "/things");
static CREATE: Operation = Operation::new("things.create", ResourceMethod::Create, &BASE, "/things");

const SECOND: Duration = Duration::from_secs(1);

/// The end of an attempt.
type End = Result<(), Error>;

fn broken(call: &CallInfo, kind: TransportKind) -> End {
    Err(Error::transport(TransportError::of_kind(call.clone(), kind)))
}

fn refused(call: &CallInfo, status: u16, headers: &[(&str, &str)]) -> End {
    let response = http::Response::builder().status(status);
    let response = headers.iter().fold(response, |response, (name, value)| response.header(*name, *value));
    Err(Error::Api(Box::new(ApiError::of_response(&API, call.clone(), response.body(Bytes::new()).expect("a response")))))
}

/// A client that sends calls of one operation by a policy.
struct Sender {
    call: CallInfo,
    retry: Retry,
    budget: RetryBudget,
    /// The number of attempts.
    sent: Cell<usize>,
}

impl Sender {
    fn new(operation: &'static Operation, retry: Retry) -> Self {
        Self { call: CallInfo::of(operation), retry, budget: RetryBudget::default(), sent: Cell::new(0) }
    }

    /// Makes a call, each of whose attempts takes `time` and ends as its number among all attempts says.
    async fn call(&self, time: Duration, end: impl Fn(&CallInfo, usize) -> End) -> End {
        let clock = Clock::start(Limits::of_call(self.retry, SECOND * 60));
        let (clock, end) = (&clock, &end);
        let attempt = || {
            let exchange = timeout_at(clock.attempt_end(), async move {
                self.sent.set(self.sent.get() + 1);
                sleep(time).await;
                end(&self.call, self.sent.get())
            });
            async { exchange.await.unwrap_or_else(|_| Err(late(&self.call, TransportKind::Timeout))) }
        };
        repeat(&self.call, clock, &self.budget, &Span::none(), || true, attempt).await
    }
}

fn attempts(end: &End) -> &Attempts {
    end.as_ref().expect_err("an error").attempts().expect("attempts")
}

#[tokio::test(start_paused = true)]
async fn call_waits_as_long_as_the_server_asks() {
    let (sender, started) = (Sender::new(&GET, Retry::standard()), Instant::now());
    let end = sender.call(SECOND, |call, number| match number {
        1 => refused(call, 503, &[("retry-after", "5")]),
        2 => refused(call, 429, &[("x-left", "0"), ("x-reset", "7")]),
        _ => Ok(()),
    });
    assert!(end.await.is_ok());
    assert_eq!((sender.sent.get(), started.elapsed().as_secs()), (3, 3 + 5 + 7));
}

#[tokio::test(start_paused = true)]
async fn error_lists_the_attempts_before_it() {
    let sender = Sender::new(&GET, Retry::standard());
    let end = sender.call(SECOND, |call, number| match number {
        1 => broken(call, TransportKind::Connect),
        2 => refused(call, 502, &[("retry-after", "2")]),
        _ => refused(call, 404, &[]),
    });
    let end = end.await;
    let told = attempts(&end);
    assert_eq!(told.to_string(), "3 (first no connection, then 502 Bad Gateway); stopped: this does not pass by itself");
    assert_eq!((told.count(), told.earlier[1].pause, told.earlier[1].status.map(|status| status.as_u16())), (3, SECOND * 2, Some(502)));
    let text = end.expect_err("an error").to_string();
    assert!(text.starts_with("things.get: 404 Not Found; ") && text.contains("\n  attempts: 3 (first no connection"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn failure_that_does_not_pass_is_told_without_its_one_attempt() {
    for status in [400, 401, 403, 404, 409, 422, 500, 501] {
        let sender = Sender::new(&GET, Retry::standard());
        let end = sender.call(SECOND, |call, _| refused(call, status, &[])).await;
        assert_eq!((sender.sent.get(), attempts(&end).stopped), (1, StopReason::Lasting), "{status}");
        assert!(!end.expect_err("an error").to_string().contains("attempts"), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn quota_that_is_spent_for_the_day_ends_the_call() {
    let sender = Sender::new(&GET, Retry::standard());
    let end = sender.call(SECOND, |call, _| refused(call, 429, &[("x-left", "0"), ("x-reset", "7200")])).await;
    assert_eq!((sender.sent.get(), attempts(&end).stopped), (1, StopReason::Wait(SECOND * 7200)));
    let text = end.expect_err("an error").to_string();
    assert!(text.contains("\n  attempts: 1; stopped: the wait of 2 hours would outlast the deadline of the call\n"), "{text}");
    let end = sender.call(SECOND, |call, _| refused(call, 429, &[("x-left", "0")])).await;
    assert_eq!((sender.sent.get(), attempts(&end).stopped), (2, StopReason::Quota));
}

#[tokio::test(start_paused = true)]
async fn deadline_cuts_the_attempt_that_runs() {
    let started = Instant::now();
    let sender = Sender::new(&GET, Retry::standard().deadline(SECOND * 30));
    let end = sender.call(SECOND * 25, |call, _| broken(call, TransportKind::Broken)).await;
    assert_eq!((sender.sent.get(), attempts(&end).stopped), (2, StopReason::Deadline));
    assert!((SECOND * 30..=SECOND * 30 + Duration::from_millis(10)).contains(&started.elapsed()), "{:?}", started.elapsed());
    let error = end.expect_err("an error");
    assert!(matches!(&error, Error::Transport(error) if error.kind == TransportKind::Timeout), "{error}");
}

#[tokio::test(start_paused = true)]
async fn call_without_a_deadline_has_the_time_of_one_attempt() {
    let started = Instant::now();
    let end = Sender::new(&GET, Retry::standard()).call(SECOND * 3600, |_, _| Ok(())).await;
    assert_eq!(attempts(&end).stopped, StopReason::Deadline);
    assert_eq!(started.elapsed().as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn attempt_that_hangs_is_cut_and_followed_by_another_within_the_deadline() {
    let started = Instant::now();
    let sender = Sender::new(&GET, Retry::standard().deadline(SECOND * 90));
    let end = sender.call(SECOND * 3600, |_, _| Ok(())).await;
    assert_eq!((sender.sent.get(), attempts(&end).stopped), (2, StopReason::Deadline));
    assert_eq!(started.elapsed().as_secs(), 90);
}

#[tokio::test(start_paused = true)]
async fn no_call_passes_its_deadline() {
    for time in 0..400 {
        let sender = Sender::new(&GET, Retry::standard().deadline(SECOND * 10).attempts(1000));
        let started = Instant::now();
        let time = Duration::from_millis(37 * time);
        let _ = sender.call(time, |call, number| refused(call, 503, if number % 3 == 0 { &[("retry-after", "1")] } else { &[] })).await;
        assert!(started.elapsed() <= SECOND * 10 + Duration::from_millis(10), "{time:?}: {:?}", started.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn outage_costs_at_most_a_tenth_more_requests_than_calls() {
    let sender = Sender::new(&GET, Retry::standard());
    let mut last = None;
    for _ in 0..100 {
        last = Some(sender.call(SECOND, |call, _| refused(call, 503, &[])).await);
    }
    assert_eq!(sender.sent.get(), 110);
    let end = last.expect("a call");
    assert_eq!(attempts(&end).to_string(), "1; stopped: too many calls of this client fail");
}

#[tokio::test(start_paused = true)]
async fn step_before_a_request_that_hangs_ends_at_the_deadline_with_nothing_sent() {
    let (call, started) = (CallInfo::of(&CREATE), Instant::now());
    let clock = Clock::start(Limits::of_call(Retry::standard().deadline(SECOND * 9), SECOND * 60));
    let error =
        clock.before(&call, Awaited::Counters, std::pin::pin!(std::future::pending::<End>())).await.expect_err("no step").to_string();
    let told = "things.create: not sent in time; send it again; look at the store of the counters, or give it a later deadline";
    assert!(error.starts_with(told), "{error}");
    assert_eq!((started.elapsed() + FLOOR, clock.left()), (SECOND * 9, FLOOR));
}

#[tokio::test(start_paused = true)]
async fn attempt_is_begun_until_shortly_before_the_deadline() {
    let call = CallInfo::of(&CREATE);
    for (deadline, time) in [(SECOND * 9, SECOND * 89 / 10), (SECOND / 10, SECOND * 9 / 100), (Duration::ZERO, Duration::ZERO)] {
        let clock = Clock::start(Limits::of_call(Retry::standard().deadline(deadline), SECOND * 60));
        assert_eq!((clock.left_to_begin(), clock.begin(&call).is_ok()), (time, !deadline.is_zero()));
        sleep(time).await;
        let error = clock.begin(&call).expect_err("too late");
        assert!(matches!(&error, Error::Transport(error) if error.kind == TransportKind::NotBegun), "{error}");
        assert!(!error.is_outcome_unknown());
        assert_eq!(error.remedy().as_deref(), Some("send it again with a later deadline"));
    }
}

#[tokio::test(start_paused = true)]
async fn repetition_that_would_be_cut_at_once_is_not_begun() {
    let sender = Sender::new(&GET, Retry::standard().deadline(SECOND * 5 + FLOOR / 2));
    let end = sender.call(Duration::ZERO, |call, _| refused(call, 503, &[("retry-after", "5")])).await;
    assert_eq!((sender.sent.get(), attempts(&end).stopped), (1, StopReason::Wait(SECOND * 5)));
}

#[tokio::test(start_paused = true)]
async fn call_that_is_dropped_sends_nothing_more() {
    let sender = Sender::new(&GET, Retry::standard());
    let call = sender.call(SECOND, |call, _| refused(call, 503, &[("retry-after", "30")]));
    assert!(timeout(SECOND * 5, call).await.is_err());
    sleep(SECOND * 100).await;
    assert_eq!(sender.sent.get(), 1);
}

/// Ten thousand creates over connections that fail at random: before the request, behind it, or with an answer of a gateway.
#[tokio::test(start_paused = true)]
async fn create_is_never_carried_out_twice() {
    let sender = Sender::new(&CREATE, Retry::standard().attempts(10));
    let (created, mut unknown) = (RefCell::new(Vec::new()), 0);
    for id in 0..10_000_usize {
        created.borrow_mut().push(0);
        let end = sender.call(Duration::ZERO, |call, _| {
            let carry_out = || created.borrow_mut()[id] += 1;
            match chance() % 8 {
                0 | 1 => broken(call, TransportKind::Connect),
                2 => broken(call, TransportKind::Broken),
                3 => {
                    carry_out();
                    broken(call, TransportKind::Broken)
                }
                4 => {
                    carry_out();
                    refused(call, 503, &[("retry-after", "1")])
                }
                5 => refused(call, 429, &[]),
                _ => {
                    carry_out();
                    Ok(())
                }
            }
        });
        let (end, count) = (end.await, created.borrow()[id]);
        match end {
            Ok(()) => assert_eq!(count, 1),
            Err(error) if error.is_outcome_unknown() => unknown += 1,
            Err(error) => assert_eq!(count, 0, "{error}"),
        }
        assert!(created.borrow()[id] <= 1, "{id} was created twice");
    }
    assert!(sender.sent.get() > 10_000 && unknown > 0, "{} attempts, {unknown} unknown", sender.sent.get());
}
