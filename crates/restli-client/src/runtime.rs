//! The runtime under a client: everything that its calls share.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use http::{HeaderName, HeaderValue};
use reqwest::Url;
use restli_core::{Day, Time};

use crate::access_token::AccessToken;
use crate::address::Addresses;
use crate::cache::Kept;
use crate::cache::key::Fingerprints;
use crate::credentials::{Credentials, check_source};
use crate::error::Error;
use crate::net::without_secrets;
use crate::permit::{GrantedScopes, scope_names};
use crate::queue::Line;
use crate::quotas::QuotaLeft;
use crate::quotas::meter::Meter;
use crate::retry_budget::RetryBudget;
use crate::send::wire::Wire;
use crate::settings::Settings;
use crate::tables::{ApiInfo, Base, Operation, QuotaScope, VersionFamily};
use crate::tokens::TokenSource;
use crate::versions::{self, VersionNotice};

/// The runtime under a client: connections, settings, token. Clones share everything.
#[derive(Clone)]
pub struct Runtime {
    app: Arc<App>,
    member: Arc<Member>,
}

/// The part that all users of one application share.
struct App {
    api: &'static ApiInfo,
    wire: Wire,
    addresses: Addresses,
    /// The header with the version of each family, by the name of the family.
    version_headers: Vec<(&'static str, (HeaderName, HeaderValue))>,
    settings: Settings,
    retry_budget: RetryBudget,
    quotas: Mutex<Quotas>,
    /// Names of members of whom nothing is known but their token.
    fingerprints: Fingerprints,
    /// Operations and headers of versions that the log has warned about.
    warned: Mutex<BTreeSet<&'static str>>,
}

/// The part of one user.
struct Member {
    credentials: Credentials,
    granted: Option<Vec<String>>,
    quotas: Mutex<Quotas>,
    /// The name in the keys of counters, where the source of the token has none.
    made_up: OnceLock<String>,
}

/// The quota in the last response to each operation, by the id of the operation.
type Quotas = BTreeMap<&'static str, QuotaLeft>;

impl Member {
    fn new(credentials: Credentials, granted: Option<Vec<String>>) -> Arc<Self> {
        Arc::new(Self { credentials, granted: granted.map(scope_names), quotas: Mutex::default(), made_up: OnceLock::new() })
    }
}

impl Runtime {
    pub(crate) fn new(
        api: &'static ApiInfo,
        wire: Wire,
        settings: Settings,
        credentials: Credentials,
        granted: Option<Vec<String>>,
    ) -> Self {
        let version = |family: &VersionFamily| settings.versions.get(family.name).copied().unwrap_or(family.pinned);
        let header = |family: &VersionFamily| Some((family.name, family.header_of(version(family))?));
        let app = App {
            api,
            wire,
            version_headers: api.families().into_iter().filter_map(header).collect(),
            addresses: Addresses::new(api, settings.base_url.as_deref()),
            settings,
            retry_budget: RetryBudget::default(),
            quotas: Mutex::default(),
            fingerprints: Fingerprints::default(),
            warned: Mutex::default(),
        };
        Self { app: Arc::new(app), member: Member::new(credentials, granted) }
    }

    /// The tables of the API.
    #[must_use]
    pub fn api(&self) -> &'static ApiInfo {
        self.app.api
    }

    /// The scopes that the token grants, as given to the builder; `None` if they are not known.
    #[must_use]
    pub fn granted(&self) -> Option<&[String]> {
        self.member.granted.as_deref()
    }

    /// The client for another user: same connections and settings, another token. Pass the scopes that the token grants, if they are known.
    ///
    /// Quotas of the application and warnings stay. A member is known by the name of its token's source ([`TokenSource::of_member`]); without one,
    /// in this client and those that come from it, by the token itself.
    ///
    /// # Errors
    /// The token cannot stand in a header.
    pub fn with_token(&self, token: impl AccessToken, granted: impl GrantedScopes) -> Result<Self, Error> {
        let source = TokenSource::fixed(token);
        check_source("with_token", &source).map_err(Error::setup)?;
        Ok(self.with_token_source(source, granted))
    }

    /// The client for another user whose token comes from a source: same connections and settings. Pass the scopes that the token grants, if
    /// they are known.
    #[must_use]
    pub fn with_token_source(&self, source: TokenSource, granted: impl GrantedScopes) -> Self {
        Self { app: Arc::clone(&self.app), member: Member::new(Credentials::of(Some(source)), granted.into_granted()) }
    }

