//! Optional parameters of calls, and the projection style of their endpoints.

use std::marker::PhantomData;

/// The optional parameters of a call, a type that the generator writes.
pub trait Params {
    /// The [`style`] of projections that the endpoint accepts.
    type Style;
}

/// Parameters of a call that has no optional ones; `Y` is the [`style`] of projections that the endpoint accepts.
#[derive(Clone, Copy, Debug)]
pub struct NoParams<Y = style::None> {
    style: PhantomData<fn() -> Y>,
}

impl<Y> Params for NoParams<Y> {
    type Style = Y;
}

/// The notation of projections that an endpoint accepts, as a type; [`ProjectionStyle`](crate::ProjectionStyle) is the value.
pub mod style {
    /// `fields=a,b:(c)` (`docs/protocol.md §5.1`).
    #[derive(Clone, Copy, Debug)]
    pub enum Restli {}

    /// `projection=(a,b(c),d~(e))` (`docs/protocol.md §5.5`).
    #[derive(Clone, Copy, Debug)]
    pub enum Decorated {}

    /// `fields=a,b`.
    #[derive(Clone, Copy, Debug)]
    pub enum Flat {}

    /// Projections are not accepted.
    #[derive(Clone, Copy, Debug)]
    pub enum None {}
}
