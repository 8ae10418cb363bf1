//! Failures on demand: deterministic, counted, and chosen by the header of a request or by a rule.

mod answers;
mod bomb;
mod book;
mod error;
mod fault;
mod injected;
mod items;
mod rule;
mod scene;
mod wire;

pub use book::{FaultCount, RuleId};
pub(crate) use book::{Faults, Stage};
pub use error::FaultError;
pub use fault::{Fault, Level};
pub(crate) use injected::{Injected, NO_ANSWER};
pub use rule::Rule;
pub(crate) use scene::Scene;
pub(crate) use wire::Wire;
