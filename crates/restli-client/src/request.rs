//! Requests as values: inspected, changed, sent.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::Method;
use restli_core::Json;
use restli_core::data::Data;
use restli_core::envelope::{EntityBack, Outcome, Page, Paged, Projectable};
use restli_core::permission::either;
use restli_core::projection::{Name, Projected, Projection, Selection, parse_mask};
use restli_core::suggest;

use crate::curl::curl;
use crate::error::Error;
use crate::headers;
use crate::net::BoxFuture;
use crate::paging::{Elements, Pages};
use crate::params::{NoParams, OptionalParams, Params};
use crate::parts::{CallParts, RequestedProjection};
use crate::permit::{FieldRequirements, Selectable, Unchecked};
use crate::queue::Priority;
use crate::received::RawResponse;
use crate::response::{Response, decode};
use crate::retry::Retry;
use crate::runtime::Runtime;
use crate::send::prepare::prepare;
use crate::send::send;
use crate::send::target::bare;
use crate::send::token::authorize;
use crate::tables::{Base, Paging};

/// The remedy for a mask that cannot be sent.
const MASK: &str = "write it as `start,total,links:($*:(href))`";

/// The fields of `paging` (`docs/protocol.md §8`).
const PAGING: [&str; 4] = ["start", "count", "total", "links"];

/// The first name in a mask that is no field of `paging`, with the remedy.
fn unknown_of_paging(mask: &Projection) -> Option<(String, String)> {
    let mut names = mask.items.iter().filter_map(|item| match &item.name {
        Name::Is(name) => Some(name),
        Name::Each => None,
    });
    let name = names.find(|name| !PAGING.contains(&name.as_str()))?;
    let all = || format!("name some of {}", PAGING.map(|field| format!("`{field}`")).join(", "));
    let remedy = suggest::nearest(name, PAGING).map_or_else(all, |near| format!("did you mean `{near}`?"));
    Some((name.clone(), remedy))
}

/// A call that has not been sent: `T` is the type of its result, `P` its optional [`Params`], `C` the declared scopes of the client.
///
/// `.await` sends it. [`send`](Self::send) gives the future, for functions such as `tokio::spawn` and `join_all`.
#[must_use = "a request does nothing until it is awaited"]
pub struct Request<T, P = NoParams, C = Unchecked> {
    runtime: Runtime,
    parts: Box<CallParts>,
    kind: PhantomData<fn(P, C) -> T>,
}

impl<T, P, C> Request<T, P, C> {
    pub(crate) fn new(runtime: Runtime, parts: Box<CallParts>) -> Self {
        Self { runtime, parts, kind: PhantomData }
    }

    /// The exact HTTP request, with the token in it. Nothing is sent: of a token that is renewed, it is the one that was last used.
    ///
    /// # Errors
    /// The request cannot be built.
    pub fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        let mut request = prepare(&self.runtime, &mut self.parts.clone())?.into_http(&self.runtime)?;
        authorize(request.headers_mut(), &self.runtime.credentials().at_hand());
        Ok(request)
    }

    /// The request as a curl command. Stars stand in place of secrets: of the token, and of what stands beside names such as `token`, `secret`,
    /// `password` and `signature` in headers, query and body.
    ///
    /// # Errors
    /// The request cannot be built.
    pub fn to_curl(&self) -> Result<String, Error> {
        // A page token opens nothing, and without it the command gives another page.
        let page_token = match self.parts.operation.map(|operation| operation.paging) {
            Some(Paging::Token { token_param, .. }) => Some(token_param),
            _ => None,
        };
        self.to_http().map(|request| curl(&request, page_token))
    }

    /// Adds a query parameter that is not in the schema. One without a name is refused.
    pub fn param(mut self, name: &str, value: &dyn Data) -> Self {
        if name.is_empty() {
            self.parts.fail("a parameter has no name", "name it, or leave it out");
        }
        self.parts.param(name, value);
        self
    }

    /// Adds a header. It replaces headers of that name that the client sets; of a name given several times all values are sent. `Host`,
    /// `Content-Length` and `Transfer-Encoding` follow from address and body, and are refused. The header of a version is checked when the call
    /// is sent, as [`Builder::version`](crate::Builder::version) checks.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match headers::added(name, value) {
            Ok((name, value)) => {
                self.parts.headers.append(name, value);
            }
            Err((what, remedy)) => self.parts.fail(what, remedy),
        }
        self
    }

    /// Sets the policy by which this call is sent again if it fails, in place of that of the client.
    pub fn retry(mut self, policy: Retry) -> Self {
        self.parts.retry = Some(policy);
        self
    }

    /// Sets the priority in the queue of the client ([`Builder::queue`](crate::Builder::queue)); for a client without one it means nothing.
    pub fn priority(mut self, priority: Priority) -> Self {
        self.parts.priority = priority;
        self
    }

    /// Sets optional parameters: `.with(|params| params.sort_by(order))`.
    pub fn with(mut self, set: impl FnOnce(P) -> P) -> Self
    where
        P: OptionalParams,
    {
        self.parts.optional(&set(P::empty()));
        self
    }

    /// Skips this many elements; a batch finder skips as many of each search (`docs/protocol.md §8`).
    pub fn start(mut self, start: u32) -> Self
    where
        T: Paged,
    {
        self.parts.start = Some(start);
        self
    }

    /// Asks for pages of this size.
    pub fn count(mut self, count: u32) -> Self
    where
        T: Paged,
    {
        self.parts.count = Some(count);
        self
    }

    /// Asks for exactly the fields of `paging` in a mask such as `start,total,links:($*:(href))`. Without links and total, `pages` and
    /// `stream` end at the first page that is not full.
    pub fn paging_fields(mut self, mask: &str) -> Self
    where
        T: Paged,
    {
        match parse_mask(mask).map(|projection| (unknown_of_paging(&projection), projection.to_mask())) {
            Ok((Some((name, remedy)), _)) => self.parts.fail(format!("`paging` has no field `{name}`"), remedy),
            Ok((None, Ok(mask))) => self.parts.paging_fields = Some(mask),
            Ok((None, Err(error))) => self.parts.fail(format!("`{mask}` cannot be sent: {error}"), MASK),
            Err(error) => self.parts.fail(format!("`{mask}` is not a mask: {error}"), MASK),
        }
        self
    }
}

