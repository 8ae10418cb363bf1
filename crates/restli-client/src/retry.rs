//! The policy by which a call that failed is sent again.

use std::time::Duration;

/// The policy by which a call that failed is sent again: a value of limits, for all calls of a client
/// ([`Builder::retry`](crate::Builder::retry)) or for one ([`Request::retry`](crate::Request::retry)).
///
/// A call is sent again only if that cannot do harm: the call may be sent twice, by its method or by the schema, or nothing has reached the
/// server. A create is therefore sent again after a connection that could not be made, and after nothing else. `docs/reliability.md` has the
/// whole table.
///
/// ```
/// use std::time::Duration;
/// use restli_client::Retry;
///
/// let patient = Retry::standard().deadline(Duration::from_secs(30)).attempts(6);
/// assert_ne!(patient, Retry::standard());
/// assert_eq!(Retry::never(), Retry::standard().attempts(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Retry {
    attempts: u32,
    deadline: Option<Duration>,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Retry {
    /// One attempt per call.
    pub const fn never() -> Self {
        Self::standard().attempts(1)
    }

    /// At most four attempts per call, with random pauses of at most 0.5, 1 and 2 seconds between them, and of what the server asks for.
    /// A client whose builder sets no policy has this one.
    pub const fn standard() -> Self {
        Self { attempts: 4, deadline: None, first_pause: Duration::from_millis(500), longest_pause: Duration::from_secs(20) }
    }

    /// Sets the largest number of attempts per call; zero counts as one.
    pub const fn attempts(self, most: u32) -> Self {
        Self { attempts: if most == 0 { 1 } else { most }, ..self }
    }

    /// Sets the time limit of a call with all its attempts and pauses; an attempt that still runs then is cut. Without it, the limit is that
    /// of one attempt, [`Builder::timeout`](crate::Builder::timeout). Uploads have a limit of their own.
    pub const fn deadline(self, limit: Duration) -> Self {
        Self { deadline: Some(limit), ..self }
    }

    /// Sets the longest pause after the first attempt, which doubles with every further one, and the length at which it stops to grow. Each
    /// pause is a random part of that (full jitter), so that clients that failed together do not come back together.
    pub const fn pauses(self, first: Duration, longest: Duration) -> Self {
        Self { first_pause: first, longest_pause: longest, ..self }
    }

    pub(crate) const fn most_attempts(&self) -> u32 {
        self.attempts
    }

    pub(crate) const fn limit(&self) -> Option<Duration> {
        self.deadline
    }

    /// The pause after so many attempts; `chance` is a random number.
    pub(crate) fn pause(&self, sent: u32, chance: u32) -> Duration {
        let doubled = self.first_pause.saturating_mul(1_u32.checked_shl(sent.saturating_sub(1)).unwrap_or(u32::MAX));
        doubled.min(self.longest_pause).mul_f64(f64::from(chance) / f64::from(u32::MAX))
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::standard()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pause_doubles_up_to_its_limit() {
        let retry = Retry::standard().pauses(Duration::from_secs(1), Duration::from_secs(5));
        let longest = |sent| retry.pause(sent, u32::MAX).as_secs();
        assert_eq!([1, 2, 3, 4, 40].map(longest), [1, 2, 4, 5, 5]);
    }

    #[test]
    fn pause_is_a_random_part_of_the_longest() {
        let retry = Retry::standard();
        assert_eq!(retry.pause(1, 0), Duration::ZERO);
        let half = retry.pause(1, u32::MAX / 2).as_millis();
        assert!((249..=250).contains(&half), "{half}");
    }
}
