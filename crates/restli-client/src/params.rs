//! Optional parameters of calls, and the projection style of their endpoints.

use std::marker::PhantomData;

use restli_core::data::Data;

/// The optional parameters of a call, a type that the generator writes.
pub trait Params {
    /// The [`style`] of projections that the endpoint accepts.
    type Style;
}

/// [`Params`] of a call that has optional parameters: what `Request::with` sets.
#[diagnostic::on_unimplemented(
    message = "the call has no optional parameters, so there is nothing to set `with`",
    label = "a call without optional parameters",
    note = "the parameters that a call requires are arguments of its function",
    note = "a parameter that the schema does not know is added by its name on the wire: `.param(name, &value)`"
)]
pub trait OptionalParams: Params + Data {}

#[diagnostic::do_not_recommend]
impl<P: Params + Data> OptionalParams for P {}

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
