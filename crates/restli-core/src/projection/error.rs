//! Errors in projections, with their positions.

use std::fmt;

/// A text that is no projection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The position of the error, in octets from the beginning of the text.
    pub at: usize,
    /// The number of octets to underline; 0 at the end of the text.
    pub len: usize,
    /// The message.
    pub message: String,
    /// A correction to try.
    pub help: Option<String>,
}

/// A part of a projection that a style cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleError {
    /// The position in the text that the projection was read from, in octets.
    pub at: usize,
    /// The number of octets to underline.
    pub len: usize,
    /// The message, which names the part that the style cannot express.
    pub message: String,
    /// A correction to try.
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
