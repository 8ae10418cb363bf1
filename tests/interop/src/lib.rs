//! The requests of other clients beside ours, for the same inputs (`tests/interop/README.md`).

mod capture;
mod case;
mod differences;
mod ours;
mod parts;
mod report;

pub use self::capture::{Captured, Server};
pub use self::case::{Case, cases, inputs};
pub use self::differences::{Difference, Known, known};
pub use self::ours::ours;
pub use self::parts::{Parts, parts, reads_alike};
pub use self::report::{Report, compare};
