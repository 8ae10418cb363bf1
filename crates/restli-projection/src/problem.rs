//! Problems of a projection, and their places.

use std::fmt;

/// One thing that is wrong with a projection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Offset of the first character concerned, in the text or the lexemes that the projection was read from.
    pub at: usize,
    /// Length of the part concerned, in the unit of `at`.
    pub len: usize,
    /// Description of the problem.
    pub message: String,
    /// A correction to try.
    pub help: Option<String>,
    /// The name that was meant by the part concerned, where the help names it.
    pub meant: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\nhelp: {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}