impl<T, P, C> Request<T, P, C> {
    /// Asks for exactly the fields of a projection, and resolves to a type with exactly these fields.
    ///
    /// The scopes of the client must permit each field that is named, and the style of the endpoint must be able to express it.
    /// A generic function names the result in the argument: `select(Select::<R>::new())`.
    pub fn select<S: Selection>(mut self, _: S) -> Request<T::With<S::Result>, P, C>
    where
        T: Projectable,
        P: Params,
        S::Result: Projected<Of = T::Entity> + Selectable<C, P::Style>,
    {
        self.parts.projection = Some(RequestedProjection::Typed(S::Result::STYLES));
        self.parts.requirements = S::Result::REQUIREMENTS;
        Request::new(self.runtime, self.parts)
    }

    /// Asks for the fields of a projection that is known at run time only, in the style of the endpoint (`docs/protocol.md §5`).
    ///
    /// Entities are decoded as `E`: `Json` accepts whatever the server sends, a record the fields that it has. The entity's generated
    /// type fits only if the projection names all fields that it requires.
    ///
    /// Neither names nor permissions are checked; [`Projection::check`] checks names. The server refuses unknown fields or leaves them out.
    pub fn select_as<E: Data>(mut self, projection: Projection) -> Request<T::With<E>, P, C>
    where
        T: Projectable,
    {
        self.parts.projection = Some(RequestedProjection::Untyped(projection));
        Request::new(self.runtime, self.parts)
    }
}

impl<T: Outcome, P, C> Request<T, P, C> {
    /// Sends the request.
    pub fn send(self) -> ResponseFuture<T> {
        ResponseFuture { response: self.raw_response(), kind: PhantomData }
    }

    /// Sends the request and keeps status, headers, request ids and quota of the response.
    pub fn send_full(self) -> FullResponseFuture<T> {
        FullResponseFuture { response: self.raw_response(), kind: PhantomData }
    }

    pub(crate) fn raw_response(self) -> BoxFuture<Result<RawResponse, Error>> {
        send(self.runtime, self.parts)
    }
}

impl<T: Outcome, P, C> IntoFuture for Request<T, P, C> {
    type Output = Result<T, Error>;
    type IntoFuture = ResponseFuture<T>;

    fn into_future(self) -> ResponseFuture<T> {
        self.send()
    }
}

impl<T: EntityBack, P, C> Request<T, P, C> {
    /// Asks for a response without the entity (`docs/protocol.md §2.2`, `$returnEntity`).
    pub fn without_entity(self) -> Request<T::Without, P, C> {
        let mut plain = self.param("$returnEntity", &false);
        plain.parts.projection = None;
        plain.parts.requirements = FieldRequirements::NONE;
        Request::new(plain.runtime, plain.parts)
    }
}

