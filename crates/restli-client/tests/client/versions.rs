//! Calls that only some versions have.

use restli_client::{self as rt, Call, Request};
use rt::ResourceMethod as M;

use crate::tables::{Client, TOKEN, Thing};

static BASE: rt::Base = rt::Base::new("dated", "https://api.shop.example", "/rest").with_versions(&MONTHLY);
static MONTHLY: rt::VersionFamily = rt::VersionFamily::new("monthly", "Shop-Version", 202_601).with_released(&[
    rt::Version::new(202_601),
    rt::Version::new(202_602),
    rt::Version::new(202_603),
]);
static FIRST: rt::Operation = rt::Operation::new("shop.first_things.get", M::Get, &BASE, "/things/{thingId}")
    .with_until(202_602)
    .with_other_versions(&[rt::OtherVersion::new("shop.things.get", Some(202_603), None)]);
static THIRD: rt::Operation = rt::Operation::new("shop.things.get", M::Get, &BASE, "/things/{thingId}")
    .with_since(202_603)
    .with_other_versions(&[rt::OtherVersion::new("shop.first_things.get", None, Some(202_602))]);

static API: rt::ApiInfo = rt::ApiInfo::new("shop").with_bases(&[&PLAIN, &BASE, &TALENT]);
static PLAIN: rt::Base = rt::Base::new("plain", "https://api.shop.example", "/v2");
static TALENT: rt::Base = rt::Base::new("talent", "https://api.shop.example", "/rest").with_versions(&QUARTERLY);
static QUARTERLY: rt::VersionFamily =
    rt::VersionFamily::new("quarterly", "Talent-Version", 7).with_released(&[rt::Version::new(7).with_revision("03"), rt::Version::new(8)]);

/// A client of bases that share a path.
#[derive(Debug)]
struct Shared(rt::Runtime);

impl rt::FromRuntime for Shared {
    const API: &'static rt::ApiInfo = &API;
    type With<S> = Self;

    fn from_runtime(runtime: rt::Runtime) -> Self {
        Self(runtime)
    }
}

#[test]
fn raw_call_on_a_path_of_several_bases_says_which_one_is_meant() {
    let Shared(runtime) = rt::Builder::<Shared>::new().token(TOKEN).build().unwrap();
    let headers = |request: Request<rt::core::Json>| request.to_http().map(|request| request.headers().clone());
    let get = http::Method::GET;
    assert_eq!(
        headers(runtime.raw(get.clone(), "/rest/things/1?token=AQX-secret", None)).unwrap_err().to_string(),
        "raw call: `/rest/things/1` may belong to the base `dated` or `talent`; say which one is meant: `raw_on(base, ..)`…\n  \
         remedy: say which one is meant: `raw_on(base, ..)`, with a base of the client's module `api::bases`"
    );
    let of = |base| headers(runtime.raw_on(base, get.clone(), "/rest/things/1", None)).unwrap();
    assert_eq!((of(&BASE)["Shop-Version"].as_bytes(), of(&TALENT)["Talent-Version"].as_bytes()), (&b"202601"[..], &b"7.03"[..]));
    assert!(!of(&TALENT).contains_key("Shop-Version"));
    let Shared(newer) = rt::Builder::<Shared>::new().token(TOKEN).version("quarterly", 8).build().unwrap();
    assert_eq!(headers(newer.raw_on(&TALENT, get.clone(), "/rest/things/1", None)).unwrap()["Talent-Version"], "8", "no revision");
    assert!(headers(runtime.raw(get, "/v2/things/1", None)).is_ok(), "a path of one base");
}

/// The refusal of a call of an operation with a version.
async fn refusal(operation: &'static rt::Operation, version: u32) -> Option<String> {
    let client = Client::builder()
        .token(TOKEN)
        .version("monthly", version)
        .base_url("http://127.0.0.1:9")
        .retry(restli_client::Retry::never())
        .build()
        .unwrap();
    let request: Request<Thing> = Call::new(client.runtime(), operation).key("thingId", &1_i64).request();
    match request.await {
        Err(rt::Error::Request(problem)) => Some(problem.to_string()),
        _ => None,
    }
}

