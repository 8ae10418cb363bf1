//! A reader that can be read once, shared by the attempts of an upload and by its parts.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncReadExt as _, ReadBuf};

/// Any reader.
pub(super) type AnyReader = Pin<Box<dyn AsyncRead + Send>>;

/// A reader that can be read once. Clones share it and its position.
#[derive(Clone)]
pub(crate) struct OneShot(Arc<Mutex<State>>);

struct State {
    reader: AnyReader,
    /// The number of bytes that were read.
    at: u64,
}

impl OneShot {
    pub(super) fn new(reader: AnyReader) -> Self {
        Self(Arc::new(Mutex::new(State { reader, at: 0 })))
    }

    /// The number of bytes that were read.
    pub(super) fn at(&self) -> u64 {
        self.lock().at
    }

    /// Puts bytes that were read back before all others.
    pub(super) fn unread(&self, bytes: bytes::Bytes) {
        let mut state = self.lock();
        state.at -= u64::try_from(bytes.len()).unwrap_or_default().min(state.at);
        let rest = std::mem::replace(&mut state.reader, Box::pin(tokio::io::empty()));
        state.reader = Box::pin(io::Cursor::new(bytes).chain(rest));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsyncRead for OneShot {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let mut state = self.lock();
        let before = buffer.filled().len();
        let end = state.reader.as_mut().poll_read(context, buffer);
        state.at += u64::try_from(buffer.filled().len() - before).unwrap_or_default();
        end
    }
}
