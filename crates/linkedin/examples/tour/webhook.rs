//! A webhook: the validation of its address, a delivery that is accepted, and one that somebody else has signed.

use std::error::Error;

use linkedin::Json;
use linkedin::webhook::{self, Event};
use linkedin_sandbox::{Mishap, Sandbox};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// The event about a lead.
const LEAD: &str = "LEAD_ACTION";

pub(crate) async fn deliveries(sandbox: &Sandbox) -> Result<(), Box<dyn Error>> {
    let (queue, mut events) = mpsc::unbounded_channel();
    let take = move |event: Event| std::future::ready(queue.send(event));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/hook", listener.local_addr()?);
    let router = webhook::router("/hook", webhook::receiver("sandbox-secret")?, take);
    let server = tokio::spawn(axum::serve(listener, router).into_future());
    println!("The address of the webhook is {}.", sandbox.listen(&address, &[LEAD]).await?.word());

    let body: Json = r#"{"leadGenFormResponse": "urn:li:leadGenFormResponse:lead-0", "leadAction": "CREATED"}"#.parse()?;
    sandbox.trigger(LEAD, Some(body))?;
    match events.recv().await.ok_or("the webhook has ended")? {
        Event::Lead(lead) => println!("The signature is right: {} is {}.", lead.lead_gen_form_response.as_str(), lead.lead_action),
        other => return Err(format!("another event came: {other:?}").into()),
    }
    sandbox.trigger_amiss(LEAD, None, Mishap::WrongSecret)?;
    sandbox.settle().await;
    server.abort();
    let forged =
        sandbox.deliveries().pop().and_then(|delivery| delivery.attempts.first().cloned()).ok_or("there was no second delivery")?;
    match (forged.outcome, events.try_recv()) {
        (Ok(status @ 400..=499), Err(_)) => println!("What another secret has signed was answered with {status}."),
        (outcome, _) => return Err(format!("what another secret has signed was taken: {outcome:?}").into()),
    }
    Ok(())
}
