//! The decision whether a call that failed is sent again.

use std::time::Duration;

use crate::error::StopReason;
use crate::retry::Retry;

/// A failed attempt, as far as the decision needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// A failure that no repetition mends.
    Lasting,
    /// No connection: the server has not seen the request.
    NotDelivered,
    /// No whole answer: the server may have carried out the request.
    Lost,
    /// An answer that the server cannot serve the request now, with the wait that it asks for.
    Refused(Option<Duration>),
    /// An answer that a quota is used up, with the time until it starts anew.
    QuotaSpent(Option<Duration>),
    /// No room in a quota, or no turn in the queue: nothing was sent.
    Withheld(StopReason),
}

/// A call after a failed attempt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct State {
    /// The number of attempts so far.
    pub(crate) sent: u32,
    /// The time in which another attempt may begin before the deadline of the call.
    pub(crate) left: Duration,
    /// `true` if the call may be sent twice.
    pub(crate) repeatable: bool,
    /// `true` if the body can be sent from its first byte: `false` for a reader that was read.
    pub(crate) whole: bool,
    /// A random number.
    pub(crate) chance: u32,
}

/// The next step of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Another attempt after a pause.
    Again(Duration),
    /// No further attempt.
    Stop(StopReason),
}

/// Decides on the next step of a call after a failure.
pub(crate) fn decide(retry: &Retry, state: &State, failure: Failure) -> Action {
    let wait = match failure {
        Failure::Lasting => return Action::Stop(StopReason::Lasting),
        Failure::Withheld(reason) => return Action::Stop(reason),
        _ if state.sent >= retry.most_attempts() => return Action::Stop(StopReason::Attempts),
        _ if !state.whole => return Action::Stop(StopReason::SourceSpent),
        Failure::NotDelivered => None,
        _ if !state.repeatable => return Action::Stop(StopReason::NotRepeatable),
        Failure::Lost => None,
        Failure::QuotaSpent(None) => return Action::Stop(StopReason::Quota),
        Failure::Refused(wait) | Failure::QuotaSpent(wait) => wait,
    };
    let pause = retry.pause(state.sent, state.chance).max(wait.unwrap_or_default());
    match wait {
        Some(wait) if wait >= state.left => Action::Stop(StopReason::Wait(wait)),
        _ if pause >= state.left => Action::Stop(StopReason::Deadline),
        _ => Action::Again(pause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// The state of a call with a minute left, and with pauses as long as they can be.
    const STATE: State = State { sent: 1, left: Duration::from_secs(60), repeatable: true, whole: true, chance: u32::MAX };

    fn decided(state: State, failure: Failure) -> Action {
        decide(&Retry::standard(), &state, failure)
    }

    #[test]
    fn call_that_may_be_sent_twice_is_sent_again_after_every_failure_that_passes() {
        for failure in [Failure::NotDelivered, Failure::Lost, Failure::Refused(None)] {
            assert_eq!(decided(STATE, failure), Action::Again(SECOND / 2), "{failure:?}");
            assert_eq!(decided(State { sent: 3, ..STATE }, failure), Action::Again(SECOND * 2), "{failure:?}");
            assert_eq!(decided(State { sent: 4, ..STATE }, failure), Action::Stop(StopReason::Attempts), "{failure:?}");
        }
        assert_eq!(decided(STATE, Failure::Lasting), Action::Stop(StopReason::Lasting));
    }

    #[test]
    fn call_that_may_not_be_sent_twice_is_sent_again_only_if_the_server_has_not_seen_it() {
        let create = State { repeatable: false, ..STATE };
        assert_eq!(decided(create, Failure::NotDelivered), Action::Again(SECOND / 2));
        for failure in [Failure::Lost, Failure::Refused(None), Failure::Refused(Some(SECOND)), Failure::QuotaSpent(Some(SECOND))] {
            assert_eq!(decided(create, failure), Action::Stop(StopReason::NotRepeatable), "{failure:?}");
        }
    }

    #[test]
    fn call_whose_body_was_read_from_a_reader_is_not_sent_again() {
        let spent = State { whole: false, ..STATE };
        for failure in [Failure::NotDelivered, Failure::Lost, Failure::Refused(None)] {
            assert_eq!(decided(spent, failure), Action::Stop(StopReason::SourceSpent), "{failure:?}");
        }
        assert_eq!(decided(spent, Failure::Lasting), Action::Stop(StopReason::Lasting));
    }

    #[test]
    fn wait_of_the_server_is_kept_or_outlasts_the_deadline() {
        assert_eq!(decided(STATE, Failure::Refused(Some(SECOND * 9))), Action::Again(SECOND * 9));
        assert_eq!(decided(STATE, Failure::Refused(Some(Duration::ZERO))), Action::Again(SECOND / 2));
        let hour = SECOND * 3600;
        assert_eq!(decided(STATE, Failure::Refused(Some(hour))), Action::Stop(StopReason::Wait(hour)));
    }

    #[test]
    fn quota_that_starts_anew_after_the_deadline_ends_the_call() {
        assert_eq!(decided(STATE, Failure::QuotaSpent(Some(SECOND * 9))), Action::Again(SECOND * 9));
        assert_eq!(decided(STATE, Failure::QuotaSpent(Some(SECOND * 61))), Action::Stop(StopReason::Wait(SECOND * 61)));
        assert_eq!(decided(STATE, Failure::QuotaSpent(None)), Action::Stop(StopReason::Quota));
        assert_eq!(decided(STATE, Failure::Withheld(StopReason::Quota)), Action::Stop(StopReason::Quota));
    }

    #[test]
    fn pause_beyond_the_deadline_ends_the_call() {
        for left in [Duration::ZERO, SECOND / 2] {
            assert_eq!(decided(State { left, ..STATE }, Failure::Lost), Action::Stop(StopReason::Deadline), "{left:?}");
        }
    }

    #[test]
    fn policy_without_repetition_stops_whatever_the_failure_is() {
        for failure in [Failure::NotDelivered, Failure::Lost, Failure::Refused(None), Failure::QuotaSpent(None)] {
            assert_eq!(decide(&Retry::never(), &STATE, failure), Action::Stop(StopReason::Attempts), "{failure:?}");
        }
    }
}
