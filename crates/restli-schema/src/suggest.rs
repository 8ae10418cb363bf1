//! Advice on unknown names, and lists of names for messages.

pub use restli_core::suggest::nearest;

use crate::help::Help;

/// Advice on an unknown name: the nearest candidate, or the list of candidates if it is short.
#[must_use]
pub fn advice<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str> + Clone) -> Option<Help> {
    if let Some(near) = nearest(wanted, candidates.clone()) {
        return Some(Help::meant(near));
    }
    few(candidates).map(Help::from)
}

/// The names that there are, if they are not too many to be read.
pub(crate) fn few<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.take(13).collect();
    match names.len() {
        0 | 13 => None,
        1 => Some(format!("there is only {}", list(names))),
        _ => Some(format!("known are {}", list(names))),
    }
}

/// `a`, `b` and `c`, each in back-ticks.
#[must_use]
pub fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names, "and")
}

/// `a`, `b` or `c`, each in back-ticks.
#[must_use]
pub fn either<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names, "or")
}

fn join<'a>(names: impl IntoIterator<Item = &'a str>, word: &str) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {word} {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
