//! Positions of a reader to come back to, and values that are left out (`docs/reading.md`).

use super::reader::Reader;
use crate::data::{Data, DecodeError, Fault, Step};

/// A position to come back to.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    pub(super) at: usize,
    depth: usize,
    unread: usize,
}

impl<'a> Reader<'a> {
    #[inline]
    pub(crate) fn mark(&self) -> Mark {
        Mark { at: self.at, depth: self.depth, unread: self.unread.count() }
    }

    pub(super) fn rewind(&mut self, mark: Mark) {
        self.at = mark.at;
        self.depth = mark.depth;
        self.unread.truncate(mark.unread);
    }

    /// The text read since the mark.
    pub(crate) fn since(&self, mark: Mark) -> &'a str {
        self.text.get(mark.at..self.at).unwrap_or_default()
    }

    /// Returns `true` if the record read since the mark declares none of its members.
    pub(crate) fn is_undeclared(&self, mark: Mark) -> bool {
        let first = self.unread.problems().get(mark.unread);
        first.is_some_and(|first| first.fault() == Fault::Undeclared && first.path().is_empty())
    }

    /// Forgets the values left out since the mark, of which another error tells.
    pub(crate) fn forget(&mut self, mark: Mark) {
        self.unread.truncate(mark.unread);
    }

    /// Puts a step in front of the paths of the values left out since the mark.
    #[inline]
    pub(super) fn stepped(&mut self, mark: Mark, step: Step<'_>) {
        if self.unread.count() > mark.unread {
            self.unread.prefix(mark.unread, step);
        }
    }

    /// Reads the next JSON value. A value that does not fit is left out, and the result is `None`.
    pub(crate) fn read_or_leave_out<T: Data>(&mut self) -> Result<Option<T>, DecodeError> {
        self.skip_space();
        let (start, mut value) = (self.mark(), T::empty());
        match self.read(&mut value) {
            Ok(()) => Ok(Some(value)),
            Err(error) => self.leave_out(start, error).map(|()| None),
        }
    }

    /// Notes a value that the caller keeps apart.
    pub(crate) fn note(&mut self, problem: DecodeError) {
        self.unread.push(problem);
    }

    /// Leaves out the value that starts at the mark, for the given reason.
    #[cold]
    pub(super) fn leave_out(&mut self, mark: Mark, error: DecodeError) -> Result<(), DecodeError> {
        self.rewind(mark);
        self.skip_value()?;
        self.unread.push(error);
        Ok(())
    }
}
