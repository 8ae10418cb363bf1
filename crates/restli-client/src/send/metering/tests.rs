//! The wait for room, under a clock that the test moves.

use std::cell::Cell;

use restli_core::ResourceMethod;

use super::super::repeat::Limits;
use super::*;
use crate::builder::{Builder, FromRuntime};
use crate::quotas::{CounterStore, MemoryCounters, Quotas, Taken};
use crate::retry::Retry;
use crate::store::StoreFuture;
use crate::tables::{ApiInfo, Base, Quota, QuotaScope};

static API: ApiInfo = ApiInfo::new("shop").with_quotas(&[&DAILY]);
static BASE: Base = Base::new("base", "https://shop.example", "/rest");
static DAILY: Quota = Quota::new("daily", 2, 86_400, QuotaScope::App);
static GET: Operation = Operation::new("things.get", ResourceMethod::Get, &BASE, "/things").with_quotas(&[&DAILY]);

const HOUR: Duration = Duration::from_secs(3600);

thread_local! {
    static NOON: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// The clock of the client: 2026-11-30 12:00 UTC when it is first looked at, then as time passes for the timers.
fn clock() -> Time {
    let noon = NOON.get().unwrap_or_else(Instant::now);
    NOON.set(Some(noon));
    window::after(Time::from_millis(1_795_996_800_000 + 43_200_000), noon.elapsed())
}

struct Client(Runtime);

impl FromRuntime for Client {
    const API: &'static ApiInfo = &API;
    type With<S> = Self;

    fn from_runtime(runtime: Runtime) -> Self {
        Self(runtime)
    }
}

fn runtime(quotas: Quotas) -> Runtime {
    Builder::<Client>::new().clock(clock).quotas(quotas).build().expect("a client").0
}

/// The clock of a call that has so much time.
fn within(time: Duration) -> Clock {
    Clock::start(Limits::of_call(Retry::standard(), time))
}

/// Sends a request that there is room for.
async fn admitted(runtime: &Runtime, left: Duration) -> Result<bool, Error> {
    let mut ticket = admit(runtime, &CallInfo::of(&GET), &within(left), &mut None).await?;
    use_room(&mut ticket);
    Ok(ticket.is_some())
}

/// The number of requests that count.
async fn used(runtime: &Runtime) -> Option<u64> {
    runtime.plan(&GET, 1).await.expect("a plan").quotas.first().map(|state| state.used)
}

#[tokio::test(start_paused = true)]
async fn call_waits_for_midnight_if_its_deadline_is_later() {
    let (runtime, started) = (runtime(Quotas::wait()), Instant::now());
    for hours in [0, 0, 12, 12, 36] {
        assert!(admitted(&runtime, HOUR * 24 + Duration::from_secs(1)).await.expect("room"));
        assert_eq!(started.elapsed().as_secs(), hours * 3600);
    }
}

#[tokio::test(start_paused = true)]
async fn wait_beyond_the_deadline_is_not_begun() {
    let (runtime, started) = (runtime(Quotas::wait()), Instant::now());
    for _ in 0..2 {
        admitted(&runtime, HOUR).await.expect("room");
    }
    assert!(matches!(admitted(&runtime, HOUR * 12).await, Err(Error::Quota(_))));
    assert_eq!(started.elapsed(), Duration::ZERO);
    // Two of three find room at midnight. The time of earlier waits is a part of the deadline.
    let wait = || admitted(&runtime, HOUR * 30);
    let ends = futures_util::future::join_all([wait(), wait(), wait()]).await;
    assert_eq!(ends.iter().filter(|end| matches!(end, Err(Error::Quota(_)))).count(), 1);
    assert_eq!(started.elapsed(), HOUR * 12);
}

#[tokio::test(start_paused = true)]
async fn call_that_a_wait_for_a_quota_brings_back_too_late_names_the_quota() {
    let runtime = runtime(Quotas::wait().limit(&DAILY, 1));
    assert!(admitted(&runtime, HOUR).await.expect("room"));
    // A machine that was suspended.
    let suspended = tokio::time::advance(HOUR * 13);
    let (end, ()) = futures_util::future::join(admitted(&runtime, HOUR * 12 + Duration::from_secs(60)), suspended).await;
    let Err(Error::Quota(spent)) = end else { panic!("{end:?}") };
    assert_eq!((spent.quota.name, spent.wait), ("daily", Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn call_on_a_quota_that_allows_none_is_refused_at_once() {
    let (runtime, started) = (runtime(Quotas::wait().limit(&DAILY, 0)), Instant::now());
    let Err(error) = admitted(&runtime, HOUR * 1000).await else { panic!("a quota of zero has room") };
    assert_eq!((started.elapsed(), error.retry_after()), (Duration::ZERO, None));
    assert!(error.summary().starts_with("things.get: not sent, the quota `daily` allows no call; set the number"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn calls_that_wait_together_share_the_next_window() {
    let (runtime, started) = (runtime(Quotas::wait()), Instant::now());
    let wait = || admitted(&runtime, HOUR * 48);
    let all = [wait(), wait(), wait(), wait(), wait(), wait()];
    let ends = futures_util::future::join_all(all).await;
    assert!(ends.into_iter().all(|end| end.expect("room")));
    assert_eq!(started.elapsed(), HOUR * 36);
}

#[tokio::test(start_paused = true)]
async fn call_that_is_dropped_while_it_waits_takes_nothing() {
    let runtime = runtime(Quotas::wait());
    for _ in 0..2 {
        admitted(&runtime, HOUR).await.expect("room");
    }
    assert!(tokio::time::timeout(HOUR, admitted(&runtime, HOUR * 24)).await.is_err());
    tokio::time::sleep(HOUR * 12).await;
    assert_eq!(used(&runtime).await, Some(0));
}

#[tokio::test(start_paused = true)]
async fn room_that_no_request_has_used_is_given_back() {
    let runtime = runtime(Quotas::refuse());
    let ticket = || async { admit(&runtime, &CallInfo::of(&GET), &within(HOUR), &mut None).await.expect("room") };
    let (first, second) = (ticket().await, ticket().await);
    assert_eq!(used(&runtime).await, Some(2));
    give_back(first, HOUR).await;
    assert_eq!(used(&runtime).await, Some(1));
    drop(second);
    sleep(Duration::from_millis(1)).await;
    assert_eq!(used(&runtime).await, Some(0));
    assert!(admitted(&runtime, HOUR).await.expect("room"));
    sleep(Duration::from_millis(1)).await;
    assert_eq!(used(&runtime).await, Some(1));
}

#[tokio::test(start_paused = true)]
async fn call_that_nothing_counts_has_no_room_to_take() {
    static OTHER: Operation = Operation::new("things.other", ResourceMethod::Get, &BASE, "/things");
    let (off, on) = (runtime(Quotas::off()), runtime(Quotas::refuse()));
    for (runtime, call) in
        [(&off, CallInfo::of(&GET)), (&on, CallInfo::of(&OTHER)), (&on, CallInfo::new(None, http::Method::GET, String::new()))]
    {
        assert!(admit(runtime, &call, &within(HOUR), &mut None).await.expect("no store").is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn call_that_the_server_holds_back_waits_or_is_refused_and_takes_nothing() {
    let (waits, started) = (runtime(Quotas::wait()), Instant::now());
    let hold = |runtime: &Runtime| {
        let (meter, now) = (runtime.meter().expect("a meter"), runtime.now());
        let metered = meter.of_operation(&GET, String::new, now);
        meter.hold(&metered.first().expect("a quota").counter, window::after(now, HOUR), now);
    };
    hold(&waits);
    assert!(admitted(&waits, HOUR * 2).await.expect("room"));
    assert_eq!(started.elapsed(), HOUR);
    let refuses = runtime(Quotas::refuse());
    hold(&refuses);
    let Err(Error::Quota(spent)) = admitted(&refuses, HOUR * 2).await else { panic!("not refused") };
    assert_eq!((spent.wait, spent.used, spent.limit, spent.held), (HOUR, 0, 2, true));
    let told = spent.to_string();
    assert!(
        told.starts_with("things.get: not sent, the server holds back `daily` for now; call again at 2026-11-30 14:00 UTC\n"),
        "{told}"
    );
    assert!(told.contains(", 0 used;"), "{told}");
    assert_eq!(used(&refuses).await, Some(0));
}

#[tokio::test(start_paused = true)]
async fn plan_has_the_time_until_which_the_server_holds_calls_back() {
    let runtime = runtime(Quotas::refuse());
    let plan = async |calls| runtime.plan(&GET, calls).await.expect("a plan");
    let (meter, now) = (runtime.meter().expect("a meter"), runtime.now());
    let metered = meter.of_operation(&GET, String::new, now);
    let counter = &metered.first().expect("a quota").counter;
    meter.hold(counter, window::after(now, HOUR), now);
    // An answer that was on its way when the first one came.
    meter.hold(counter, window::after(now, Duration::from_secs(1)), now);
    let state = plan(1).await.quotas.first().map(ToString::to_string);
    let told = "daily: 0 of 2 used, starts anew at 2026-12-01 00:00 UTC, held back by the server until 2026-11-30 13:00 UTC";
    assert_eq!(state.as_deref(), Some(told));
    for (calls, end) in [(0, "done at once"), (2, "done at 2026-11-30 13:00 UTC"), (3, "done on 2026-12-01")] {
        assert_eq!(plan(calls).await.to_string(), format!("{calls} calls of things.get: 0 left until 2026-11-30 13:00 UTC, {end}"));
        assert_eq!(plan(calls).await.sent_now(), 0);
    }
}

/// A store that counts five seconds later, whether anybody waits for it or not.
#[derive(Debug)]
struct Late {
    inner: MemoryCounters,
    /// The time after which it gives back.
    gives_back: Duration,
}

impl Late {
    fn runtime(gives_back: Duration) -> Runtime {
        runtime(Quotas::refuse().store(Self { inner: MemoryCounters::new(), gives_back }))
    }
}

impl CounterStore for Late {
    fn take<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, Taken> {
        let (inner, counters) = (self.inner.clone(), counters.to_vec());
        let work = tokio::spawn(async move {
            sleep(Duration::from_secs(5)).await;
            inner.take(&counters, now).await
        });
        Box::pin(async move { work.await? })
    }

    fn give_back<'a>(&'a self, counters: &'a [Counter], taken: &'a [Count]) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            sleep(self.gives_back).await;
            self.inner.give_back(counters, taken).await
        })
    }

    fn raise<'a>(&'a self, counter: &'a Counter, told: Count, now: Time) -> StoreFuture<'a, ()> {
        self.inner.raise(counter, told, now)
    }

    fn peek<'a>(&'a self, key: &'a str, now: Time) -> StoreFuture<'a, Option<Count>> {
        self.inner.peek(key, now)
    }
}

#[tokio::test(start_paused = true)]
async fn room_that_a_store_grants_when_nobody_waits_any_more_is_given_back() {
    let runtime = Late::runtime(Duration::ZERO);
    assert!(timeout(Duration::from_secs(2), admitted(&runtime, HOUR)).await.is_err());
    sleep(Duration::from_secs(4)).await;
    assert_eq!(used(&runtime).await, Some(0));
    assert!(admitted(&runtime, HOUR).await.expect("room"));
    assert_eq!(used(&runtime).await, Some(1));
}

#[tokio::test(start_paused = true)]
async fn failure_waits_for_a_slow_store_until_its_deadline_only() {
    let runtime = Late::runtime(HOUR);
    let ticket = admit(&runtime, &CallInfo::of(&GET), &within(HOUR), &mut None).await.expect("room");
    let started = Instant::now();
    give_back(ticket, Duration::from_millis(200)).await;
    assert_eq!(started.elapsed(), Duration::from_millis(200));
}

#[tokio::test]
async fn request_that_was_not_sent_is_given_back() {
    use crate::error::TransportError;

    let runtime = runtime(Quotas::refuse());
    for kind in [TransportKind::NotSent, TransportKind::NoRuntime, TransportKind::Connect] {
        let error = Error::transport(TransportError::of_kind(CallInfo::of(&GET), kind));
        assert!(matches!(end(&runtime, &Err(error)), End::NotDelivered), "{kind:?}");
    }
    let lost = Error::transport(TransportError::of_kind(CallInfo::of(&GET), TransportKind::Broken));
    assert!(matches!(end(&runtime, &Err(lost)), End::Lost));
}
