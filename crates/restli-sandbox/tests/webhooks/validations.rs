//! The challenge that an address passes before it is used.

use std::time::Duration;

use restli_sandbox::{DeliveryState, Mishap, Standing};

use crate::desk::{shop, subscribe};
use crate::receiver::{HalfEnd, Receiver, SECRET};

const HOUR: Duration = Duration::from_secs(3_600);

#[tokio::test]
async fn address_that_signs_the_challenge_is_validated() {
    let (sandbox, receiver) = (shop().await, Receiver::open(SECRET).await);
    assert_eq!(sandbox.listen(&receiver.address, &[]).await.unwrap(), Standing::Validated);
    let known = &sandbox.webhooks()[0];
    assert_eq!((known.standing.word(), &*known.events), ("VALIDATED", &["SOLD".to_owned(), "GONE".to_owned()][..]));
}

#[tokio::test]
async fn address_with_another_secret_fails_and_is_tried_again_before_the_next_event() {
    let (sandbox, receiver) = (shop().await, Receiver::open("other").await);
    assert_eq!(sandbox.listen(&receiver.address, &[]).await.unwrap(), Standing::Failed);
    assert!(sandbox.webhooks()[0].failure.as_ref().unwrap().contains("secret of the app"));
    sandbox.trigger("SOLD", None).unwrap();
    sandbox.settle().await;
    assert_eq!((sandbox.deliveries()[0].state, receiver.events().len()), (DeliveryState::Dropped, 0));
    assert_eq!(sandbox.replay(1), Some(2));
    sandbox.settle().await;
    assert_eq!((sandbox.deliveries()[1].state, receiver.events().len()), (DeliveryState::Dropped, 0));
    receiver.change_secret(SECRET);
    sandbox.trigger("SOLD", None).unwrap();
    sandbox.settle().await;
    assert_eq!((sandbox.deliveries()[2].state, receiver.events().len()), (DeliveryState::Delivered, 1));
}

#[tokio::test]
async fn address_that_nobody_serves_fails() {
    let sandbox = shop().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    assert_eq!(sandbox.listen(&address, &[]).await.unwrap(), Standing::Failed, "nobody answers");
    assert!(sandbox.webhooks()[0].failure.as_ref().unwrap().contains("no answer within"));
    drop(listener);
    assert_eq!(sandbox.listen(&address, &[]).await.unwrap(), Standing::Failed);
    assert!(sandbox.webhooks()[0].failure.as_ref().unwrap().contains("no connection"));
}

#[tokio::test]
async fn address_that_answers_the_challenge_by_half_fails() {
    for (end, reason) in [
        (HalfEnd::Stalled, "the answer to the challenge did not end within"),
        (HalfEnd::Closed, "the answer to the challenge cannot be read"),
    ] {
        let (sandbox, receiver) = (shop().await, Receiver::open(SECRET).await);
        receiver.answer_by_half(end);
        assert_eq!(sandbox.listen(&receiver.address, &[]).await.unwrap(), Standing::Failed, "{end:?}");
        let failure = sandbox.webhooks()[0].failure.clone().unwrap();
        assert!(failure.starts_with(reason), "{failure}");
    }
}

#[tokio::test]
async fn three_failures_in_a_row_block_an_address_until_it_is_validated_again() {
    let (sandbox, receiver) = (shop().await, Receiver::open(SECRET).await);
    sandbox.listen(&receiver.address, &[]).await.unwrap();
    sandbox.advance(HOUR);
    sandbox.settle().await;
    assert_eq!(receiver.challenges(), 2, "validations go on");
    receiver.change_secret("other");
    receiver.answer_with(&[500]);
    for standing in [Standing::Validated, Standing::Validated, Standing::Blocked] {
        if standing == Standing::Blocked {
            sandbox.trigger_amiss("SOLD", None, Mishap::Reordered).unwrap();
        }
        sandbox.advance(HOUR);
        sandbox.settle().await;
        assert_eq!(sandbox.webhooks()[0].standing, standing);
    }
    assert_eq!(sandbox.trigger("SOLD", None).unwrap(), [0; 0], "nothing is told");
    assert_eq!(sandbox.replay(1), None);
    let delivery = &sandbox.deliveries()[0];
    assert_eq!((delivery.state, delivery.attempts.len()), (DeliveryState::Dropped, 1), "two more calls were to come");
    receiver.change_secret(SECRET);
    assert_eq!(sandbox.listen(&receiver.address, &[]).await.unwrap(), Standing::Validated);
    assert_eq!(sandbox.trigger("SOLD", None).unwrap().len(), 1);
}

#[tokio::test]
async fn subscription_validates_its_address_and_gets_its_events() {
    let (sandbox, receiver) = (shop().await, Receiver::open(SECRET).await);
    assert_eq!(subscribe(&sandbox, &receiver.address, "no token of the sandbox").await, 401);
    assert_eq!(receiver.challenges(), 0, "a stranger has nobody called");
    assert_eq!(subscribe(&sandbox, &receiver.address, &sandbox.token_for_all()).await, 201);
    assert_eq!((receiver.challenges(), sandbox.webhooks()[0].standing), (1, Standing::Validated));
    assert_eq!(sandbox.trigger("GONE", None).unwrap(), [0; 0], "the subscription is to another event");
    sandbox.trigger("SOLD", None).unwrap();
    sandbox.settle().await;
    assert_eq!(receiver.events()[0].json()["shop"], "Corner");
}

#[tokio::test]
async fn address_elsewhere_is_refused() {
    let sandbox = shop().await;
    for address in ["http://10.1.2.3/hooks", "https://127.0.0.1/hooks", "hooks"] {
        let error = sandbox.listen(address, &[]).await.unwrap_err().to_string();
        assert!(error.starts_with(&format!("`{address}` is not called")), "{error}");
    }
    assert_eq!(subscribe(&sandbox, "https://hooks.example.org", &sandbox.token_for_all()).await, 201);
    assert_eq!(sandbox.trigger("SOLD", None).unwrap(), [0; 0]);
    let error = sandbox.listen("http://127.0.0.1/", &["LOST"]).await.unwrap_err().to_string();
    assert_eq!(error, "the API has no event `LOST`, but SOLD, GONE");
}
