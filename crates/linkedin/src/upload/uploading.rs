//! An upload that has not begun, and its options.

use std::fmt;
use std::future::IntoFuture;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use restli_client::{Error, IntoSource, JournalStore, OpenSource, Progress, Upload, UploadJournal, UploadParts};

#[cfg(feature = "ugc")]
use crate::urns::DigitalmediaAssetUrn;
#[cfg(feature = "content")]
use crate::{Source, upload::Captions, urns::VideoUrn};

/// The steps of an upload, which are taken when it is awaited.
///
/// The type names none of the arguments, so that the compiler tells an error in one of them once.
#[must_use = "an upload does nothing until it is awaited"]
pub struct Uploading<T> {
    options: Options,
    steps: Box<dyn FnOnce(Options) -> Steps<T> + Send>,
}

/// The steps of an upload as a future.
type Steps<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// The options of an upload.
#[derive(Default)]
pub(super) struct Options {
    progress: Option<Arc<dyn Fn(Progress) + Send + Sync>>,
    journal: Option<Journal>,
    pub(super) available_within: Option<Duration>,
    #[cfg(feature = "content")]
    pub(super) captions: Option<Captions>,
    #[cfg(feature = "content")]
    pub(super) thumbnail: Option<Source>,
}

/// The home of a journal.
#[derive(Debug)]
enum Journal {
    File(PathBuf),
    Stored(Arc<dyn JournalStore>, String),
}

impl Options {
    /// Tells of the progress of an upload in one request.
    pub(super) fn watched(&self, upload: Upload) -> Upload {
        match self.progress.clone() {
            Some(told) => upload.progress(move |progress| told(progress)),
            None => upload,
        }
    }

    /// Tells of the progress of an upload in parts.
    pub(super) fn watched_parts(&self, upload: UploadParts) -> UploadParts {
        match self.progress.clone() {
            Some(told) => upload.progress(move |progress| told(progress)),
            None => upload,
        }
    }

    /// Opens the journal, if there is to be one.
    pub(super) async fn journal(&self, subject: &str, source: &OpenSource) -> Result<Option<Arc<UploadJournal>>, Error> {
        let opened = match &self.journal {
            None => return Ok(None),
            Some(Journal::File(path)) => UploadJournal::open(path, subject, source).await?,
            Some(Journal::Stored(store, name)) => UploadJournal::open_in(Arc::clone(store), name, subject, source).await?,
        };
        Ok(Some(Arc::new(opened)))
    }
}

impl<T> Uploading<T> {
    pub(super) fn new(steps: impl FnOnce(Options) -> Steps<T> + Send + 'static) -> Self {
        Self { options: Options::default(), steps: Box::new(steps) }
    }

    /// Sets a function that is told of the bytes that were sent, of all bytes. It is called often, by the task that sends, and must return
    /// soon.
    pub fn progress(mut self, told: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.options.progress = Some(Arc::new(told));
        self
    }

    /// Waits until LinkedIn has processed the medium, for this time at most. Without it, the upload ends when the bytes have arrived; a post
    /// may name the medium then, and appears when the medium is available.
    ///
    /// If LinkedIn cannot process the medium, or not in time, the error is [`Error::Upload`] of the kind
    /// [`ProcessingFailed`](restli_client::UploadErrorKind::ProcessingFailed) or
    /// [`NotAvailable`](restli_client::UploadErrorKind::NotAvailable), and has the URN of the medium.
    pub fn available_within(mut self, limit: Duration) -> Self {
        self.options.available_within = Some(limit);
        self
    }

    /// Takes the steps.
    pub fn send(self) -> Pin<Box<dyn Future<Output = Result<T, Error>> + Send>> {
        (self.steps)(self.options)
    }
}

#[cfg(feature = "content")]
impl Uploading<VideoUrn> {
    /// Adds captions.
    pub fn captions(mut self, captions: Captions) -> Self {
        self.options.captions = Some(captions);
        self
    }

    /// Sets the preview image, in place of one that LinkedIn takes from the video.
    pub fn thumbnail(mut self, image: impl IntoSource) -> Self {
        self.options.thumbnail = Some(image.into());
        self
    }

    /// Sets the file of a [journal](UploadJournal), so that another process goes on where this one was killed: the same call with the same
    /// journal sends the parts that are missing. Remove the file to upload the same video anew.
    pub fn journal(mut self, file: impl Into<PathBuf>) -> Self {
        self.options.journal = Some(Journal::File(file.into()));
        self
    }

    /// Sets the store of a [journal](UploadJournal) and its name there, in place of a file: a `SqliteStore` lets another process of the machine go
    /// on, a `RedisStore` another machine that can read the source. [`UploadJournal::remove_from`] lets an upload begin anew.
    pub fn journal_in(mut self, store: impl JournalStore, name: impl Into<String>) -> Self {
        self.options.journal = Some(Journal::Stored(Arc::new(store), name.into()));
        self
    }
}

#[cfg(feature = "ugc")]
impl Uploading<DigitalmediaAssetUrn> {
    /// Sets the file of a [journal](UploadJournal) for an upload in parts, so that another process goes on where this one was killed. An
    /// upload in one request begins anew.
    pub fn journal(mut self, file: impl Into<PathBuf>) -> Self {
        self.options.journal = Some(Journal::File(file.into()));
        self
    }

    /// Sets the store of a [journal](UploadJournal) and its name there, in place of a file: a `SqliteStore` lets another process of the machine go
    /// on, a `RedisStore` another machine that can read the source. [`UploadJournal::remove_from`] lets an upload begin anew.
    pub fn journal_in(mut self, store: impl JournalStore, name: impl Into<String>) -> Self {
        self.options.journal = Some(Journal::Stored(Arc::new(store), name.into()));
        self
    }
}

impl<T> IntoFuture for Uploading<T> {
    type Output = Result<T, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<T> fmt::Debug for Uploading<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("Uploading"))
            .field("journal", &self.options.journal)
            .field("available_within", &self.options.available_within)
            .finish_non_exhaustive()
    }
}
