//! Limits on the size of imported files.

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 16 << 20;

/// The deepest nesting of brackets.
pub(crate) const MAX_DEPTH: usize = 100;

/// The most values, or tokens, of one file.
pub(crate) const MAX_NODES: usize = 1_000_000;

/// A byte count as a `u32`; files are limited to far less.
pub(crate) fn saturate(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
