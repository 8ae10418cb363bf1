//! Making a client.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;
use crate::oauth::Token;
use crate::runtime::{Core, Settings};
use crate::tables::ApiInfo;
use crate::transport;

/// A client that a [`Builder`] can make: it knows its API and wraps a [`Core`].
pub trait FromCore {
    /// The tables of the API.
    const API: &'static ApiInfo;

    /// Wraps the runtime.
    fn from_core(core: Core) -> Self;
}

/// Which requests carry `X-RestLi-Method` (`docs/protocol.md §1`). Servers take both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MethodHeader {
    /// Every request.
    #[default]
    Always,
    /// Only what is sent by POST, as the Java client does.
    PostOnly,
}

/// How simple keys are written in the body of a batch. Keys of several parts are written one way only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatchKeys {
    /// As they are, which is what the protocol says (`docs/protocol.md §3.6`).
    #[default]
    Raw,
    /// Escaped as in a query, which is what some clients send and some servers may want (`docs/protocol.md §14`, question 1).
    Escaped,
}

/// When the query travels in the body of a POST (`docs/protocol.md §10`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tunnel {
    /// When it is longer than this, or holds an unescaped `'` (an empty string), which the URL type of the HTTP library would rewrite.
    Above(usize),
    /// Never. What cannot be sent otherwise is an error.
    Never,
}

impl Default for Tunnel {
    fn default() -> Self {
        Self::Above(4000)
    }
}

/// Makes a client; the least it needs is a token.
#[must_use]
pub struct Builder<C> {
    wishes: Wishes,
    client: PhantomData<fn() -> C>,
}

struct Wishes {
    token: Option<SecretString>,
    granted: Option<Vec<String>>,
    base_url: Option<String>,
    allow_plain_http: bool,
    versions: Vec<(String, u32)>,
    method_header: MethodHeader,
    tunnel: Tunnel,
    batch_keys: BatchKeys,
    headers: Vec<(String, String)>,
    user_agent: String,
    timeout: Duration,
    connect_timeout: Duration,
    upload_timeout: Duration,
    max_response_bytes: usize,
}

impl<C: FromCore> Default for Builder<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C: FromCore> Builder<C> {
    /// A builder with the default settings.
    pub fn new() -> Self {
        let wishes = Wishes {
            token: None,
            granted: None,
            base_url: None,
            allow_plain_http: false,
            versions: Vec::new(),
            method_header: MethodHeader::default(),
            tunnel: Tunnel::default(),
            batch_keys: BatchKeys::default(),
            headers: Vec::new(),
            user_agent: concat!("restli-client/", env!("CARGO_PKG_VERSION")).to_owned(),
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(10),
            upload_timeout: Duration::from_secs(30 * 60),
            max_response_bytes: 64 * 1024 * 1024,
        };
        Self { wishes, client: PhantomData }
    }

    /// The access token.
    pub fn token(mut self, token: impl Into<SecretString>) -> Self {
        self.wishes.token = Some(token.into());
        self
    }

    /// The access token of a login, and what it grants.
    pub fn oauth_token(mut self, token: &Token) -> Self {
        self.wishes.token = Some(token.access_token().clone());
        self.wishes.granted = token.granted().map(<[String]>::to_vec);
        self
    }

    /// What the token grants. A call that needs more is then refused before it is sent.
    pub fn granted<S: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.wishes.granted = Some(scopes.into_iter().map(|scope| scope.as_ref().to_owned()).collect());
        self
    }

    /// Scheme and host in place of those in the schema, for a proxy or a local server. The paths of the bases stay.
    ///
    /// `http` is accepted for this machine only (`localhost`, `127.0.0.1`, `[::1]`), unless [`Builder::allow_plain_http`] permits it.
    /// Calls to this machine use no proxy.
    pub fn base_url(mut self, url: &str) -> Self {
        self.wishes.base_url = Some(url.trim_end_matches('/').to_owned());
        self
    }

    /// Accepts a base URL of plain `http` to another machine. Token, requests and responses then travel readable for everyone between.
    pub fn allow_plain_http(mut self) -> Self {
        self.wishes.allow_plain_http = true;
        self
    }

    /// Sends another version for a family of dated versions.
    pub fn version(mut self, family: &str, number: u32) -> Self {
        self.wishes.versions.push((family.to_owned(), number));
        self
    }

    /// Which requests carry `X-RestLi-Method`.
    pub fn method_header(mut self, which: MethodHeader) -> Self {
        self.wishes.method_header = which;
        self
    }

    /// When the query travels in the body.
    pub fn tunnel(mut self, when: Tunnel) -> Self {
        self.wishes.tunnel = when;
        self
    }

    /// How simple keys are written in the body of a batch.
    pub fn batch_keys(mut self, form: BatchKeys) -> Self {
        self.wishes.batch_keys = form;
        self
    }

    /// Adds a header to every call, such as `Accept-Language`. It replaces a header of that name that the client sets itself;
    /// of a name given several times all values are sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.wishes.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The value of `User-Agent`.
    pub fn user_agent(mut self, text: &str) -> Self {
        text.clone_into(&mut self.wishes.user_agent);
        self
    }

    /// How long a call may take, answer included. One minute if not set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.wishes.timeout = timeout;
        self
    }

    /// How long connecting may take. Ten seconds if not set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.wishes.connect_timeout = timeout;
        self
    }

    /// How long an upload may take. Half an hour if not set.
    pub fn upload_timeout(mut self, timeout: Duration) -> Self {
        self.wishes.upload_timeout = timeout;
        self
    }

    /// The largest answer that is read. 64 MiB if not set.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.wishes.max_response_bytes = limit;
        self
    }

    /// The client.
    ///
    /// # Errors
    /// A setting that cannot work: a token that no header can carry, an unknown version family, a base URL that is none.
    pub fn build(self) -> Result<C, Error> {
        core(self.wishes, C::API).map(C::from_core)
    }
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("Builder"))
            .field("token", &self.wishes.token.as_ref().map(|_| "hidden"))
            .field("granted", &self.wishes.granted)
            .field("base_url", &self.wishes.base_url.as_deref().map(without_user))
            .field("versions", &self.wishes.versions)
            .finish_non_exhaustive()
    }
}

