//! Pseudo-random numbers: the same seed gives the same numbers.

/// A small pseudo-random number generator (`SplitMix64`).
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// The generator of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit; 0 for the limit 0.
    pub fn below(&mut self, limit: usize) -> usize {
        u64::try_from(limit).ok().filter(|limit| *limit > 0).and_then(|limit| usize::try_from(self.number() % limit).ok()).unwrap_or(0)
    }

    /// `true` once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of several; the default if there is none.
    pub fn pick<T: Clone + Default>(&mut self, several: &[T]) -> T {
        several.get(self.below(several.len())).cloned().unwrap_or_default()
    }
}
