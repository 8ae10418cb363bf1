//! Values of an answer that could not be read and were left out (`docs/reading.md`).

use super::DecodeError;

/// The most problems that are kept; an answer may hold millions.
const LIMIT: usize = 100;

/// Values of an answer that could not be read and were left out, each with its path, its fault and an excerpt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    problems: Vec<DecodeError>,
    more: usize,
}

/// A step from a value to one inside it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'s> {
    Field(&'s str),
    Item(usize),
}

impl FromIterator<DecodeError> for Unread {
    fn from_iter<I: IntoIterator<Item = DecodeError>>(problems: I) -> Self {
        let mut unread = Self::default();
        problems.into_iter().for_each(|problem| unread.push(problem));
        unread
    }
}

impl Unread {
    /// The first 100 problems, in the order of the answer.
    #[must_use]
    pub fn problems(&self) -> &[DecodeError] {
        &self.problems
    }

    /// The number of values left out.
    #[must_use]
    pub fn count(&self) -> usize {
        self.problems.len() + self.more
    }

    /// Returns `true` if everything was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// The problems as `shown` returns them, for those that may hold a secret.
    #[must_use]
    pub fn map(self, shown: impl FnMut(DecodeError) -> DecodeError) -> Self {
        Self { problems: self.problems.into_iter().map(shown).collect(), ..self }
    }

    /// Adds a problem.
    pub fn push(&mut self, problem: DecodeError) {
        if self.problems.len() < LIMIT {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// Adds the problems of another part of the same answer.
    pub(crate) fn extend(&mut self, other: Self) {
        self.more += other.more;
        other.problems.into_iter().for_each(|problem| self.push(problem));
    }

    /// Forgets all problems after the first `count`.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.more = count.saturating_sub(LIMIT).min(self.more);
        self.problems.truncate(count);
    }

    /// Puts a step in front of the paths of all problems after the first `count`.
    #[cold]
    pub(crate) fn prefix(&mut self, count: usize, step: Step<'_>) {
        let inner = self.problems.split_off(count.min(self.problems.len()));
        self.problems.extend(inner.into_iter().map(|problem| step.before(problem)));
    }
}

impl Step<'_> {
    /// The problem with this step in front of its path.
    #[cold]
    pub(crate) fn before(self, problem: DecodeError) -> DecodeError {
        match self {
            Self::Field(name) => problem.in_field(name),
            Self::Item(index) => problem.in_item(index),
        }
    }
}
