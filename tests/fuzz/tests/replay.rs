//! Every kept input, and the same few thousand changes of them, on every reader.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use restli_fuzz::mutate::Mutator;
use restli_fuzz::{READERS, check, corpus, seeds};

#[test]
fn corpus_and_its_changes_break_no_reader() {
    let mut problems = String::new();
    for reader in READERS {
        let seeds = seeds(reader).expect("a readable corpus");
        let mut mutator = Mutator::new(reader, &seeds, 7);
        let changed = std::iter::repeat_with(|| mutator.input()).take(reader.replays);
        for input in seeds.iter().cloned().chain(changed) {
            if let Err(problem) = check(reader, &input) {
                let _ = writeln!(problems, "{}: {problem}\n  input: {}", reader.name, input.escape_ascii());
            }
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

#[test]
fn every_reader_has_a_corpus() {
    let root = corpus(READERS.first().expect("a reader"));
    let entries = std::fs::read_dir(root.parent().expect("a folder")).expect("the corpora");
    let folders: BTreeSet<String> = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    let readers: BTreeSet<String> = READERS.iter().map(|reader| reader.name.to_owned()).collect();
    assert_eq!(folders, readers);
    for reader in READERS {
        assert!(std::fs::read_dir(corpus(reader)).is_ok_and(|mut files| files.next().is_some()), "{} has no input", reader.name);
    }
}
