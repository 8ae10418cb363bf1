//! Login by OAuth 2.0: consent page, callback, code exchange, renewal. Endpoints and lifetimes are those of the API's [`OAuthInfo`].

mod app;
mod authorization;
mod callback;
mod checks;
mod endpoint;
#[cfg(feature = "openid")]
mod identity;
mod introspect;
mod introspection;
#[cfg(feature = "openid")]
mod keys;
mod scopes;
mod stored;
mod token;

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;
use reqwest::{Request, Url};
use secrecy::{ExposeSecret, SecretString};

use self::app::App;
pub use self::authorization::Authorization;
pub use self::callback::AuthorizationCode;
#[cfg(feature = "openid")]
pub use self::identity::Identity;
pub use self::introspection::{Introspection, IntrospectionStatus};
pub use self::stored::StoredToken;
pub use self::token::Token;
use crate::error::problem::Problem;
use crate::error::{Error, LoginStep, OAuthError};
use crate::net::{self, BoxFuture, Route};
use crate::permit::{ScopeNames, scope_names};
use crate::send::wire::Wire;
use crate::tables::{ApiInfo, OAuthInfo};
use crate::testing::{Recorder, Recording, Script};

/// An app that lets people log in.
#[derive(Clone)]
pub struct OAuth {
    api: &'static ApiInfo,
    info: &'static OAuthInfo,
    app: App,
    http: reqwest::Client,
    /// The answers of a test.
    script: Option<Script>,
    recording: Option<Recording>,
    introspection: Option<String>,
    #[cfg(feature = "openid")]
    jwks: Option<String>,
    /// The issuers that an ID token may name.
    #[cfg(feature = "openid")]
    issuers: Vec<String>,
    #[cfg(feature = "openid")]
    keys: keys::Keys,
    loopback: bool,
    route: Route,
    allow_plain_http: bool,
}

impl OAuth {
    /// An app as registered with the API: client id, client secret, one of the registered redirect addresses.
    ///
    /// # Errors
    /// The API has no OAuth, id or secret is empty or holds a blank or a line end, or an address is not a URL that a login can lead to.
    pub fn new(api: &'static ApiInfo, client_id: &str, client_secret: impl Into<SecretString>, redirect_uri: &str) -> Result<Self, Error> {
        let secret = client_secret.into();
        checks::of_portal("client secret", secret.expose_secret()).map_err(Error::setup)?;
        Self::with_secret(api, client_id, Some(secret), redirect_uri)
    }

    /// An app on the machine of its user, which can keep no secret: the code is bound to the app by PKCE (RFC 7636) instead. Its redirect
    /// address is one of this machine, such as `http://127.0.0.1:3000/callback`, or of a scheme of its own.
    ///
    /// # Errors
    /// As [`OAuth::new`].
    pub fn native(api: &'static ApiInfo, client_id: &str, redirect_uri: &str) -> Result<Self, Error> {
        Self::with_secret(api, client_id, None, redirect_uri)
    }

    fn with_secret(api: &'static ApiInfo, client_id: &str, secret: Option<SecretString>, redirect_uri: &str) -> Result<Self, Error> {
        let Some(info) = api.oauth else {
            let what = format!("the API `{}` has no OAuth endpoints", api.name);
            return Err(Error::setup(Problem::new("OAuth", what, "add `oauth:` to its schema")));
        };
        let bad = |what: &str| {
            let remedy = "write it with its scheme, as in `https://app.example/callback`";
            Error::setup(Problem::new("OAuth", format!("{what} is not a URL"), remedy))
        };
        checks::redirect(redirect_uri).map_err(Error::setup)?;
        checks::of_portal("client id", client_id).map_err(Error::setup)?;
        let app = App {
            id: client_id.to_owned(),
            redirect: redirect_uri.to_owned(),
            authorization: Url::parse(consent_page(info, secret.is_none())).map_err(|_| bad("the authorization address"))?,
            token: Url::parse(info.token).map_err(|_| bad("the token address"))?,
            secret,
        };
        let route = Route::default();
        let http = connections(false, &route)?;
        let introspection = info.introspection.map(str::to_owned);
        Ok(Self {
            api,
            info,
            app,
            http,
            script: None,
            recording: None,
            introspection,
            #[cfg(feature = "openid")]
            jwks: info.openid.map(|openid| openid.jwks.to_owned()),
            #[cfg(feature = "openid")]
            issuers: issuers(info).map(str::to_owned).collect(),
            #[cfg(feature = "openid")]
            keys: keys::Keys::default(),
            loopback: false,
            route,
            allow_plain_http: false,
        })
    }

