//! Uploads: bytes to an address that the server handed out.

use std::fmt;
use std::future::IntoFuture;
use std::time::Instant;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use reqwest::Url;
use secrecy::ExposeSecret;
use tracing::Instrument as _;

use crate::builder::header;
use crate::error::{ApiError, CallInfo, Error, TransportError, TransportKind};
use crate::headers;
use crate::media::Media;
use crate::prepare::bearer;
use crate::runtime::Core;
use crate::span;
use crate::tables::MediaRule;
use crate::transport::{BoxFuture, is_loopback, read};

/// An upload that has not been sent; `.await` sends it.
///
/// Only `https` hosts that the schema allows get bytes and token (`DESIGN.md §7`).
#[must_use = "an upload does nothing until it is awaited"]
pub struct Upload {
    core: Core,
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
}

/// What an upload was answered with.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// The HTTP status.
    pub status: StatusCode,
    /// The value of `ETag`, which some APIs want back.
    pub etag: Option<String>,
}

impl Upload {
    pub(crate) fn new(core: Core, url: &str, bytes: Bytes) -> Self {
        Self {
            core,
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
        }
    }

    /// The HTTP verb; PUT if not set.
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// The media rule to check before the first byte.
    pub fn rule(mut self, rule: &'static MediaRule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// The file name, whose extension tells the format where the bytes do not. It is not sent.
    pub fn file_name(mut self, name: &str) -> Self {
        self.file_name = Some(name.to_owned());
        self
    }

    /// The duration, for the rule.
    pub fn seconds(mut self, seconds: u64) -> Self {
        self.seconds = Some(seconds);
        self
    }

    /// Width and height, for the rule.
    pub fn pixels(mut self, width: u64, height: u64) -> Self {
        self.pixels = Some((width, height));
        self
    }

    /// The number of pages, for the rule.
    pub fn pages(mut self, pages: u64) -> Self {
        self.pages = Some(pages);
        self
    }

    /// A header that the server asked for, or a `Content-Type` other than `application/octet-stream`.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves the token out, for addresses that are signed.
    pub fn without_token(mut self) -> Self {
        self.with_token = false;
        self
    }

    /// Sends the bytes.
    pub fn send(self) -> BoxFuture<Result<Uploaded, Error>> {
        Box::pin(send(self))
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

    fn header_map(&self) -> Result<HeaderMap, Error> {
        let mut out = HeaderMap::new();
        out.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        out.insert(CONTENT_LENGTH, HeaderValue::from(self.bytes.len()));
        for (name, value) in &self.headers {
            let (name, value) = header(name, value).map_err(|what| Error::upload(what, "use visible ASCII characters"))?;
            out.insert(name, value);
        }
        if let Some(token) = self.core.settings.token.as_ref().filter(|_| self.with_token) {
            out.insert(AUTHORIZATION, bearer(token.expose_secret()).map_err(|problem| Error::Setup(Box::new(problem)))?);
        }
        Ok(out)
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
        // The address is signed: its query is as good as a token.
        let url = self.url.split(['?', '#']).next().unwrap_or_default();
        (out.debug_struct("Upload"))
            .field("method", &self.method)
            .field("url", &url)
            .field("bytes", &self.bytes.len())
            .field("rule", &self.rule.map(|rule| rule.name))
            .finish_non_exhaustive()
    }
}

/// The address, if bytes and token may go there.
fn address(core: &Core, text: &str) -> Result<Url, Error> {
    let allowed = core.api().upload_hosts;
    let remedy = if allowed.is_empty() {
        "the schema allows no upload host: add it to `uploads: hosts:`".to_owned()
    } else {
        format!("the schema allows `https` to: {}", allowed.join(", "))
    };
    let Ok(url) = Url::parse(text) else { return Err(Error::upload("the address is not a URL", remedy)) };
    let host = url.host_str().unwrap_or_default();
    let local = core.settings.loopback && is_loopback(&url) && url.scheme() == "http";
    if !local && url.scheme() != "https" {
        return Err(Error::upload(format!("bytes do not go to `{}://{host}`, which is not encrypted", url.scheme()), remedy));
    }
    let fits = |rule: &&str| match rule.strip_prefix('.') {
        Some(domain) => host == domain || host.strip_suffix(domain).is_some_and(|front| front.ends_with('.')),
        None => host == *rule,
    };
    if !local && !allowed.iter().any(fits) {
        return Err(Error::upload(format!("bytes do not go to the host `{host}`"), remedy));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::upload("the address holds a user name or password", remedy));
    }
    Ok(url)
}

async fn send(upload: Upload) -> Result<Uploaded, Error> {
    let url = address(&upload.core, &upload.url)?;
    upload.check_rule()?;
    let headers = upload.header_map()?;
    // The address is handed out for one upload: only its host is shown.
    let shown = format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default());
    let call = CallInfo { operation: None, verb: upload.method.clone(), path: shown };
    let span = span::call("upload", &call.verb, &call.path);
    let started = Instant::now();
    let result = exchange(upload, url, headers, call).instrument(span.clone()).await;
    let status = match &result {
        Ok(uploaded) => Some(uploaded.status),
        Err(error) => error.status(),
    };
    span::finish(&span, started, status, None);
    result
}

async fn exchange(upload: Upload, url: Url, headers: HeaderMap, call: CallInfo) -> Result<Uploaded, Error> {
    let Upload { core, bytes, method, .. } = upload;
    let repeatable = method == Method::PUT;
    let broken = |error| Error::Transport(Box::new(TransportError::new(call.clone(), repeatable, error)));
    let request = core.settings.http.request(method, url).headers(headers).timeout(core.settings.upload_timeout).body(bytes);
    let mut response = request.send().await.map_err(broken)?;
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    if status.is_success() {
        return Ok(Uploaded { status, etag: headers.get(ETAG).map(headers::text) });
    }
    let limit = core.settings.max_response_bytes;
    match read(response, limit).await {
        Ok(body) => Err(Error::Api(Box::new(ApiError::new(&core, call, status, &headers, body)))),
        Err(Some(error)) => Err(broken(error)),
        Err(None) => {
            Err(Error::Transport(Box::new(TransportError { call, kind: TransportKind::TooLarge(limit), repeatable, source: None })))
        }
    }
}
