//! Settings of a client, decided once by the builder.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use restli_core::url;

use crate::cache::Kept;
use crate::hooks::Hooks;
use crate::queue::Line;
use crate::quotas::meter::Meter;
use crate::retry::Retry;
use crate::versions::Clock;

/// Choice of the requests that carry `X-RestLi-Method` (`docs/protocol.md §1`). Servers accept both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MethodHeader {
    /// Every request.
    #[default]
    Always,
    /// POST requests only, as the Java client does.
    PostOnly,
}

/// Form of simple keys in the body of a batch. Keys of several parts have one form only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchKeys {
    /// Keys as they are, without escapes, as the protocol requires (`docs/protocol.md §3.6`).
    #[default]
    Raw,
    /// Keys escaped as in a query, which some clients send and some servers may want (`docs/protocol.md §14`, question 1).
    Escaped,
}

/// Condition on which the query is sent in the body of a POST (`docs/protocol.md §10`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tunnel {
    /// The query is longer than this many bytes, or holds an unescaped `'` (an empty string), which the URL type of the HTTP library
    /// would rewrite.
    Above(usize),
    /// Never. A request that cannot be sent otherwise is an error.
    Never,
}

impl Default for Tunnel {
    fn default() -> Self {
        Self::Above(url::LONGEST_QUERY)
    }
}

/// Settings that all calls of a client share.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Scheme and host in place of those in the schema.
    pub(crate) base_url: Option<String>,
    /// `true` if the base URL leads to this machine.
    pub(crate) loopback: bool,
    /// Versions other than the pinned ones, by family.
    pub(crate) versions: BTreeMap<&'static str, u32>,
    /// The scopes that the app declares.
    pub(crate) declared: Option<&'static [&'static str]>,
    /// The clock by which versions are judged.
    pub(crate) clock: Clock,
    pub(crate) method_header: MethodHeader,
    pub(crate) tunnel: Tunnel,
    pub(crate) batch_keys: BatchKeys,
    /// Headers of every call.
    pub(crate) headers: HeaderMap,
    /// The largest response that is read, in bytes.
    pub(crate) max_response_bytes: usize,
    /// The longest time for one attempt of a call.
    pub(crate) timeout: Duration,
    pub(crate) retry: Retry,
    /// The answers that are kept, if the client has a cache.
    pub(crate) cache: Option<Kept>,
    /// The counters of quotas, if the client counts.
    pub(crate) meter: Option<Meter>,
    /// The queue of calls, if the client has one.
    pub(crate) queue: Option<Arc<Line>>,
    pub(crate) upload_timeout: Duration,
    /// The longest time that an upload may take no byte.
    pub(crate) upload_stall: Duration,
    /// Hosts to which uploads may send the token, besides the hosts of the schema.
    pub(crate) upload_hosts: Vec<String>,
    /// Hooks around the requests.
    pub(crate) hooks: Hooks,
}