#[tokio::test]
async fn call_that_the_version_lacks_names_the_call_that_it_has() {
    let choose = "send a version that has it: `Builder::version(\"monthly\", ..)`";
    assert_eq!(
        refusal(&FIRST, 202_603).await.unwrap(),
        format!(
            "shop.first_things.get: it is gone from version 202602 on, and 202603 is sent; call `shop.things.get`, which has its…\n  \
             remedy: call `shop.things.get`, which has its place in that version, or {choose}"
        )
    );
    assert_eq!(
        refusal(&THIRD, 202_601).await.unwrap(),
        format!(
            "shop.things.get: it came with version 202603, and 202601 is sent; call `shop.first_things.get`, which has its place in…\n  \
             remedy: call `shop.first_things.get`, which has its place in that version, or {choose}"
        )
    );
    assert_eq!(
        refusal(&FIRST, 202_602).await.unwrap(),
        format!(
            "shop.first_things.get: it is gone from version 202602 on, and 202602 is sent; send a version that has it…\n  remedy: {choose}"
        ),
        "no version has both, and this one has neither"
    );
    assert_eq!((refusal(&FIRST, 202_601).await, refusal(&THIRD, 202_603).await), (None, None));
}

/// The refusal of a call of `THIRD` with a version in a header that is given by hand.
async fn refusal_by_hand(name: &str, version: &str) -> Option<String> {
    let builder = || Client::builder().token(TOKEN).base_url("http://127.0.0.1:9").retry(rt::Retry::never());
    let request = |client: &Client| -> Request<Thing> { Call::new(client.runtime(), &THIRD).key("thingId", &1_i64).request() };
    let told = |result: Result<Thing, rt::Error>| match result {
        Err(rt::Error::Request(problem)) => Some((problem.what, problem.remedy)),
        _ => None,
    };
    let of_call = told(request(&builder().build().unwrap()).header(name, version).await);
    let of_client = told(request(&builder().header(name, version).build().unwrap()).await);
    assert_eq!(of_call, of_client);
    of_call.map(|(what, remedy)| format!("{what}; {remedy}"))
}

#[tokio::test]
async fn version_in_a_header_by_hand_is_checked_like_that_of_the_builder() {
    let there_are = "there are: 202601, 202602, 202603; without it 202601 is sent";
    for name in ["Shop-Version", "shop-version", "SHOP-VERSION"] {
        let told = refusal_by_hand(name, "2026-03").await;
        assert_eq!(told.unwrap(), format!("`2026-03` is not written like a version of `monthly`; {there_are}"), "{name}");
    }
    let never = refusal_by_hand("Shop-Version", "202613").await;
    assert_eq!(never.unwrap(), format!("`202613` is no date, as the versions of `monthly` are; {there_are}"));
    for text in ["", "202603.", "v202603", "202603.1a", "20260301"] {
        let told = refusal_by_hand("Shop-Version", text).await;
        assert_eq!(told.unwrap(), format!("`{text}` is not written like a version of `monthly`; {there_are}"));
    }
    assert!(refusal_by_hand("Shop-Version", "202601").await.is_some_and(|told| told.contains("it came with version 202603")));
    for text in ["202603", "202603.02", "202604"] {
        assert_eq!(refusal_by_hand("Shop-Version", text).await, None, "{text}");
    }
    assert!(refusal_by_hand("Other-Version", "2026-03").await.is_some_and(|told| !told.contains("2026-03")), "the header of no family");
}

#[tokio::test]
async fn version_that_a_hook_sets_is_checked_like_that_of_the_builder() {
    for (text, refused) in [("2026-03", true), ("202613", true), ("202602", false), ("202604", false)] {
        let builder = Client::builder().token(TOKEN).base_url("http://127.0.0.1:9").retry(rt::Retry::never());
        let client = builder.before(move |sending| sending.header("shop-version", text)).build().unwrap();
        let request: Request<Thing> = Call::new(client.runtime(), &FIRST).key("thingId", &1_i64).request();
        let error = request.await.unwrap_err();
        assert_eq!(matches!(error, rt::Error::Request(_)), refused, "{text}: {error}");
        assert!(!refused || error.summary().starts_with(&format!("Builder::before: `{text}` is ")), "{error}");
    }
}
