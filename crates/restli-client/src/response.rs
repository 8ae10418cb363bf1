//! Decoding of responses.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use restli_core::ResourceMethod;
use restli_core::data::{Data, DecodeError, Unread};
use restli_core::envelope::{Outcome, PartError, Parts, Reply};
use restli_core::error::ErrorResponse;

use crate::error::{CallInfo, DecodeFailure, Error, Incomplete};
use crate::headers;
use crate::lease::Lease;
use crate::quotas::QuotaLeft;
use crate::received::RawResponse;
use crate::tables::ApiInfo;

/// The headers of a response that results are made from, as text.
struct Told<'r> {
    id: Option<String>,
    location: Option<Cow<'r, str>>,
    content_type: Option<Cow<'r, str>>,
}

/// Decodes a response, if there is one. Lost elements of a list are an error.
pub(crate) fn decode<T: Outcome>(received: Result<RawResponse, Error>) -> Result<T, Error> {
    let mut value = T::vacant();
    fill_whole(received, &mut value)?;
    Ok(value)
}

fn fill_whole(received: Result<RawResponse, Error>, value: &mut dyn Outcome) -> Result<(), Error> {
    let response = received?;
    response.fill(value)?;
    response.complete(value.parts())
}

impl RawResponse {
    /// Returns an error if parts of a result are lost (`docs/reading.md`).
    pub(crate) fn complete(self, parts: Option<&mut dyn Parts>) -> Result<(), Error> {
        let Some(parts) = parts else { return Ok(()) };
        let mut lost: Unread = self.unanswered(parts).into_iter().collect();
        parts.each_lost(&mut |error| lost.push(error.clone()));
        match lost.problems().first() {
            Some(first) => Err(Error::Incomplete(Box::new(Incomplete::of(self, first.clone(), lost)))),
            None => Ok(()),
        }
    }

    /// The error of a result that has another length than what was sent, or lacks the outcome of a key.
    fn unanswered(&self, parts: &dyn Parts) -> Option<DecodeError> {
        let miscounted = Some(self.call.sent).filter(|sent| *sent > 0).and_then(|sent| parts.miscounted(sent));
        miscounted.or_else(|| parts.unanswered(self.status.as_u16(), self.call.keys.as_deref()?))
    }

    /// Decodes the response into the result of a call, and returns the values left out. The errors that are parts of it do not hold the token.
    fn fill(&self, value: &mut dyn Outcome) -> Result<Unread, Error> {
        let ((), unread) = self.decode_with(|reply, unread| value.fill(reply, unread))?;
        if let Some(parts) = value.parts() {
            self.mask_parts(parts);
        }
        Ok(unread)
    }

    fn mask_parts(&self, parts: &mut dyn Parts) {
        let mut repeated = None;
        parts.each_error(&mut |error| {
            if *repeated.get_or_insert_with(|| self.repeats_token()) {
                self.mask(error);
            }
        });
    }

    fn mask(&self, error: PartError<'_>) {
        match error {
            PartError::Failed(error) => {
                let masked = self.lease.masked(error.as_json().to_string().into());
                *error = ErrorResponse::from_body(&masked).unwrap_or_else(Data::empty);
            }
            PartError::Undecodable(error) => *error = self.without_token(error.clone()),
        }
    }

    /// Decodes the response with a function, and logs the values left out.
    pub(crate) fn decode_with<T>(
        &self,
        decode: impl FnOnce(&Reply<'_>, &mut Unread) -> Result<T, DecodeError>,
    ) -> Result<(T, Unread), Error> {
        let (told, mut unread) = (self.told(), Unread::default());
        let value = decode(&self.reply(&told), &mut unread).map_err(|error| Error::Decode(Box::new(self.failure(error))))?;
        Ok((value, self.left_out(unread)))
    }

    /// The headers that results are made from.
    fn told(&self) -> Told<'_> {
        let header = |name| self.headers.get(name).map(headers::words);
        Told {
            // A read creates nothing.
            id: if self.call.verb == Method::GET { None } else { headers::created_id(self.api, &self.headers) },
            location: header(&header::LOCATION),
            content_type: header(&header::CONTENT_TYPE),
        }
    }

    fn reply<'a>(&'a self, told: &'a Told<'_>) -> Reply<'a> {
        let operation = self.call.operation;
        Reply {
            method: operation.map_or(ResourceMethod::Get, |operation| operation.method),
            status: self.status.as_u16(),
            id: told.id.as_deref(),
            location: told.location.as_deref(),
            content_type: told.content_type.as_deref(),
            // A raw call has no type that tells whether a body is expected.
            body: if operation.is_none() && self.body.is_empty() { b"null" } else { &self.body },
        }
    }

    /// Logs the values left out, and returns them without the token.
    fn left_out(&self, unread: Unread) -> Unread {
        let masked = !unread.is_empty() && self.repeats_token();
        let unread = if masked { unread.map(|problem| self.without_token(problem)) } else { unread };
        self.log(&unread);
        unread
    }

    /// Logs the values left out.
    fn log(&self, unread: &Unread) {
        if let Some(first) = unread.problems().first() {
            let (name, count) = (self.call.name(), unread.count());
            tracing::warn!(
                operation = &*name,
                count,
                path = first.path(),
                reason = first.message(),
                "values of the answer could not be read"
            );
        }
    }

    fn repeats_token(&self) -> bool {
        self.lease.is_repeated(&self.headers, &self.body)
    }

    /// An error of a response that repeats the token: without an excerpt, which may hold a part of it.
    fn without_token(&self, error: DecodeError) -> DecodeError {
        error.without_excerpt().with_path(|path| self.lease.masked_text(path))
    }

    /// Decodes the response and keeps status, headers and the values left out.
    pub(crate) fn decode_full<T: Outcome>(self) -> Result<Response<T>, Error> {
        let mut value = T::vacant();
        let mut unread = self.fill(&mut value)?;
        if let Some(unanswered) = value.parts().and_then(|parts| self.unanswered(parts)) {
            self.log(&std::iter::once(unanswered.clone()).collect());
            unread.push(unanswered);
        }
        Ok(Response { value, unread, status: self.status, api: self.api, headers: self.headers })
    }

    /// The decode error of this response, without an excerpt if the response repeats the token.
    pub(crate) fn failure(&self, error: DecodeError) -> DecodeFailure {
        let error = if self.repeats_token() { self.without_token(error) } else { error };
        let text = |name| self.headers.get(name).map(headers::text);
        DecodeFailure {
            call: self.call.clone(),
            status: self.status,
            error,
            content_type: text(&header::CONTENT_TYPE),
            content_encoding: text(&header::CONTENT_ENCODING),
            request_ids: headers::request_ids(self.api, &self.headers),
        }
    }
}

