//! Rule for the length of files.

use super::file::{Finding, Repository};

/// The most lines of a Rust file.
const MOST: usize = 400;

/// Longer files, each with its reason.
const LONGER: &[(&str, &str)] = &[];

/// Finds Rust files that are too long, and exceptions that no file needs.
pub(crate) fn check(repository: &Repository) -> Vec<Finding> {
    let mut out = Vec::new();
    for (file, _) in repository.rust() {
        let count = file.text.lines().count();
        if count > MOST && !LONGER.iter().any(|(path, _)| *path == file.path) {
            out.push(file.finding(MOST + 1, format!("the file has {count} lines, {MOST} are the most: split it by ideas")));
        }
    }
    for (path, _) in LONGER {
        let needed = repository.rust().any(|(file, _)| file.path == *path && file.text.lines().count() > MOST);
        if !needed {
            out.push(Finding {
                file: (*path).to_owned(),
                line: 1,
                message: "the exception for this file is not needed: remove it".to_owned(),
            });
        }
    }
    out
}
