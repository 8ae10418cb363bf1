//! Uploads: bytes to an address that the server handed out.

mod address;
mod file;
mod journal;
mod parts;
mod refusal;
mod store;

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use reqwest::Url;

use self::address::Address;
pub use self::journal::UploadJournal;
pub use self::parts::{Part, UploadParts};
pub use self::store::JournalStore;
use crate::error::problem::CallInfo;
use crate::error::{Error, UploadError, UploadErrorKind};
use crate::headers;
use crate::media::Media;
use crate::net::{BoxFuture, only_host};
use crate::queue::Priority;
use crate::received::RawResponse;
use crate::response::decode;
use crate::retry::Retry;
use crate::runtime::Runtime;
use crate::send::outgoing::{Body, Outgoing};
use crate::send::repeat::Limits;
use crate::send::send_prepared;
use crate::send::wire::Received;
use crate::source::stream::{OnProgress, Progress, Streamed};
use crate::source::{IntoSource, OpenSource, Source, within};
use crate::tables::MediaRule;

/// An upload that has not been sent; `.await` sends it.
///
/// Bytes are sent by `https` to the address that the server handed out. The token is sent only to hosts that the schema or
/// [`Builder::upload_host`](crate::Builder::upload_host) names.
#[must_use = "an upload does nothing until it is awaited"]
pub struct Upload {
    runtime: Runtime,
    url: String,
    source: Source,
    method: Method,
    with_token: bool,
    rule: Option<&'static MediaRule>,
    file_name: Option<String>,
    seconds: Option<u64>,
    pixels: Option<(u64, u64)>,
    pages: Option<u64>,
    headers: Vec<(String, String)>,
    retry: Option<Retry>,
    progress: Option<OnProgress>,
    /// The number of bytes before a part, and of the whole source.
    place: Option<(u64, u64)>,
}

/// The response to an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Uploaded {
    /// The HTTP status.
    pub status: StatusCode,
    /// The value of `ETag`, which some APIs require in a later call.
    pub etag: Option<String>,
}

impl Uploaded {
    /// The response to an upload, as a double in tests of what uploads.
    ///
    /// ```
    /// use restli_client::{Uploaded, http::StatusCode};
    ///
    /// assert_eq!(Uploaded::new(StatusCode::CREATED, Some("part-1".to_owned())).etag.as_deref(), Some("part-1"));
    /// ```
    #[must_use]
    pub const fn new(status: StatusCode, etag: Option<String>) -> Self {
        Self { status, etag }
    }

    /// The text of the entity tag, without the quotes and the `W/` of a tag that a proxy has weakened; `None` if there is no text.
    ///
    /// ```
    /// use restli_client::{Uploaded, http::StatusCode};
    ///
    /// let weakened = Uploaded::new(StatusCode::OK, Some("W/\"part-1\"".to_owned()));
    /// assert_eq!(weakened.tag(), Some("part-1"));
    /// ```
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        let text = self.etag.as_deref()?.trim();
        let text = text.strip_prefix("W/").filter(|rest| rest.starts_with('"')).unwrap_or(text);
        let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        Some(text).filter(|text| !text.is_empty())
    }
}

impl Upload {
    fn new(runtime: Runtime, url: &str, source: Source) -> Self {
        Self {
            runtime,
            url: url.to_owned(),
            source,
            method: Method::PUT,
            with_token: true,
            rule: None,
            file_name: None,
            seconds: None,
            pixels: None,
            pages: None,
            headers: Vec::new(),
            retry: None,
            progress: None,
            place: None,
        }
    }

    /// Sets the HTTP verb; the default is PUT.
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// Sets the media rule that is checked before the first byte is sent: the size, the format by the first bytes, the pixels of a JPEG, PNG or
    /// GIF, the duration of an MP4 or MOV.
    pub fn rule(mut self, rule: &'static MediaRule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// Sets the file name for the rule: its extension decides between formats that the bytes do not tell apart. The name is not sent.
    pub fn file_name(mut self, name: &str) -> Self {
        self.file_name = Some(name.to_owned());
        self
    }

    /// Sets the duration in seconds, for the rule, in place of the one that the bytes tell.
    pub fn seconds(mut self, seconds: u64) -> Self {
        self.seconds = Some(seconds);
        self
    }

    /// Sets width and height in pixels, for the rule, in place of those that the bytes tell.
    pub fn pixels(mut self, width: u64, height: u64) -> Self {
        self.pixels = Some((width, height));
        self
    }

    /// Sets the number of pages, for the rule.
    pub fn pages(mut self, pages: u64) -> Self {
        self.pages = Some(pages);
        self
    }

    /// Adds a header that the server asked for, or a `Content-Type` other than `application/octet-stream`. `Host`, `Content-Length` and
    /// `Transfer-Encoding` follow from address and source, and are not taken from it.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the policy by which this upload is sent again if it fails, in place of that of the client. Its deadline does not count:
    /// [`Builder::upload_timeout`](crate::Builder::upload_timeout) does.
    pub fn retry(mut self, policy: Retry) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Sends no token, for addresses that are signed.
    pub fn without_token(mut self) -> Self {
        self.with_token = false;
        self
    }

    /// Sets a function that is told of the progress. It is called often, by the task that sends, and must return soon.
    pub fn progress(mut self, told: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(told));
        self
    }

