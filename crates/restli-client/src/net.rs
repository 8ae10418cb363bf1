//! The HTTP client, and the checks of every address: encryption, user name, loopback.

use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::header::ACCEPT_ENCODING;
#[cfg(feature = "gzip")]
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue, Uri};
use reqwest::Url;

use crate::error::problem::{Problem, chain};
use crate::tables::ApiInfo;
#[cfg(feature = "gzip")]
use crate::unpack::{Unfit, Unpacking, is_gzip};

/// A future that can be sent between threads.
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The way to servers on other machines. A proxy may have a password in its address.
#[derive(Clone, Default)]
pub(crate) struct Route {
    /// The address of the proxy, in place of the one that the environment names.
    pub(crate) proxy: Option<String>,
    /// Certificates of roots that are trusted beside those of the machine, as PEM.
    #[cfg(feature = "rustls")]
    pub(crate) roots: Vec<Vec<u8>>,
    /// The HTTP client of the program, in place of one that is made here.
    #[cfg(feature = "reqwest")]
    pub(crate) own: Option<reqwest::Client>,
}

/// Creates the HTTP client: no redirects, no `Referer`, and no proxy for a server on this machine. Its users limit the time of a request.
pub(crate) fn client(user_agent: &str, connect_timeout: Duration, loopback: bool, route: &Route) -> Result<reqwest::Client, Problem> {
    #[cfg(feature = "reqwest")]
    if let Some(own) = &route.own {
        return Ok(own.clone());
    }
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .user_agent(user_agent)
        // `read` unpacks, since the library takes one spelling of the coding and one member of a body.
        .no_gzip()
        .connect_timeout(connect_timeout);
    if cfg!(feature = "gzip") {
        builder = builder.default_headers(HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static("gzip"))]));
    }
    let proxy = route.proxy.as_deref().map(proxy).transpose()?;
    if loopback {
        builder = builder.no_proxy();
    } else if let Some(proxy) = proxy {
        builder = builder.proxy(proxy);
    }
    #[cfg(feature = "rustls")]
    for pem in &route.roots {
        builder = builder.tls_certs_merge(certificates(pem)?);
    }
    builder.build().map_err(|error| {
        #[cfg(feature = "rustls")]
        if let Some(problem) = unreadable_root(&route.roots) {
            return problem;
        }
        Problem::new("HTTP client", chain(&error), "check the TLS roots of this machine")
    })
}

/// A proxy for all calls. The HTTP library passes over one whose scheme it does not speak, and the calls would go out directly.
fn proxy(address: &str) -> Result<reqwest::Proxy, Problem> {
    // The address may hold a password.
    let fail = |what: &str| Problem::new("proxy", what, "write it as `http://proxy.example:3128`");
    let scheme = address.split_once("://").map_or("http", |(scheme, _)| scheme);
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Err(fail(if scheme.starts_with("socks") {
            "SOCKS is not spoken; proxies are asked by `http` or `https`"
        } else {
            "the scheme of the address is neither `http` nor `https`"
        }));
    }
    reqwest::Proxy::all(address).map_err(|_| fail("the address is not a URL"))
}

/// The certificates of a text.
#[cfg(feature = "rustls")]
fn certificates(pem: &[u8]) -> Result<Vec<reqwest::Certificate>, Problem> {
    let remedy = "pass PEM: a block that begins with `-----BEGIN CERTIFICATE-----` for each";
    let fail = |what: String| Problem::new("root certificates", what, remedy);
    let found = reqwest::Certificate::from_pem_bundle(pem).map_err(|error| fail(format!("the text cannot be read: {}", chain(&error))))?;
    if found.is_empty() {
        return Err(fail("the text holds no certificate".to_owned()));
    }
    Ok(found)
}

