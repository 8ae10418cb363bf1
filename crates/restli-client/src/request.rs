//! A request as a value: look at it, change it, send it.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use restli_core::data::Data;
use restli_core::envelope::{EntityBack, Outcome, Page, Paged, Projectable};
use restli_core::projection::{Projected, Projection, Select, parse_mask};

use crate::builder::header;
use crate::call::Parts;
use crate::curl::curl;
use crate::error::Error;
use crate::paging::{Elements, Pages};
use crate::permit::{AtRunTime, FieldNeeds, Selectable, style};
use crate::prepare::prepare;
use crate::projection::Wanted;
use crate::response::{Response, decode, decode_full};
use crate::runtime::Core;
use crate::transport::{BoxFuture, Raw, exchange};

/// How a mask is written.
const MASK: &str = "write it as `start,total,links:($*:(href))`";

/// A call that has not been sent: `T` is what it resolves to, `P` its optional parameters, `C` the declared scopes of the client,
/// `Y` the [`style`] of its projections.
///
/// `.await` sends it.
#[must_use = "a request does nothing until it is awaited"]
pub struct Request<T, P = (), C = AtRunTime, Y = style::Whole> {
    core: Core,
    parts: Box<Parts>,
    kind: PhantomData<fn(P, C, Y) -> T>,
}

impl<T, P, C, Y> Request<T, P, C, Y> {
    pub(crate) fn new(core: Core, parts: Box<Parts>) -> Self {
        Self { core, parts, kind: PhantomData }
    }

    /// The exact request, not sent. It holds the token.
    ///
    /// # Errors
    /// What stands in the way of sending it.
    pub fn request(&self) -> Result<http::Request<Bytes>, Error> {
        prepare(&self.core, (*self.parts).clone()).map(|prepared| prepared.request)
    }

    /// The request as a curl command, the token masked.
    ///
    /// # Errors
    /// What stands in the way of sending it.
    pub fn to_curl(&self) -> Result<String, Error> {
        self.request().map(|request| curl(&request))
    }

    /// Adds a query parameter that the schema does not know.
    pub fn param(mut self, name: &str, value: &dyn Data) -> Self {
        self.parts.param(name, value);
        self
    }

    /// Adds a header. It replaces headers of that name that the client sets; of a name given several times all values are sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, value)) => {
                self.parts.headers.append(name, value);
            }
            Err(what) => self.parts.fail(what, "use visible ASCII characters"),
        }
        self
    }
}

impl<T, P: Data, C, Y> Request<T, P, C, Y> {
    /// Adds optional parameters.
    #[allow(clippy::needless_pass_by_value, reason = "the parameters are made for this one call")]
    pub fn with(mut self, params: P) -> Self {
        self.parts.optional(&params);
        self
    }
}

impl<T: Projectable, P, C, Y> Request<T, P, C, Y> {
    /// Asks for exactly the fields of a projection, and resolves to a type that has exactly these.
    ///
    /// The scopes of the client must permit each field that is named, and the style of the endpoint must be able to say it.
    pub fn select<S>(mut self, projection: Select<S>) -> Request<T::With<S>, P, C>
    where
        S: Projected<Of = T::Entity> + Selectable<C, Y>,
    {
        let Select { .. } = projection;
        self.parts.wanted = Some(Wanted::Typed(S::STYLES));
        self.parts.needs = S::NEEDS;
        Request::new(self.core, self.parts)
    }

    /// Asks for the fields of a projection that is known at run time only, in the style of the endpoint (`docs/protocol.md §5`).
    ///
    /// Entities come as `E`: `Json` takes whatever the server sends; a type of your own takes what it has fields for. Where the
    /// projection leaves out what the entity requires, the entity's own type does not do: that would be missing.
    ///
    /// Names are not checked unless [`Projection::check`] is asked to: the server says what it does not know, or leaves it out.
    /// Nor is it checked whether the token permits each field.
    pub fn select_as<E: Data>(mut self, projection: Projection) -> Request<T::With<E>, P, C> {
        self.parts.wanted = Some(Wanted::Untyped(projection));
        Request::new(self.core, self.parts)
    }
}

impl<T: Outcome, P, C, Y> Request<T, P, C, Y> {
    /// Sends it.
    pub fn send(self) -> Sending<T> {
        Sending { answer: exchange(self.core, self.parts), kind: PhantomData }
    }

