//! Notations of projections.

/// The notation of projections that an endpoint accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProjectionStyle {
    /// `fields=a,b:(c)` (`docs/protocol.md §5.1`).
    Restli,
    /// `projection=(a,b(c),d~(e))` (`docs/protocol.md §5.5`).
    Decorated,
    /// `fields=a,b`.
    Flat,
    /// Projections are not accepted.
    None,
}
