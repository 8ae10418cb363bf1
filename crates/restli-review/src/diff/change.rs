//! Changes, and what they come to.

use restli_schema::hash;

use super::rule::{Rule, Rust};
use super::verdict::{Action, Direction, Verdict};
use super::words::{Area, Kind};

/// A change of one fact.
#[derive(Clone, Debug)]
pub struct Change {
    /// The rule that the verdicts are derived from.
    pub rule: Rule,
    /// The kind of the change.
    pub action: Action,
    /// The direction in which values of the part travel.
    pub direction: Direction,
    /// The part, by the name that both schemas share: `type content.Post/author`.
    pub place: String,
    /// The part in words: `` `author` of `content.Post` ``.
    pub label: String,
    /// The value before, or what a list has lost; empty for none.
    pub was: String,
    /// The value after, or what a list has gained; empty for none.
    pub is: String,
    /// The two values are what a list has lost and gained.
    pub is_list: bool,
    /// The place in the files before, if the part was there.
    pub before: Option<Site>,
    /// The place in the files after, if the part is there.
    pub after: Option<Site>,
    /// The verdict for clients that stay as they are, on the wire.
    pub wire: Verdict,
    /// The verdict for programs in Rust, with the client that is generated anew.
    pub rust: Verdict,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// The path of the file, as messages show it.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl Change {
    /// The name of the rule and action, which never changes: `field-type-narrowed`.
    #[must_use]
    pub fn name(&self) -> String {
        self.rule.name(self.action)
    }

    /// A digest of the change that stays the same when lines move: of its rule, its place, and both values. It begins with a letter, so that
    /// YAML takes it for no number.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        format!("c{}", hash::digest(&(self.name(), &self.place, &self.was, &self.is)))
    }

    /// The worse of the two verdicts.
    #[must_use]
    pub fn worst(&self) -> Verdict {
        self.wire.max(self.rust)
    }

    /// Returns whether the change is one of documentation, evidence and examples, of how the schema is written, or of what other tools keep.
    #[must_use]
    pub fn is_documentation(&self) -> bool {
        use Kind as K;
        match self.rule.kind {
            K::Doc | K::Evidence | K::Extensions | K::Example | K::Samples | K::When | K::Includes => true,
            K::Deprecated => self.rule.rust == Rust::Nothing,
            _ => self.rule.area == Area::Source,
        }
    }
}

/// The changes between two schemas, the worst first, then by place.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The changes.
    pub all: Vec<Change>,
}

impl Changes {
    /// The worst verdict for the wire.
    #[must_use]
    pub fn wire(&self) -> Verdict {
        self.all.iter().map(|change| change.wire).max().unwrap_or(Verdict::Compatible)
    }

    /// The worst verdict for Rust source.
    #[must_use]
    pub fn rust(&self) -> Verdict {
        self.all.iter().map(|change| change.rust).max().unwrap_or(Verdict::Compatible)
    }

    /// The part of a version number that a release with these changes raises.
    #[must_use]
    pub fn bump(&self) -> Bump {
        let is_new = |change: &Change| matches!(change.action, Action::Added | Action::Widened) && !change.is_documentation();
        if self.all.is_empty() {
            Bump::None
        } else if self.rust() == Verdict::Breaks {
            Bump::Major
        } else if self.all.iter().any(is_new) || self.rust() == Verdict::Behaviour {
            Bump::Minor
        } else {
            Bump::Patch
        }
    }
}

/// The part of a version number that a release raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// No release is needed.
    None,
    /// The last number.
    Patch,
    /// The middle number; below 1.0 the last one.
    Minor,
    /// The first number; below 1.0 the middle one.
    Major,
}

impl Bump {
    /// The word in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}
