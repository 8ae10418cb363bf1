//! A source whose size and beginning are known.

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use restli_core::duration;
use tokio::io::AsyncReadExt as _;
use tokio::time::timeout;

use super::mp4;
use super::reader::OneShot;
use crate::error::{Error, UploadError, UploadErrorKind};
use crate::media::Media;
use crate::net::{NO_RUNTIME, in_runtime};
use crate::tables::MediaRule;

/// The most bytes that are read to recognize a format and its pixels. A JPEG may have a preview before its frame.
const HEAD: u64 = 256 << 10;

/// The largest part of a reader that is kept in memory, so that it can be sent again.
const KEPT: u64 = 8 << 20;

/// A source whose size is known and whose beginning has been read. Clones share a reader, which is read once.
#[derive(Clone)]
pub struct OpenSource {
    pub(super) origin: Origin,
    /// The first byte in the origin.
    pub(super) first: u64,
    pub(super) length: u64,
    facts: Arc<Facts>,
}

/// The place of the bytes.
#[derive(Clone)]
pub(super) enum Origin {
    Bytes(Bytes),
    File(Arc<Path>, State),
    Reader(OneShot),
}

/// The state of a file: its length and the time of its last change, where the system tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    length: u64,
    changed: Option<SystemTime>,
}

impl State {
    pub(super) fn of(file: &std::fs::Metadata) -> Self {
        Self { length: file.len(), changed: file.modified().ok() }
    }
}

/// Facts about the whole source.
struct Facts {
    head: Bytes,
    file_name: Option<String>,
    seconds: Option<u64>,
    pixels: Option<(u64, u64)>,
}

impl Facts {
    fn of(head: Bytes, seconds: Option<u64>, path: Option<&Path>) -> Arc<Self> {
        let pixels = pixels(&head);
        let file_name = path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        Arc::new(Self { head, file_name, seconds, pixels })
    }
}

impl OpenSource {
    pub(super) fn of_bytes(bytes: Bytes) -> Self {
        let facts = Facts::of(bytes.clone(), mp4::seconds(&mut Cursor::new(&bytes)), None);
        Self { length: size(bytes.len()), origin: Origin::Bytes(bytes), first: 0, facts }
    }

    pub(super) async fn of_file(path: PathBuf) -> Result<Self, Error> {
        if !in_runtime() {
            return Err(unreadable(NO_RUNTIME.0, NO_RUNTIME.1));
        }
        let shown = path.display().to_string();
        let work = tokio::task::spawn_blocking(move || Self::read_file(&path));
        let opened = work.await.unwrap_or_else(|error| Err(io::Error::other(error)));
        opened.map_err(|error| unreadable(format!("`{shown}`: {error}"), "name a file that this program may read"))
    }

    fn read_file(path: &Path) -> io::Result<Self> {
        // A pipe is not opened: it would wait for whoever writes.
        if !std::fs::metadata(path)?.is_file() {
            return Err(io::Error::other("this is not a file; a pipe or a device is read by `Source::reader`"));
        }
        let mut file = File::open(path)?;
        let state = State::of(&file.metadata()?);
        let mut head = Vec::new();
        (&mut file).take(HEAD).read_to_end(&mut head)?;
        let facts = Facts::of(head.into(), mp4::seconds(&mut file), Some(path));
        Ok(Self { origin: Origin::File(path.into(), state), first: 0, length: state.length, facts })
    }

    pub(super) async fn of_reader(length: u64, mut reader: OneShot) -> Result<Self, Error> {
        let mut head = Vec::new();
        let read = (&mut reader).take(HEAD.min(length)).read_to_end(&mut head).await;
        read.map_err(|error| unreadable(format!("the reader failed: {error}"), "begin the upload again with a new reader"))?;
        let head = Bytes::from(head);
        reader.unread(head.clone());
        let facts = Facts::of(head.clone(), mp4::seconds(&mut Cursor::new(&head)), None);
        Ok(Self { origin: Origin::Reader(reader), first: 0, length, facts })
    }

