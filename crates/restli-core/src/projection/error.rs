//! What is wrong with a projection, and where.

use std::fmt;

/// A text that is no projection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where, in octets from the beginning.
    pub at: usize,
    /// How many octets to underline; 0 at the end of the text.
    pub len: usize,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// Something that a style of writing projections cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleError {
    /// Where it stands in the text that the projection was read from, in octets.
    pub at: usize,
    /// How many octets to underline.
    pub len: usize,
    /// What cannot be said.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl SyntaxError {
    #[cold]
    pub(super) fn new(at: usize, len: usize, message: impl Into<String>) -> Self {
        Self { at, len, message: message.into(), help: None }
    }

    #[cold]
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(f, &self.message, self.help.as_ref())
    }
}

impl fmt::Display for StyleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(f, &self.message, self.help.as_ref())
    }
}

fn show(f: &mut fmt::Formatter<'_>, message: &str, help: Option<&String>) -> fmt::Result {
    f.write_str(message)?;
    help.map_or(Ok(()), |help| write!(f, " ({help})"))
}

impl std::error::Error for SyntaxError {}
impl std::error::Error for StyleError {}
