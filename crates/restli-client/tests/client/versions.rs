//! Calls that only some versions have.

use restli_client::{self as rt, Call, FromRuntime as _, Request};
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

/// The refusal of a call of an operation with a version.
async fn refusal(operation: &'static rt::Operation, version: u32) -> Option<String> {
    let client = Client::builder().token(TOKEN).version("monthly", version).base_url("http://127.0.0.1:9").build().unwrap();
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
            "shop.first_things.get: it is gone from version 202602 on, and 202603 is sent\n  \
             remedy: call `shop.things.get`, which has its place in that version, or {choose}"
        )
    );
    assert_eq!(
        refusal(&THIRD, 202_601).await.unwrap(),
        format!(
            "shop.things.get: it came with version 202603, and 202601 is sent\n  \
             remedy: call `shop.first_things.get`, which has its place in that version, or {choose}"
        )
    );
    assert_eq!(
        refusal(&FIRST, 202_602).await.unwrap(),
        format!("shop.first_things.get: it is gone from version 202602 on, and 202602 is sent\n  remedy: {choose}"),
        "no version has both, and this one has neither"
    );
    assert_eq!((refusal(&FIRST, 202_601).await, refusal(&THIRD, 202_603).await), (None, None));
}
