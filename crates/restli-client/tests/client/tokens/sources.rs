//! Renewal: once for all who wait, saved before it is used, and the errors when there is none.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use restli_client::{
    Error, ExpiringPart, ExposeSecret as _, LockLost, MemoryStore, ReauthorizeReason, StoreFuture, StoreLock, StoredToken, Token,
    TokenSource, TokenStore,
};
use restli_testing::{Server, json};

use super::{HOUR, app, issued, old, save, short};
use crate::tables::Client;

fn client(source: &TokenSource, server: &Server) -> Client {
    Client::builder().token_source(source.clone()).base_url(server.url()).build().unwrap()
}

/// Answers renewals with the tokens, and calls with a thing.
fn serving(tokens: &'static [&'static str]) -> Server {
    let mut tokens = tokens.iter();
    Server::replying(move |request| {
        if request.starts_with(b"POST /oauth") {
            std::thread::sleep(Duration::from_millis(50));
            tokens.next().map_or_else(|| json(400, r#"{"error":"invalid_grant"}"#), |token| issued(token, "NEW-refresh", 86_400))
        } else {
            json(200, r#"{"id":1}"#)
        }
    })
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn hundred_tasks_with_an_expired_token_renew_it_once() {
    let server = serving(&["NEW-access"]);
    let source = TokenSource::refreshing(app(&server), &old(-1));
    let client = client(&source, &server);
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.get(1).send())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let seen = short(&server);
    assert_eq!(seen.iter().filter(|request| *request == "renew OLD-refresh").count(), 1, "{seen:?}");
    assert_eq!(seen.iter().filter(|request| *request == "call NEW-access").count(), 100, "{seen:?}");
}

#[tokio::test]
async fn renewal_whose_waiter_has_gone_is_saved_all_the_same() {
    let server = serving(&["NEW-access"]);
    let store = MemoryStore::new();
    save(&store, "k", &old(-1)).await;
    let source = TokenSource::stored(app(&server), store.clone(), "k");
    let gone = tokio::time::timeout(Duration::from_millis(20), source.access_token()).await;
    assert!(gone.is_err(), "the endpoint takes longer");
    assert_eq!(source.access_token().await.unwrap().expose_secret(), "NEW-access");
    assert_eq!(short(&server), ["renew OLD-refresh"]);
    assert_eq!(store.load("k").await.unwrap().unwrap().token().refresh_token().unwrap().expose_secret(), "NEW-refresh");
}

#[tokio::test]
async fn token_of_the_app_itself_is_fetched_when_it_is_missing_and_when_it_ends() {
    let server = Server::answering([issued("ONE", "", 0), issued("TWO", "", 1800)]).unwrap();
    let store = MemoryStore::new();
    let source = TokenSource::application(app(&server), store.clone(), "app");
    for token in ["ONE", "TWO", "TWO"] {
        assert_eq!(source.access_token().await.unwrap().expose_secret(), token);
    }
    // Another source on the same store finds it there.
    let other = TokenSource::application(app(&server), store, "app");
    assert_eq!(other.access_token().await.unwrap().expose_secret(), "TWO");
    assert_eq!(server.targets().len(), 2);
}

#[tokio::test]
async fn token_that_is_alive_is_used_when_its_renewal_fails() {
    let server = Server::answering([json(503, "")]).unwrap();
    let source = TokenSource::refreshing(app(&server), &old(2));
    for _ in 0..3 {
        assert_eq!(source.access_token().await.unwrap().expose_secret(), "OLD-access");
    }
    assert_eq!(server.targets().len(), 1, "the renewal rests for a while");
}

#[tokio::test]
async fn source_that_cannot_renew_asks_for_consent() {
    let server = serving(&[]);
    let told = async |source: TokenSource| match source.access_token().await.unwrap_err() {
        Error::Reauthorize(error) => (error.reason, error.to_string()),
        other => panic!("{other}"),
    };
    let stored = TokenSource::stored(app(&server), MemoryStore::new(), "member-7");
    let remedy = "\n  remedy: send the user to the consent page again (`OAuth::authorize`), and keep the new token (`TokenSource::keep`)";
    let (reason, text) = told(stored).await;
    assert_eq!(reason, ReauthorizeReason::NoToken);
    assert_eq!(
        text,
        format!(
            "token `member-7`: it cannot be renewed; send the user to the consent page again (`OAuth::authorize`), and keep the new…\n  cause: nobody has consented yet: the store has no token{remedy}"
        )
    );
    let now = SystemTime::now();
    let no_refresh = Token::new("A", now - HOUR);
    assert_eq!(told(TokenSource::refreshing(app(&server), &no_refresh)).await.0, ReauthorizeReason::NoRefreshToken);
    let ended = no_refresh.with_refresh_token("R", Some(now - HOUR));
    assert_eq!(told(TokenSource::refreshing(app(&server), &ended)).await.0, ReauthorizeReason::RefreshTokenEnded);
    assert_eq!(server.targets().len(), 0, "nothing is sent in vain");
    let (reason, text) = told(TokenSource::refreshing(app(&server), &old(-1))).await;
    assert_eq!(reason, ReauthorizeReason::RefreshTokenRefused);
    assert!(text.contains("\n  answer: 400 Bad Request, invalid_grant"), "{text}");
}

#[tokio::test]
async fn kept_token_replaces_the_one_before() {
    let server = serving(&[]);
    let source = TokenSource::stored(app(&server), MemoryStore::new(), "k");
    assert!(source.access_token().await.is_err());
    source.keep(&Token::new("LOGIN", SystemTime::now() + HOUR)).await.unwrap();
    assert_eq!(source.access_token().await.unwrap().expose_secret(), "LOGIN");
    let error = TokenSource::fixed("A").keep(&old(1)).await.unwrap_err();
    assert!(error.to_string().contains("a fixed token has no store"), "{error}");
}

#[tokio::test]
async fn forgotten_token_asks_for_consent() {
    let server = serving(&[]);
    let store = MemoryStore::new();
    let source = TokenSource::stored(app(&server), store.clone(), "k");
    source.keep(&old(900)).await.unwrap();
    source.forget().await.unwrap();
    assert!(matches!(source.access_token().await, Err(Error::Reauthorize(error)) if error.reason == ReauthorizeReason::NoToken));
    assert!(store.load("k").await.unwrap().is_none());
    let error = TokenSource::fixed("A").forget().await.unwrap_err();
    assert!(error.to_string().starts_with("TokenSource::forget: a fixed token has no store"), "{error}");
}

#[tokio::test]
async fn token_that_is_removed_during_its_renewal_stays_removed() {
    let store = MemoryStore::new();
    save(&store, "k", &old(-1)).await;
    let other = store.clone();
    let server = Server::replying(move |_| {
        drop(other.remove("k", &StoreLock::new(())));
        issued("NEW-access", "NEW-refresh", 86_400)
    })
    .unwrap();
    let source = TokenSource::stored(app(&server), store.clone(), "k");
    assert!(matches!(source.access_token().await, Err(Error::Reauthorize(error)) if error.reason == ReauthorizeReason::NoToken));
    assert!(store.load("k").await.unwrap().is_none());
}

#[tokio::test]
async fn end_that_comes_near_is_told_once() {
    let server = serving(&[]);
    let now = SystemTime::now();
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&told);
    let token = Token::new("A", now + HOUR * 24 * 6).with_issued_at(now - HOUR * 24 * 54);
    let source = TokenSource::refreshing(app(&server), &token)
        .on_expiring(move |notice| kept.lock().unwrap().push((notice.part, notice.within, notice.to_string())));
    for _ in 0..3 {
        source.access_token().await.unwrap();
    }
    let told = told.lock().unwrap();
    let words = "the access token, which cannot be renewed, of `token` ends within 7 days: let the user consent again";
    assert_eq!(*told, [(ExpiringPart::AccessToken, HOUR * 24 * 7, words.to_owned())]);
}

/// A store whose disk is full once.
#[derive(Debug)]
struct Full {
    inner: MemoryStore,
    is_full: AtomicBool,
}

impl TokenStore for Full {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        self.inner.load(key)
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        self.inner.try_lock(key)
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        if self.is_full.swap(false, Ordering::SeqCst) {
            return Box::pin(async { Err("no space left".into()) });
        }
        self.inner.save(key, token, lock)
    }

    fn remove<'a>(&'a self, key: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        self.inner.remove(key, lock)
    }
}

