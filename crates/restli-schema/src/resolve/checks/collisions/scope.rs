//! Scopes whose names must have different identifiers.

use std::collections::BTreeMap;

use crate::api::Name;
use crate::diagnostic::Diagnostic;
use crate::rules;

/// Names of one kind, each the first with its identifier.
pub(super) struct Scope<'n> {
    /// The kind of name in the plural, as in "the fields `a` and `b`".
    several: &'static str,
    /// The remedy.
    help: &'static str,
    /// The rule that two equal names on the wire break.
    twice: &'static str,
    pub(super) seen: BTreeMap<String, &'n Name>,
}

/// The remedy for most names.
pub(super) const FORCE: &str = "give one of them another name in Rust with `rust:`";

impl<'n> Scope<'n> {
    /// A scope of names that must differ on the wire, too.
    pub(super) fn new(several: &'static str, help: &'static str) -> Self {
        Self { several, help, twice: rules::REPEATED_FIELD, seen: BTreeMap::new() }
    }

    /// A scope of names that share a scope only in Rust.
    pub(super) fn of_rust(several: &'static str, help: &'static str) -> Self {
        Self { twice: rules::COLLISION, ..Self::new(several, help) }
    }

    /// Adds a name; returns a problem if its identifier is taken.
    pub(super) fn take(&mut self, identifier: String, name: &'n Name) -> Option<Diagnostic> {
        let Some(first) = self.seen.get(&identifier) else {
            self.seen.insert(identifier, name);
            return None;
        };
        let several = self.several;
        if first.wire == name.wire && first.rust == name.rust {
            let message = format!("two of the {several} have the name `{}`", name.wire);
            let problem = Diagnostic::error(self.twice, name.span, message).label("again").also(first.span, "first");
            let of_rust = self.twice == rules::COLLISION;
            return Some(problem.help(if of_rust { self.help } else { "remove or rename one of them" }));
        }
        let message = format!("the {several} `{}` and `{}` are both `{identifier}` in Rust", first.wire, name.wire);
        Some(Diagnostic::error(rules::COLLISION, name.span, message).also(first.span, "the other one").help(self.help))
    }
}