    /// The size in bytes.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.length
    }

    /// The facts that a media rule is checked against: the size, the beginning, the name of a file, the pixels of a JPEG, PNG or GIF, and
    /// the duration of an MP4 or MOV.
    #[must_use]
    pub fn media(&self) -> Media<'_> {
        let Facts { head, file_name, seconds, pixels } = &*self.facts;
        Media { bytes: head, size: Some(self.length), file_name: file_name.as_deref(), seconds: *seconds, pixels: *pixels, pages: None }
    }

    /// Checks the source against a media rule; `file_name` decides between formats that the bytes do not tell apart, in place of the name
    /// of the file.
    ///
    /// # Errors
    /// [`Error::Media`] with all broken limits.
    pub fn check(&self, rule: &MediaRule, file_name: Option<&str>) -> Result<(), Error> {
        let media = self.media();
        rule.check(&Media { file_name: file_name.or(media.file_name), ..media }).map_err(|error| Error::Media(Box::new(error)))
    }

    /// A part of the source, from its first to its last byte. Parts of a reader are taken in their order; a part of at most 8 MiB is kept in
    /// memory, so that it can be sent again.
    ///
    /// # Errors
    /// [`Error::Upload`]: there are no such bytes, or the reader is beyond them.
    pub async fn part(&self, first: u64, last: u64) -> Result<Self, Error> {
        if first > last || last >= self.length {
            let what = format!("the server asks for bytes {first} to {last} of {}", self.length);
            return Err(Error::upload(UploadError::new(UploadErrorKind::Answer, what, "begin the upload again")));
        }
        let length = last - first + 1;
        let at = self.first + first;
        let (origin, first) = match &self.origin {
            Origin::Reader(reader) => {
                skip(reader, at).await?;
                if length > KEPT { (Origin::Reader(reader.clone()), at) } else { (Origin::Bytes(keep(reader, length).await?), 0) }
            }
            other => (other.clone(), at),
        };
        Ok(Self { origin, first, length, facts: Arc::clone(&self.facts) })
    }

    /// The marks by which a later process recognizes the source: its size, the time of the last change of its file in nanoseconds since 1970,
    /// and a checksum of its beginning.
    pub(crate) fn marks(&self) -> (u64, Option<u64>, u64) {
        let changed = match &self.origin {
            Origin::File(_, state) => state.changed,
            Origin::Bytes(_) | Origin::Reader(_) => None,
        };
        let nanos = changed.and_then(|time| u64::try_from(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos()).ok());
        let head = self.facts.head.iter().take(usize::try_from(HEAD).unwrap_or(usize::MAX));
        // FNV-1a, which is the same in every release: it tells of a change, and guards nothing.
        let sum = head.fold(0xcbf2_9ce4_8422_2325, |sum: u64, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        (self.length, nanos, sum)
    }
}

/// Reads from a source, for a time at most: a reader may be silent for ever.
pub(crate) async fn within<T>(limit: Duration, reading: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    if !in_runtime() {
        return reading.await;
    }
    timeout(limit, reading).await.unwrap_or_else(|_| {
        let what = format!("the source did not give its bytes within {}", duration::words(limit));
        Err(unreadable(what, "begin the upload again with a source that gives its bytes sooner, or set a later `Builder::upload_timeout`"))
    })
}

/// Reads on to a byte of a reader.
async fn skip(reader: &OneShot, first: u64) -> Result<(), Error> {
    let at = reader.at();
    if at > first {
        let what = format!("byte {first} of the reader has been read, up to byte {at}");
        return Err(unreadable(what, "a reader is read once: begin the upload again with a new one, or upload a file"));
    }
    let passed = tokio::io::copy(&mut reader.clone().take(first - at), &mut tokio::io::sink()).await;
    if passed.as_ref().ok() == Some(&(first - at)) { Ok(()) } else { Err(early(passed.err())) }
}

/// The next bytes of a reader.
async fn keep(reader: &OneShot, length: u64) -> Result<Bytes, Error> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    let read = reader.clone().take(length).read_to_end(&mut bytes).await;
    if size(bytes.len()) == length { Ok(bytes.into()) } else { Err(early(read.err())) }
}

/// The error of a reader that has fewer bytes than was said.
fn early(error: Option<io::Error>) -> Error {
    let what = error.map_or_else(|| "the reader has fewer bytes than its length".to_owned(), |error| format!("the reader failed: {error}"));
    unreadable(what, "begin the upload again with a reader of as many bytes as its length says")
}

/// The error of a source that cannot be read.
fn unreadable(what: impl Into<String>, remedy: &str) -> Error {
    Error::upload(UploadError::new(UploadErrorKind::Source, what, remedy))
}

fn size(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Width and height of a JPEG, PNG or GIF in pixels; `None` for anything else.
fn pixels(bytes: &[u8]) -> Option<(u64, u64)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u64::try_from(size.width).ok()?, u64::try_from(size.height).ok()?))
}

impl fmt::Debug for OpenSource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match &self.origin {
            Origin::Bytes(_) => String::new(),
            Origin::File(path, _) => format!(" of {}", path.display()),
            Origin::Reader(_) => " of a reader".to_owned(),
        };
        write!(out, "OpenSource({} bytes{place})", self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::pixels;

    #[test]
    fn pixels_of_an_image_are_width_and_height() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\0\0\0\x03".as_slice();
        let gif = b"GIF89a\x02\x01\x03\0\0\0".as_slice();
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08\0\x03\x01\x02\x03".as_slice();
        for (name, bytes) in [("png", png), ("gif", gif), ("jpeg", jpeg)] {
            assert_eq!(pixels(bytes), Some((258, 3)), "{name}");
        }
    }

    #[test]
    fn pixels_of_other_bytes_are_unknown() {
        for bytes in [b"".as_slice(), b"%PDF-1.7", b"\xff\xd8\xff\xda", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"] {
            assert_eq!(pixels(bytes), None, "{bytes:?}");
        }
    }
}
