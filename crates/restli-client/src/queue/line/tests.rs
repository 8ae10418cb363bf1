//! Calls that wait and are dropped, under a clock that the test moves.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use proptest::prelude::*;
use tokio::time::{Instant, sleep};

use super::*;

const SECOND: Duration = Duration::from_secs(1);

fn line(concurrency: usize, waiting: usize) -> Arc<Line> {
    Arc::new(Line::new(Queue::of(concurrency).waiting(waiting)))
}

/// A call of one second.
async fn call(line: &Arc<Line>, group: &str) -> Result<(), NoPlace> {
    let mut turn = line.join(Priority::Normal, group);
    turn.come().await?;
    sleep(SECOND).await;
    Ok(())
}

/// Nobody waits, and all slots are free.
fn is_idle(line: &Arc<Line>) -> bool {
    let free: Vec<Turn> = (0..line.limits.concurrency).map(|_| line.join(Priority::Normal, "")).collect();
    let all_have_slots = line.state().waiting.is_empty();
    drop(free);
    all_have_slots
}

/// Polls once.
fn poll<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

#[tokio::test(start_paused = true)]
async fn calls_wait_for_slots_and_one_too_many_fails_at_once() {
    let (line, started) = (line(2, 3), Instant::now());
    let mut calls: Vec<_> = (0..6).map(|_| Box::pin(call(&line, "a"))).collect();
    calls.iter_mut().take(5).for_each(|call| assert!(poll(call).is_pending()));
    assert_eq!(poll(calls.pop().expect("the last")), Poll::Ready(Err(NoPlace)));
    assert!(futures_util::future::join_all(calls).await.into_iter().all(|end| end.is_ok()));
    assert_eq!(started.elapsed(), SECOND * 3);
    assert!(is_idle(&line));
}

#[tokio::test(start_paused = true)]
async fn call_that_waits_for_a_quota_lets_others_pass_and_comes_back() {
    let (line, started) = (line(1, 9), Instant::now());
    let waits = async {
        let mut turn = line.join(Priority::Normal, "a");
        turn.come().await?;
        turn.stand_aside(SECOND * 60).await?;
        turn.come().await?;
        Ok::<_, NoPlace>(started.elapsed())
    };
    let others = async {
        for _ in 0..3 {
            call(&line, "b").await?;
        }
        Ok::<_, NoPlace>(started.elapsed())
    };
    let (waited, others) = futures_util::future::join(waits, others).await;
    assert_eq!((waited, others), (Ok(SECOND * 60), Ok(SECOND * 3)));
    assert!(is_idle(&line));
}

#[tokio::test(start_paused = true)]
async fn call_that_waits_for_a_quota_may_lose_its_place_to_a_smaller_group() {
    let line = line(1, 1);
    let mut aside = line.join(Priority::Background, "a");
    aside.come().await.expect("a slot");
    let busy = async {
        sleep(SECOND).await;
        call(&line, "b").await
    };
    let urgent = async {
        sleep(SECOND).await;
        let mut turn = line.join(Priority::Interactive, "c");
        turn.come().await
    };
    let (aside, busy, urgent) = futures_util::future::join3(aside.stand_aside(SECOND * 60), busy, urgent).await;
    assert_eq!((aside, busy, urgent), (Err(NoPlace), Ok(()), Ok(())));
    assert!(is_idle(&line));
}

#[tokio::test(start_paused = true)]
async fn slot_of_a_call_that_is_dropped_before_it_was_told_goes_to_the_next() {
    let line = line(1, 9);
    let holds = line.join(Priority::Normal, "a");
    let (first, mut second) = (line.join(Priority::Normal, "a"), line.join(Priority::Normal, "a"));
    drop(holds);
    // The first one has the slot, but was never polled.
    assert!(poll(second.come()).is_pending());
    drop(first);
    assert_eq!(second.come().await, Ok(()));
    drop(second);
    assert!(is_idle(&line));
}

#[derive(Clone, Debug)]
enum Step {
    Join(Priority, u8),
    Come(usize),
    Aside(usize),
    Drop(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let priority = prop_oneof![Just(Priority::Interactive), Just(Priority::Normal), Just(Priority::Background)];
    prop_oneof![
        (priority, 0..3_u8).prop_map(|(priority, group)| Step::Join(priority, group)),
        any::<usize>().prop_map(Step::Come),
        any::<usize>().prop_map(Step::Aside),
        any::<usize>().prop_map(Step::Drop),
    ]
}

proptest! {
    /// Whatever calls do and wherever they are dropped, no slot is lost, and none is given twice.
    #[test]
    fn queue_whose_calls_are_dropped_anywhere_is_idle_at_the_end(
        concurrency in 1..4_usize, waiting in 0..5_usize, steps in prop::collection::vec(step(), 0..60),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime");
        runtime.block_on(async {
            let line = line(concurrency, waiting);
            let mut calls: Vec<Turn> = Vec::new();
            for step in steps {
                let index = |at: usize| (!calls.is_empty()).then(|| at % calls.len());
                match step {
                    Step::Join(priority, group) => calls.push(line.join(priority, &group.to_string())),
                    Step::Come(at) => if let Some(call) = index(at).and_then(|index| calls.get_mut(index)) {
                        let _ = poll(call.come());
                    },
                    // The wait is dropped before its time, as by a call that is dropped; the call then waits aside.
                    Step::Aside(at) => if let Some(call) = index(at).and_then(|index| calls.get_mut(index))
                        && matches!(call.stand, Stand::HasSlot)
                    {
                        let _ = poll(call.stand_aside(SECOND));
                    },
                    Step::Drop(at) => if let Some(index) = index(at) {
                        calls.swap_remove(index);
                    },
                }
                let holding = calls.iter().filter(|call| matches!(call.stand, Stand::HasSlot)).count();
                assert!(holding <= concurrency, "{holding} calls have a slot");
                assert!(line.state().waiting.len() <= waiting, "{} calls wait", line.state().waiting.len());
            }
            calls.clear();
            assert!(is_idle(&line));
        });
    }
}