    /// Accepts a base URL of plain `http` to another machine. The client secret and all tokens are then readable to everyone on the way.
    #[must_use]
    pub fn allow_plain_http(self) -> Self {
        Self { allow_plain_http: true, ..self }
    }

    /// Sets the proxy, in place of the one that the environment names (`HTTPS_PROXY`). Calls to this machine use none.
    ///
    /// # Errors
    /// The address is not a URL, or its scheme is neither `http` nor `https`.
    pub fn proxy(self, url: &str) -> Result<Self, Error> {
        let mut route = self.route;
        route.proxy = Some(url.to_owned());
        Ok(Self { http: connections(self.loopback, &route)?, route, ..self })
    }

    /// Adds certificates of roots, as PEM, that are trusted beside those of the machine.
    ///
    /// # Errors
    /// The text holds no certificate, or one that cannot be read.
    #[cfg(feature = "rustls")]
    pub fn root_certificates(self, pem: impl Into<Vec<u8>>) -> Result<Self, Error> {
        let mut route = self.route;
        route.roots.push(pem.into());
        Ok(Self { http: connections(self.loopback, &route)?, route, ..self })
    }

    /// Scheme and host in place of those in the schema, for a local server. Its keys sign ID tokens, which may name it as their issuer, too.
    ///
    /// # Errors
    /// The URL is not scheme and host, or it is plain `http` to another machine and [`OAuth::allow_plain_http`] was not called before.
    pub fn base_url(self, url: &str) -> Result<Self, Error> {
        let loopback = net::check_base_url("OAuth", url, self.allow_plain_http).map_err(Error::setup)?;
        let url = url.trim_end_matches('/');
        checks::no_path(url, self.info.token).map_err(Error::setup)?;
        let moved = |address: &str| format!("{url}{}", checks::path_of(address));
        let bad = || {
            let what = format!("`{url}` is not a base URL");
            Error::setup(Problem::new("OAuth::base_url", what, "write it as `http://127.0.0.1:8080`"))
        };
        let there = |address: &str| Url::parse(&moved(address)).map_err(|_| bad());
        let authorization = there(consent_page(self.info, self.app.secret.is_none()))?;
        Ok(Self {
            app: App { authorization, token: there(self.info.token)?, ..self.app },
            http: connections(loopback, &self.route)?,
            introspection: self.info.introspection.map(moved),
            #[cfg(feature = "openid")]
            jwks: self.info.openid.map(|openid| moved(openid.jwks)),
            #[cfg(feature = "openid")]
            issuers: {
                let here = issuers(self.info).map(|issuer| moved(issuer).trim_end_matches('/').to_owned());
                issuers(self.info).map(str::to_owned).chain(here).collect()
            },
            #[cfg(feature = "openid")]
            keys: keys::Keys::default(),
            loopback,
            ..self
        })
    }

    /// Answers every request of a login from a script, without a connection: for tests of programs that let people log in. Nothing that a
    /// script answers is recorded.
    #[must_use]
    pub fn script(self, script: &Script) -> Self {
        Self { script: Some(script.clone()), ..self }
    }

    /// Keeps every request of a login and its answer in a recording, without secrets, for tests that replay it. The client may have the same one.
    #[must_use]
    pub fn record(self, recording: &Recording) -> Self {
        Self { recording: Some(recording.clone()), ..self }
    }

    fn wire(&self) -> Wire {
        match (&self.script, &self.recording) {
            (Some(script), _) => Wire::Script(script.clone()),
            (None, Some(recording)) => Wire::Recorded(self.http.clone(), Recorder { recording: recording.clone(), api: self.api }),
            (None, None) => Wire::Network(self.http.clone()),
        }
    }

    /// The consent page for the given scopes: entries of the permission table, or their names. A text with blanks names a scope by each of
    /// its words, as blanks are in no scope (RFC 6749 §3.3). Each call makes a new random state.
    ///
    /// # Panics
    /// The operating system has no random numbers: a state that can be guessed would let a stranger log in as somebody else.
    #[must_use]
    pub fn authorize(&self, scopes: impl ScopeNames) -> Authorization {
        let scopes = scope_names(scopes);
        let warnings = scopes::warnings(self.api, &scopes);
        for warning in &warnings {
            tracing::warn!("{warning}");
        }
        let (state, verifier) = (app::random(), self.app.secret.is_none().then(app::random));
        let url = self.app.consent(&state, verifier.as_deref(), &scopes.join(self.info.scope_separator));
        // The form encoding writes a blank as `+`; every parser of a query reads `%20` as a blank.
        Authorization {
            url: url.as_str().replace('+', "%20"),
            state: state.into(),
            verifier: verifier.map(SecretString::from),
            #[cfg(feature = "openid")]
            nonce: None,
            scopes,
            warnings,
        }
    }