impl<T: Paged, P, C> Request<T, P, C> {
    /// Asks for exactly the fields of a projection of the metadata (`docs/protocol.md §5`).
    pub fn select_metadata<S>(mut self, _: S) -> Request<T::WithMetadata<S::Result>, P, C>
    where
        S: Selection<Result: Projected<Of = T::Metadata>>,
    {
        self.parts.metadata_styles = Some(S::Result::STYLES);
        Request::new(self.runtime, self.parts)
    }
}

impl<T: Data, M: Data, P, C> Request<Page<T, M>, P, C> {
    /// Begins at a token that an earlier page gave.
    pub fn page_token(mut self, token: impl Into<String>) -> Self {
        self.parts.page_token = Some(token.into());
        self
    }

    /// The pages from this request to the end.
    pub fn pages(self) -> Pages<T, M> {
        Pages::new(self.runtime, self.parts)
    }

    /// The elements of all pages from this request to the end. An element that cannot be decoded is an error in its place; the stream goes
    /// on.
    pub fn stream(self) -> Elements<T> {
        Elements::new(Pages::new(self.runtime, self.parts))
    }
}

impl Runtime {
    /// A call that is not in the schema, with the token, versions, errors and tracing of other calls.
    ///
    /// The path starts with the path of a base (`/rest/…`); where several bases have it, [`raw_on`](Self::raw_on) says which one is meant.
    /// Path and query are sent as they are, so escape them (`docs/protocol.md §3.2`). A response without a body is `null`.
    pub fn raw(&self, method: Method, path_and_query: &str, body: Option<&Json>) -> Request<Json> {
        let bases = bases_of(self.api().bases, path_and_query);
        let mut parts = CallParts::raw(bases.first().copied(), method, path_and_query, body);
        if bases.len() > 1 {
            let names = either(bases.iter().map(|base| format!("`{}`", base.name)));
            let remedy = "say which one is meant: `raw_on(base, ..)`, with a base of the client's module `api::bases`";
            parts.fail(format!("`{}` may belong to the base {names}", bare(path_and_query)), remedy);
        }
        Request::new(self.clone(), Box::new(parts))
    }

    /// A call that is not in the schema, like [`raw`](Self::raw), with the host and versions of a base: `api::bases::REST`.
    pub fn raw_on(&self, base: &'static Base, method: Method, path_and_query: &str, body: Option<&Json>) -> Request<Json> {
        let mut parts = CallParts::raw(Some(base), method, path_and_query, body);
        if path_and_query.starts_with('/') && bases_of(&[base], path_and_query).is_empty() {
            let remedy = format!("begin it with `{}`, or name the base that it belongs to", base.path);
            parts.fail(format!("`{}` does not belong to the base `{}`", bare(path_and_query), base.name), remedy);
        }
        Request::new(self.clone(), Box::new(parts))
    }
}

/// The bases that a path may belong to: of all whose path it starts with, those with the longest one. Of bases with the same host and
/// versions one is enough.
fn bases_of(bases: &[&'static Base], path: &str) -> Vec<&'static Base> {
    let fits = |base: &&&Base| path.strip_prefix(base.path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let longest = bases.iter().filter(fits).map(|base| base.path.len()).max();
    let family = |base: &Base| base.versions.map(|family| family.name);
    let mut found: Vec<&'static Base> = Vec::new();
    for base in bases.iter().filter(fits).filter(|base| Some(base.path.len()) == longest) {
        if !found.iter().any(|other| other.url == base.url && family(other) == family(base)) {
            found.push(base);
        }
    }
    found
}

impl<T, P, C> Clone for Request<T, P, C> {
    fn clone(&self) -> Self {
        Self::new(self.runtime.clone(), self.parts.clone())
    }
}

impl<T, P, C> fmt::Debug for Request<T, P, C> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Request").field("call", &self.parts.about()).finish_non_exhaustive()
    }
}

/// The future of a request that is being sent.
#[must_use = "a request does nothing until it is awaited"]
pub struct ResponseFuture<T> {
    response: BoxFuture<Result<RawResponse, Error>>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Outcome> Future for ResponseFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(decode(ready!(self.response.as_mut().poll(context))))
    }
}

impl<T> fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

/// The future of a request that is being sent, which resolves to a [`Response`].
#[must_use = "a request does nothing until it is awaited"]
pub struct FullResponseFuture<T> {
    response: BoxFuture<Result<RawResponse, Error>>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Outcome> Future for FullResponseFuture<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(ready!(self.response.as_mut().poll(context)).and_then(RawResponse::decode_full))
    }
}

impl<T> fmt::Debug for FullResponseFuture<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("FullResponseFuture").finish_non_exhaustive()
    }
}
