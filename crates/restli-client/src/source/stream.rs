//! The bytes of a source on their way: in pieces, counted, and watched for a stall.

use std::any::Any;
use std::fmt;
use std::future::poll_fn;
use std::io::SeekFrom;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio::time::{Instant, sleep};
use tokio_util::io::ReaderStream;

use super::open::{OpenSource, Origin, State};
use super::reader::AnyReader;
use crate::error::problem::CallInfo;
use crate::error::{Error, TransportError, TransportKind, UploadError, UploadErrorKind};

/// The size of a piece, in bytes.
const PIECE: usize = 64 << 10;

/// The progress of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The number of bytes that were handed to the connection. It goes back when bytes are sent again.
    pub sent: u64,
    /// The number of all bytes.
    pub total: u64,
}

/// The function that is told of progress.
pub(crate) type OnProgress = Arc<dyn Fn(Progress) + Send + Sync>;

/// A body that is made anew for each attempt to send it.
#[derive(Clone)]
pub(crate) struct Streamed {
    pub(crate) source: OpenSource,
    /// The longest time that the connection may take no byte.
    pub(crate) stall: Duration,
    pub(crate) progress: Option<OnProgress>,
    /// The number of bytes that were sent before those of the source.
    pub(crate) before: u64,
    /// The number of bytes of the whole upload.
    pub(crate) total: u64,
}

impl Streamed {
    /// Returns `true` if the source can be read from its first byte: always, but for a reader that was read.
    pub(crate) fn is_whole(&self) -> bool {
        match &self.source.origin {
            Origin::Bytes(_) | Origin::File(..) => true,
            Origin::Reader(reader) => reader.at() == self.source.first,
        }
    }

    /// The bytes, if they are in memory.
    pub(crate) fn in_memory(&self) -> Option<&[u8]> {
        let OpenSource { origin: Origin::Bytes(bytes), first, length, .. } = &self.source else { return None };
        let (first, end) = (usize::try_from(*first).ok()?, usize::try_from(first + length).ok()?);
        bytes.get(first..end)
    }

    /// Makes the body of an attempt and lets it be sent. The attempt fails if the connection takes no byte for too long, and if the source
    /// cannot be read. Bytes in memory go as a whole where `streams` is `false`: a script or a recording looks at them.
    pub(crate) async fn send<T, F>(&self, call: &CallInfo, streams: bool, send: impl FnOnce(reqwest::Body) -> F) -> Result<T, Error>
    where
        F: Future<Output = Result<T, Error>>,
    {
        if let Some(bytes) = self.in_memory().filter(|_| !streams) {
            return send(Bytes::copy_from_slice(bytes).into()).await;
        }
        let meter = Arc::new(Mutex::new(Meter::default()));
        let ((pieces, watched), streamed) = (self.pieces().await?, self.clone());
        let body = Body { pieces, streamed, meter: Arc::clone(&meter), left: self.source.length };
        let sending = send(reqwest::Body::wrap_stream(body));
        let (mut sending, mut stall) = (pin!(sending), pin!(stalled(&meter, self.stall)));
        let end = poll_fn(|context| match sending.as_mut().poll(context) {
            Poll::Pending => stall.as_mut().poll(context).map(|()| Err(Error::transport(self.stall_error(call)))),
            ready @ Poll::Ready(_) => ready,
        });
        let end = end.await;
        if let Some(panic) = lock(&meter).panic.take() {
            resume_unwind(panic);
        }
        let fault = lock(&meter).fault.take();
        let value = end.map_err(|error| fault.map_or(error, Error::upload))?;
        if let Some(file) = watched {
            self.check_state(&file).await?;
        }
        Ok(value)
    }

    /// The bytes of the source; of a file, also a handle by which its state is seen once they were sent.
    async fn pieces(&self) -> Result<(Pieces, Option<File>), Error> {
        let OpenSource { origin, first, length, .. } = &self.source;
        Ok(match origin {
            Origin::Bytes(bytes) => (Pieces::Bytes(self.in_memory().map(|part| bytes.slice_ref(part)).unwrap_or_default()), None),
            Origin::File(path, _) => {
                let open = async {
                    let mut file = File::open(path).await?;
                    file.seek(SeekFrom::Start(*first)).await?;
                    Ok((file.try_clone().await?, file))
                };
                let (watched, file) = open.await.map_err(|error| Error::upload(unreadable(&error)))?;
                self.check_state(&watched).await?;
                (Pieces::of(Box::pin(file.take(*length))), Some(watched))
            }
            Origin::Reader(reader) => (Pieces::of(Box::pin(reader.clone().take(*length))), None),
        })
    }

