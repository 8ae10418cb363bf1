//! Lints: the parts of a schema that load well, and could say better what they mean.

mod allowed;
mod documentation;
mod evidence;
mod finding;
mod naming;
mod permissions;
mod table;
mod unused;
mod versions;

pub use allowed::Allowed;
pub use finding::Finding;
pub use table::{LINTS, Lint, lint};
