//! The budget of quotas: calls are counted, and refused or held back before the server does it.

mod lessons;
mod members;
mod rooms;
mod views;

use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use restli_client::{
    Builder, Count, Counter, CounterStore, Error, MemoryCounters, Quota, QuotaScope, Quotas, Retry, StopReason, StoreFuture, Taken, Time,
    TokenSource,
};
use restli_testing::{Act, Server, json, response};

pub(crate) use self::rooms::Slow;
use crate::tables::{BRISK, Client, DAILY, DELETE, GET, SHARED, TOKEN};

/// 2026-11-30 12:00 UTC.
fn noon() -> Time {
    Time::from_millis(1_795_996_800_000 + 43_200_000)
}

/// A client at noon that sends each call once.
fn builder(url: &str, quotas: Quotas) -> Builder<Client> {
    Client::builder().token(TOKEN).base_url(url).clock(noon).quotas(quotas).retry(Retry::never())
}

fn client(url: &str, quotas: Quotas) -> Client {
    builder(url, quotas).build().unwrap()
}

/// A server that always answers with a thing.
fn generous() -> Server {
    Server::replying(|_| json(200, r#"{"id":1}"#)).unwrap()
}

/// The number of requests that count on a quota.
async fn used(client: &Client, name: &str) -> u64 {
    let budget = client.runtime().budget().await.unwrap();
    budget.iter().find(|state| state.quota.name == name).unwrap().used
}

#[tokio::test]
async fn call_that_a_quota_has_no_room_for_is_refused_before_it_is_sent() {
    let server = generous();
    let client = client(server.url(), Quotas::refuse().limit(&DAILY, 2));
    client.get(1).await.unwrap();
    client.get(2).await.unwrap();
    let error = client.get(3).await.unwrap_err();
    assert_eq!(server.received().len(), 2);
    assert_eq!(
        error.to_string(),
        "shop.things.get: not sent, the quota `daily` is used up; call again at 2026-12-01 00:00 UTC\n  \
         call: GET /rest/things/3\n  \
         quota: 2 requests per member per day, 2 used; `Quotas::limit` sets another number"
    );
    assert!(error.is_rate_limited() && error.status().is_none() && error.attempts().is_none() && !error.is_outcome_unknown());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(12 * 3600)));
    let Error::Quota(spent) = error else { panic!("{error}") };
    assert_eq!(
        (spent.quota.name, spent.limit, spent.used, spent.starts_anew.to_string()),
        ("daily", 2, 2, "2026-12-01T00:00:00.000Z".to_owned())
    );
    // Other quotas, and calls without one, are not concerned.
    client.delete(1).await.unwrap();
    client.get_whole(1).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_and_clients_that_share_a_quota_of_500_send_500_and_meet_no_429() {
    let mut left = 500;
    let server = Server::replying(move |_| {
        left -= 1;
        if left < 0 { response(429, &[], "") } else { response(204, &[], "") }
    })
    .unwrap();
    let counters = MemoryCounters::new();
    let tasks: Vec<_> = (0..10)
        .map(|task| {
            // Clients of one program stand for its processes: they share nothing but the store.
            let client = client(server.url(), Quotas::refuse().store(counters.clone()));
            tokio::spawn(async move {
                let (mut sent, mut refused) = (0, 0);
                for call in 0..60 {
                    let runtime = client.runtime().with_token(format!("token-{task}-{call}"), None).unwrap();
                    let member: Client = restli_client::FromRuntime::from_runtime(runtime);
                    match member.delete(call).await {
                        Ok(()) => sent += 1,
                        Err(Error::Quota(_)) => refused += 1,
                        Err(error) => panic!("{error}"),
                    }
                }
                (sent, refused)
            })
        })
        .collect();
    let (mut sent, mut refused) = (0, 0);
    for task in tasks {
        let (more, fewer) = task.await.unwrap();
        (sent, refused) = (sent + more, refused + fewer);
    }
    assert_eq!((sent, refused, server.received().len()), (500, 100, 500));
}

#[tokio::test]
async fn client_without_the_choice_counts_nothing() {
    let server = generous();
    let client = client(server.url(), Quotas::off().limit(&DAILY, 0));
    client.get(1).await.unwrap();
    let error = client.runtime().budget().await.unwrap_err();
    let remedy = "let it count: give its builder `.quotas(Quotas::refuse())` or `.quotas(Quotas::wait())`";
    assert_eq!(error.remedy().unwrap(), remedy);
    assert!(error.to_string().starts_with("Runtime::budget: the client does not count what it sends; let it count: give its"), "{error}");
    let error = client.runtime().plan(&GET, 7).await.unwrap_err();
    assert_eq!(error.remedy().unwrap(), remedy);
}

#[tokio::test]
async fn quota_that_does_not_hold_is_not_counted() {
    let server = generous();
    let client = client(server.url(), Quotas::refuse().limit(&SHARED, 7).without(&DAILY));
    client.get(1).await.unwrap();
    let budget: Vec<String> = client.runtime().budget().await.unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(
        budget,
        ["shared: 0 of 7 used, starts anew at 2026-12-01 00:00 UTC", "brisk: 0 of 2 used, starts anew at 2026-11-30 12:00:01 UTC"]
    );
}

#[tokio::test]
async fn calls_count_on_a_quota_that_the_program_adds() {
    static TIER: Quota = Quota::new("tier", 2, 86_400, QuotaScope::App);
    let server = generous();
    let client = client(server.url(), Quotas::refuse().also(&TIER, |call| call.id.starts_with("shop.things.")));
    client.get(1).await.unwrap();
    client.get_whole(1).await.unwrap();
    client.follows("a").await.unwrap_err();
    assert_eq!((used(&client, "tier").await, used(&client, "daily").await), (2, 1));
    let Err(Error::Quota(spent)) = client.delete(1).await else { panic!("not refused") };
    assert_eq!((spent.quota.name, used(&client, "shared").await), ("tier", 0));
    let plan = client.runtime().plan(&DELETE, 3).await.unwrap();
    assert_eq!(plan.to_string(), "3 calls of shop.things.delete: 0 left until 2026-12-01 00:00 UTC, done on 2026-12-02");
}

#[test]
fn quota_that_would_not_be_counted_as_it_was_given_is_refused() {
    static STRANGE: Quota = Quota::new("strange", 2, 86_400, QuotaScope::App);
    static OTHER_STRANGE: Quota = Quota::new("strange", 500, 3_600, QuotaScope::Member);
    static OTHER_DAILY: Quota = Quota::new("daily", 800, 86_400, QuotaScope::Member);
    static NONE: Quota = Quota::new("none", 0, 86_400, QuotaScope::App);
    static MOMENTARY: Quota = Quota::new("momentary", 5, 0, QuotaScope::App);
    let told = |quotas: Quotas| builder("http://127.0.0.1:1", quotas).build().map(|_| ()).unwrap_err().to_string();
    let strange = "Builder::quotas: no call of the API counts on the quota `strange`; let calls count on it with `Quotas::also`";
    assert!(told(Quotas::refuse().limit(&STRANGE, 7)).starts_with(strange));
    assert!(told(Quotas::refuse().without(&STRANGE)).starts_with(strange));
    let other = told(Quotas::refuse().also(&OTHER_DAILY, |_| true));
    assert!(
        other.starts_with("Builder::quotas: the API has another quota `daily`, which would be counted in place of this one"),
        "{other}"
    );
    for quota in [&NONE, &MOMENTARY] {
        let zero = told(Quotas::wait().also(quota, |_| true));
        assert!(zero.starts_with(&format!("Builder::quotas: the quota `{}` has a limit or a window of zero; ", quota.name)), "{zero}");
    }
    let twice = told(Quotas::refuse().also(&STRANGE, |_| true).also(&DAILY, |_| true).also(&OTHER_STRANGE, |_| true));
    assert!(twice.starts_with("Builder::quotas: two quotas of `Quotas::also` have the name `strange`"), "{twice}");
    assert!(builder("http://127.0.0.1:1", Quotas::refuse().also(&STRANGE, |_| true).also(&STRANGE, |_| false)).build().is_ok());
    let fine = Quotas::refuse().also(&DAILY, |_| true).also(&STRANGE, |_| true).limit(&STRANGE, u64::MAX);
    assert!(builder("http://127.0.0.1:1", fine).build().is_ok());
}

#[tokio::test]
async fn every_attempt_counts_and_one_that_found_no_server_does_not() {
    let busy = || Act::Answer(response(503, &[], ""));
    let server = Server::acting([busy(), Act::Mute, Act::Answer(json(200, r#"{"id":1}"#))]).unwrap();
    let policy = Retry::standard().pauses(Duration::from_millis(1), Duration::from_millis(2));
    let sender = builder(server.url(), Quotas::refuse()).retry(policy).build().unwrap();
    sender.get(1).await.unwrap();
    assert_eq!(used(&sender, "daily").await, 3);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let nowhere = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let lonely = builder(&nowhere, Quotas::refuse()).retry(policy).build().unwrap();
    let error = lonely.get(1).await.unwrap_err();
    assert_eq!(error.attempts().unwrap().count(), 4);
    assert_eq!(used(&lonely, "daily").await, 0);
}

#[tokio::test]
async fn call_whose_second_attempt_has_no_room_tells_of_the_first() {
    let server = Server::acting([Act::Answer(response(503, &[], ""))]).unwrap();
    let policy = Retry::standard().pauses(Duration::from_millis(1), Duration::from_millis(2));
    let client = builder(server.url(), Quotas::refuse().limit(&DAILY, 1)).retry(policy).build().unwrap();
    let error = client.get(1).await.unwrap_err();
    assert_eq!((error.attempts().unwrap().count(), error.attempts().unwrap().stopped), (2, StopReason::Quota));
    assert!(error.to_string().contains("\n  attempts: 2 (first 503 Service Unavailable); stopped: the quota is used up\n"), "{error}");
}

#[tokio::test]
async fn call_waits_until_the_quota_starts_anew() {
    let server = generous();
    let client = Client::builder().token(TOKEN).base_url(server.url()).quotas(Quotas::wait()).build().unwrap();
    let started = Instant::now();
    for id in 0..5 {
        client.purge_all(id).await.unwrap();
    }
    // Two in each second, from the first call on.
    assert!((Duration::from_secs(2)..Duration::from_secs(8)).contains(&started.elapsed()), "{:?}", started.elapsed());
    assert_eq!(server.received().len(), 5);
}

#[tokio::test]
async fn wait_that_would_outlast_the_deadline_is_refused_at_once() {
    let server = generous();
    let client = client(server.url(), Quotas::wait().limit(&DAILY, 1));
    client.get(1).await.unwrap();
    let started = Instant::now();
    let error = client.get(1).await.unwrap_err();
    let remedy = "call again at 2026-12-01 00:00 UTC, or give the call a deadline after that (`Retry::deadline`)";
    assert_eq!(error.remedy().unwrap(), remedy);
    assert!(started.elapsed() < Duration::from_secs(5) && server.received().len() == 1);
}

/// A store that is not there.
#[derive(Debug)]
struct Broken;

impl CounterStore for Broken {
    fn take<'a>(&'a self, _: &'a [Counter], _: Time) -> StoreFuture<'a, Taken> {
        Box::pin(async { Err("no connection to the store".into()) })
    }

    fn give_back<'a>(&'a self, _: &'a [Counter], _: &'a [Count]) -> StoreFuture<'a, ()> {
        Box::pin(async { Err("no connection to the store".into()) })
    }

    fn raise<'a>(&'a self, _: &'a Counter, _: Count, _: Time) -> StoreFuture<'a, ()> {
        Box::pin(async { Err("no connection to the store".into()) })
    }

    fn peek<'a>(&'a self, _: &'a str, _: Time) -> StoreFuture<'a, Option<Count>> {
        Box::pin(async { Err("no connection to the store".into()) })
    }
}

#[tokio::test]
async fn call_whose_store_fails_is_not_sent() {
    let server = generous();
    let client = client(server.url(), Quotas::refuse().store(Broken));
    let error = client.get(1).await.unwrap_err();
    assert!(matches!(error, Error::CounterStore(_)) && !error.is_rate_limited(), "{error}");
    assert_eq!(
        error.to_string(),
        "counters of quotas: no connection to the store; look at the store: whether it can be reached, written, and is not read…\n  \
         remedy: look at the store: whether it can be reached, written, and is not read only or full"
    );
    assert!(server.received().is_empty());
    assert!(matches!(client.runtime().budget().await, Err(Error::CounterStore(_))));
    // A call that no quota counts needs no store.
    client.get_whole(1).await.unwrap();
}

/// A store that counts one request, and is then not there any more.
#[derive(Debug)]
struct Lost(MemoryCounters, AtomicBool);

impl CounterStore for Lost {
    fn take<'a>(&'a self, counters: &'a [Counter], now: Time) -> StoreFuture<'a, Taken> {
        if self.1.swap(true, Ordering::SeqCst) { Broken.take(counters, now) } else { self.0.take(counters, now) }
    }

    fn give_back<'a>(&'a self, counters: &'a [Counter], taken: &'a [Count]) -> StoreFuture<'a, ()> {
        self.0.give_back(counters, taken)
    }

    fn raise<'a>(&'a self, counter: &'a Counter, told: Count, now: Time) -> StoreFuture<'a, ()> {
        self.0.raise(counter, told, now)
    }

    fn peek<'a>(&'a self, key: &'a str, now: Time) -> StoreFuture<'a, Option<Count>> {
        self.0.peek(key, now)
    }
}

#[tokio::test]
async fn call_whose_store_fails_at_the_second_attempt_tells_of_the_first() {
    let server = Server::answering([response(503, &[], "")]).unwrap();
    let policy = Retry::standard().pauses(Duration::from_millis(1), Duration::from_millis(2));
    let lost = Quotas::refuse().store(Lost(MemoryCounters::new(), AtomicBool::new(false)));
    let error = builder(server.url(), lost).retry(policy).build().unwrap().get(1).await.unwrap_err();
    assert!(matches!(error, Error::CounterStore(_)), "{error}");
    assert_eq!(error.attempts().unwrap().earlier[0].status.unwrap().as_u16(), 503);
    assert!(error.to_string().contains("\n  attempts: 2 (first 503 Service Unavailable); stopped: "), "{error}");
}

/// The client of a member, with the same connections.
fn of_member(client: &Client, source: TokenSource) -> Client {
    restli_client::FromRuntime::from_runtime(client.runtime().with_token_source(source, None))
}
