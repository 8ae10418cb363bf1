//! The queue of a client: bounded, in turn, and left by whoever is dropped.

use std::cell::Cell;
use std::time::Duration;

use futures_util::future::{join, join_all, join3};
use restli_client::testing::{Answer, Script};
use restli_client::{Builder, Error, MemoryCounters, Priority, Queue, QueueErrorKind, Quotas, Request, Retry, StopReason, Time};
use tokio::time::{Instant, sleep, timeout};

use crate::quotas::Slow;
use crate::tables::{ACTION, BRISK, CREATE, Client, DAILY, DELETE, GET, TOKEN, thing};

const SECOND: Duration = Duration::from_secs(1);

thread_local! {
    static NOON: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// A clock that begins at 2026-11-30 12:00 UTC and goes with the timers.
fn clock() -> Time {
    let noon = NOON.get().unwrap_or_else(Instant::now);
    NOON.set(Some(noon));
    Time::from_millis(1_795_996_800_000 + 43_200_000 + i64::try_from(noon.elapsed().as_millis()).unwrap())
}

/// A client whose calls take a second each.
fn builder(queue: Queue) -> (Builder<Client>, Script) {
    let script = Script::new();
    script.on(&GET).always(Answer::entity(&thing(1, "a")).after(SECOND));
    script.on(&DELETE).always(Answer::status(204).after(SECOND));
    script.on(&ACTION).always(Answer::status(200).after(SECOND));
    (Client::builder().token(TOKEN).script(&script).clock(clock).queue(queue), script)
}

fn client(queue: Queue) -> (Client, Script) {
    let (builder, script) = builder(queue);
    (builder.build().unwrap(), script)
}

/// The last part of the path of each request.
fn keys(script: &Script) -> Vec<String> {
    script.calls().iter().map(|called| called.url.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned()).collect()
}

#[tokio::test(start_paused = true)]
async fn calls_wait_for_their_turn_and_one_too_many_is_refused_at_once() {
    let ((client, script), started) = (client(Queue::of(2).waiting(2)), Instant::now());
    let ends = join_all((1..=5).map(|id| client.get(id).send())).await;
    assert_eq!((started.elapsed(), script.calls().len()), (SECOND * 2, 4));
    let refused: Vec<&Error> = ends.iter().filter_map(|end| end.as_ref().err()).collect();
    assert_eq!(
        refused.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["shop.things.get: not sent, the queue is full; make calls more slowly, or let more wait (`Queue::waiting`)\n  \
          call: GET /rest/things/5\n  \
          queue: 2 in flight, 2 waiting at most"]
    );
    assert!(matches!(refused[0], Error::Queue(error) if error.kind == QueueErrorKind::Full));
    assert!(!refused[0].is_outcome_unknown() && refused[0].attempts().is_none());
}

#[tokio::test(start_paused = true)]
async fn call_whose_turn_does_not_come_before_its_deadline_is_refused_with_the_time() {
    let (client, script) = client(Queue::of(1));
    let hurried = client.get(2).retry(Retry::standard().deadline(SECOND / 2));
    let (_, error) = join(client.get(1).send(), hurried.send()).await;
    let error = error.err().unwrap();
    assert!(matches!(&error, Error::Queue(error) if error.kind == QueueErrorKind::Deadline(SECOND * 9 / 20)), "{error}");
    assert!(error.summary().starts_with("shop.things.get: not sent, its turn did not come within 0.5 seconds; "), "{error}");
    assert_eq!(script.calls().len(), 1);
}

/// The deadline of a call that comes back after a second, too late to be sent.
const SCARCE: Duration = Duration::from_millis(1050);

#[tokio::test(start_paused = true)]
async fn create_whose_turn_comes_just_before_its_deadline_is_not_sent() {
    let (client, script) = client(Queue::of(1));
    script.on(&CREATE).always(Answer::created(&1).after(SECOND));
    let (thing, hurried) = (thing(1, "a"), Retry::standard().deadline(SCARCE));
    let (_, error) = join(client.get(1).send(), client.create(&thing).retry(hurried).send()).await;
    let error = error.err().unwrap();
    assert!(matches!(&error, Error::Queue(error) if matches!(error.kind, QueueErrorKind::Deadline(_))), "{error}");
    assert_eq!((script.calls().len(), error.is_outcome_unknown()), (1, false));
}

#[tokio::test(start_paused = true)]
async fn call_whose_quota_starts_anew_just_before_its_deadline_is_refused_at_once() {
    let (builder, script) = builder(Queue::of(2));
    let client = builder.quotas(Quotas::wait().limit(&BRISK, 1)).build().unwrap();
    let (first, started) = (client.purge_all(1).send(), Instant::now());
    let hurried = async {
        let error = client.purge_all(2).retry(Retry::standard().deadline(SCARCE)).await.unwrap_err();
        (error, started.elapsed())
    };
    let (first, (error, waited)) = join(first, hurried).await;
    assert!(matches!(error, Error::Quota(_)), "{error}");
    assert_eq!((first.is_ok(), waited, script.calls().len()), (true, Duration::ZERO, 1));
}

#[tokio::test(start_paused = true)]
async fn call_that_comes_back_from_a_quota_and_finds_no_slot_names_the_queue() {
    let (builder, script) = builder(Queue::of(2));
    let client = builder.quotas(Quotas::wait().limit(&BRISK, 1)).build().unwrap();
    let late = client.purge_all(2).retry(Retry::standard().deadline(SECOND * 3 / 2));
    let others = join_all((1..=5).map(|id| client.get(id).priority(Priority::Interactive).send()));
    let (_, error, _) = join3(client.purge_all(1).send(), late.send(), others).await;
    let error = error.err().unwrap();
    assert!(matches!(&error, Error::Queue(error) if matches!(error.kind, QueueErrorKind::Deadline(_))), "{error}");
    assert_eq!(script.calls().len(), 6);
}

#[tokio::test(start_paused = true)]
async fn call_that_gives_room_back_to_a_slow_store_holds_no_slot() {
    let (builder, _) = builder(Queue::of(1));
    let quotas = Quotas::refuse().store(Slow(MemoryCounters::new()));
    let client = builder.quotas(quotas).before(|sending| sending.header("Host", "x")).build().unwrap();
    let started = Instant::now();
    let ends = join_all((1..=5).map(|id| client.get(id).send())).await;
    assert!(ends.iter().all(Result::is_err));
    assert_eq!(started.elapsed(), SECOND, "each waits a second for the store, and none for another one");
}

#[tokio::test(start_paused = true)]
async fn calls_have_their_turns_by_priority() {
    let (client, script) = client(Queue::of(1));
    let calls = [
        client.get(1),
        client.get(2).priority(Priority::Background),
        client.get(3),
        client.get(4).priority(Priority::Interactive),
        client.get(5).priority(Priority::Interactive),
    ];
    join_all(calls.map(Request::send)).await;
    assert_eq!(keys(&script), ["1", "4", "5", "3", "2"]);
}

#[tokio::test(start_paused = true)]
async fn calls_of_other_quotas_do_not_wait_behind_those_of_one_with_many() {
    let (client, script) = client(Queue::of(1));
    let many = join_all((1..=4).map(|id| client.get(id).send()));
    let (many, fifth, sixth) = join3(many, client.delete(5).send(), client.delete(6).send()).await;
    assert!(many.iter().all(Result::is_ok) && fifth.is_ok() && sixth.is_ok());
    assert_eq!(keys(&script), ["1", "2", "5", "3", "6", "4"]);
}

#[tokio::test(start_paused = true)]
async fn call_that_waits_for_a_quota_holds_no_slot() {
    let (builder, _) = builder(Queue::of(1).waiting(2));
    let client = builder.quotas(Quotas::wait().limit(&DAILY, 1)).retry(Retry::standard().deadline(SECOND * 86_400)).build().unwrap();
    client.get(0).await.unwrap();
    let started = Instant::now();
    let midnight = join_all((1..=3).map(|id| timeout(SECOND * 9, client.get(id).send())));
    let other = async { (client.delete(4).await.is_ok(), started.elapsed()) };
    let (waiting, other) = join(midnight, other).await;
    assert_eq!(other, (true, SECOND), "three calls wait for midnight, and the slot is free");
    let refused: Vec<_> = waiting.iter().filter_map(|end| end.as_ref().ok()?.as_ref().err()).collect();
    assert!(matches!(refused[..], [Error::Quota(spent)] if spent.starts_anew.to_string() == "2026-12-01T00:00:00.000Z"), "{refused:?}");
}

#[tokio::test(start_paused = true)]
async fn pause_before_another_attempt_holds_no_slot() {
    let (builder, script) = builder(Queue::of(1));
    let busy = Answer::status(503).header("Retry-After", "10");
    script.on(&GET).answer(busy);
    let client = builder.build().unwrap();
    let (read, deleted) = join(client.get(1).send(), client.delete(2).send()).await;
    assert!(read.is_ok() && deleted.is_ok());
    assert_eq!(keys(&script), ["1", "2", "1"]);
}

#[tokio::test(start_paused = true)]
async fn call_that_finds_no_place_for_another_attempt_lists_the_first_one() {
    let (builder, script) = builder(Queue::of(1).waiting(0));
    script.on(&GET).answer(503);
    let client = builder.build().unwrap();
    // The pause is at most half a second, in which the other call has taken the slot.
    let (read, deleted) = join(client.get(1).send(), client.delete(2).send()).await;
    deleted.unwrap();
    let error = read.err().unwrap();
    let attempts = error.attempts().unwrap();
    assert_eq!((attempts.count(), attempts.stopped), (2, StopReason::Queue), "{error}");
}

/// Calls are dropped at every point of their way: in the queue, beside it for a quota, in flight, in a pause.
#[tokio::test(start_paused = true)]
async fn queue_whose_calls_are_dropped_anywhere_has_all_its_slots() {
    let (builder, script) = builder(Queue::of(2).waiting(6));
    for _ in 0..40 {
        script.on(&GET).answer(Answer::status(503).after(SECOND / 2));
    }
    let client = builder.quotas(Quotas::wait().limit(&BRISK, 2)).retry(Retry::standard().deadline(SECOND * 30)).build().unwrap();
    for round in 0..20_u64 {
        let limit = |call: u64| Duration::from_millis((round * 8 + call) * 37 % 2000);
        let purges = join_all((0..4).map(|call| timeout(limit(call), client.purge_all(1).send())));
        let reads = join_all((4..8).map(|call| timeout(limit(call), client.get(1).send())));
        join(purges, reads).await;
    }
    sleep(SECOND * 5).await;
    let started = Instant::now();
    let both = join(client.delete(1).send(), client.delete(2).send()).await;
    assert!(both.0.is_ok() && both.1.is_ok());
    assert_eq!(started.elapsed(), SECOND);
}
