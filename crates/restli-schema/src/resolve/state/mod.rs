//! The values that the passes of the resolver read and write.

pub(crate) mod arena;
pub(crate) mod context;
pub(crate) mod draft;
pub(crate) mod read;
pub(crate) mod tables;