    /// Sends the bytes.
    pub fn send(self) -> BoxFuture<Result<Uploaded, Error>> {
        Box::pin(async move {
            let runtime = self.runtime.clone();
            let mut outgoing = self.into_outgoing().await?;
            let (received, lease) = send_prepared(&runtime, "upload", &mut outgoing).await.map_err(refusal::explained)?;
            let Received { status, headers, body } = received;
            let uploaded = Uploaded { status, etag: headers.get(ETAG).map(headers::text) };
            if is_to_be_judged(status, &body) {
                decode::<()>(Ok(RawResponse { status, headers, body, call: outgoing.call, api: runtime.api(), lease }))?;
            }
            Ok(uploaded)
        })
    }

    async fn into_outgoing(self) -> Result<Outgoing, Error> {
        let Address { url, trusted } = Address::read(&self.runtime, &self.url).map_err(Error::upload)?;
        let given = self.header_map().map_err(Error::upload)?;
        let source = self.runtime.open_source(self.source).await?;
        if let Some(rule) = self.rule {
            let found = source.media();
            let media = Media {
                file_name: self.file_name.as_deref().or(found.file_name),
                seconds: self.seconds.or(found.seconds),
                pixels: self.pixels.or(found.pixels),
                pages: self.pages,
                ..found
            };
            rule.check(&media).map_err(|error| Error::Media(Box::new(error)))?;
        }
        if self.with_token && !trusted {
            let host = url.host_str().unwrap_or_default();
            tracing::warn!(host, "the upload goes without the token to a host that nothing names: `Builder::upload_host` would name it");
        }
        let shown = only_host(&url);
        let settings = self.runtime.settings();
        let (before, total) = self.place.unwrap_or((0, source.size()));
        let headers = headers_of(&given, &source);
        let streamed = Streamed { source, stall: settings.upload_stall, progress: self.progress, before, total };
        let limits =
            Limits { retry: self.retry.unwrap_or(settings.retry), attempt: settings.upload_timeout, call: settings.upload_timeout };
        Ok(Outgoing {
            call: CallInfo::new(None, self.method.clone(), shown),
            verb: self.method,
            url,
            headers,
            body: Body::Streamed(Box::new(streamed)),
            versions: None,
            limits,
            priority: Priority::default(),
            authorized: self.with_token && trusted,
            revalidates: false,
            needs_body: false,
            sent: AtomicU32::new(0),
        })
    }

    fn header_map(&self) -> Result<HeaderMap, UploadError> {
        let mut given = HeaderMap::new();
        for (name, value) in &self.headers {
            let (name, value) = headers::parse(name, value)
                .map_err(|what| UploadError::new(UploadErrorKind::Answer, what, "use visible ASCII characters"))?;
            given.append(name, value);
        }
        Ok(given)
    }
}

/// The headers of an upload: the default content type, those that were given, and the length, which is always that of the source. The host is
/// that of the address.
fn headers_of(given: &HeaderMap, source: &OpenSource) -> HeaderMap {
    let mut out = HeaderMap::new();
    out.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    out.insert(CONTENT_LENGTH, HeaderValue::from(source.size()));
    headers::replace(&mut out, given);
    out.insert(CONTENT_LENGTH, HeaderValue::from(source.size()));
    out.remove(TRANSFER_ENCODING);
    out.remove(HOST);
    out
}

/// Returns `true` for an answer that may not be the success that its status says: an object of JSON may be an error, and a page for people
/// comes from a proxy or the login of a network, unless it stands below `201 Created`, which only who has the bytes says.
fn is_to_be_judged(status: StatusCode, body: &[u8]) -> bool {
    let text = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body).trim_ascii_start();
    text.starts_with(b"{") || (text.starts_with(b"<") && status != StatusCode::CREATED)
}

impl Runtime {
    /// An upload of bytes, a file or a reader to an address that the server handed out.
    pub fn upload(&self, url: &str, source: impl IntoSource) -> Upload {
        Upload::new(self.clone(), url, source.into())
    }

    /// Opens a source, as [`Source::open`] does, within the time limit of an upload: a reader may be silent.
    ///
    /// # Errors
    /// [`Error::Upload`] with the kind [`Source`](UploadErrorKind::Source): no such file, one that cannot be read, or the time is over.
    pub async fn open_source(&self, source: impl IntoSource) -> Result<OpenSource, Error> {
        within(self.settings().upload_timeout, source.into().open()).await
    }
}

impl IntoFuture for Upload {
    type Output = Result<Uploaded, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = Url::parse(&self.url).map(|url| only_host(&url));
        (out.debug_struct("Upload"))
            .field("method", &self.method)
            .field("url", &url.unwrap_or_default())
            .field("source", &self.source)
            .field("rule", &self.rule.map(|rule| rule.name))
            .finish_non_exhaustive()
    }
}
