//! The builder of a client.

mod limits;
#[cfg(feature = "reqwest")]
mod own_http;
mod pace;
mod testing;
mod untyped;
mod uploads;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use reqwest::Url;
use restli_core::Time;

use crate::access_token::AccessToken;
use crate::cache::{Cache, Kept};
use crate::credentials::{Credentials, check_source};
use crate::error::Error;
use crate::error::problem::Problem;
use crate::headers;
use crate::hooks::{After, Before, Hook, Hooks, Observed, Sending};
use crate::net::{self, Route};
#[cfg(feature = "login")]
use crate::oauth::Token;
use crate::permit::{ScopeNames, Scopes};
use crate::queue::{Line, Queue};
use crate::quotas::Quotas;
use crate::retry::Retry;
use crate::runtime::Runtime;
use crate::send::wire::Wire;
use crate::settings::{BatchKeys, MethodHeader, Settings, Tunnel};
use crate::tables::ApiInfo;
use crate::testing::{Recorder, Recording, Script};
use crate::tokens::TokenSource;
use crate::versions::{self, Clock};

/// A client that a [`Builder`] can create: it knows its API and wraps a [`Runtime`].
#[diagnostic::on_unimplemented(
    message = "the builder is that of no client",
    label = "the client to build is not known",
    note = "begin with `Client::builder()`, the builder of a client"
)]
pub trait FromRuntime {
    /// The tables of the API.
    const API: &'static ApiInfo;

    /// The client for an app that declares the scopes `S`.
    type With<S>: FromRuntime;

    /// Wraps the runtime.
    fn from_runtime(runtime: Runtime) -> Self;
}

/// The default of the header `User-Agent`.
const USER_AGENT: &str = concat!("restli-client/", env!("CARGO_PKG_VERSION"));
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Creates a client. Only the token is mandatory, for calls that require permissions.
#[must_use]
pub struct Builder<C> {
    options: Options,
    /// The tables of the API, where they are not those of the client's type.
    api: Option<&'static ApiInfo>,
    client: PhantomData<fn() -> C>,
}

/// Settings as given, not yet checked.
struct Options {
    source: Option<TokenSource>,
    granted: Option<Vec<String>>,
    declared: Option<&'static [&'static str]>,
    base_url: Option<String>,
    allow_plain_http: bool,
    versions: Vec<(String, u32)>,
    clock: Clock,
    method_header: MethodHeader,
    tunnel: Tunnel,
    batch_keys: BatchKeys,
    headers: Vec<(String, String)>,
    user_agent: String,
    timeout: Duration,
    retry: Retry,
    quotas: Quotas,
    cache: Option<Cache>,
    queue: Option<Queue>,
    connect_timeout: Duration,
    route: Route,
    upload_timeout: Duration,
    upload_stall: Duration,
    upload_hosts: Vec<String>,
    max_response_bytes: usize,
    hooks: Hooks,
    script: Option<Script>,
    recording: Option<Recording>,
}

impl<C: FromRuntime> Default for Builder<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C: FromRuntime> Builder<C> {
    /// A builder with the default settings.
    pub fn new() -> Self {
        let options = Options {
            source: None,
            granted: None,
            declared: None,
            base_url: None,
            allow_plain_http: false,
            versions: Vec::new(),
            clock: Time::now,
            method_header: MethodHeader::default(),
            tunnel: Tunnel::default(),
            batch_keys: BatchKeys::default(),
            headers: Vec::new(),
            user_agent: USER_AGENT.to_owned(),
            timeout: Duration::from_secs(60),
            retry: Retry::standard(),
            quotas: Quotas::off(),
            cache: None,
            queue: None,
            connect_timeout: CONNECT_TIMEOUT,
            route: Route::default(),
            upload_timeout: Duration::from_secs(30 * 60),
            upload_stall: Duration::from_secs(60),
            upload_hosts: Vec::new(),
            max_response_bytes: 64 * 1024 * 1024,
            hooks: Hooks::default(),
            script: None,
            recording: None,
        };
        Self { options, api: None, client: PhantomData }
    }

    /// Sets the scopes that the app declares with `scopes!`: a call or a selected field that they do not permit does not compile.
    ///
    /// A call for an actor that none of them lets the caller act as is refused before it is sent, unless the scopes of the token are known.
    pub fn scopes<S: Scopes>(self, _: S) -> Builder<C::With<S>> {
        Builder { options: Options { declared: S::DECLARED, ..self.options }, api: self.api, client: PhantomData }
    }

    /// Sets the access token. `oauth_token` takes that of a login.
    pub fn token(self, token: impl AccessToken) -> Self {
        self.token_source(TokenSource::fixed(token))
    }

    /// Sets the source of the access token, which can renew it and keep it in a store.
    pub fn token_source(mut self, source: TokenSource) -> Self {
        self.options.source = Some(source);
        self
    }

