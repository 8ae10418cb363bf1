//! A token that is renewed when it ends: once for all tasks of the program, and once for all who share its store.

mod home;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;
use tokio::time::Instant;

use super::expiring::{Expiring, Hook, Told};
use super::renew::Renew;
use super::store::TokenStore;
use crate::error::problem::Problem;
use crate::error::{Error, OAuthError, Reauthorize, ReauthorizeReason};
use crate::oauth::{OAuth, StoredToken, Token};
use crate::store::LockLost;

/// The time in which a renewal that failed is not tried again, as long as the old token is alive.
const REST: Duration = Duration::from_secs(30);

/// The way to another access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grant {
    /// The refresh token.
    Refresh,
    /// Id and secret of the app.
    Application,
}

/// A token that is renewed when it ends.
pub(super) struct Renewing {
    app: OAuth,
    grant: Grant,
    store: Box<dyn TokenStore>,
    key: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The last token that the store has given or taken.
    current: Option<Arc<Token>>,
    /// The renewal that is under way, which all tasks wait for.
    flight: Option<Flight>,
    /// A renewed token that the store has not taken yet. Its refresh token may be the only one that is left.
    unsaved: Option<Unsaved>,
    rest_until: Option<Instant>,
    told: Option<Told>,
    hook: Option<Hook>,
}

impl State {
    /// Puts the token of a login in place of all that is known, or none.
    fn put(&mut self, token: Option<Arc<Token>>) {
        (self.current, self.unsaved, self.rest_until, self.told) = (token, None, None, None);
    }

    /// Returns `true` for a while after a renewal that failed.
    fn rests(&self) -> bool {
        self.rest_until.is_some_and(|until| Instant::now() < until)
    }
}

/// A renewal that is under way.
struct Flight {
    /// The refused token that it was begun for.
    refused: Option<Refused>,
    outcome: watch::Receiver<Option<Outcome>>,
}

/// A renewed token that the store has not taken.
struct Unsaved {
    token: StoredToken,
    /// The token of the store that it was to replace.
    older: Option<Token>,
}

type Outcome = Result<Arc<Token>, Failure>;

/// The failure of a renewal, for everybody who waits for it.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    Login(OAuthError),
    Reauthorize(Box<Reauthorize>),
    Store(Problem),
    /// No renewal helps against the refusal of the access token.
    Hopeless(Box<Reauthorize>),
}

/// An access token that a server has refused.
#[derive(Clone)]
pub(super) struct Refused {
    pub(super) access: SecretString,
    pub(super) renew: Renew,
}

impl Refused {
    fn is_same(&self, other: &Self) -> bool {
        self.renew == other.renew && self.access.expose_secret() == other.access.expose_secret()
    }
}

impl Renewing {
    pub(super) fn new(app: OAuth, grant: Grant, store: impl TokenStore, key: &str) -> Self {
        Self { app, grant, store: Box::new(store), key: key.to_owned(), state: Mutex::default() }
    }

    pub(super) fn set_hook(&self, hook: Hook) {
        self.state().hook = Some(hook);
    }

    /// The last token, without asking the store.
    pub(super) fn at_hand(&self) -> Option<Arc<Token>> {
        self.state().current.clone()
    }

    /// A token that is alive, renewed if it is about to end.
    pub(super) async fn token(self: &Arc<Self>) -> Outcome {
        let now = SystemTime::now();
        let at_hand = {
            let state = self.state();
            let rests = state.rests();
            state.current.clone().filter(|token| self.is_good(token, None, now) || (rests && now < token.expires_at()))
        };
        let token = match at_hand {
            Some(token) => token,
            None => self.renewed(None).await?,
        };
        self.notice(&token, now);
        Ok(token)
    }

    /// A token other than the refused one.
    pub(super) async fn token_instead(self: &Arc<Self>, refused: &Refused) -> Outcome {
        let is_other = |token: &Arc<Token>| !is_same(token, &refused.access);
        let rests = self.state().rests();
        let refused = &Refused { renew: if rests { Renew::Never } else { refused.renew }, ..refused.clone() };
        if let Some(token) = self.at_hand().filter(|token| self.is_good(token, Some(refused), SystemTime::now())) {
            return Ok(token);
        }
        // A renewal that others have begun may end with the token that was refused.
        match self.renewed(Some(refused)).await {
            Ok(token) if !is_other(&token) => self.renewed(Some(refused)).await,
            outcome => outcome,
        }
    }

