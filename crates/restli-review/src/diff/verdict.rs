//! Verdicts, directions and actions: the words that rules are written in.

use std::fmt;

/// The effect of a change on those who stay as they are: clients on the wire, or programs in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing that was there changes for them.
    Compatible,
    /// Everything that worked still works, some of it with another outcome.
    Behaviour,
    /// Something that worked no longer does.
    Breaks,
}

impl Verdict {
    /// Every verdict, mildest first.
    pub const ALL: [Self; 3] = [Self::Compatible, Self::Behaviour, Self::Breaks];

    /// The word in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Behaviour => "behaviour",
            Self::Breaks => "breaks",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

/// The way that values of a part of the API travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// No operation reaches the part.
    Unused,
    /// From clients to the service.
    Sent,
    /// From the service to clients.
    Received,
    /// Both ways.
    Both,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Self; 4] = [Self::Unused, Self::Sent, Self::Received, Self::Both];

    /// The direction of what is sent, received, both or neither.
    #[must_use]
    pub const fn new(is_sent: bool, is_received: bool) -> Self {
        match (is_sent, is_received) {
            (false, false) => Self::Unused,
            (true, false) => Self::Sent,
            (false, true) => Self::Received,
            (true, true) => Self::Both,
        }
    }

    /// Returns whether clients send such values.
    #[must_use]
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::Sent | Self::Both)
    }

    /// Returns whether clients receive such values.
    #[must_use]
    pub const fn is_received(self) -> bool {
        matches!(self, Self::Received | Self::Both)
    }

    /// The directions of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self::new(self.is_sent() || other.is_sent(), self.is_received() || other.is_received())
    }

    /// The word in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unused => "unused",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Both => "sent and received",
        }
    }
}

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// A part or demand is new.
    Added,
    /// A part or demand is gone.
    Removed,
    /// More is allowed than before, or less is demanded.
    Widened,
    /// Less is allowed than before, or more is demanded.
    Narrowed,
    /// One thing stands in place of another.
    Changed,
    /// The part stands elsewhere.
    Moved,
    /// The part has another name in Rust.
    Renamed,
    /// The wire has the same values, and Rust another type.
    Retyped,
    /// The schema says the same in another way.
    Respelled,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 9] = [
        Self::Added,
        Self::Removed,
        Self::Widened,
        Self::Narrowed,
        Self::Changed,
        Self::Moved,
        Self::Renamed,
        Self::Retyped,
        Self::Respelled,
    ];

    /// The word in names of rules and in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Widened => "widened",
            Self::Narrowed => "narrowed",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Renamed => "renamed",
            Self::Retyped => "retyped",
            Self::Respelled => "respelled",
        }
    }
}