    /// The quota that the last response to an operation reported. Operations are constants of the generated handles: `Posts::GET`.
    #[must_use]
    pub fn last_quota(&self, operation: &Operation) -> Option<QuotaLeft> {
        [&self.member.quotas, &self.app.quotas].into_iter().find_map(|quotas| lock(quotas).get(operation.id).copied())
    }

    /// The versions that the client sends and that have ended, end within 60 days or are not known, a notice for each family. The builder
    /// logs them once, too.
    #[must_use]
    pub fn version_notices(&self) -> Vec<VersionNotice> {
        versions::notices(self.app.api, |family| self.version(family), self.today())
    }

    /// The time that the clock of the client tells.
    pub(crate) fn now(&self) -> Time {
        (self.app.settings.clock)()
    }

    /// The day that the clock of the client tells.
    pub(crate) fn today(&self) -> Day {
        Day::of(self.now())
    }

    /// Keeps the quota of a response: for the application if all quotas of the operation are its own, else for the member.
    pub(crate) fn note_quota(&self, operation: &'static Operation, left: QuotaLeft) {
        if left.is_unknown() {
            return;
        }
        let shared = !operation.quotas.is_empty() && operation.quotas.iter().all(|quota| quota.scope == QuotaScope::App);
        let quotas = if shared { &self.app.quotas } else { &self.member.quotas };
        lock(quotas).insert(operation.id, left);
    }

    /// Returns `true` the first time it is called for the id of an operation or the header of a family of versions.
    pub(crate) fn is_first_warning(&self, about: &'static str) -> bool {
        lock(&self.app.warned).insert(about)
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.app.settings
    }

    pub(crate) fn retry_budget(&self) -> &RetryBudget {
        &self.app.retry_budget
    }

    pub(crate) fn wire(&self) -> &Wire {
        &self.app.wire
    }

    /// The answers that are kept, if the client has a cache.
    pub(crate) fn cache(&self) -> Option<&Kept> {
        self.app.settings.cache.as_ref()
    }

    /// The counters of quotas, if the client counts.
    pub(crate) fn meter(&self) -> Option<&Meter> {
        self.app.settings.meter.as_ref()
    }

    /// The queue of calls, if the client has one.
    pub(crate) fn queue(&self) -> Option<&Arc<Line>> {
        self.app.settings.queue.as_ref()
    }

    /// The name of the member in the keys of counters. Without one of its own, that of a fixed token is its fingerprint, which is the same for each
    /// client that `with_token` makes of it; any other one is random.
    pub(crate) fn member_name(&self) -> String {
        let made_up = || match self.credentials().fixed() {
            Some(token) => format!("unnamed-{}", self.app.fingerprints.of(Some(token))),
            None => format!("unnamed-{:016x}", RandomState::new().build_hasher().finish()),
        };
        self.credentials().member().unwrap_or_else(|| self.member.made_up.get_or_init(made_up)).to_owned()
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.member.credentials
    }

    /// Scheme and host of a base.
    pub(crate) fn url(&self, base: Option<&'static Base>) -> &str {
        let declared = || base.or_else(|| self.app.api.bases.first().copied()).map_or("", |base| base.url);
        self.app.settings.base_url.as_deref().unwrap_or_else(declared)
    }

    /// The URL of a request to a base; `None` if the HTTP library would not send path and query as they are written.
    pub(crate) fn url_of(&self, base: Option<&'static Base>, path: &str, query: Option<&str>) -> Option<Url> {
        self.app.addresses.url(self.url(base), path, query)
    }

    /// The header with the version of a family, made once for the families of the API.
    pub(crate) fn version_header(&self, family: &VersionFamily) -> Option<(HeaderName, HeaderValue)> {
        let known = self.app.version_headers.iter().find(|(name, _)| *name == family.name);
        known.map_or_else(|| family.header_of(self.version(family)), |(_, header)| Some(header.clone()))
    }

    /// The version that is sent for a family.
    pub(crate) fn version(&self, family: &VersionFamily) -> u32 {
        self.app.settings.versions.get(family.name).copied().unwrap_or(family.pinned)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Runtime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("Runtime"))
            .field("api", &self.app.api.name)
            .field("base_url", &self.app.settings.base_url.as_deref().map(without_secrets))
            .field("token", &self.member.credentials)
            .field("granted", &self.member.granted)
            .field("versions", &self.app.settings.versions)
            .finish_non_exhaustive()
    }
}
