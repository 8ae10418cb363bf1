//! Calls of LinkedIn to a webhook of yours (`docs/linkedin/webhooks.md`): validation, signature, typed events.
//!
//! An address is validated when it is registered and every two hours after that, by a GET that must be answered within 3 seconds. Events come
//! by POST, signed with the client secret. With the feature `axum`, `router` is the whole of it. For other frameworks the functions take what
//! each of them has, so that a handler is a few lines:
//!
//! ```
//! use linkedin::bytes::Bytes;
//! use linkedin::http::{Method, Request, Response};
//! use linkedin::webhook::{Event, Receiver};
//!
//! fn handle(receiver: &Receiver, call: &Request<Bytes>) -> Response<String> {
//!     if call.method() == Method::GET {
//!         return receiver.challenge(call.uri().query().unwrap_or_default()).unwrap_or_else(|refusal| refusal.response());
//!     }
//!     let delivery = match receiver.verify(call.headers(), call.body()) {
//!         Ok(delivery) => delivery,
//!         Err(refusal) => {
//!             eprintln!("{refusal}");
//!             return refusal.response();
//!         }
//!     };
//!     // Whatever fails from here on: `delivery` is dropped, and LinkedIn's next attempt is taken.
//!     match delivery.event() {
//!         # #[cfg(feature = "leads")]
//!         Event::Lead(lead) => println!("{:?} {}", lead.lead_action, lead.lead_gen_form_response.as_str()),
//!         Event::SocialActions(actions) => println!("{} notifications", actions.notifications.len()),
//!         Event::Unrecognized(other) => println!("{:?}: {}", other.key, other.value),
//!         other => println!("{other:?}"),
//!     }
//!     delivery.accept();
//!     Response::new(String::new())
//! }
//!
//! let receiver = linkedin::webhook::receiver("client-secret")?.previous_secret("secret-before")?;
//! let validation = Request::get("/hook?challengeCode=2f1c7a54-0b9d-4c3e-9a51-6d0e8f7b1c22").body(Bytes::new())?;
//! assert_eq!(handle(&receiver, &validation).status(), 200);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The types of an event belong to its product: without the feature `leads`, a lead is [`Event::Unrecognized`]. Subscriptions and the pull of
//! events that were missed are calls of the modules `webhooks` and `leads`.

use restli_client::webhook as rt;

use linkedin_client::incoming::EVENTS;
use restli_client::{Error, SecretString};

pub use linkedin_client::incoming::Event;
#[cfg(feature = "axum")]
pub use restli_client::webhook::router;
pub use restli_client::webhook::{EventState, EventStore, MemoryEvents, Refusal};

/// Answers LinkedIn's validations of a webhook, and checks the calls to it.
pub type Receiver = rt::Receiver<Event>;

/// A call of LinkedIn that was checked, with its event.
pub type Delivery = rt::Delivery<Event>;

/// A [`Receiver`] whose events are in a store, for several programs behind one address.
pub type SharedReceiver = rt::SharedReceiver<Event>;

/// A call of LinkedIn that was checked, with its event, which is claimed in a store.
pub type SharedDelivery = rt::SharedDelivery<Event>;

/// The names on the wire.
static SCHEME: rt::Scheme<Event> = rt::Scheme {
    header: "X-LI-Signature",
    prefix: "hmacsha256=",
    challenge: "challengeCode",
    response: "challengeResponse",
    app: "applicationId",
    event: "type",
    events: EVENTS,
    unrecognized: Event::Unrecognized,
};

/// A receiver for an app, by its client secret.
///
/// # Errors
/// The secret is empty, or holds a blank or a line end.
pub fn receiver(client_secret: impl Into<SecretString>) -> Result<Receiver, Error> {
    Receiver::new(&SCHEME, client_secret)
}
