//! The connection to Redis that all tasks share: opened once, and replaced when it is of no use any more.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::io::tcp::TcpSettings;
use redis::io::tcp::socket2::TcpKeepalive;
use redis::{
    AsyncConnectionConfig, Client, ConnectionAddr, ErrorKind, FromRedisValue, IntoConnectionInfo as _, RedisError, RedisResult,
    ScriptInvocation, ServerErrorKind,
};
use tokio::time::Instant;

/// The longest wait for a connection, and for an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The time without traffic after which the machine asks whether the other end is still there.
const KEEPALIVE: Duration = Duration::from_secs(30);
/// The time in which a connection that could not be opened is not tried again.
const REST: Duration = Duration::from_secs(1);

/// The way to a server.
pub(super) struct Line {
    client: Client,
    kept: Mutex<Kept>,
    /// Held by the task that opens a connection.
    opening: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Kept {
    link: Option<Link>,
    /// The number of connections that have been opened.
    opened: u64,
    failed: Option<(Instant, RedisError)>,
}

/// A connection, and its number among those that have been opened.
#[derive(Clone)]
struct Link {
    number: u64,
    connection: MultiplexedConnection,
}

impl Line {
    pub(super) fn new(url: &str) -> RedisResult<Self> {
        let tcp = TcpSettings::default().set_keepalive(TcpKeepalive::new().with_time(KEEPALIVE));
        let client = Client::open(url.into_connection_info()?.set_tcp_settings(tcp))?;
        Ok(Self { client, kept: Mutex::default(), opening: tokio::sync::Mutex::default() })
    }

    pub(super) fn address(&self) -> &ConnectionAddr {
        self.client.get_connection_info().addr()
    }

    /// Runs a script. If the connection of earlier calls turns out to be broken, it runs on another one, and so perhaps twice.
    pub(super) async fn run<T: FromRedisValue>(&self, call: &ScriptInvocation<'_>) -> RedisResult<T> {
        let (link, is_new) = self.link().await?;
        match self.run_on(link, call).await {
            // Whoever has waited for an answer in vain has waited long enough.
            Err(error) if !is_new && is_useless_after(&error) && !error.is_timeout() => self.run_on(self.link().await?.0, call).await,
            outcome => outcome,
        }
    }

    /// Runs a script that must not run twice. If the connection of earlier calls turns out to be broken, it has perhaps not run at all.
    pub(super) async fn run_once<T: FromRedisValue>(&self, call: &ScriptInvocation<'_>) -> RedisResult<T> {
        self.run_on(self.link().await?.0, call).await
    }

    async fn run_on<T: FromRedisValue>(&self, mut link: Link, call: &ScriptInvocation<'_>) -> RedisResult<T> {
        let outcome = call.invoke_async(&mut link.connection).await;
        if outcome.as_ref().is_err_and(is_useless_after) {
            // Another task may have replaced it already.
            self.kept().link.take_if(|kept| kept.number == link.number);
        }
        outcome
    }

    /// The connection, and whether it was opened just now. All who wait share the outcome of one attempt.
    async fn link(&self) -> RedisResult<(Link, bool)> {
        if let Some(known) = self.kept().known() {
            return known.map(|link| (link, false));
        }
        let _turn = self.opening.lock().await;
        if let Some(known) = self.kept().known() {
            return known.map(|link| (link, false));
        }
        #[cfg(feature = "rustls")]
        if matches!(self.address(), ConnectionAddr::TcpTls { .. }) {
            choose_provider();
        }
        let config = AsyncConnectionConfig::new().set_connection_timeout(Some(PATIENCE)).set_response_timeout(Some(PATIENCE));
        let opened = self.client.get_multiplexed_async_connection_with_config(&config).await;
        let mut kept = self.kept();
        match opened {
            Ok(connection) => {
                kept.opened += 1;
                let link = Link { number: kept.opened, connection };
                (kept.link, kept.failed) = (Some(link.clone()), None);
                Ok((link, true))
            }
            Err(error) => {
                kept.failed = Some((Instant::now(), error.clone()));
                Err(error)
            }
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Chooses the cryptography of TLS, unless the program has.
#[cfg(feature = "rustls")]
fn choose_provider() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Another crate of the program may have brought a second provider beside ours, and the library would panic.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    }
}

impl Kept {
    /// The open connection, or the error of an attempt of moments ago.
    fn known(&self) -> Option<RedisResult<Link>> {
        let failed = self.failed.as_ref().filter(|(at, _)| at.elapsed() < REST);
        self.link.clone().map(Ok).or_else(|| failed.map(|(_, error)| Err(error.clone())))
    }
}

/// Returns `true` if a connection is of no use after this error: it is broken or silent, or leads to a server that is not the primary any
/// more, and so has done nothing.
fn is_useless_after(error: &RedisError) -> bool {
    let is_demoted = matches!(error.kind(), ErrorKind::Server(ServerErrorKind::ReadOnly | ServerErrorKind::MasterDown));
    // Redis before 7 tells it in the words of an error of the script.
    let is_demoted = is_demoted || error.detail().is_some_and(|detail| detail.contains("-READONLY "));
    is_demoted || error.is_io_error() || error.is_unrecoverable_error()
}

#[cfg(all(test, feature = "rustls"))]
mod tests {
    use super::*;

    #[test]
    fn cryptography_of_tls_is_chosen_before_the_library_asks_for_it() {
        choose_provider();
        assert!(rustls::crypto::CryptoProvider::get_default().is_some());
    }
}
