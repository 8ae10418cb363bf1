//! Uploads: bytes to an address that the server handed out.

mod address;

use std::fmt;
use std::future::IntoFuture;
use std::sync::atomic::AtomicU32;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use self::address::Address;
use crate::error::Error;
use crate::error::problem::{CallInfo, Problem};
use crate::headers;
use crate::media::Media;
use crate::net::BoxFuture;
use crate::retry::Retry;
use crate::runtime::Runtime;
use crate::send::outgoing::Outgoing;
use crate::send::repeat::Limits;
use crate::send::send_prepared;
use crate::tables::{ErrorInfo, MediaRule};

/// An upload that has not been sent; `.await` sends it.
///
/// Bytes are sent by `https` to the address that the server handed out. The token is sent only to hosts that the schema or
/// [`Builder::upload_host`](crate::Builder::upload_host) names.
#[must_use = "an upload does nothing until it is awaited"]
pub struct Upload {
    runtime: Runtime,
    url: String,
    bytes: Bytes,
    method: Method,
    with_token: bool,
    rule: Option<&'static MediaRule>,
    file_name: Option<String>,
    seconds: Option<u64>,
    pixels: Option<(u64, u64)>,
    pages: Option<u64>,
    headers: Vec<(String, String)>,
    retry: Option<Retry>,
}

/// The response to an upload.
#[derive(Clone, Debug)]
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
}

impl Upload {
    fn new(runtime: Runtime, url: &str, bytes: Bytes) -> Self {
        Self {
            runtime,
            url: url.to_owned(),
            bytes,
            method: Method::PUT,
            with_token: true,
            rule: None,
            file_name: None,
            seconds: None,
            pixels: None,
            pages: None,
            headers: Vec::new(),
            retry: None,
        }
    }

    /// Sets the HTTP verb; the default is PUT.
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// Sets the media rule that is checked before the first byte is sent.
    pub fn rule(mut self, rule: &'static MediaRule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// Sets the file name for the rule: its extension decides between formats that the bytes do not tell apart. The name is not sent.
    pub fn file_name(mut self, name: &str) -> Self {
        self.file_name = Some(name.to_owned());
        self
    }

    /// Sets the duration in seconds, for the rule.
    pub fn seconds(mut self, seconds: u64) -> Self {
        self.seconds = Some(seconds);
        self
    }

    /// Sets width and height in pixels, for the rule.
    pub fn pixels(mut self, width: u64, height: u64) -> Self {
        self.pixels = Some((width, height));
        self
    }

    /// Sets the number of pages, for the rule.
    pub fn pages(mut self, pages: u64) -> Self {
        self.pages = Some(pages);
        self
    }

    /// Adds a header that the server asked for, or a `Content-Type` other than `application/octet-stream`.
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

    /// Sends the bytes.
    pub fn send(self) -> BoxFuture<Result<Uploaded, Error>> {
        Box::pin(async move {
            let runtime = self.runtime.clone();
            let response = send_prepared(&runtime, "upload", self.into_outgoing()?).await.map_err(explained)?;
            Ok(Uploaded { status: response.status, etag: response.headers.get(ETAG).map(headers::text) })
        })
    }

    fn into_outgoing(self) -> Result<Outgoing, Error> {
        let Address { url, trusted } = Address::read(&self.runtime, &self.url).map_err(Error::upload)?;
        self.check_rule()?;
        if self.with_token && !trusted {
            let host = url.host_str().unwrap_or_default();
            tracing::warn!(host, "the upload goes without the token to a host that nothing names: `Builder::upload_host` would name it");
        }
        // The address is a secret of this upload: only its host is shown.
        let shown = format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default());
        let call = CallInfo::new(None, self.method.clone(), shown);
        let headers = self.header_map().map_err(Error::upload)?;
        let settings = self.runtime.settings();
        let limits =
            Limits { retry: self.retry.unwrap_or(settings.retry), attempt: settings.upload_timeout, call: settings.upload_timeout };
        let authorized = self.with_token && trusted;
        Ok(Outgoing {
            verb: self.method,
            url,
            headers,
            body: self.bytes,
            call,
            limits,
            authorized,
            reads_body: false,
            sent: AtomicU32::new(0),
        })
    }

    fn check_rule(&self) -> Result<(), Error> {
        let Some(rule) = self.rule else { return Ok(()) };
        let media = Media {
            bytes: &self.bytes,
            size: None,
            file_name: self.file_name.as_deref(),
            seconds: self.seconds,
            pixels: self.pixels,
            pages: self.pages,
        };
        rule.check(&media).map_err(|error| Error::Media(Box::new(error)))
    }

    fn header_map(&self) -> Result<HeaderMap, Problem> {
        let mut out = HeaderMap::new();
        out.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        out.insert(CONTENT_LENGTH, HeaderValue::from(self.bytes.len()));
        let mut given = HeaderMap::new();
        for (name, value) in &self.headers {
            let (name, value) = headers::parse(name, value).map_err(|what| Problem::new("upload", what, "use visible ASCII characters"))?;
            given.append(name, value);
        }
        headers::replace(&mut out, &given);
        Ok(out)
    }
}

/// The error of a refused upload address, which does not depend on the scopes of the token.
static REFUSED: ErrorInfo = ErrorInfo::new(
    "403",
    403,
    "the address has expired, was used before, is for another part of the file, or takes no token",
    "ask for a new address and send each part to its own, soon and once; an address that is signed wants no token (`without_token`)",
);

/// The error of an upload, with the cause of a bare 403.
fn explained(error: Error) -> Error {
    match error {
        Error::Api(mut error) if error.status == StatusCode::FORBIDDEN && error.info.is_none_or(|info| info.code == REFUSED.code) => {
            error.info = Some(&REFUSED);
            Error::Api(error)
        }
        other => other,
    }
}

impl Runtime {
    /// An upload of bytes to an address that the server handed out.
    pub fn upload(&self, url: &str, bytes: impl Into<Bytes>) -> Upload {
        Upload::new(self.clone(), url, bytes.into())
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
        // The query of a signed address is a secret like a token.
        let url = self.url.split(['?', '#']).next().unwrap_or_default();
        (out.debug_struct("Upload"))
            .field("method", &self.method)
            .field("url", &url)
            .field("bytes", &self.bytes.len())
            .field("rule", &self.rule.map(|rule| rule.name))
            .finish_non_exhaustive()
    }
}
