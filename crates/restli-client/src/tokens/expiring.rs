//! Notices of tokens that end soon and that no renewal can save.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use restli_core::duration;

use crate::oauth::Token;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The times before an end at which there is a notice, the earliest first.
const NOTICES: [Duration; 2] = [DAY.saturating_mul(7), DAY];

/// A difference of two ends that counts as none: a server tells the rest of a life anew with each renewal.
const SAME_END: Duration = Duration::from_secs(60 * 60);

/// The part of a token that ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpiringPart {
    /// The access token, which came without a refresh token.
    AccessToken,
    /// The refresh token: with it ends the last access token.
    RefreshToken,
}

/// A notice that a token ends soon, and that the user must consent again before.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Expiring {
    /// The key of the token in its store.
    pub key: String,
    /// The part that ends.
    pub part: ExpiringPart,
    /// The end.
    pub ends_at: SystemTime,
    /// The time before the end at which the notice is due: seven days, or one.
    pub within: Duration,
}

/// The function that notices are given to.
pub(super) type Hook = Arc<dyn Fn(&Expiring) + Send + Sync>;

/// The last notice about a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    ends_at: SystemTime,
    within: Duration,
}

impl Expiring {
    /// The notice that is due for a token and was not given yet.
    pub(super) fn due(key: &str, token: &Token, now: SystemTime, told: Option<Told>) -> Option<Self> {
        let (part, ends_at, life) = if token.refresh_token().is_some() {
            (ExpiringPart::RefreshToken, token.refresh_expires_at()?, Duration::MAX)
        } else {
            let life = token.expires_at().duration_since(token.issued_at()).unwrap_or_default();
            (ExpiringPart::AccessToken, token.expires_at(), life)
        };
        let left = ends_at.duration_since(now).ok()?;
        // A life that is no longer than the notice would begin with it.
        let within = NOTICES.into_iter().rev().find(|notice| left <= *notice && life > *notice)?;
        let apart = |one: SystemTime| one.duration_since(ends_at).unwrap_or_else(|error| error.duration());
        let is_told = told.is_some_and(|told| apart(told.ends_at) < SAME_END && told.within <= within);
        (!is_told).then(|| Self { key: key.to_owned(), part, ends_at, within })
    }

    pub(super) const fn told(&self) -> Told {
        Told { ends_at: self.ends_at, within: self.within }
    }
}

impl fmt::Display for Expiring {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = match self.part {
            ExpiringPart::AccessToken => "the access token, which cannot be renewed,",
            ExpiringPart::RefreshToken => "the refresh token",
        };
        write!(out, "{part} of `{}` ends within {}: let the user consent again", self.key, duration::words(self.within))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The notices, in days before the end, when the token is looked at each so many hours before its end.
    fn notices(life_days: u32, looks: &[u32], refresh: bool) -> Vec<u64> {
        let end = SystemTime::now() + DAY * 400;
        let mut token = Token::new("A", end).with_issued_at(end - DAY * life_days);
        if refresh {
            token = token.with_refresh_token("R", Some(end));
        }
        let mut told = None;
        let mut found = Vec::new();
        for hours in looks {
            if let Some(notice) = Expiring::due("k", &token, end - DAY / 24 * *hours, told) {
                found.push(notice.within.as_secs() / 86_400);
                told = Some(notice.told());
            }
        }
        found
    }

    #[test]
    fn notice_is_given_once_a_week_and_once_a_day_before_the_end() {
        assert_eq!(notices(60, &[400, 169, 168, 100, 25, 24, 2, 0], false), [7, 1]);
        assert_eq!(notices(60, &[20, 10], false), [1], "the later notice says it all");
        assert_eq!(notices(60, &[100, 10], true), [7, 1]);
    }

    #[test]
    fn notice_is_not_given_at_the_beginning_of_a_short_life() {
        assert_eq!(notices(1, &[24, 12, 1], false), [0; 0]);
        assert_eq!(notices(3, &[72, 30, 24], false), [1]);
    }
}
