//! The samples of a schema: answers of operations, and entities for a new world.

pub(crate) mod answers;
pub(crate) mod decorated;
#[cfg(test)]
mod tests;
pub(crate) mod world;

pub(crate) use answers::answers;
pub(crate) use world::entities;