    /// Waits for the renewal that is under way, or begins one. It runs as a task of its own: whoever waits may stop waiting, and the answer
    /// of the token endpoint, which may hold the only refresh token, is saved all the same.
    async fn renewed(self: &Arc<Self>, refused: Option<&Refused>) -> Outcome {
        self.check_runtime()?;
        loop {
            let (mut flight, is_ours) = self.join(refused);
            match flight.wait_for(Option::is_some).await.ok().and_then(|outcome| outcome.clone()) {
                // It was begun for another refused token, or for none: its failure says nothing about this call.
                Some(Err(_)) if !is_ours => {}
                Some(outcome) => return outcome,
                None => return Err(self.problem("the renewal was stopped", "call again; nothing was sent")),
            }
        }
    }

    /// The renewal that is under way, or a new one, and whether it was begun for this.
    fn join(self: &Arc<Self>, refused: Option<&Refused>) -> (watch::Receiver<Option<Outcome>>, bool) {
        let mut state = self.state();
        if let Some(Flight { refused: theirs, outcome }) = state.flight.as_ref().filter(|flight| flight.outcome.has_changed().is_ok()) {
            let is_ours = match (theirs, refused) {
                (None, None) => true,
                (Some(theirs), Some(ours)) => theirs.is_same(ours),
                _ => false,
            };
            return (outcome.clone(), is_ours);
        }
        let (sender, outcome) = watch::channel(None);
        state.flight = Some(Flight { refused: refused.cloned(), outcome: outcome.clone() });
        let (own, refused) = (Arc::clone(self), refused.cloned());
        tokio::spawn(async move {
            let outcome = own.land(own.renew(refused.as_ref()).await, refused.as_ref());
            sender.send_replace(Some(outcome));
        });
        (outcome, true)
    }

    /// Keeps the outcome of a renewal. While the old token is alive, a renewal that failed is no reason to fail.
    fn land(&self, outcome: Outcome, refused: Option<&Refused>) -> Outcome {
        let mut state = self.state();
        state.flight = None;
        match outcome {
            Ok(token) => {
                (state.current, state.rest_until) = (Some(Arc::clone(&token)), None);
                Ok(token)
            }
            Err(failure) => {
                let now = SystemTime::now();
                if refused.is_some() && matches!(failure, Failure::Login(_)) {
                    state.rest_until = Some(Instant::now() + REST);
                }
                let alive = state.current.clone().filter(|token| refused.is_none() && now < token.expires_at());
                let Some(token) = alive else { return Err(failure) };
                state.rest_until = Some(Instant::now() + REST);
                tracing::warn!(key = self.key, "the token could not be renewed, and is used until it ends: {}", Error::from(failure));
                Ok(token)
            }
        }
    }

    async fn renew(&self, refused: Option<&Refused>) -> Outcome {
        let lock = match self.locked(|token| self.is_good(token, refused, SystemTime::now())).await? {
            Ok(lock) => lock,
            Err(token) => return Ok(Arc::new(token)),
        };
        let (mut stored, now) = (self.load().await?, SystemTime::now());
        let unsaved = self.state().unsaved.take();
        // One that somebody else has saved since came from a later renewal or login.
        if let Some(unsaved) = unsaved.filter(|unsaved| is_still(unsaved.older.as_ref(), stored.as_ref())) {
            if !self.save(unsaved.token.clone(), stored.as_ref(), &lock).await? {
                return self.token_of_another(refused).await;
            }
            stored = Some(unsaved.token);
        }
        // Somebody else may have renewed it before this lock.
        if let Some(stored) = stored.as_ref().filter(|stored| self.is_good(stored.token(), refused, now)) {
            return Ok(Arc::new(stored.token().clone()));
        }
        let is_hopeless = match refused.map(|refused| refused.renew) {
            None | Some(Renew::Yes) => false,
            Some(Renew::WithoutConsent) => self.grant == Grant::Refresh,
            Some(Renew::Never) => true,
        };
        if is_hopeless {
            return Err(Failure::Hopeless(Box::new(Reauthorize::new(&self.key, ReauthorizeReason::NoRefreshToken))));
        }
        // Known, should the renewal fail while it is alive; one that was removed is of no use any more.
        self.state().current = stored.as_ref().map(|stored| Arc::new(stored.token().clone()));
        let renewed = match self.grant {
            Grant::Application => self.app.own_token().await.map_err(Failure::Login)?,
            Grant::Refresh => match self.refreshed(stored.as_ref().map(StoredToken::token), now).await {
                // A program that stood still has lost its lock, and somebody else has used the refresh token.
                Err(Failure::Reauthorize(error)) => match self.load().await?.filter(|stored| self.is_good(stored.token(), refused, now)) {
                    Some(stored) => return Ok(Arc::new(stored.into_token())),
                    None => return Err(Failure::Reauthorize(error)),
                },
                renewed => renewed?,
            },
        };
        // Whoever has removed the token meanwhile wants it gone. A store that fails here fails at the saving, too, which keeps what was renewed.
        if self.grant == Grant::Refresh && matches!(self.load().await, Ok(None)) {
            self.state().put(None);
            return Err(Failure::Reauthorize(Box::new(Reauthorize::new(&self.key, ReauthorizeReason::NoToken))));
        }
        let next = stored.as_ref().map_or_else(|| renewed.to_stored(), |older| older.with_token(&renewed));
        if self.save(next, stored.as_ref(), &lock).await? { Ok(Arc::new(renewed)) } else { self.token_of_another(refused).await }
    }

