//! Misfits of a request, each with its place and fault.

use std::fmt;

/// A part of a request that does not fit its operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The part of the request.
    pub part: Part,
    /// The steps into the part, outermost first.
    pub path: Vec<Step>,
    /// The fault.
    pub fault: Fault,
}

/// The parts of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The path, with its keys.
    Path,
    /// The query.
    Query,
    /// The body.
    Body,
}

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A member, which messages name.
    Member(String),
    /// A member of the protocol around what messages name.
    Around(String),
    /// An item of an array.
    Item(usize),
}

/// The reason for which a part of a request does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No type or method declares the name.
    Undeclared,
    /// The version asked for does not have the name: `came with version 202601, and the request asks for 202511`.
    OtherVersion(String),
    /// The client does not send the field.
    ReadOnly,
    /// A part that is always there is not.
    Missing,
    /// The value is none of the type.
    Wrong {
        /// The value, as messages show it.
        value: String,
        /// The reason, which follows the value or path.
        why: String,
        /// Advice, where the reason has some.
        help: Option<String>,
    },
    /// The part as a whole is none of the method.
    Unfit {
        /// The fault in a sentence.
        why: String,
        /// Advice, where the fault has some.
        help: Option<String>,
    },
    /// A batch has more keys or entities than the method takes.
    TooMany {
        /// The most that the method takes.
        most: u32,
        /// The number in the request.
        given: usize,
    },
}

impl Misfit {
    /// The names of the members around the part, outermost first, and its own.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.path.iter().filter_map(|step| if let Step::Member(name) = step { Some(name.as_str()) } else { None }).collect()
    }
}

impl Misfit {
    /// The names of the members that lead to the part, joined with `/`. Names that the protocol puts around the entity are not in it.
    #[must_use]
    pub fn path(&self) -> String {
        let names = self.names();
        if names.is_empty() && matches!(self.fault, Fault::TooMany { .. }) { "elements".to_owned() } else { names.join("/") }
    }
}

/// The misfit in a sentence.
impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (part, path) = (self.part.words(), self.path());
        let whole = if path.is_empty() { part.to_owned() } else { format!("`{path}` of {part}") };
        match &self.fault {
            Fault::Undeclared if self.part == Part::Query && self.path.len() == 1 => write!(f, "the method has no parameter `{path}`"),
            Fault::Undeclared => write!(f, "{part} has `{path}`, and there is no such field"),
            Fault::OtherVersion(reason) => write!(f, "{whole} {reason}"),
            Fault::ReadOnly => write!(f, "{part} has `{path}`, which the method does not take: leave it out"),
            Fault::Missing => write!(f, "{part} lacks `{path}`"),
            Fault::Wrong { value, why, help: Some(help) } => write!(f, "{whole}: {value} {why}; {help}"),
            Fault::Wrong { value, why, help: None } => write!(f, "{whole}: {value} {why}"),
            Fault::Unfit { why, help: Some(help) } => write!(f, "{why}; {help}"),
            Fault::Unfit { why, help: None } => f.write_str(why),
            Fault::TooMany { most, given } => write!(f, "{whole}: {given} in one batch are more than the {most} that the method takes"),
        }
    }
}

impl Part {
    /// The part in words: `the query`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Path => "the path",
            Self::Query => "the query",
            Self::Body => "the body",
        }
    }
}

impl Step {
    pub(super) fn around(name: &str) -> Self {
        Self::Around(name.to_owned())
    }
}

impl Fault {
    /// The fault of a value that is told by its place.
    pub(super) fn wrong(value: &str, why: &str) -> Self {
        Self::Wrong { value: value.to_owned(), why: why.to_owned(), help: None }
    }
}
