//! A source's token in its store: its lock, and how it is loaded, saved and removed.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{Failure, Renewing, Unsaved};
use crate::error::problem::Problem;
use crate::net::{NO_RUNTIME, in_runtime};
use crate::oauth::{StoredToken, Token};
use crate::store::{self, LockLost, StoreError, StoreLock};

/// The longest wait for a lock that somebody else holds. A renewal takes a minute at most.
const LONGEST_WAIT: Duration = Duration::from_secs(90);
/// The first pause between two looks at a lock. Each is twice the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_millis(250);
/// The most attempts to save the token of a login, whose lock may be lost each time.
const MOST_LOCKS: usize = 3;

/// The wait for a lock.
struct Wait {
    deadline: Instant,
    pause: Duration,
}

impl Wait {
    fn new() -> Self {
        Self { deadline: Instant::now() + LONGEST_WAIT, pause: FIRST_PAUSE }
    }
}

impl Renewing {
    /// Saves a token that a login has made, and uses it from now on. It runs as a task of its own: the browser behind a login may go away.
    pub(in super::super) async fn keep(self: &Arc<Self>, token: &Token) -> Result<(), Failure> {
        self.check_runtime()?;
        let (own, token) = (Arc::clone(self), token.clone());
        let kept = tokio::spawn(async move { own.save_login(&token).await }).await;
        kept.unwrap_or_else(|_| Err(self.problem("the save was stopped", "call again")))
    }

    /// Removes the token from the store, and from this program.
    pub(in super::super) async fn forget(self: &Arc<Self>) -> Result<(), Failure> {
        self.check_runtime()?;
        let own = Arc::clone(self);
        let forgotten = tokio::spawn(async move {
            for _ in 0..MOST_LOCKS {
                let lock = own.lock().await?;
                match own.store.remove(&own.key, &lock).await {
                    Err(error) if error.is::<LockLost>() => {}
                    removed => {
                        removed.map_err(|error| own.broken(&error))?;
                        own.state().put(None);
                        return Ok(());
                    }
                }
            }
            Err(own.broken(&LockLost.into()))
        });
        forgotten.await.unwrap_or_else(|_| Err(self.problem("the removal was stopped", "call again")))
    }

    async fn save_login(&self, token: &Token) -> Result<(), Failure> {
        for _ in 0..MOST_LOCKS {
            let lock = self.lock().await?;
            // What cannot be read is replaced; a store that cannot be reached takes no token either.
            let older = self.load().await.unwrap_or_default();
            let stored = older.as_ref().map_or_else(|| token.to_stored(), |older| older.with_token(token));
            if self.save(stored, older.as_ref(), &lock).await? {
                self.state().put(Some(Arc::new(token.clone())));
                return Ok(());
            }
        }
        Err(self.broken(&LockLost.into()))
    }

    /// The lock of the key. What the store keeps under it is not loaded, since it may be no token.
    async fn lock(&self) -> Result<StoreLock, Failure> {
        let mut wait = Wait::new();
        loop {
            if let Some(lock) = self.try_lock().await? {
                return Ok(lock);
            }
            self.wait(&mut wait).await?;
        }
    }

    /// The lock of the key, or the stored token as soon as it is good enough.
    pub(super) async fn locked(&self, is_enough: impl Fn(&Token) -> bool) -> Result<Result<StoreLock, Token>, Failure> {
        let mut wait = Wait::new();
        loop {
            if let Some(stored) = self.load().await?.filter(|stored| is_enough(stored.token())) {
                return Ok(Err(stored.into_token()));
            }
            if let Some(lock) = self.try_lock().await? {
                return Ok(Ok(lock));
            }
            self.wait(&mut wait).await?;
        }
    }

    async fn try_lock(&self) -> Result<Option<StoreLock>, Failure> {
        self.store.try_lock(&self.key).await.map_err(|error| self.broken(&error))
    }

    /// Pauses before another look at a lock that somebody else holds.
    async fn wait(&self, wait: &mut Wait) -> Result<(), Failure> {
        if Instant::now() >= wait.deadline {
            return Err(self.problem("somebody else has held its lock for a minute and a half", "look for a program that hangs"));
        }
        sleep(wait.pause).await;
        wait.pause = LONGEST_PAUSE.min(wait.pause * 2);
        Ok(())
    }

    pub(super) async fn load(&self) -> Result<Option<StoredToken>, Failure> {
        self.store.load(&self.key).await.map_err(|error| self.broken(&error))
    }

    /// Saves a token in place of another one, before anybody uses it; `false` if the lock was lost and the store has a later one. What the
    /// store does not take for other reasons is kept for the next renewal.
    pub(super) async fn save(&self, token: StoredToken, older: Option<&StoredToken>, lock: &StoreLock) -> Result<bool, Failure> {
        match self.store.save(&self.key, &token, lock).await {
            Ok(()) => Ok(true),
            Err(error) if error.is::<LockLost>() => Ok(false),
            Err(error) => {
                let older = older.map(|older| older.token().clone());
                self.state().unsaved = Some(Unsaved { token, older });
                Err(self.broken(&error))
            }
        }
    }

    pub(super) fn check_runtime(&self) -> Result<(), Failure> {
        let (what, remedy) = NO_RUNTIME;
        if in_runtime() { Ok(()) } else { Err(self.problem(what, remedy)) }
    }

    fn broken(&self, error: &StoreError) -> Failure {
        self.problem(&error.to_string(), store::remedy(error))
    }

    pub(super) fn problem(&self, what: &str, remedy: &str) -> Failure {
        Failure::Store(Problem::new(&format!("token `{}`", self.key), what, remedy))
    }
}