    /// Checks that the file is as it was when the source was opened.
    async fn check_state(&self, file: &File) -> Result<(), Error> {
        let Origin::File(path, state) = &self.source.origin else { return Ok(()) };
        match file.metadata().await {
            Ok(found) if State::of(&found) == *state => Ok(()),
            Ok(_) => {
                let what = format!("`{}` has changed since the upload began", path.display());
                let remedy = "begin the upload again, of a file that stays as it is";
                Err(Error::upload(UploadError::new(UploadErrorKind::Changed, what, remedy)))
            }
            Err(error) => Err(Error::upload(unreadable(&error))),
        }
    }

    fn stall_error(&self, call: &CallInfo) -> TransportError {
        TransportError::of_kind(call.clone(), TransportKind::Stalled(self.stall))
    }
}

impl fmt::Debug for Streamed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("Streamed")).field("source", &self.source).field("stall", &self.stall).finish_non_exhaustive()
    }
}

/// The bytes of a source, piece by piece.
enum Pieces {
    Bytes(Bytes),
    Reader(ReaderStream<AnyReader>),
}

impl Pieces {
    fn of(reader: AnyReader) -> Self {
        Self::Reader(ReaderStream::with_capacity(reader, PIECE))
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<std::io::Result<Bytes>>> {
        match self {
            Self::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Bytes(bytes) => Poll::Ready(Some(Ok(bytes.split_to(bytes.len().min(PIECE))))),
            Self::Reader(reader) => Pin::new(reader).poll_next(context),
        }
    }
}

/// The state of an attempt, which its body tells and its sender reads.
#[derive(Default)]
struct Meter {
    /// The time since when the connection holds a piece and has not asked for the next one; `None` while the source is read, and once all
    /// bytes were handed out.
    waits: Option<Instant>,
    /// The failure of the source.
    fault: Option<UploadError>,
    /// The panic of the function that is told of progress. The task of the connection, which calls it, would pass it over.
    panic: Option<Box<dyn Any + Send>>,
}

/// The body of one attempt.
struct Body {
    pieces: Pieces,
    streamed: Streamed,
    meter: Arc<Mutex<Meter>>,
    /// The number of bytes that were not handed out.
    left: u64,
}

impl Stream for Body {
    type Item = std::io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let body = self.get_mut();
        lock(&body.meter).waits = None;
        if body.left == 0 {
            return Poll::Ready(None);
        }
        let piece = match body.pieces.poll_next(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Some(piece)) => piece,
            Poll::Ready(None) => Err(std::io::ErrorKind::UnexpectedEof.into()),
        };
        match &piece {
            Ok(bytes) => {
                body.left = body.left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                if body.left > 0 {
                    lock(&body.meter).waits = Some(Instant::now());
                }
                if let Some(progress) = &body.streamed.progress {
                    let sent = body.streamed.before + body.streamed.source.length - body.left;
                    let told = catch_unwind(AssertUnwindSafe(|| progress(Progress { sent, total: body.streamed.total })));
                    if let Err(panic) = told {
                        lock(&body.meter).panic = Some(panic);
                        return Poll::Ready(Some(Err(std::io::Error::other("the function that is told of progress panicked"))));
                    }
                }
            }
            Err(error) => lock(&body.meter).fault = Some(unreadable(error)),
        }
        Poll::Ready(Some(piece))
    }
}

/// Ends when the connection has taken no byte for a time.
async fn stalled(meter: &Mutex<Meter>, limit: Duration) {
    loop {
        let waited = lock(meter).waits.map_or(Duration::ZERO, |since| since.elapsed());
        let left = limit.saturating_sub(waited);
        if left.is_zero() {
            return;
        }
        sleep(left).await;
    }
}

/// The error of a source that cannot be read to its end.
fn unreadable(error: &std::io::Error) -> UploadError {
    let what = match error.kind() {
        std::io::ErrorKind::UnexpectedEof => "the source has fewer bytes than it had when the upload began".to_owned(),
        _ => format!("the source cannot be read: {error}"),
    };
    UploadError::new(UploadErrorKind::Source, what, "begin the upload again, of a source that can be read to its end")
}

fn lock(meter: &Mutex<Meter>) -> MutexGuard<'_, Meter> {
    meter.lock().unwrap_or_else(PoisonError::into_inner)
}
