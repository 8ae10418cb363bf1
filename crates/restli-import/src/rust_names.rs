//! Names that would be the same in Rust get another one with `rust:`, by the rules of [`restli_schema::case`].

use std::collections::BTreeSet;

use restli_schema::case;

/// Identifiers that are taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// Takes an identifier in. Gives another one if it is taken: with a number, which stays where it is written from then on.
    pub(crate) fn take(&mut self, identifier: &str) -> Option<String> {
        if self.taken.insert(identifier.to_owned()) {
            return None;
        }
        let free = (2..u32::MAX).map(|number| format!("{identifier}{number}")).find(|name| !self.taken.contains(name))?;
        self.taken.insert(free.clone());
        Some(free)
    }

    /// Takes an identifier in, unless it is taken.
    pub(crate) fn take_free(&mut self, identifier: &str) -> bool {
        self.taken.insert(identifier.to_owned())
    }

    /// Takes in the identifier of a name. Gives another one if it is taken, and where the name has nothing to make one of.
    pub(crate) fn name(&mut self, name: &str, identifier: &str) -> Option<String> {
        let speaks = name.bytes().any(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        self.take(identifier).or_else(|| (!speaks).then(|| identifier.to_owned()))
    }

    /// The identifier is taken.
    pub(crate) fn has(&self, identifier: &str) -> bool {
        self.taken.contains(identifier)
    }
}

/// The identifier of a field, a parameter, a function or a module.
pub(crate) fn snake(name: &str) -> String {
    letter_first(case::snake(name), 'n')
}

/// The identifier of a type.
pub(crate) fn pascal(name: &str) -> String {
    letter_first(case::pascal(name), 'N')
}

/// The identifier of a symbol or member: of a full name its last segment.
pub(crate) fn variant(name: &str) -> String {
    pascal(crate::names::short(name))
}

fn letter_first(identifier: String, prefix: char) -> String {
    if identifier.starts_with(|first: char| first.is_ascii_alphabetic()) { identifier } else { format!("{prefix}{identifier}") }
}
