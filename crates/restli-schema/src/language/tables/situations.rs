//! The words of `when:`.

use crate::api::Situation;
use crate::language::shape::{Word, word};

#[allow(clippy::indexing_slicing, reason = "constants have no iterators, and an index out of bounds does not compile")]
pub(super) static SITUATIONS: [Word; Situation::ALL.len()] = {
    let mut words = [const { word("", "") }; Situation::ALL.len()];
    let mut index = 0;
    while index < words.len() {
        let situation = Situation::ALL[index];
        words[index] = word(situation.word(), situation.doc());
        index += 1;
    }
    words
};
