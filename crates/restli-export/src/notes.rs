//! Notes about facts that a format cannot express.

use std::collections::BTreeMap;

/// The treatment of a fact that a format cannot express.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disposition {
    /// Carried in an extension of the format, under a name that starts with `x-restli`.
    Carried,
    /// Expressed less strictly.
    Weakened,
    /// Left out of the files.
    LeftOut,
    /// Written unchanged, although other readers of the format may refuse it.
    Refused,
}

/// A kind of fact that the target format cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The treatment of the fact.
    pub disposition: Disposition,
    /// The fact, as a noun phrase for people.
    pub what: &'static str,
    /// The number of occurrences.
    pub count: usize,
    /// The first occurrence, such as `posts.get` or `com.example.Post.author`.
    pub first: String,
}

/// Collector of notes.
#[derive(Debug, Default)]
pub(crate) struct Notes(BTreeMap<(Disposition, &'static str), (usize, String)>);

impl Notes {
    /// Adds an occurrence of the fact `what` at a place.
    pub(crate) fn add(&mut self, disposition: Disposition, what: &'static str, place: &str) {
        self.0.entry((disposition, what)).or_insert_with(|| (0, place.to_owned())).0 += 1;
    }

    /// Returns the notes, ordered by their disposition.
    pub(crate) fn finish(self) -> Vec<Note> {
        self.0.into_iter().map(|((disposition, what), (count, first))| Note { disposition, what, count, first }).collect()
    }
}