    /// Sets the access token of a login, and the scopes that it grants if they are known.
    #[cfg(feature = "login")]
    pub fn oauth_token(mut self, token: &Token) -> Self {
        self.options.source = Some(TokenSource::of_login(token));
        self.options.granted = token.granted().map(<[String]>::to_vec).or(self.options.granted);
        self
    }

    /// Sets the scopes that the token grants. A call that needs more is then refused before it is sent.
    pub fn granted(mut self, scopes: impl ScopeNames) -> Self {
        self.options.granted = Some(scopes.into_iter().map(|scope| scope.as_ref().to_owned()).collect());
        self
    }

    /// Sets scheme and host in place of those in the schema, for a proxy or a local server. The paths of the bases stay.
    ///
    /// `http` is accepted for this machine only (`localhost`, `127.0.0.1`, `[::1]`), unless [`Builder::allow_plain_http`] permits it.
    /// Calls to this machine use no proxy.
    pub fn base_url(mut self, url: &str) -> Self {
        self.options.base_url = Some(url.trim_end_matches('/').to_owned());
        self
    }

    /// Accepts a base URL of plain `http` to another machine. Token, requests and responses are then readable to everyone on the way.
    pub fn allow_plain_http(mut self) -> Self {
        self.options.allow_plain_http = true;
        self
    }

    /// Sets the version that is sent for a family of dated versions. A number that no version can have is refused; for a version that has
    /// ended, or ends within 60 days, the log has one warning, and [`Runtime::version_notices`] returns it as a value.
    pub fn version(mut self, family: &str, number: u32) -> Self {
        self.options.versions.push((family.to_owned(), number));
        self
    }

    /// Sets the clock that tells whether a version has ended, in place of the system's: for tests, whose results shall not change with the day.
    pub fn clock(mut self, now: fn() -> Time) -> Self {
        self.options.clock = now;
        self
    }

    /// Chooses the requests that carry `X-RestLi-Method`.
    pub fn method_header(mut self, which: MethodHeader) -> Self {
        self.options.method_header = which;
        self
    }

    /// Sets the condition on which the query is sent in the body of a POST.
    pub fn tunnel(mut self, when: Tunnel) -> Self {
        self.options.tunnel = when;
        self
    }

    /// Sets the form of simple keys in the body of a batch.
    pub fn batch_keys(mut self, form: BatchKeys) -> Self {
        self.options.batch_keys = form;
        self
    }

    /// Adds a header to every call, such as `Accept-Language`. It replaces a header of that name that the client sets itself;
    /// of a name given several times all values are sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the value of `User-Agent`.
    pub fn user_agent(mut self, text: &str) -> Self {
        text.clone_into(&mut self.options.user_agent);
        self
    }

    /// Sets the time limit of connecting. The default is ten seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = timeout;
        self
    }

    /// Sets the proxy, in place of the one that the environment names (`HTTPS_PROXY`). Calls to this machine use none.
    /// A proxy is asked by `http` or `https`; an address of another scheme is refused when the client is built.
    pub fn proxy(mut self, url: &str) -> Self {
        self.options.route.proxy = Some(url.to_owned());
        self
    }

    /// Adds certificates of roots, as PEM, that are trusted beside those of the machine, such as the one of a proxy that reads what passes.
    #[cfg(feature = "rustls")]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.options.route.roots.push(pem.into());
        self
    }

    /// Sets the largest response that is read, in bytes. The default is 64 MiB.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.options.max_response_bytes = limit;
        self
    }

    /// Adds a hook that sees each request before it is sent, and may set headers of it: a request id, an authentication of one's own.
    ///
    /// ```
    /// use restli_client::{Builder, FromRuntime};
    ///
    /// fn build<C: FromRuntime>(builder: Builder<C>) -> Builder<C> {
    ///     builder.before(|sending| sending.header("X-Attempt", &sending.attempt.to_string()))
    /// }
    /// ```
    // Any result is inferred first, so that `Hook` has words for one that is not `()`.
    pub fn before<R>(mut self, hook: impl Fn(&mut Sending<'_>) -> R + Hook<Before> + Send + Sync + 'static) -> Self {
        self.options.hooks.before.push(hook.boxed());
        self
    }

    /// Adds a hook that is told how each request ended: for audit logs and metrics. It runs between an attempt and the next, so it must not
    /// block.
    pub fn after<R>(mut self, hook: impl Fn(&Observed<'_>) -> R + Hook<After> + Send + Sync + 'static) -> Self {
        self.options.hooks.after.push(hook.boxed());
        self
    }

    /// Creates the client.
    ///
    /// # Errors
    /// A setting that cannot work: a token that no header can carry, an unknown version family, text that is no base URL.
    pub fn build(self) -> Result<C, Error> {
        let api = self.api.unwrap_or(C::API);
        runtime(self.options, api).map(C::from_runtime).map_err(Error::setup)
    }
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("Builder"))
            .field("token", &self.options.source)
            .field("granted", &self.options.granted)
            .field("base_url", &self.options.base_url.as_deref().map(net::without_secrets))
            .field("versions", &self.options.versions)
            .finish_non_exhaustive()
    }
}