impl Incomplete {
    /// The error of a response; the faults do not hold the token.
    fn of(response: RawResponse, first: DecodeError, lost: Unread) -> Self {
        let lost = if response.repeats_token() { lost.map(|fault| response.without_token(fault)) } else { lost };
        Self { failure: response.failure(first), lost, response }
    }

    /// A list that lacks an element, as a double in tests of what handles errors: the response with its JSON, and the fault of the element.
    ///
    /// ```
    /// use restli_client::{ApiInfo, CallInfo, DecodeError, Incomplete, Json, Operation, Page, http};
    ///
    /// # fn double(api: &'static ApiInfo, find: &'static Operation) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = http::Response::new(r#"{"elements":[1,"x"]}"#.into());
    /// let fault = DecodeError::new("not a long", r#""x""#).in_item(1).in_field("elements");
    /// let incomplete = Incomplete::of_response(api, CallInfo::of(find), response, fault);
    /// let page: Page<i64> = incomplete.partial()?;
    /// assert_eq!(page.elements, [1]);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn of_response(api: &'static ApiInfo, call: CallInfo, response: http::Response<Bytes>, error: DecodeError) -> Self {
        let (parts, body) = response.into_parts();
        let response = RawResponse { status: parts.status, headers: parts.headers, body, call, api, lease: Lease::none() };
        Self::of(response, error.clone(), [error].into_iter().collect())
    }

    /// The list without the elements that could not be read; `T` is the type that the call resolves to, such as `Page<Post>`.
    ///
    /// # Errors
    /// The response does not fit the type.
    pub fn partial<T: Outcome>(&self) -> Result<T, Error> {
        let mut value = T::vacant();
        self.response.fill(&mut value)?;
        Ok(value)
    }
}

/// A decoded response with status, headers, request ids and quota.
pub struct Response<T> {
    /// The value that `await` alone resolves to.
    pub value: T,
    unread: Unread,
    status: StatusCode,
    headers: HeaderMap,
    api: &'static ApiInfo,
}

impl<T> Response<T> {
    /// A response with its value for a body, as a double in tests of what reads responses.
    ///
    /// ```
    /// use restli_client::{ApiInfo, Response, http};
    ///
    /// static API: ApiInfo = ApiInfo::new("shop");
    /// let created = http::Response::builder().status(201).header("X-RestLi-Id", "7").body(());
    /// let response = Response::new(&API, created?);
    /// assert_eq!((response.status().as_u16(), response.id().as_deref()), (201, Some("7")));
    /// # Ok::<(), http::Error>(())
    /// ```
    #[must_use]
    pub fn new(api: &'static ApiInfo, response: http::Response<T>) -> Self {
        let (parts, value) = response.into_parts();
        Self { value, unread: Unread::default(), status: parts.status, headers: parts.headers, api }
    }

    /// The response with values that could not be read, for a double.
    #[must_use]
    pub fn with_unread(self, unread: Unread) -> Self {
        Self { unread, ..self }
    }

    /// The values that could not be read and were left out (`docs/reading.md`). Lost elements of a page are in
    /// [`Page::undecodable`](crate::Page::undecodable).
    #[must_use]
    pub const fn unread(&self) -> &Unread {
        &self.unread
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers of the response.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The key of the created entity, as it was sent (`docs/protocol.md §3.6`).
    #[must_use]
    pub fn id(&self) -> Option<String> {
        headers::created_id(self.api, &self.headers)
    }

    /// The path of the created entity, as it was sent.
    #[must_use]
    pub fn location(&self) -> Option<String> {
        self.headers.get(header::LOCATION).map(headers::text)
    }

    /// Names and values of the headers that the support of the API asks for.
    #[must_use]
    pub fn request_ids(&self) -> Vec<(String, String)> {
        headers::request_ids(self.api, &self.headers)
    }

    /// The quota that the response reports.
    #[must_use]
    pub fn quota(&self) -> QuotaLeft {
        QuotaLeft::read(self.api, &self.headers)
    }

    /// Drops everything but the value.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("Response"))
            .field("value", &self.value)
            .field("unread", &self.unread)
            .field("status", &self.status)
            .field("request_ids", &self.request_ids())
            .field("quota", &self.quota())
            .finish_non_exhaustive()
    }
}
