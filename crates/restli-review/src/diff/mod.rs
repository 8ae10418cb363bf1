//! Changes between two schemas, each with a verdict for clients on the wire and one for programs in Rust.
//!
//! A schema becomes a list of parts with facts (`facts`), the facts of two schemas are compared (`value`), and the verdicts follow from what a
//! kind of fact bears on ([`RULES`]), the action, and the direction in which values travel (`reach`). [`diff()`] does it all.

mod accepted;
mod alike;
mod change;
pub(crate) mod compare;
pub(crate) mod facts;
pub(crate) mod moves;
pub(crate) mod reach;
mod report;
mod rule;
mod rules;
mod sentence;
mod shape;
mod side;
mod value;
mod verdict;
mod words;

pub use accepted::Accepted;
pub use change::{Bump, Change, Changes, Site};
pub use compare::diff;
pub use report::Report;
pub use rule::{Order, Reader, Rule, Rust, Wire};
pub use rules::{RULES, rule};
pub(crate) use sentence::clean;
pub use side::Side;
pub use verdict::{Action, Direction, Verdict};
pub use words::{Area, Kind};
