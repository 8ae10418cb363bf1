//! Identifiers taken in one scope.

use std::collections::BTreeSet;

/// The identifiers taken in one scope: a module, an impl block, a list of arguments.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// Takes the identifier, or the first free one of `name2`, `name3` and so on; returns the taken one. A `_` at the end of a name in
    /// `UpperCamelCase` gives way to the number: `Self_`, `Self2`.
    pub fn claim(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        // The compiler warns of `Self_2`, and not of `self_2`.
        let is_camel = name.starts_with(|first: char| first.is_ascii_uppercase()) && name.contains(|one: char| one.is_ascii_lowercase());
        let name = if is_camel { name.trim_end_matches('_') } else { name };
        let mut number = 2;
        while !self.0.insert(free.clone()) {
            free = format!("{name}{number}");
            number += 1;
        }
        free
    }

    /// Takes the first free identifier of several; numbers the last if none is free.
    pub fn claim_any(&mut self, names: &[String]) -> String {
        match names.iter().find(|name| self.claim_free(name)) {
            Some(name) => name.clone(),
            None => names.last().map(|name| self.claim(name)).unwrap_or_default(),
        }
    }

    /// Takes the identifier if it is free; returns whether it was free.
    pub fn claim_free(&mut self, name: &str) -> bool {
        self.0.insert(name.to_owned())
    }

    /// Returns whether the identifier is taken.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}
