//! Changes that touch a program.
//!
//! The compiler is the oracle of what a program uses. Every public item of the generated client is marked ([`mark_client`]): it is declared
//! deprecated, with its name as the note. A check of the program then warns at each use of a function, field, setter, variant or type, exactly
//! resolved, whatever the program imports, infers or writes in macros. The names become parts of the schema (`names`), each call brings the
//! types that travel with it (`calls`), and [`touched`] says which changes meet one of them.

mod calls;
mod index;
mod library;
mod lines;
mod mark;
mod names;
mod narrowed;
mod report;
mod through;
mod touched;

pub use library::Library;
pub use lines::PinnedLine;
pub use mark::{MARK, MarkError, mark_client};
pub use narrowed::narrowed_calls;
pub use report::ProgramReport;
pub use touched::{Touched, Touches, touched};

/// A place in the sources of a program at which a marked item is used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The name of the item: `content::Posts::create`.
    pub item: String,
    /// The path of the file.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// A call whose answer a projection narrows at once: `.get(7).select(..)`.
    pub narrowed: bool,
}

/// Places in a program.
type Places = std::collections::BTreeSet<Use>;