#[tokio::test]
async fn token_that_could_not_be_saved_is_not_used_and_not_lost() {
    let server = serving(&["NEW-access"]);
    let inner = MemoryStore::new();
    save(&inner, "k", &old(-1)).await;
    let source = TokenSource::stored(app(&server), Full { inner: inner.clone(), is_full: AtomicBool::new(true) }, "k");
    let error = source.access_token().await.unwrap_err();
    assert!(matches!(error, Error::TokenStore(_)), "{error}");
    assert!(error.to_string().starts_with("token `k`: no space left; look at the store"), "{error}");
    assert_eq!(source.access_token().await.unwrap().expose_secret(), "NEW-access");
    assert_eq!(short(&server), ["renew OLD-refresh"], "what the endpoint gave is kept");
    assert_eq!(inner.load("k").await.unwrap().unwrap().token().access_token().expose_secret(), "NEW-access");
}

/// A store that cannot be reached for a time.
#[derive(Debug)]
struct Away {
    inner: MemoryStore,
    is_away: Arc<AtomicBool>,
}

impl Away {
    fn check<T: Send + 'static>(&self) -> Option<StoreFuture<'static, T>> {
        self.is_away.load(Ordering::SeqCst).then(|| -> StoreFuture<'static, T> { Box::pin(async { Err("away".into()) }) })
    }
}

impl TokenStore for Away {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        self.check().unwrap_or_else(|| self.inner.load(key))
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        self.check().unwrap_or_else(|| self.inner.try_lock(key))
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        self.check().unwrap_or_else(|| self.inner.save(key, token, lock))
    }

