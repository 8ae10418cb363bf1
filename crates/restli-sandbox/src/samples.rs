//! What the samples of a schema say: answers of operations, and entities for a new world.

mod answers;
mod decorated;
#[cfg(test)]
mod tests;
mod world;

pub(crate) use answers::{Documented, answers};
pub(crate) use decorated::Expansion;
pub(crate) use world::{Placed, Unplaced, World, entities};
