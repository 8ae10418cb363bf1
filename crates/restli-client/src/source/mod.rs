//! The bytes of an upload: in memory, in a file, or from a reader.

mod mp4;
mod open;
mod reader;
pub(crate) mod stream;

use std::fmt;
use std::path::PathBuf;

use bytes::Bytes;
use tokio::io::AsyncRead;

pub use self::open::OpenSource;
pub(crate) use self::open::within;
use self::reader::OneShot;
use crate::error::Error;

/// The bytes of an upload: in memory, in a file, or from a reader. Text and vectors of bytes convert into it.
///
/// Files and readers are streamed, so that the memory in use does not grow with their size. An upload that fails is sent again from a file
/// or from memory; from a reader only if nothing was read yet, since it can be read once.
///
/// ```
/// use restli_client::Source;
///
/// let film = Source::file("launch.mp4");
/// let text: Source = "1,2,3".into();
/// # let _ = (film, text);
/// ```
pub struct Source(Given);

enum Given {
    Bytes(Bytes),
    File(PathBuf),
    Reader { length: u64, reader: OneShot },
    Open(Box<OpenSource>),
}

impl Source {
    /// Bytes in memory.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self(Given::Bytes(bytes.into()))
    }

    /// A file, which is opened when the upload begins. It must not change until the upload has ended: a change is an error.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self(Given::File(path.into()))
    }

    /// A reader of exactly `length` bytes, such as the body of another request.
    pub fn reader(length: u64, reader: impl AsyncRead + Send + 'static) -> Self {
        Self(Given::Reader { length, reader: OneShot::new(Box::pin(reader)) })
    }

    /// Opens the source: finds its size, and reads its beginning, from which its format is recognized.
    ///
    /// # Errors
    /// [`Error::Upload`] with the kind [`Source`](crate::UploadErrorKind::Source): no such file, or one that cannot be read.
    pub async fn open(self) -> Result<OpenSource, Error> {
        match self.0 {
            Given::Bytes(bytes) => Ok(OpenSource::of_bytes(bytes)),
            Given::File(path) => OpenSource::of_file(path).await,
            Given::Reader { length, reader } => OpenSource::of_reader(length, reader).await,
            Given::Open(source) => Ok(*source),
        }
    }
}

/// Values that become a [`Source`]: all that have `Into<Source>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no source of bytes",
    label = "expected bytes, text, or a `Source`",
    note = "a file goes by its path: `Source::file(path)`, and a reader by `Source::reader(length, reader)`",
    note = "a reference to bytes or text lives as long as the program, or is copied: `bytes.to_vec()`, `text.to_owned()`"
)]
pub trait IntoSource: Into<Source> {}

#[diagnostic::do_not_recommend]
impl<T: Into<Source>> IntoSource for T {}

impl<T: Into<Bytes>> From<T> for Source {
    fn from(bytes: T) -> Self {
        Self::bytes(bytes)
    }
}

impl From<OpenSource> for Source {
    fn from(source: OpenSource) -> Self {
        Self(Given::Open(Box::new(source)))
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Given::Bytes(bytes) => write!(out, "Source({} bytes)", bytes.len()),
            Given::File(path) => write!(out, "Source({})", path.display()),
            Given::Reader { length, .. } => write!(out, "Source(a reader of {length} bytes)"),
            Given::Open(source) => source.fmt(out),
        }
    }
}
