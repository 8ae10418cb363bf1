//! The cache of answers, which a client has by choice (`docs/quotas.md`).

pub(crate) mod kept;
pub(crate) mod key;

use std::time::Duration;

pub(crate) use self::kept::Kept;

/// A cache of answers, given to [`Builder::cache`](crate::Builder::cache): a read that was answered a moment ago is answered from memory.
///
/// Kept are answers to `get`, `get_all` and finders, each for the token that asked, and none for another one. A call that may change something
/// empties the cache of its token. A call with the header `Cache-Control: no-cache` goes to the server. Headers that a hook adds are not looked
/// at.
///
/// ```
/// use std::time::Duration;
///
/// use restli_client::Cache;
///
/// let cache = Cache::of_age(Duration::from_secs(300)).entries(5_000).bytes(32 << 20);
/// # let _ = cache;
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Cache {
    pub(crate) age: Duration,
    pub(crate) entries: usize,
    pub(crate) bytes: usize,
}

impl Cache {
    /// A cache of answers of at most this age. An older one that came with an `ETag` is asked for again by it, and holds if the server says that
    /// nothing has changed. The server may allow less (`Cache-Control`).
    pub fn of_age(age: Duration) -> Self {
        Self { age, entries: 1000, bytes: 16 * 1024 * 1024 }
    }

    /// Sets the most answers. The default is 1000; those that were not asked for the longest make room.
    pub fn entries(mut self, most: usize) -> Self {
        self.entries = most;
        self
    }

    /// Sets the most bytes of all answers, requests and headers included. The default is 16 MiB.
    pub fn bytes(mut self, most: usize) -> Self {
        self.bytes = most;
        self
    }
}