    /// Sends it and keeps status, headers, request ids and quota.
    pub fn send_full(self) -> SendingFull<T> {
        SendingFull { answer: exchange(self.core, self.parts), kind: PhantomData }
    }
}

impl<T: Outcome, P, C, Y> IntoFuture for Request<T, P, C, Y> {
    type Output = Result<T, Error>;
    type IntoFuture = Sending<T>;

    fn into_future(self) -> Sending<T> {
        self.send()
    }
}

impl<T: EntityBack, P, C, Y> Request<T, P, C, Y> {
    /// Asks for no entity in the answer (`docs/protocol.md §2.2`, `$returnEntity`).
    pub fn without_entity(self) -> Request<T::Without, P, C> {
        let mut plain = self.param("$returnEntity", &false);
        plain.parts.wanted = None;
        plain.parts.needs = FieldNeeds::NONE;
        Request::new(plain.core, plain.parts)
    }
}

impl<T: Paged, P, C, Y> Request<T, P, C, Y> {
    /// Leaves out this many elements, in a batch of searches those of each (`docs/protocol.md §8`).
    pub fn start(mut self, start: u32) -> Self {
        self.parts.start = Some(start);
        self
    }

    /// Asks for pages of this size.
    pub fn count(mut self, count: u32) -> Self {
        self.parts.count = Some(count);
        self
    }

    /// Asks for exactly these fields of the metadata (`docs/protocol.md §5`).
    pub fn select_metadata<S: Projected<Of = T::Metadata>>(mut self, projection: Select<S>) -> Request<T::WithMetadata<S>, P, C, Y> {
        let Select { .. } = projection;
        self.parts.metadata_styles = Some(S::STYLES);
        Request::new(self.core, self.parts)
    }

    /// Asks for exactly these fields of `paging`, by a mask such as `start,total,links:($*:(href))`. Without links and total,
    /// `pages` and `stream` go on until a page is not full.
    pub fn paging_fields(mut self, mask: &str) -> Self {
        match parse_mask(mask).map(|projection| projection.to_mask()) {
            Ok(Ok(mask)) => self.parts.paging_fields = Some(mask),
            Ok(Err(error)) => self.parts.fail(format!("`{mask}` cannot be sent: {error}"), MASK),
            Err(error) => self.parts.fail(format!("`{mask}` is not a mask: {error}"), MASK),
        }
        self
    }
}

impl<T: Data, M: Data, P, C, Y> Request<Page<T, M>, P, C, Y> {
    /// Begins at a token that an earlier page gave.
    pub fn page_token(mut self, token: impl Into<String>) -> Self {
        self.parts.page_token = Some(token.into());
        self
    }

    /// The pages from here to the end.
    pub fn pages(self) -> Pages<T, M> {
        Pages::new(self.core, self.parts)
    }

    /// The elements of all pages from here to the end. One that cannot be decoded is an error in its place; the stream goes on after it.
    pub fn stream(self) -> Elements<T> {
        Elements::new(Pages::new(self.core, self.parts))
    }
}

impl<T, P, C, Y> Clone for Request<T, P, C, Y> {
    fn clone(&self) -> Self {
        Self::new(self.core.clone(), self.parts.clone())
    }
}

impl<T, P, C, Y> fmt::Debug for Request<T, P, C, Y> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Request").field("call", &self.parts.about()).finish_non_exhaustive()
    }
}

/// A request on its way.
#[must_use = "a request does nothing until it is awaited"]
pub struct Sending<T> {
    answer: BoxFuture<Result<Raw, Error>>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Outcome> Future for Sending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(ready!(self.answer.as_mut().poll(context)).and_then(|raw| decode(&raw)))
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sending").finish_non_exhaustive()
    }
}

/// A request on its way that resolves to a [`Response`].
#[must_use = "a request does nothing until it is awaited"]
pub struct SendingFull<T> {
    answer: BoxFuture<Result<Raw, Error>>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Outcome> Future for SendingFull<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(ready!(self.answer.as_mut().poll(context)).and_then(decode_full))
    }
}

impl<T> fmt::Debug for SendingFull<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("SendingFull").finish_non_exhaustive()
    }
}
