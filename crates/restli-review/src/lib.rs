//! Review of schemas: changes between two of them, explanations, lints. Functions of checked models; nothing here reads a disk.

pub mod diff;
pub mod explain;
