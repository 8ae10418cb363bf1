//! Inputs made from others, the same for the same seed.

use crate::{MAX_LENGTH, Reader};

/// Makes inputs from the seeds of a reader.
#[derive(Debug)]
pub struct Mutator<'a> {
    random: Random,
    seeds: &'a [Vec<u8>],
    pieces: &'a [&'a str],
}

impl<'a> Mutator<'a> {
    /// A mutator that repeats itself for the same seed.
    #[must_use]
    pub fn new(reader: &'a Reader, seeds: &'a [Vec<u8>], seed: u64) -> Self {
        Self { random: Random(seed), seeds, pieces: reader.pieces }
    }

    /// The next input: one of the seeds with a few changes.
    pub fn input(&mut self) -> Vec<u8> {
        let mut input = self.seed().to_vec();
        for _ in 0..=self.random.below(4) {
            self.change(&mut input);
        }
        input.truncate(MAX_LENGTH);
        input
    }

    fn seed(&mut self) -> &'a [u8] {
        let which = self.random.below(self.seeds.len());
        self.seeds.get(which).map_or(&[], Vec::as_slice)
    }

    fn piece(&mut self) -> Vec<u8> {
        let which = self.random.below(self.pieces.len());
        self.pieces.get(which).copied().unwrap_or_default().as_bytes().to_vec()
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let start = self.random.below(input.len() + 1);
        let end = (start + self.random.below(16)).min(input.len());
        match self.random.below(8) {
            0 => drop(input.drain(start..end)),
            1 => input.truncate(start),
            2 => {
                let octet = u8::try_from(self.random.below(256)).unwrap_or_default();
                input.splice(start..(start + 1).min(input.len()), [octet]);
            }
            3 => {
                let copy = input[start..end].to_vec();
                let place = self.random.below(input.len() + 1);
                input.splice(place..place, copy);
            }
            4 => {
                let other = self.seed();
                let from = self.random.below(other.len() + 1);
                input.truncate(start);
                input.extend_from_slice(&other[from..]);
            }
            5 => {
                let piece = self.piece().repeat(1 << self.random.below(9));
                input.splice(start..start, piece.into_iter().take(MAX_LENGTH));
            }
            6 => {
                let piece = self.piece();
                input.splice(start..end, piece);
            }
            _ => {
                let piece = self.piece();
                input.splice(start..start, piece);
            }
        }
    }
}

/// A small generator of numbers (`SplitMix64`).
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % (limit.max(1) as u64)).unwrap_or_default()
    }
}
