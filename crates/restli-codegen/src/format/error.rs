//! The error of formatting.

/// The error of tokens that are not Rust: a defect of the generator.
#[derive(Debug, thiserror::Error)]
#[error("the generator made tokens that are not Rust: {0}")]
pub struct FormatError(#[from] syn::Error);
