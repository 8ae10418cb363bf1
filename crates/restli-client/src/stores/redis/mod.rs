//! A server of Redis: how it is reached, and how scripts run there.

mod counters;
#[cfg(feature = "webhooks")]
mod events;
mod journals;
mod line;
mod locked;
#[cfg(feature = "login")]
mod tokens;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use redis::{ConnectionAddr, ErrorKind, FromRedisValue, Script};

use self::line::Line;
use crate::error::Error;
use crate::error::problem::Problem;
use crate::net::{self, NO_RUNTIME, in_runtime};
use crate::store::StoreError;

/// The time after which the lock of a holder that has died is free.
const LEASE: Duration = Duration::from_secs(10);
/// The shortest of such times.
const SHORTEST_LEASE: Duration = Duration::from_millis(100);

/// Tokens, counters of quotas, events of webhooks and journals of uploads in Redis, which several machines share. Clones share a connection, which is opened at the first use.
///
/// A lock is held for ten seconds, and for ten more as long as its holder lives. Whoever has stood still for longer than that, so that
/// somebody else got the lock and saved a token or a journal, cannot save an older one over it: each lock has a number, and Redis compares it.
///
/// The secrets are in plain text. Redis must keep them over its own end (`appendonly yes`), and must not give them up when it is short of
/// memory (`maxmemory-policy noeviction`).
#[derive(Clone)]
pub struct RedisStore {
    server: Arc<Server>,
    lease: Duration,
}

/// A server, and the beginning of all keys there.
struct Server {
    line: Line,
    app: String,
}

impl RedisStore {
    /// A store of an app, whose name all keys begin with: several apps may share a server. The URL is that of the server with the number of
    /// its database, `rediss://user:password@redis.example:6380/0`. `redis`, which is not encrypted, leads to this machine only.
    ///
    /// # Errors
    /// The URL is none, leads elsewhere and is not encrypted, or is encrypted and the feature `rustls` is off.
    pub fn new(url: &str, app: &str) -> Result<Self, Error> {
        let store = Self::allow_plain(url, app)?;
        match store.server.line.address() {
            ConnectionAddr::Tcp(host, _) if !net::is_this_machine(host) => {
                let what = "the connection is not encrypted, and what is sent there is secret";
                Err(problem(what, "write the URL with `rediss`, or accept it with `RedisStore::allow_plain`"))
            }
            _ => Ok(store),
        }
    }

    /// A store as of [`RedisStore::new`], which takes `redis` to another machine, too. All tokens are then readable to everyone on the way.
    ///
    /// # Errors
    /// The URL is none, or is encrypted and the feature `rustls` is off.
    pub fn allow_plain(url: &str, app: &str) -> Result<Self, Error> {
        // The library's words may repeat the URL, and with it a password.
        let line = Line::new(url).map_err(|_| {
            let remedy = "write it as `rediss://user:password@redis.example:6380/0`; `rediss` needs the feature `rustls`";
            problem("the address is not one of a server that can be reached", remedy)
        })?;
        Ok(Self { server: Arc::new(Server { line, app: app.to_owned() }), lease: LEASE })
    }

    /// Sets the time after which the lock of a holder that has died is free, in place of ten seconds; a tenth of a second at least. A
    /// program that stands still for longer loses its locks.
    #[must_use]
    pub fn lease(self, lease: Duration) -> Self {
        Self { lease: lease.max(SHORTEST_LEASE), ..self }
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("RedisStore"))
            .field("server", &self.server.line.address().to_string())
            .field("app", &self.server.app)
            .field("lease", &self.lease)
            .finish_non_exhaustive()
    }
}

impl Server {
    /// The key of something that the app has under a name.
    fn key(&self, kind: &str, name: &str) -> String {
        format!("{}:{kind}:{name}", self.app)
    }

    /// Runs a script, which Redis does in one step.
    async fn run<T: FromRedisValue>(&self, code: &str, keys: &[String], arguments: &[String]) -> Result<T, StoreError> {
        self.invoke(code, keys, arguments, true).await
    }

    /// Runs a script that must not run twice. If the connection of earlier calls turns out to be broken, it has perhaps not run at all.
    async fn run_once<T: FromRedisValue>(&self, code: &str, keys: &[String], arguments: &[String]) -> Result<T, StoreError> {
        self.invoke(code, keys, arguments, false).await
    }

    async fn invoke<T: FromRedisValue>(&self, code: &str, keys: &[String], arguments: &[String], again: bool) -> Result<T, StoreError> {
        if !in_runtime() {
            return Err(NO_RUNTIME.0.into());
        }
        let script = Script::new(code);
        let mut call = script.prepare_invoke();
        for key in keys {
            call.key(key);
        }
        for argument in arguments {
            call.arg(argument);
        }
        let outcome = if again { self.line.run(&call).await } else { self.line.run_once(&call).await };
        outcome.map_err(|error| match error.kind() {
            // The library says so whatever the answer was, and drops its words.
            ErrorKind::AuthenticationFailed => {
                self.at("the login was refused: user or password are wrong, or the server takes nobody yet, as while it loads")
            }
            _ => self.at(error),
        })
    }

    /// The error of what the server says or has.
    fn at(&self, error: impl fmt::Display) -> StoreError {
        format!("{}: {error}", self.place()).into()
    }

    fn place(&self) -> String {
        format!("Redis at {}", self.line.address())
    }
}

fn problem(what: &str, remedy: &str) -> Error {
    Error::setup(Problem::new("RedisStore", what, remedy))
}
