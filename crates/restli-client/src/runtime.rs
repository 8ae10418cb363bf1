//! The runtime under a client: what every call shares. Not generic, cheap to clone.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderMap, Method};
use restli_core::Json;
use secrecy::SecretString;

use crate::builder::{BatchKeys, MethodHeader, Tunnel, check_token};
use crate::call::Parts;
use crate::error::Error;
use crate::quota::QuotaLeft;
use crate::request::Request;
use crate::tables::{ApiInfo, Base, Operation, VersionFamily};
use crate::upload::Upload;

/// The runtime under a client: connections, token, versions. Clones share everything.
#[derive(Clone)]
pub struct Core {
    pub(crate) settings: Arc<Settings>,
    notes: Arc<Mutex<Notes>>,
}

/// What the builder decided.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) api: &'static ApiInfo,
    pub(crate) http: reqwest::Client,
    pub(crate) token: Option<SecretString>,
    pub(crate) granted: Option<Vec<String>>,
    pub(crate) base_url: Option<String>,
    pub(crate) loopback: bool,
    pub(crate) versions: BTreeMap<&'static str, u32>,
    pub(crate) method_header: MethodHeader,
    pub(crate) tunnel: Tunnel,
    pub(crate) batch_keys: BatchKeys,
    pub(crate) headers: HeaderMap,
    pub(crate) max_response_bytes: usize,
    pub(crate) upload_timeout: Duration,
}

/// What the calls so far have told.
#[derive(Default)]
struct Notes {
    quotas: BTreeMap<&'static str, QuotaLeft>,
    warned: BTreeSet<&'static str>,
}

impl Core {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings: Arc::new(settings), notes: Arc::default() }
    }

    /// The tables of the API.
    #[must_use]
    pub fn api(&self) -> &'static ApiInfo {
        self.settings.api
    }

    /// The scopes that the token grants, if the builder was told.
    #[must_use]
    pub fn granted(&self) -> Option<&[String]> {
        self.settings.granted.as_deref()
    }

    /// The same client for another user: same connections, another token. Pass the scopes that it grants, if they are known.
    ///
    /// # Errors
    /// The token cannot stand in a header.
    pub fn with_token(&self, token: impl Into<SecretString>, granted: Option<Vec<String>>) -> Result<Self, Error> {
        let token = token.into();
        check_token("with_token", &token)?;
        Ok(Self::new(Settings { token: Some(token), granted, ..(*self.settings).clone() }))
    }

    /// A call that the schema does not know, with the same token, versions, errors and tracing.
    ///
    /// The path starts with that of a base (`/rest/…`); it and the query are sent as they are, so escape them (`docs/protocol.md §3.2`).
    /// An answer without a body is `null`.
    pub fn raw(&self, method: Method, path_and_query: &str, body: Option<&Json>) -> Request<Json> {
        Request::new(self.clone(), Box::new(Parts::raw(self.base_of(path_and_query), method, path_and_query, body)))
    }

    /// Sends bytes to an upload address that the server handed out.
    pub fn upload(&self, url: &str, bytes: impl Into<bytes::Bytes>) -> Upload {
        Upload::new(self.clone(), url, bytes.into())
    }

    /// What the last answer to an operation told about its quota.
    #[must_use]
    pub fn last_quota(&self, operation: &str) -> Option<QuotaLeft> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).quotas.get(operation).copied()
    }

    pub(crate) fn note_quota(&self, operation: &'static Operation, left: QuotaLeft) {
        if !left.is_unknown() {
            self.notes.lock().unwrap_or_else(PoisonError::into_inner).quotas.insert(operation.id, left);
        }
    }

    /// True the first time it is asked about an operation.
    pub(crate) fn first_warning(&self, operation: &'static Operation) -> bool {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).warned.insert(operation.id)
    }

    /// Scheme and host for a base.
    pub(crate) fn url(&self, base: Option<&'static Base>) -> &str {
        let own = || base.or_else(|| self.settings.api.bases.first().copied()).map_or("", |base| base.url);
        self.settings.base_url.as_deref().unwrap_or_else(own)
    }

    /// The version that is sent for a family.
    pub(crate) fn version(&self, family: &VersionFamily) -> u32 {
        self.settings.versions.get(family.name).copied().unwrap_or(family.pinned)
    }

    /// The base whose path a path starts with, the longest wins.
    fn base_of(&self, path: &str) -> Option<&'static Base> {
        let fits = |base: &&'static Base| path.strip_prefix(base.path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
        self.settings.api.bases.iter().copied().filter(fits).max_by_key(|base| base.path.len())
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("Core"))
            .field("api", &self.settings.api.name)
            .field("base_url", &self.settings.base_url)
            .field("token", &self.settings.token.as_ref().map(|_| "hidden"))
            .field("granted", &self.settings.granted)
            .field("versions", &self.settings.versions)
            .finish_non_exhaustive()
    }
}