/// The problem of the first certificate that cannot be read: the HTTP library reads them when a client is built, and does not tell which it
/// cannot read.
#[cfg(feature = "rustls")]
fn unreadable_root(texts: &[Vec<u8>]) -> Option<Problem> {
    let all = texts.iter().flat_map(|pem| reqwest::Certificate::from_pem_bundle(pem).unwrap_or_default());
    let (number, error) = (1..).zip(all).find_map(|(number, certificate)| {
        let alone = reqwest::Client::builder().no_proxy().tls_certs_only([certificate]).build();
        alone.err().map(|error| (number, error))
    })?;
    let what = format!("certificate {number} cannot be read: {}", chain(&error));
    Some(Problem::new("root certificates", what, "copy it anew, from `-----BEGIN CERTIFICATE-----` to `-----END CERTIFICATE-----`"))
}

/// Returns `true` inside a Tokio runtime. Outside one the HTTP library panics.
pub(crate) fn in_runtime() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}

/// The problem of a call outside a Tokio runtime, and its remedy.
pub(crate) const NO_RUNTIME: (&str, &str) = (
    "no Tokio runtime: nothing was sent",
    "await it below `#[tokio::main]`, `#[tokio::test]` or `tokio::runtime::Runtime::block_on`; other executors cannot drive the connection",
);

/// Returns `true` if the host of the URL is this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    url.host_str().is_some_and(is_this_machine)
}

/// Returns `true` if the host is this machine.
pub(crate) fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// Checks the base URL given to `owner`; `plain_http` accepts `http` to any host. Returns `true` if its host is this machine.
pub(crate) fn check_base_url(owner: &str, text: &str, plain_http: bool) -> Result<bool, Problem> {
    let about = format!("{owner}::base_url");
    // A password in the URL must not reach the message.
    let shown = if text.contains('@') { "the base URL".to_owned() } else { format!("`{text}`") };
    let fail = |what: &str| Err(Problem::new(&about, format!("{shown} {what}"), "write it as `https://host` or `http://127.0.0.1:8080`"));
    let Ok(url) = Url::parse(text) else { return fail("is not a URL") };
    if !url.username().is_empty() || url.password().is_some() {
        return fail("holds a user name or a password");
    }
    if !matches!(url.scheme(), "http" | "https") || url.query().is_some() || url.fragment().is_some() {
        return fail("is not scheme, host and perhaps a path");
    }
    // The text is sent as it is written, so it must be what the parser of URLs reads.
    let written = text.parse::<Uri>().ok().filter(|uri| {
        let same_path = uri.path().trim_end_matches('/') == url.path().trim_end_matches('/');
        same_path && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'))
    });
    if written.is_none() {
        let remedy = format!("write it as `{}`", url.as_str().trim_end_matches('/'));
        return Err(Problem::new(&about, format!("{shown} would not be sent as it is written"), remedy));
    }
    let loopback = is_loopback(&url);
    if url.scheme() == "http" && !loopback && !plain_http {
        let remedy = format!("use `https`, or accept it with `{owner}::allow_plain_http`");
        return Err(Problem::new(&about, format!("{shown} is not encrypted, and what is sent there is secret"), remedy));
    }
    Ok(loopback)
}

/// Refuses a base URL that ends in the path of a base, which every address there would then have twice.
pub(crate) fn check_bases(url: &str, api: &ApiInfo) -> Result<(), Problem> {
    let sent = Url::parse(url).map(|url| url.path().to_owned()).unwrap_or_default();
    let twice = api.bases.iter().map(|base| base.path).find(|path| !path.is_empty() && sent.ends_with(path));
    let Some((path, host)) = twice.and_then(|path| Some((path, url.strip_suffix(path)?))) else { return Ok(()) };
    let what = format!("`{url}` ends in `{path}`, the path of a base, which stays: requests would go to `{path}{path}/..`");
    Err(Problem::new("Builder::base_url", what, format!("write it as `{host}`")))
}