    /// Reads the callback: its address, or its query alone. `state` is the state of the [`Authorization`].
    ///
    /// # Errors
    /// The state differs, consent was refused, or there is no code.
    pub fn callback(&self, url_or_query: &str, state: &str) -> Result<AuthorizationCode, Error> {
        callback::read(self.api, url_or_query, state)
    }

    /// Exchanges a code for a token.
    ///
    /// # Errors
    /// The refusal of the token endpoint, with cause and remedy.
    pub async fn exchange(&self, code: AuthorizationCode) -> Result<Token, Error> {
        let (code, requested, verifier) = code.into_parts();
        if verifier.is_none() && self.app.secret.is_none() {
            let what = "an app without a secret exchanges a code with the verifier of its consent page".to_owned();
            let remedy = "keep `Authorization::verifier` beside the state, and add it by `AuthorizationCode::verifier`";
            return Err(OAuthError::local(LoginStep::Exchange, what, remedy).into());
        }
        let request = self.app.exchange(code.expose_secret(), verifier.as_ref().map(ExposeSecret::expose_secret));
        let token = self.token(LoginStep::Exchange, request).await?.asked_for(requested);
        if !token.withheld().is_empty() {
            tracing::warn!(withheld = token.withheld().join(", "), "not every scope that was asked for was granted");
        }
        Ok(token)
    }

    /// Renews a token by its refresh token.
    ///
    /// # Errors
    /// The token has no refresh token, or the token endpoint refuses.
    pub async fn refresh(&self, token: &Token) -> Result<Token, Error> {
        Ok(self.renewed(token).await?)
    }

    pub(crate) async fn renewed(&self, token: &Token) -> Result<Token, OAuthError> {
        let Some(secret) = token.refresh_token() else {
            let what = "the token cannot be renewed: it came without a refresh token".to_owned();
            return Err(OAuthError::local(
                LoginStep::Renewal,
                what,
                "let the user consent again; refresh tokens are given to some apps only",
            ));
        };
        let renewed = self.token(LoginStep::Renewal, self.app.refresh(secret.expose_secret())).await?;
        Ok(renewed.completed_from(token))
    }

    /// A token for the app itself, without a person.
    ///
    /// # Errors
    /// The token endpoint refuses.
    pub async fn client_credentials(&self) -> Result<Token, Error> {
        Ok(self.own_token().await?)
    }

    pub(crate) async fn own_token(&self) -> Result<Token, OAuthError> {
        self.token(LoginStep::ClientCredentials, self.app.own()).await
    }

    /// Reads a response of the token endpoint, without a network.
    pub(crate) fn read_token(&self, status: http::StatusCode, body: &[u8]) -> Result<Token, Error> {
        let step = LoginStep::Exchange;
        let mut response = http::Response::new(Bytes::copy_from_slice(body));
        *response.status_mut() = status;
        let answer = endpoint::read_response(self.api, self.info, step, response, &[])?;
        Ok(Token::from_answer(answer, self.info, step, SystemTime::now()))
    }

    /// Sends a request to the token endpoint. In a box, since the future of a call that may renew its token would hold it.
    fn token(&self, step: LoginStep, request: Request) -> BoxFuture<Result<Token, OAuthError>> {
        let (wire, api, info) = (self.wire(), self.api, self.info);
        Box::pin(async move {
            let answer = endpoint::token(&wire, api, info, step, request).await?;
            Ok(Token::from_answer(answer, info, step, SystemTime::now()))
        })
    }
}

/// The consent page of an app, which is another for some apps without a secret.
fn consent_page(info: &OAuthInfo, native: bool) -> &'static str {
    info.native_authorization.filter(|_| native).unwrap_or(info.authorization)
}

/// The issuers of the schema.
#[cfg(feature = "openid")]
fn issuers(info: &OAuthInfo) -> impl Iterator<Item = &'static str> {
    info.openid.iter().flat_map(|openid| openid.issuers).copied()
}

/// The HTTP client of a login.
fn connections(loopback: bool, route: &Route) -> Result<reqwest::Client, Error> {
    net::client(net::USER_AGENT, net::CONNECT_TIMEOUT, loopback, route).map_err(Error::setup)
}

impl fmt::Debug for OAuth {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("OAuth"))
            .field("api", &self.api.name)
            .field("client_id", &self.app.id)
            .field("authorization", &self.app.authorization.as_str())
            .field("token", &self.app.token.as_str())
            .finish_non_exhaustive()
    }
}