    fn remove<'a>(&'a self, key: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        self.check().unwrap_or_else(|| self.inner.remove(key, lock))
    }
}

#[tokio::test]
async fn token_renewed_while_the_store_goes_away_is_kept() {
    let is_away = Arc::new(AtomicBool::new(false));
    let goes = Arc::clone(&is_away);
    let server = Server::replying(move |_| {
        goes.store(true, Ordering::SeqCst);
        issued("NEW-access", "NEW-refresh", 86_400)
    })
    .unwrap();
    let inner = MemoryStore::new();
    save(&inner, "k", &old(-1)).await;
    let source = TokenSource::stored(app(&server), Away { inner: inner.clone(), is_away: Arc::clone(&is_away) }, "k");
    let error = source.access_token().await.unwrap_err();
    assert!(matches!(error, Error::TokenStore(_)), "{error}");
    is_away.store(false, Ordering::SeqCst);
    assert_eq!(source.access_token().await.unwrap().expose_secret(), "NEW-access");
    assert_eq!(short(&server), ["renew OLD-refresh"]);
    assert_eq!(inner.load("k").await.unwrap().unwrap().token().access_token().expose_secret(), "NEW-access");
}

#[tokio::test]
async fn token_that_could_not_be_saved_gives_way_to_a_later_one_of_somebody_else() {
    let server = serving(&["LOST-access", "NEW-access"]);
    let inner = MemoryStore::new();
    save(&inner, "k", &old(-1)).await;
    let source = TokenSource::stored(app(&server), Full { inner: inner.clone(), is_full: AtomicBool::new(true) }, "k");
    source.access_token().await.unwrap_err();
    let now = SystemTime::now();
    save(&inner, "k", &Token::new("OTHER-access", now).with_issued_at(now).with_refresh_token("OTHER-refresh", None)).await;
    assert_eq!(source.access_token().await.unwrap().expose_secret(), "NEW-access");
    assert_eq!(short(&server), ["renew OLD-refresh", "renew OTHER-refresh"]);
}

/// A store that another program saves a token in, as a later holder of the lock, before it is asked to save one.
#[derive(Debug)]
struct Overtaken {
    inner: MemoryStore,
    is_overtaken: AtomicBool,
}

impl TokenStore for Overtaken {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        self.inner.load(key)
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        self.inner.try_lock(key)
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        if !self.is_overtaken.swap(true, Ordering::SeqCst) {
            return Box::pin(async move {
                // The clock of that program is an hour behind.
                let now = SystemTime::now();
                let later =
                    Token::new("OTHER-access", now + HOUR * 48).with_issued_at(now - HOUR).with_refresh_token("OTHER-refresh", None);
                self.inner.save(key, &later.to_stored(), lock).await?;
                Err(LockLost.into())
            });
        }
        self.inner.save(key, token, lock)
    }

    fn remove<'a>(&'a self, key: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        self.inner.remove(key, lock)
    }
}