fn runtime(options: Options, api: &'static ApiInfo) -> Result<Runtime, Problem> {
    limits::check_times([
        ("Builder::timeout", options.timeout),
        ("Builder::connect_timeout", options.connect_timeout),
        ("Builder::upload_timeout", options.upload_timeout),
        ("Builder::upload_stall", options.upload_stall),
        ("Retry::deadline", options.retry.limit().unwrap_or(Duration::MAX)),
    ])?;
    limits::check_bytes(options.max_response_bytes)?;
    let loopback = match &options.base_url {
        Some(url) => {
            let loopback = net::check_base_url("Builder", url, options.allow_plain_http)?;
            net::check_bases(url, api)?;
            loopback
        }
        None => false,
    };
    #[cfg(feature = "reqwest")]
    own_http::check(&options)?;
    if let Some(source) = &options.source {
        check_source("Builder::token", source)?;
    }
    let credentials = Credentials::of(options.source);
    headers::parse("User-Agent", &options.user_agent)
        .map_err(|what| Problem::new("Builder::user_agent", what, "use visible ASCII characters"))?;
    let http = || net::client(&options.user_agent, options.connect_timeout, loopback, &options.route);
    let wire = match (options.script, options.recording) {
        (Some(_), Some(_)) => {
            let what = "a client with a script sends nothing that could be recorded";
            return Err(Problem::new("Builder::record", what, "leave out `Builder::script` or `Builder::record`"));
        }
        (Some(script), None) => Wire::Script(script),
        (None, Some(recording)) => Wire::Recorded(http()?, Recorder { recording, api }),
        (None, None) => Wire::network(http()?, &options.route),
    };
    let settings = Settings {
        versions: versions::chosen(&options.versions, api)?,
        clock: options.clock,
        declared: options.declared,
        upload_hosts: options.upload_hosts.iter().map(|text| host(text)).collect::<Result<_, _>>()?,
        headers: header_map(&options.headers)?,
        loopback,
        base_url: options.base_url,
        method_header: options.method_header,
        tunnel: options.tunnel,
        batch_keys: options.batch_keys,
        max_response_bytes: options.max_response_bytes,
        hooks: options.hooks,
        timeout: options.timeout,
        retry: options.retry,
        cache: options.cache.map(Kept::new),
        meter: options.quotas.meter(api)?,
        queue: options.queue.map(|queue| Arc::new(Line::new(queue))),
        upload_timeout: options.upload_timeout,
        upload_stall: options.upload_stall,
    };
    let runtime = Runtime::new(api, wire, settings, credentials, options.granted);
    for notice in runtime.version_notices() {
        tracing::warn!(family = notice.family.name, version = notice.sent, "{notice}");
    }
    Ok(runtime)
}

/// A host as URLs have it: in small letters, other alphabets encoded. A dot before it stays.
fn host(text: &str) -> Result<String, Problem> {
    let (dot, name) = text.strip_prefix('.').map_or(("", text), |name| (".", name));
    let is_foreign = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_');
    let is_name = |name: &&str| name.contains(char::is_alphanumeric) && !name.contains(is_foreign);
    let url = Some(name).filter(is_name).and_then(|name| Url::parse(&format!("https://{name}")).ok());
    let known = url.as_ref().and_then(Url::host_str).map(|host| format!("{dot}{host}"));
    known.ok_or_else(|| {
        let remedy = "write it as `uploads.example.com`, or as `.example.com` with all subdomains";
        Problem::new("Builder::upload_host", format!("`{text}` is not a host"), remedy)
    })
}

fn header_map(given: &[(String, String)]) -> Result<HeaderMap, Problem> {
    let mut out = HeaderMap::new();
    for (name, value) in given {
        let (name, value) = headers::added(name, value).map_err(|(what, remedy)| Problem::new("Builder::header", what, remedy))?;
        out.append(name, value);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn host_in_other_letters_is_the_one_of_its_urls() {
        let read = |text: &str| host(text).map_err(|_| ());
        assert_eq!(read("Files.Example"), Ok("files.example".to_owned()));
        assert_eq!(read(".Bücher.example"), Ok(".xn--bcher-kva.example".to_owned()));
        for wrong in ["*", "*.example", "files\u{1b}", "files example", "..", "::1"] {
            assert_eq!(read(wrong), Err(()), "{wrong}");
        }
    }
}
