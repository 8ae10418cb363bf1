//! Numbers that look random, and are the same for the same seed.

use restli_core::Time;

/// A generator of numbers (`SplitMix64`), with the day that made times are near.
#[derive(Clone, Debug)]
pub(crate) struct Dice {
    state: u64,
    today: Time,
}

const DAY: i64 = 24 * 60 * 60 * 1000;

impl Dice {
    /// The numbers of a seed. Times are made around the day of `now`: within that day, they are the same.
    pub(crate) fn new(seed: u64, now: Time) -> Self {
        Self { state: seed, today: Time::from_millis(now.as_millis().div_euclid(DAY) * DAY) }
    }

    /// The numbers of this seed for one subject, such as an operation: what is made for others before does not change them.
    pub(crate) fn about(&self, subject: &str) -> Self {
        // FNV-1a
        let mix = |hash: u64, octet: u8| (hash ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3);
        Self { state: subject.bytes().fold(self.state ^ 0xcbf2_9ce4_8422_2325, mix), today: self.today }
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.state)
    }

    /// A number from 0 up to one below the end; 0 if the end is 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.number().checked_rem(end).unwrap_or_default()
    }

    /// One of several values; `None` if there is none.
    pub(crate) fn one_of<'t, T>(&mut self, values: &'t [T]) -> Option<&'t T> {
        let at = self.below(values.len() as u64);
        values.get(usize::try_from(at).ok()?)
    }

    /// One of several words.
    pub(crate) fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.one_of(words).copied().unwrap_or_default()
    }

    /// A text of so many letters and digits.
    pub(crate) fn letters(&mut self, count: usize) -> String {
        (0..count).filter_map(|_| self.one_of(LETTERS).copied().map(char::from)).collect()
    }

    /// A time on a day so many days from today.
    pub(crate) fn time(&mut self, days: i64) -> Time {
        let within = i64::try_from(self.below(DAY.unsigned_abs())).unwrap_or_default();
        Time::from_millis(self.today.as_millis().saturating_add(days.saturating_mul(DAY)).saturating_add(within))
    }
}

/// The digits of opaque texts.
pub(crate) const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The last step of `SplitMix64`: it leads from each number to another one, and no two lead to the same.
pub(crate) fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