/// The URL without user, password, query and fragment, which may hold secrets.
pub(crate) fn without_secrets(url: &str) -> String {
    let has_no_user = Url::parse(url).is_ok_and(|url| url.has_host() && url.username().is_empty() && url.password().is_none());
    // A password may hold any sign, and stands before the last `@`, be the text a URL or not.
    let (before, after) = url.rsplit_once('@').filter(|_| !has_no_user).unwrap_or(("", url));
    let scheme = before.split_once("//").map(|(scheme, _)| format!("{scheme}//")).unwrap_or_default();
    let bare = after.split(['?', '#']).next().unwrap_or_default();
    format!("{scheme}{bare}")
}

/// The part of an upload's address that may be shown, its scheme and host: all else of it may be a secret.
pub(crate) fn only_host(url: &Url) -> String {
    format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default())
}

/// A response body that could not be read.
#[derive(Debug)]
pub(crate) enum BodyError {
    /// The connection broke.
    Broken(reqwest::Error),
    /// The body is larger than the limit.
    TooLarge,
    /// The body is not packed as its headers say.
    #[cfg(feature = "gzip")]
    Garbled,
}

impl From<reqwest::Error> for BodyError {
    fn from(error: reqwest::Error) -> Self {
        Self::Broken(error)
    }
}

#[cfg(feature = "gzip")]
impl From<Unfit> for BodyError {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Garbled => Self::Garbled,
            Unfit::TooLarge => Self::TooLarge,
        }
    }
}

/// Reads a response body of at most `limit` bytes. A body that is packed with gzip is unpacked, and the headers of the response are those of the
/// result.
pub(crate) async fn read(response: &mut reqwest::Response, limit: usize) -> Result<Bytes, BodyError> {
    #[cfg(feature = "gzip")]
    if is_packed(response.headers()) {
        return Box::pin(unpack(response, limit)).await;
    }
    read_plain(response, limit).await
}

#[cfg(feature = "gzip")]
fn is_packed(headers: &HeaderMap) -> bool {
    let codings: Vec<&[u8]> = headers.get_all(CONTENT_ENCODING).iter().map(HeaderValue::as_bytes).collect();
    is_gzip(&codings.join(&b','))
}

#[cfg(feature = "gzip")]
async fn unpack(response: &mut reqwest::Response, limit: usize) -> Result<Bytes, BodyError> {
    let (mut unpacking, mut is_empty) = (Unpacking::new(limit), true);
    while let Some(chunk) = response.chunk().await? {
        is_empty &= chunk.is_empty();
        unpacking.push(&chunk)?;
    }
    // Of an answer without a body, the header says nothing.
    let body = if is_empty { Vec::new() } else { unpacking.finish()? };
    response.headers_mut().remove(CONTENT_ENCODING);
    response.headers_mut().remove(CONTENT_LENGTH);
    Ok(body.into())
}

async fn read_plain(response: &mut reqwest::Response, limit: usize) -> Result<Bytes, BodyError> {
    let announced = response.content_length().map(|length| usize::try_from(length).unwrap_or(usize::MAX));
    if announced.is_some_and(|length| length > limit) {
        return Err(BodyError::TooLarge);
    }
    let Some(first) = response.chunk().await? else { return Ok(Bytes::new()) };
    if first.len() > limit {
        return Err(BodyError::TooLarge);
    }
    if announced == Some(first.len()) {
        return Ok(first);
    }
    let mut body = Vec::with_capacity(announced.unwrap_or(first.len()));
    body.extend_from_slice(&first);
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > limit {
            return Err(BodyError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Bytes::from(body))
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn address_is_shown_without_secrets() {
        let cases = [
            ("https://u:hunter2@api.example:8443/x/y?token=hunter2#hunter2", "https://api.example:8443/x/y"),
            ("//u@api.example", "//api.example"),
            ("/x?token=hunter2", "/x"),
            ("u:hunter2@api.example", "api.example"),
            ("https:/u:hunter2@api.example/x", "api.example/x"),
            ("https://u:hunter2/x@api.example", "https://api.example"),
            ("https://u:hunter2#x@api.example", "https://api.example"),
            ("https://api.example/a@b", "https://api.example/a@b"),
        ];
        for (address, shown) in cases {
            assert_eq!(without_secrets(address), shown);
        }
    }
}
