//! The error of formatting.

/// Tokens that are no Rust: a defect of the generator.
#[derive(Debug, thiserror::Error)]
#[error("the generator made tokens that are not Rust: {0}")]
pub struct FormatError(#[from] syn::Error);