fn core(wishes: Wishes, api: &'static ApiInfo) -> Result<Core, Error> {
    let loopback = match &wishes.base_url {
        Some(url) => base_url("Builder", url, wishes.allow_plain_http)?,
        None => false,
    };
    if let Some(token) = &wishes.token {
        check_token("Builder::token", token)?;
    }
    Ok(Core::new(Settings {
        api,
        http: transport::client(&wishes.user_agent, wishes.timeout, wishes.connect_timeout, loopback)?,
        versions: versions(&wishes.versions, api)?,
        headers: headers(&wishes.headers)?,
        loopback,
        token: wishes.token,
        granted: wishes.granted,
        base_url: wishes.base_url,
        method_header: wishes.method_header,
        tunnel: wishes.tunnel,
        batch_keys: wishes.batch_keys,
        max_response_bytes: wishes.max_response_bytes,
        upload_timeout: wishes.upload_timeout,
    }))
}

/// The URL without user name and password.
fn without_user(url: &str) -> String {
    match url.rsplit_once('@') {
        Some((before, host)) => {
            format!("{}***@{host}", before.split_inclusive("://").next().filter(|scheme| scheme.ends_with("://")).unwrap_or_default())
        }
        None => url.to_owned(),
    }
}

/// Checks that a token can stand in a header.
pub(crate) fn check_token(about: &str, token: &SecretString) -> Result<(), Error> {
    let text = token.expose_secret();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        let what = if text.is_empty() { "the token is empty" } else { "the token holds a character that no token has, such as a line end" };
        return Err(Error::setup(about, what, "pass the access token alone, without `Bearer` and without blanks"));
    }
    Ok(())
}

/// Checks a base URL. Returns `true` if it leads to this machine.
pub(crate) fn base_url(owner: &str, text: &str, plain: bool) -> Result<bool, Error> {
    let about = format!("{owner}::base_url");
    // A password in it must not reach the message.
    let shown = if text.contains('@') { "the base URL".to_owned() } else { format!("`{text}`") };
    let fail = |what: &str| Err(Error::setup(&about, format!("{shown} {what}"), "write it as `https://host` or `http://127.0.0.1:8080`"));
    let Ok(url) = reqwest::Url::parse(text) else { return fail("is not a URL") };
    if !url.username().is_empty() || url.password().is_some() {
        return fail("holds a user name or a password");
    }
    if !matches!(url.scheme(), "http" | "https") || url.query().is_some() || url.fragment().is_some() {
        return fail("is not scheme, host and perhaps a path");
    }
    let loopback = transport::is_loopback(&url);
    if url.scheme() == "http" && !loopback && !plain {
        let remedy = format!("use `https`, or accept it with `{owner}::allow_plain_http`");
        return Err(Error::setup(&about, format!("{shown} is not encrypted, and what is sent there is secret"), remedy));
    }
    Ok(loopback)
}

fn versions(wishes: &[(String, u32)], api: &'static ApiInfo) -> Result<BTreeMap<&'static str, u32>, Error> {
    let families = api.families();
    let mut out = BTreeMap::new();
    for (name, number) in wishes {
        let Some(family) = families.iter().find(|family| family.name == name) else {
            let known: Vec<&str> = families.iter().map(|family| family.name).collect();
            let remedy = if known.is_empty() { "this API has no versions".to_owned() } else { format!("there are: {}", known.join(", ")) };
            return Err(Error::setup("Builder::version", format!("no version family `{name}`"), remedy));
        };
        if family.released.iter().all(|version| version.number != *number) {
            tracing::warn!(family = family.name, version = number, "the schema does not know this version");
        }
        out.insert(family.name, *number);
    }
    Ok(out)
}

fn headers(wishes: &[(String, String)]) -> Result<HeaderMap, Error> {
    let mut out = HeaderMap::new();
    for (name, value) in wishes {
        let (name, value) = header(name, value).map_err(|what| Error::setup("Builder::header", what, "use visible ASCII characters"))?;
        out.append(name, value);
    }
    Ok(out)
}

/// A header from text; the value is not repeated in the error.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parsed = name.parse::<HeaderName>().map_err(|_| format!("`{name}` is not a header name"))?;
    let mut value = value.parse::<HeaderValue>().map_err(|_| format!("the value of `{name}` cannot be sent in a header"))?;
    value.set_sensitive(SECRET_NAMES.iter().any(|part| parsed.as_str().contains(part)));
    Ok((parsed, value))
}

/// Parts of the names of headers whose values are secrets, such as `Proxy-Authorization`, `Cookie` and `X-Api-Key`.
const SECRET_NAMES: [&str; 7] = ["authorization", "cookie", "api-key", "apikey", "token", "secret", "password"];