#[tokio::test]
async fn renewed_token_of_a_lock_that_was_lost_is_dropped_for_the_one_that_was_saved() {
    let server = serving(&["LATE-access"]);
    let inner = MemoryStore::new();
    save(&inner, "k", &old(-1)).await;
    let source = TokenSource::stored(app(&server), Overtaken { inner: inner.clone(), is_overtaken: AtomicBool::new(false) }, "k");
    assert_eq!(source.access_token().await.unwrap().expose_secret(), "OTHER-access");
    assert_eq!(short(&server), ["renew OLD-refresh"]);
    assert_eq!(inner.load("k").await.unwrap().unwrap().token().access_token().expose_secret(), "OTHER-access");
}

#[tokio::test]
async fn token_of_a_login_is_saved_though_its_lock_was_lost_once() {
    let server = serving(&[]);
    let inner = MemoryStore::new();
    let source = TokenSource::stored(app(&server), Overtaken { inner: inner.clone(), is_overtaken: AtomicBool::new(false) }, "k");
    source.keep(&Token::new("LOGIN-access", SystemTime::now() + HOUR)).await.unwrap();
    assert_eq!(inner.load("k").await.unwrap().unwrap().token().access_token().expose_secret(), "LOGIN-access");
}

#[tokio::test]
async fn token_that_could_not_be_saved_gives_way_to_one_of_a_program_whose_clock_is_behind() {
    let server = serving(&["LOST-access"]);
    let inner = MemoryStore::new();
    save(&inner, "k", &old(-1)).await;
    let source = TokenSource::stored(app(&server), Full { inner: inner.clone(), is_full: AtomicBool::new(true) }, "k");
    source.access_token().await.unwrap_err();
    let now = SystemTime::now();
    save(&inner, "k", &Token::new("OTHER-access", now + HOUR * 48).with_issued_at(now - HOUR).with_refresh_token("R", None)).await;
    assert_eq!(source.access_token().await.unwrap().expose_secret(), "OTHER-access");
    assert_eq!(inner.load("k").await.unwrap().unwrap().token().access_token().expose_secret(), "OTHER-access");
}

#[tokio::test]
async fn refresh_token_that_somebody_else_has_used_meanwhile_asks_for_no_consent() {
    let store = MemoryStore::new();
    save(&store, "k", &old(-1)).await;
    let other = store.clone();
    // This program stands still until its lock has ended, and another one renews the token.
    let server = Server::replying(move |_| {
        let later = Token::new("OTHER-access", SystemTime::now() + HOUR * 48).with_refresh_token("OTHER-refresh", None);
        drop(other.save("k", &later.to_stored(), &StoreLock::new(())));
        json(400, r#"{"error":"invalid_grant"}"#)
    })
    .unwrap();
    let source = TokenSource::stored(app(&server), store, "k");
    assert_eq!(source.access_token().await.unwrap().expose_secret(), "OTHER-access");
    assert_eq!(short(&server), ["renew OLD-refresh"]);
}

/// A store that takes its time to save.
#[derive(Debug)]
struct Slow(MemoryStore);

impl TokenStore for Slow {
    fn load<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        self.0.load(key)
    }

    fn try_lock<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoreLock>> {
        self.0.try_lock(key)
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            tokio::time::sleep(HOUR).await;
            self.0.save(key, token, lock).await
        })
    }

    fn remove<'a>(&'a self, key: &'a str, lock: &'a StoreLock) -> StoreFuture<'a, ()> {
        self.0.remove(key, lock)
    }
}

#[tokio::test]
async fn token_of_a_login_whose_browser_has_gone_is_saved_under_its_lock_all_the_same() {
    let server = serving(&[]);
    let inner = MemoryStore::new();
    let source = TokenSource::stored(app(&server), Slow(inner.clone()), "k");
    tokio::time::pause();
    let token = Token::new("LOGIN-access", SystemTime::now() + HOUR);
    assert!(tokio::time::timeout(HOUR / 2, source.keep(&token)).await.is_err(), "the store takes longer");
    assert!(inner.try_lock("k").await.unwrap().is_none(), "the save goes on");
    tokio::time::sleep(HOUR).await;
    assert!(inner.load("k").await.unwrap().is_some());
    assert!(inner.try_lock("k").await.unwrap().is_some());
}
