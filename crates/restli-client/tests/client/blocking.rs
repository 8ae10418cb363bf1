//! Calls without an async runtime.

use restli_client::testing::{Answer, Script};
use restli_client::{Error, Queue, blocking};
use restli_testing::{Server, json};

use crate::tables::{Client, GET, TOKEN, thing};

#[test]
fn call_without_a_runtime_waits_for_the_answer() {
    let server = Server::answering(vec![json(200, r#"{"id":1}"#), json(404, "{}"), json(200, r#"{"id":2}"#)]).unwrap();
    let client = Client::at(server.url());
    assert_eq!(client.get(1).send_blocking().unwrap().id, 1);
    assert_eq!(client.get(1).send_blocking().unwrap_err().status().unwrap(), 404);
    let full = client.get(2).send_full_blocking().unwrap();
    assert_eq!((full.status().as_u16(), full.value.id), (200, 2));
}

#[test]
fn threads_of_a_program_share_what_drives_their_calls() {
    let script = Script::new();
    script.on(&GET).always(Answer::entity(&thing(1, "a")));
    let client = Client::builder().token(TOKEN).script(&script).build().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.get(1).send_blocking().unwrap());
        }
    });
    let both = blocking::wait(futures_util::future::try_join(client.get(1).send(), client.get(1).send())).unwrap();
    assert_eq!((both.unwrap().1.id, script.calls().len()), (1, 10));
    assert!(matches!(blocking::wait(async { panic!("on purpose") }), Err::<(), _>(Error::Setup(_))));
    assert_eq!(client.get(1).send_blocking().unwrap().id, 1, "the panic of one is not that of the others");
}

#[test]
fn calls_of_threads_wait_for_their_turn_in_the_queue() {
    let server = Server::replying(|_| json(200, r#"{"id":1}"#)).unwrap();
    let client = Client::builder().token(TOKEN).base_url(server.url()).queue(Queue::of(1).waiting(8)).build().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.get(1).send_blocking().unwrap());
        }
    });
    assert_eq!(server.received().len(), 8);
}

#[tokio::test]
async fn call_inside_of_a_runtime_is_an_error() {
    let error = Client::new().get(1).send_blocking().unwrap_err();
    let told = "blocking: it is called inside of an async runtime, which would stand still; await the request; in `spawn_blocking`…";
    assert_eq!(error.summary(), told);
}
