//! The model that verdicts are derived from: what a fact bears on, and what a change of it does to those who stay as they are.

use super::verdict::{Action, Direction, Verdict};
use super::words::{Area, Kind};

/// One kind of fact in one area, with what it bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The area.
    pub area: Area,
    /// The kind of fact.
    pub kind: Kind,
    /// The comparison of two values, and with it the actions that there are.
    pub order: Order,
    /// The things that travel and that the fact bears on.
    pub wire: Wire,
    /// The part of the generated client that the fact becomes.
    pub rust: Rust,
}

/// The comparison of two values of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// The part is there or not.
    Existence,
    /// A higher number, a larger set or a `true` allows more; no number at all allows most.
    Allows,
    /// A higher number, a larger set or a `true` demands more; no number at all demands least.
    Demands,
    /// Types are compared by the values that they have on the wire.
    Values,
    /// Required, with a default, or optional.
    Presence,
    /// Requirements are compared by the sets of permissions that meet them.
    Requirement,
    /// Equal or not.
    Equality,
    /// A name for something that is compared by what it means on the wire.
    Meaning,
    /// The place of the part.
    Home,
    /// The name in Rust.
    Name,
}

impl Order {
    /// The actions that two values of this order can show.
    #[must_use]
    pub const fn actions(self) -> &'static [Action] {
        use Action as A;
        match self {
            Self::Existence => &[A::Added, A::Removed],
            Self::Allows | Self::Demands => &[A::Widened, A::Narrowed, A::Changed],
            Self::Values => &[A::Added, A::Removed, A::Widened, A::Narrowed, A::Changed, A::Retyped, A::Respelled],
            Self::Presence => &[A::Widened, A::Narrowed, A::Retyped],
            Self::Requirement => &[A::Added, A::Removed, A::Widened, A::Narrowed, A::Changed, A::Respelled],
            Self::Equality => &[A::Changed],
            Self::Meaning => &[A::Changed, A::Respelled],
            Self::Home => &[A::Moved],
            Self::Name => &[A::Renamed],
        }
    }
}

/// The things that travel and that a fact bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wire {
    /// Nothing that travels.
    Nothing,
    /// The requests that the service takes.
    Requests,
    /// The answers that clients read.
    Answers,
    /// Values, in requests, answers or both, as the part's direction says; with what readers do to a value that they do not know.
    Values(Reader),
    /// The treatment of a call: counted, ended, repeated, refused for reasons outside of it.
    Treatment,
}

/// The treatment, by old clients, of something in an answer that they do not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// Passed over.
    Ignores,
    /// Kept, and perhaps not handled.
    Keeps,
    /// A failure, perhaps.
    Fails,
}

/// The part of the generated client that a fact becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rust {
    /// Nothing but documentation.
    Nothing,
    /// An item, field or variant that programs may name. More of them disturb nobody, since structs and enums are `#[non_exhaustive]`.
    Item,
    /// A part of a signature: programs that write it out as it was stop compiling.
    Signature,
    /// The bound on the scopes of a client, and the trait that it names.
    Bound,
    /// A value that the runtime reads.
    Table,
    /// The fields that `projection!` takes: what it no longer takes stops compiling.
    Projection,
}

impl Rule {
    /// The name of a change under this rule, which never changes: `field-type-narrowed`.
    #[must_use]
    pub fn name(self, action: Action) -> String {
        let words = [self.area.word(), self.kind.word(), action.word()];
        let words = words.into_iter().filter(|word| !matches!(*word, "itself" | "choice"));
        words.collect::<Vec<_>>().join("-").replace(' ', "-").to_lowercase()
    }

    /// The verdict for the wire: whether clients that stay as they are still understand a service that changed.
    #[must_use]
    pub fn wire(self, action: Action, direction: Direction) -> Verdict {
        let requests = || self.requests(action);
        let answers = |reader| self.answers(action, reader);
        match self.wire {
            Wire::Nothing => Verdict::Compatible,
            Wire::Requests => requests(),
            Wire::Answers => answers(Reader::Fails),
            Wire::Values(reader) => {
                let sent = if direction.is_sent() { requests() } else { Verdict::Compatible };
                let received = if direction.is_received() { answers(reader) } else { Verdict::Compatible };
                sent.max(received)
            }
            Wire::Treatment => match self.as_demand(action) {
                Action::Added | Action::Widened | Action::Moved | Action::Renamed | Action::Retyped | Action::Respelled => {
                    Verdict::Compatible
                }
                Action::Removed | Action::Narrowed | Action::Changed => Verdict::Behaviour,
            },
        }
    }

    /// The action on what is allowed: a demand that comes narrows it, and one that goes widens it.
    fn as_demand(self, action: Action) -> Action {
        match (self.order, action) {
            (Order::Requirement, Action::Added) => Action::Narrowed,
            (Order::Requirement, Action::Removed) => Action::Widened,
            (_, action) => action,
        }
    }

    /// Requests of old clients: what is refused breaks them.
    fn requests(self, action: Action) -> Verdict {
        match self.as_demand(action) {
            Action::Added if self.kind == Kind::Required => Verdict::Breaks,
            Action::Added | Action::Widened | Action::Moved | Action::Renamed | Action::Retyped | Action::Respelled => Verdict::Compatible,
            Action::Removed | Action::Narrowed | Action::Changed => Verdict::Breaks,
        }
    }

    /// Answers to old clients: what they cannot read breaks them, and what they miss changes what they do.
    fn answers(self, action: Action, reader: Reader) -> Verdict {
        let unknown = match reader {
            Reader::Ignores => Verdict::Compatible,
            Reader::Keeps => Verdict::Behaviour,
            Reader::Fails => Verdict::Breaks,
        };
        match (action, self.kind) {
            (Action::Removed, Kind::Required) | (Action::Changed, _) => Verdict::Breaks,
            (Action::Removed, _) if self.order == Order::Values => Verdict::Breaks,
            (Action::Removed, Kind::Itself) => Verdict::Behaviour,
            (Action::Added | Action::Widened, _) => unknown,
            (Action::Removed | Action::Narrowed | Action::Moved | Action::Renamed | Action::Retyped | Action::Respelled, _) => {
                Verdict::Compatible
            }
        }
    }

    /// The verdict for Rust source: whether programs still compile, and do the same, with the client that is generated anew.
    #[must_use]
    #[allow(clippy::match_same_arms, reason = "an arm per thought")]
    pub fn rust(self, action: Action) -> Verdict {
        match (self.rust, action) {
            (Rust::Nothing, _) | (_, Action::Respelled) => Verdict::Compatible,
            (Rust::Table, Action::Moved | Action::Renamed | Action::Retyped) => Verdict::Compatible,
            (Rust::Table, Action::Added) if self.order == Order::Existence => Verdict::Compatible,
            (Rust::Table, _) => Verdict::Behaviour,
            // A required part of a record is an argument of its constructor.
            (Rust::Item, Action::Added) if self.kind != Kind::Required => Verdict::Compatible,
            (Rust::Item | Rust::Bound | Rust::Projection, Action::Widened) => Verdict::Compatible,
            (Rust::Item | Rust::Signature | Rust::Bound | Rust::Projection, _) => Verdict::Breaks,
        }
    }
}
