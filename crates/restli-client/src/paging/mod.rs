//! Streams over pages: [`Pages`] and [`Elements`].

mod cursor;
mod successor;

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use restli_core::Json;
use restli_core::data::{Data, DecodeError};
use restli_core::envelope::{Outcome as _, Page};

use self::cursor::Cursor;
use crate::error::Error;
use crate::net::BoxFuture;
use crate::parts::CallParts;
use crate::received::RawResponse;
use crate::runtime::Runtime;

/// A page with its response.
type Received<T, M> = Result<(Page<T, M>, RawResponse), Error>;

/// A stream of pages. It ends after the last page or after an error; after [`Error::Incomplete`] it goes on with the next page.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T, M = Json> {
    cursor: Cursor,
    response: Option<BoxFuture<Result<RawResponse, Error>>>,
    kind: PhantomData<fn() -> (T, M)>,
}

impl<T: Data, M: Data> Pages<T, M> {
    pub(crate) fn new(runtime: Runtime, parts: Box<CallParts>) -> Self {
        Self { cursor: Cursor::new(runtime, parts), response: None, kind: PhantomData }
    }

    fn poll_raw(&mut self, context: &mut Context<'_>) -> Poll<Option<Received<T, M>>> {
        let mut response = match self.response.take() {
            Some(response) => response,
            None => match self.cursor.request() {
                Some(Ok(response)) => response,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            },
        };
        let Poll::Ready(received) = response.as_mut().poll(context) else {
            self.response = Some(response);
            return Poll::Pending;
        };
        Poll::Ready(Some(received.and_then(|raw| {
            let ((page, position), _) = raw.decode_with(|reply, unread| {
                let (page, metadata) = Page::<T, M>::decode_beside_metadata(reply, unread)?;
                let is_lost = unread.problems().iter().any(|problem| problem.path().split(['.', '[']).next() == Some("paging"));
                let position = self.cursor.check_position(&raw.body, page.received(), page.paging.as_ref());
                if position.is_ok() {
                    self.cursor.advance(page.received(), page.paging.as_ref(), is_lost, metadata);
                }
                Ok((page, position))
            })?;
            position?;
            Ok((page, raw))
        })))
    }
}

impl<T: Data, M: Data> Stream for Pages<T, M> {
    type Item = Result<Page<T, M>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = ready!(self.poll_raw(context));
        Poll::Ready(page.map(|result| {
            result.and_then(|(mut page, raw)| {
                raw.complete(page.parts())?;
                Ok(page)
            })
        }))
    }
}

impl<T, M> fmt::Debug for Pages<T, M> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Pages").field("call", &self.cursor.about()).finish_non_exhaustive()
    }
}

/// A stream of the elements of all pages, in order. Its methods `try_next` and `try_collect` are those of `futures_util::TryStreamExt`.
#[must_use = "a stream does nothing until it is polled"]
pub struct Elements<T> {
    pages: Pages<T>,
    ready: VecDeque<Result<T, Error>>,
}

impl<T: Data> Elements<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self { pages, ready: VecDeque::new() }
    }

    /// Queues the elements of a page and the errors of those that could not be decoded, in the order of the page.
    fn keep(&mut self, page: Page<T>, raw: &RawResponse) {
        let mut broken: VecDeque<(usize, DecodeError)> = page.undecodable.into();
        let mut next_broken = |index: usize| match broken.front() {
            Some((at, _)) if *at == index => broken.pop_front().map(|(_, error)| error),
            _ => None,
        };
        let mut index = 0;
        for element in page.elements {
            while let Some(error) = next_broken(index) {
                self.ready.push_back(Err(Error::Decode(Box::new(raw.failure(error)))));
                index += 1;
            }
            self.ready.push_back(Ok(element));
            index += 1;
        }
        self.ready.extend(broken.into_iter().map(|(_, error)| Err(Error::Decode(Box::new(raw.failure(error))))));
    }
}

// Elements are moved out whole, never pinned.
impl<T> Unpin for Elements<T> {}

impl<T: Data> Stream for Elements<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(element) = self.ready.pop_front() {
                return Poll::Ready(Some(element));
            }
            match ready!(self.pages.poll_raw(context)) {
                Some(Ok((page, raw))) => self.keep(page, &raw),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> fmt::Debug for Elements<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Elements").field("call", &self.pages.cursor.about()).field("ready", &self.ready.len()).finish_non_exhaustive()
    }
}