    /// The token that a later holder of the lock has saved.
    async fn token_of_another(&self, refused: Option<&Refused>) -> Outcome {
        match self.load().await?.filter(|stored| self.is_good(stored.token(), refused, SystemTime::now())) {
            Some(stored) => Ok(Arc::new(stored.into_token())),
            None => Err(self.problem(&LockLost.to_string(), "call again: the token that was saved is then renewed")),
        }
    }

    async fn refreshed(&self, token: Option<&Token>, now: SystemTime) -> Result<Token, Failure> {
        let reason = match token {
            None => ReauthorizeReason::NoToken,
            Some(token) if token.refresh_token().is_none() => ReauthorizeReason::NoRefreshToken,
            Some(token) if !token.is_renewable(now) => ReauthorizeReason::RefreshTokenEnded,
            Some(token) => {
                return self.app.renewed(token).await.map_err(|refusal| {
                    if refusal.needs_consent() {
                        let error = Reauthorize::new(&self.key, ReauthorizeReason::RefreshTokenRefused);
                        Failure::Reauthorize(Box::new(error.with_refusal(refusal)))
                    } else {
                        Failure::Login(refusal)
                    }
                });
            }
        };
        Err(Failure::Reauthorize(Box::new(Reauthorize::new(&self.key, reason))))
    }

    /// Returns `true` for a token that needs no renewal, or is alive and can have none.
    fn is_good(&self, token: &Token, refused: Option<&Refused>, now: SystemTime) -> bool {
        let renewable = self.grant == Grant::Application || token.is_renewable(now);
        let refused = refused.is_some_and(|refused| is_same(token, &refused.access));
        !refused && (!token.needs_renewal(now) || (!renewable && now < token.expires_at()))
    }

    /// Tells the hook and the log that the end comes near.
    fn notice(&self, token: &Token, now: SystemTime) {
        if self.grant == Grant::Application {
            return;
        }
        let (notice, hook) = {
            let mut state = self.state();
            let Some(notice) = Expiring::due(&self.key, token, now, state.told) else { return };
            state.told = Some(notice.told());
            (notice, state.hook.clone())
        };
        tracing::warn!(key = self.key, "{notice}");
        if let Some(hook) = hook {
            hook(&notice);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_same(token: &Token, access: &SecretString) -> bool {
    token.access_token().expose_secret() == access.expose_secret()
}

/// Returns `true` if a store has the same token as before, or none as before.
fn is_still(before: Option<&Token>, now: Option<&StoredToken>) -> bool {
    let refresh = |token: &Token| token.refresh_token().map(|token| token.expose_secret().to_owned());
    match (before, now.map(StoredToken::token)) {
        (None, None) => true,
        (Some(before), Some(now)) => is_same(before, now.access_token()) && refresh(before) == refresh(now),
        _ => false,
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Login(error) => error.into(),
            Failure::Reauthorize(error) | Failure::Hopeless(error) => Self::Reauthorize(error),
            Failure::Store(problem) => Self::TokenStore(Box::new(problem)),
        }
    }
}

impl fmt::Debug for Renewing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("Renewing"))
            .field("key", &self.key)
            .field("grant", &self.grant)
            .field("store", &self.store)
            .field("token", &self.at_hand())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
